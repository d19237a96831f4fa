import { request } from 'node:http'
import { text } from 'node:stream/consumers'
import t from '../tap.ts'
import { build } from '../helper.ts'
import { stateOf } from '../state.ts'

const SECRET = 'a secret of thirty-two characters or more'
const s = await build(t)

/** One request with a Host of its own, which fetch would not send. */
const ask = (address: string, path: string, headers: Record<string, string>, method = 'GET', body = '') => new Promise<{ status: number, text: string }>((resolve, reject) => {
  request(address + path, { method, headers: { ...(body === '' ? {} : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) }), ...headers } },
    (reply) => { text(reply).then((body) => resolve({ status: reply.statusCode!, text: body }), reject) }).on('error', reject).end(body)
})
const PATHS = ['/', '/docs', '/docs/json', '/metrics', '/healthz', '/backend-api/conversations', '/operator/policy', '/v1/models']
const { port } = new URL(s.address)

t.test('in development mode a page under a name of its own reaches nothing: DNS rebinding', async (t) => {
  for (const host of ['evil.example', `evil.example:${port}`, '127.0.0.1.evil.example', 'localhost.evil.example', 'notlocalhost', '192.168.1.2', '[::2]:3000', 'localhost@evil.example']) {
    for (const path of PATHS) t.match(await ask(s.address, path, { host }), { status: 403, text: /expected the Host.*development mode.*AUTH_JWT_SECRET/ }, `${host} ${path}`)
  }
  t.match(JSON.parse((await ask(s.address, '/operator/policy', { host: 'evil.example' })).text), { statusCode: 403, code: 'FORBIDDEN', error: 'Forbidden', message: /^expected the Host localhost.*got "evil\.example": development mode/ })
  t.match(JSON.parse((await ask(s.address, '/v1/models', { host: 'evil.example' })).text), { error: { message: /evil/, type: 'invalid_request_error', code: 'FORBIDDEN' } })
  for (const host of ['localhost', `LOCALHOST:${port}`, `127.0.0.1:${port}`, '127.9.8.7', '[::1]', `[::1]:${port}`, `deflect.localhost:${port}`]) {
    t.equal((await ask(s.address, '/operator/policy', { host })).status, 200, host)
  }
})

t.test('in development mode a proxy on this machine that sends a Host of its own opens nothing to others, where it says for whom it asks', async (t) => {
  const elsewhere: Record<string, string>[] = [{ 'x-forwarded-for': '203.0.113.9' }, { 'x-forwarded-for': '127.0.0.1, 203.0.113.9' }, { 'x-forwarded-for': '2001:db8::1' }, { 'x-forwarded-host': 'chat.example' }, { 'x-forwarded-host': 'chat.example:443', 'x-forwarded-for': '127.0.0.1' }]
  for (const headers of elsewhere) {
    for (const path of PATHS) t.match(await ask(s.address, path, headers), { status: 403, text: /the X-Forwarded-.*development mode.*AUTH_JWT_SECRET/ }, `${JSON.stringify(headers)} ${path}`)
  }
  // The development server of a page, on this machine.
  const here: Record<string, string>[] = [{ 'x-forwarded-for': '127.0.0.1' }, { 'x-forwarded-for': '::1, ::ffff:127.0.0.1' }, { 'x-forwarded-host': 'localhost:5173', 'x-forwarded-for': '[::1]' }]
  for (const headers of here) t.equal((await ask(s.address, '/operator/policy', headers)).status, 200, JSON.stringify(headers))
})

t.test('in development mode a page of another site changes nothing', async (t) => {
  const before = await stateOf(s)
  const policy = JSON.stringify({ threshold: 0.99 })
  const turn = JSON.stringify({ message: { content: 'Who sent this?' } })
  const changes = [['PUT', '/operator/policy', policy], ['POST', '/backend-api/f/conversation', turn], ['POST', `/operator/entries/${'0'.repeat(32)}/quarantine`, ''], ['DELETE', '/backend-api/me', '']] as const
  for (const origin of ['https://evil.example', 'http://127.0.0.1.evil.example', 'http://192.168.1.2:3000', 'null']) {
    for (const [method, path, body] of changes) {
      t.match(await ask(s.address, path, { origin }, method, body), { status: 403, text: /the Origin.*development mode.*AUTH_JWT_SECRET/ }, `${origin} ${method} ${path}`)
    }
  }
  // What a form, or a fetch without a preflight, may send to another site.
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'text/plain; a=application/json', '']) {
    for (const [method, path, body] of changes.slice(0, 2)) {
      t.match(await ask(s.address, path, { 'content-type': type }, method, body), { status: 415 }, `${type} ${path}`)
    }
  }
  t.same(await stateOf(s), before)
  // A page of this machine, and what is no page of the web: somebody installed it.
  for (const origin of [s.address, 'http://localhost:5173', 'https://deflect.localhost', 'chrome-extension://abcdefgh', 'app://notes']) {
    t.equal((await ask(s.address, '/backend-api/f/conversation', { origin }, 'POST', turn)).status, 201, origin)
  }
})

t.test('where tokens are asked for, Host and Origin are the business of the proxy before it', async (t) => {
  const { address } = await build(t, { AUTH_JWT_SECRET: SECRET })
  t.equal((await ask(address, '/healthz', { host: 'chat.example', origin: 'https://chat.example', 'x-forwarded-for': '203.0.113.9' })).status, 200)
  t.equal((await ask(address, '/operator/policy', { host: 'chat.example' })).status, 401)
})
