import { readFile } from 'node:fs/promises'
import Fastify from 'fastify'

/** The baseline of HTTP: a Fastify with nothing but three routes, the same JSON document as an object and as text made before. */
const text = await readFile(process.argv[2]!, 'utf8')
const document = JSON.parse(text) as object
const app = Fastify({ logger: false })
app.get('/object', async () => document)
// Its body is read and parsed, as every route with one does.
app.post('/post', async () => document)
app.get('/text', async (_request, reply) => {
  reply.header('content-type', 'application/json; charset=utf-8')
  return text
})
await app.listen({ host: '127.0.0.1', port: Number(process.argv[3]) })
process.send?.('ready')
