import t from '../../tap.ts'
import { createServer } from 'node:http'
import { once } from 'node:events'
import { json } from 'node:stream/consumers'
import type { AddressInfo } from 'node:net'
import { steps, takeTour } from '../../../scripts/quickstart/tour.ts'

/** A backend that answers every request with the next outcome of the list. */
async function backend (outcomes: string[], handler: (seen: Seen) => void = () => {}) {
  const server = createServer(async (request, response) => {
    const body = request.method === 'POST' ? await json(request) as Seen['body'] : undefined
    handler({ path: request.url!, user: String(request.headers['x-deflect-user']), namespace: String(request.headers['x-deflect-namespace']), body })
    const outcome = outcomes.shift() ?? 'miss'
    response.setHeader('content-type', 'application/json')
    response.statusCode = outcome === 'down' ? 503 : request.method === 'GET' || body?.conversation_id ? 200 : 201
    response.setHeader('cache-status', outcome === 'hit' ? 'deflect; hit; ttl=599' : 'deflect; fwd=miss')
    if (request.method === 'GET') return response.end('{"conversation_id":"x","messages":[]}')
    response.end(JSON.stringify({ conversation_id: body?.conversation_id ?? `of-${request.headers['x-deflect-user']}`, answer: { content: '[simulated] hello' }, cache: { status: outcome, ...(outcome === 'semantic' && { similarity: 0.97 }) } }))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

type Seen = { path: string, user: string, namespace: string, body: { conversation_id?: string, message: { content: string } } | undefined }

const claimed = ['miss', 'exact', 'semantic', 'miss', 'miss', 'exact', 'miss', 'miss', 'hit']

t.test('a backend that does what the tour claims passes every step', async (t) => {
  const seen: Seen[] = []
  const lines: string[] = []
  const results = await takeTour({ base: await backend([...claimed], (request) => seen.push(request)), namespace: 'tour-1', print: (line) => lines.push(line) })
  t.same(results.filter(({ problem }) => problem), [])
  t.equal(results.length, steps.length)
  t.ok(seen.every(({ namespace }) => namespace === 'tour-1'))
  t.same(seen.map(({ body }) => body?.conversation_id), [undefined, undefined, undefined, undefined, 'of-tour-bob', 'of-tour-cleo', 'of-tour-dan', undefined, undefined], 'follow-ups stay in their chats')
  t.equal(seen.at(-1)?.path, '/backend-api/conversation/of-tour-bob')
  const http = lines.map((line) => line.search(/HTTP|20[01]/))
  t.ok(http.slice(1).every((at) => Math.abs(at - http[0]!) <= 1), 'columns line up')
  t.match(lines[3], /semantic +0\.9700/)
})

t.test('a step with another outcome than claimed is a failure', async (t) => {
  const lines: string[] = []
  const outcomes = claimed.with(2, 'miss').with(4, 'exact').with(8, 'miss')
  const results = await takeTour({ base: await backend(outcomes), namespace: 'tour-2', print: (line) => lines.push(line) })
  t.same(results.flatMap(({ problem }, i) => problem ? [[i, problem]] : []), [
    [2, 'expected cache semantic, got miss'], [4, 'expected cache miss, got exact'], [8, 'expected cache hit, got miss']
  ])
  t.equal(lines.filter((line) => line.includes('FAILED')).length, 3)
})

t.test('an error status, or no answer at all, is a failure and no crash', async (t) => {
  const results = await takeTour({ base: await backend(claimed.with(0, 'down')), namespace: 'tour-3', print: () => {} })
  t.match(results[0]?.problem, /expected 201, got 503/)
  const nobody = await takeTour({ base: 'http://127.0.0.1:1', namespace: 'tour-4', print: () => {} })
  t.ok(nobody.every(({ problem }) => problem?.startsWith('no answer')))
})
