import t from '../tap.ts'
import { build, eventsOf } from '../helper.ts'

const SECRET = 'a secret of thirty-two characters or more'
const CHAT = 'https://chat.example'
const s = await build(t, { CORS_ORIGINS: `http://localhost:5173, ${CHAT}` })
const guarded = await build(t, { CORS_ORIGINS: CHAT, AUTH_JWT_SECRET: SECRET })
const plain = await build(t)

const preflight = (origin: string, method: string) =>
  ({ origin, 'access-control-request-method': method, 'access-control-request-headers': 'authorization,content-type,x-deflect-user' })
const allowed = ({ headers }: { headers: Headers }) => headers.get('access-control-allow-origin')

t.test('a page of a site that is named may call every route, with a token and headers of ours, and asks first without one', async (t) => {
  const calls = [['GET', '/backend-api/conversations'], ['PATCH', `/backend-api/conversation/${'0'.repeat(8)}`], ['POST', '/v1/chat/completions'], ['PUT', '/operator/policy'], ['DELETE', '/backend-api/me']] as const
  for (const [method, path] of calls) {
    const reply = await guarded.call('OPTIONS', path, undefined, preflight(CHAT, method))
    t.match([reply.status, reply.text, allowed(reply)], [204, '', CHAT], path)
    t.ok(reply.headers.get('access-control-allow-methods')!.split(', ').includes(method), `${method} ${path}`)
    t.equal(reply.headers.get('access-control-allow-headers'), 'authorization,content-type,x-deflect-user')
    t.match(reply.headers.get('vary'), /origin/i)
    t.equal(reply.headers.get('access-control-allow-credentials'), null, 'no cookies')
  }
})

t.test('it reads answers, streams and errors, with all their headers', async (t) => {
  const origin = { origin: 'http://localhost:5173' }
  const whole = await s.send('Which sites may ask?', { headers: origin })
  const stream = await s.call('POST', '/backend-api/f/conversation', { message: { content: 'Which sites may ask?' }, stream: true }, origin)
  const gateway = await s.call('POST', '/v1/chat/completions', { model: 'm', stream: true, messages: [{ role: 'user', content: 'Which sites may stream?' }] }, origin)
  const bad = await s.call('GET', '/backend-api/conversations?limit=0', undefined, origin)
  const unauthorized = await guarded.call('GET', '/backend-api/conversations', undefined, { origin: CHAT })
  t.match([whole, stream, gateway, bad, unauthorized].map(({ status }) => status), [201, 201, 200, 400, 401])
  t.ok(eventsOf(stream.text).length > 0 && eventsOf(gateway.text).length > 0)
  for (const reply of [whole, stream, gateway, bad]) t.match([allowed(reply), reply.headers.get('access-control-expose-headers')], [origin.origin, '*'])
  t.equal(allowed(unauthorized), CHAT)
})

t.test('a deletion, whose answer goes by Prefer, still varies by Origin', async (t) => {
  const { conversation_id: id } = (await s.send('Which sites may delete?')).body
  const reply = await s.call('DELETE', `/backend-api/conversation/${id}`, undefined, { origin: 'http://localhost:5173' })
  t.match([reply.status, reply.headers.get('vary')], [204, /^Origin, Prefer$/i])
})

t.test('a page of another site reads nothing, and in development mode asks nothing', async (t) => {
  for (const origin of ['https://evil.example', 'https://chat.example.evil.example', 'http://chat.example', 'https://chat.example:444', 'null']) {
    t.equal(allowed(await guarded.call('OPTIONS', '/operator/policy', undefined, preflight(origin, 'PUT'))), null, origin)
    t.equal(allowed(await guarded.call('GET', '/healthz', undefined, { origin })), null, origin)
    t.match(await s.call('GET', '/backend-api/conversations', undefined, { origin }), { status: 403 }, origin)
  }
  t.match(await s.call('GET', '/backend-api/conversations', undefined, { origin: CHAT }), { status: 403 }, 'everybody on this machine is trusted: no page of another one')
})

t.test('what is no preflight, or for no path, is told as ever', async (t) => {
  for (const headers of [undefined, { origin: CHAT }]) {
    t.match(await guarded.call('OPTIONS', '/backend-api/me', undefined, headers), { status: 405, body: { code: 'METHOD_NOT_ALLOWED' } })
    t.match(await guarded.call('OPTIONS', '/nothing', undefined, headers), { status: 404 })
  }
  t.equal((await guarded.call('OPTIONS', '/backend-api/me')).headers.get('allow'), 'DELETE, GET, HEAD')
  t.match(await guarded.call('GET', '/nothing'), { status: 404 }, 'not 405')
})

t.test('unset, no page of another site reads anything; *, all do', async (t) => {
  const any = await build(t, { CORS_ORIGINS: '*', AUTH_JWT_SECRET: SECRET })
  t.equal(allowed(await any.call('GET', '/healthz', undefined, { origin: 'https://anything.example' })), '*')
  t.equal(allowed(await any.call('OPTIONS', '/v1/models', undefined, preflight('https://anything.example', 'GET'))), '*')
  t.equal(allowed(await plain.call('GET', '/healthz', undefined, { origin: 'http://localhost:5173' })), null)
  t.match(await plain.call('OPTIONS', '/backend-api/conversations', undefined, preflight('http://localhost:5173', 'GET')), { status: 405 })
})
