import t from '../tap.ts'
import { build } from '../helper.ts'

const s = await build(t)
const metric = async (line: RegExp) => Number(line.exec((await s.call('GET', '/metrics')).text)?.[1] ?? 0)

t.test('healthz and readyz', async (t) => {
  t.match(await s.call('GET', '/healthz'), { status: 200, body: { status: 'ok' } })
  t.match(await s.call('GET', '/readyz'), { status: 200, body: { status: 'ready', checks: { postgres: { status: 'ok' }, redis: { status: 'ok' }, redis_events: { status: 'ok' }, search: { status: 'ok' }, embedder: { status: 'ok' } } } })
})

t.test('metrics count what happened, by route and never by id', async (t) => {
  const { conversation_id: id } = (await s.send('What is a metric?')).body
  await s.send('What is a metric?')
  await s.call('GET', `/backend-api/conversation/${id}`)
  const reply = await s.call('GET', '/metrics')
  t.match(reply.headers.get('content-type'), /^text\/plain/)
  t.equal(await metric(/^deflect_answers_total\{surface="chat",status="miss",reason="empty"\} (\d+)/m), 1)
  t.equal(await metric(/^deflect_answers_total\{surface="chat",status="exact",reason=""\} (\d+)/m), 1)
  t.ok(await metric(/^deflect_tokens_saved_total\{kind="completion"\} (\d+)/m) > 0)
  t.match(reply.text, /route="\/backend-api\/conversation\/:id"/)
  t.notMatch(reply.text, id)
})

t.test('the OpenAPI document shows every route with its answers and errors', async (t) => {
  const { status, body } = await s.call('GET', '/docs/json')
  t.equal(status, 200)
  t.match(body, { openapi: /^3\./, info: { title: 'Deflect' } })
  const routes = Object.entries(body.paths).flatMap(([path, methods]) => Object.keys(methods as object).map((method) => `${method.toUpperCase()} ${path}`))
  for (const route of [
    'GET /backend-api/conversation/{id}', 'PATCH /backend-api/conversation/{id}', 'DELETE /backend-api/conversation/{id}', 'GET /backend-api/conversations',
    'POST /backend-api/f/conversation', 'POST /backend-api/message/{id}/feedback', 'POST /v1/chat/completions', 'GET /v1/models', 'GET /healthz', 'GET /readyz', 'GET /metrics'
  ]) t.ok(routes.includes(route), route)
  const send = body.paths['/backend-api/f/conversation'].post
  t.same(Object.keys(send.responses).sort(), ['200', '201', '4XX', '5XX'])
  t.same(send.requestBody.content['application/json'].schema.required, ['message'])
  const refs = [...JSON.stringify(body).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path]) => path!)
  for (const ref of new Set(refs)) t.ok(ref.split('/').reduce((node, name) => node?.[name], body), `#/${ref} is there`)
  t.equal((await s.call('GET', '/docs')).status, 200)
})
