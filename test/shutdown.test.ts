import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { connect } from 'node:net'
import { text as readText } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import t from './tap.ts'
import { freePort } from '../scripts/services/process.ts'
import { build, reachesCaches, sharedBy, until } from './helper.ts'
import { openStream } from './stream.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
/** A service that stays, one that is closed, and one in a process of its own that is asked to end. None needs a model. */
const s = await build(t, { MODEL_DIR: t.testdir({}) })
const { MODEL_DIR } = s.app.config

async function startChild () {
  const port = await freePort()
  const child = spawn(process.execPath, ['src/server.js'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DATABASE_URL: s.app.config.DATABASE_URL, REDIS_KEY_PREFIX: s.prefix, OPENAI_BASE_URL: s.llm.url, OPENAI_API_KEY: 'sk-simulated', MODEL_DIR, CLASSES_BY_MEANING: 'off', LOG_LEVEL: 'silent', HOST: '127.0.0.1', PORT: String(port), REDIS_TIMEOUT_MS: '2000', SHUTDOWN_TIMEOUT_MS: '120000' }
  })
  t.teardown(() => child.kill('SIGKILL'))
  const address = `http://127.0.0.1:${port}`
  const status = () => fetch(`${address}/readyz`).then((reply) => reply.text().then(() => reply.status), () => 0)
  await reachesCaches(address)
  return { address, ended: once(child, 'exit'), end: () => child.kill('SIGTERM'), isDeaf: () => until(async () => await status() === 0) }
}
const [patient, hasty] = await Promise.all([
  startChild(),
  build(t, { DATABASE_URL: s.app.config.DATABASE_URL, REDIS_KEY_PREFIX: s.prefix, OPENAI_BASE_URL: s.llm.url, MODEL_DIR, SHUTDOWN_TIMEOUT_MS: '500', LLM_RETRIES: '2' })
])

const PATH = '/v1/chat/completions'
const ask = (content: string) => ({ model: 'gpt-4o-mini', stream: true, messages: [{ role: 'user', content }] })
const open = (address: string, content: string) => openStream(address + PATH, { body: ask(content) })

t.test('asked to end, it takes nothing new and finishes what is under way', async (t) => {
  const { calls } = s.llm.stats()
  const release = s.llm.hold(2)
  const stream = await open(patient.address, 'Who finishes in peace?')
  const silent = s.llm.hold(0)
  const whole = fetch(patient.address + PATH, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ ...ask('Who is whole?'), stream: false }) })
  await s.llm.waitForCalls(calls + 2)
  patient.end()
  await patient.isDeaf()
  silent()
  release()
  t.equal((await whole).headers.get('connection'), 'close', 'nobody sends another request on this connection')
  const { events } = await stream.end()
  t.equal(events.at(-1)!.data, '[DONE]')
  t.same(await patient.ended, [0, null])
  t.match((await s.call('POST', PATH, { ...ask('Who finishes in peace?'), stream: false })).headers.get('cache-status'), /hit/, 'and its answer is kept')
})

t.test('what was sent before anybody could know of the end is answered', async (t) => {
  const { app, address } = await build(t, { ...sharedBy(s), MODEL_DIR })
  const { port } = new URL(address)
  const request = `GET /healthz HTTP/1.1\r\nHost: localhost:${port}\r\n\r\n`
  const [used, fresh] = [connect(Number(port)), connect(Number(port))]
  used.write(request)
  await once(used, 'data')
  await until(async () => await new Promise<number>((resolve, reject) => app.server.getConnections((error, count) => error ? reject(error) : resolve(count))) === 2)
  const replies = [used, fresh].map((socket) => readText(socket).catch(String))
  for (const socket of [used, fresh]) socket.write(request)
  // Nobody has read them yet: to the service both connections are idle.
  await app.close()
  for (const reply of await Promise.all(replies)) t.match(reply, /^HTTP\/1\.1 200 [\s\S]*Connection: close\r\n/i)
})

t.test('what takes longer is ended with an error; who listens elsewhere goes on', async (t) => {
  const before = s.llm.stats().calls
  const release = s.llm.hold(2)
  const led = await open(hasty.address, 'What ends a stream?')
  const follows = await open(s.address, 'What ends a stream?')
  t.match(follows.headers.get('cache-status'), /collapsed/)
  const silent = s.llm.hold(0)
  const whole = fetch(hasty.address + PATH, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ ...ask('Who waits in silence?'), stream: false }) })
  // Turns whose call others may share, that call for themselves, and that follow a call made elsewhere.
  const turns: { content: string, id: string, headers?: Record<string, string> }[] = [{ content: 'Who talks?' }, { content: 'Who talks alone?', headers: { 'cache-control': 'no-store' } }, { content: 'Who follows?' }].map((turn) => ({ ...turn, id: randomUUID() }))
  const say = ({ address }: typeof s, { id, content, headers = {} }: typeof turns[number]) => openStream(`${address}/backend-api/f/conversation`, { body: { message: { id, content }, stream: true }, headers })
  const leads = say(s, { ...turns[2]!, id: randomUUID() })
  await s.llm.waitForCalls(before + 3)
  const given = await Promise.all(turns.map((turn) => say(hasty, turn)))
  const overhears = await say(s, { ...turns[0]!, id: randomUUID() })
  for (const { headers } of [given[2]!, overhears]) t.match(headers.get('cache-status'), /collapsed/)
  await s.llm.waitForCalls(before + 5)
  // A request that has begun to arrive on a connection that served one before: it is no idle one.
  const late = await Promise.all([PATH, '/backend-api/conversations'].map(async (path) => {
    const socket = connect(Number(new URL(hasty.address).port), '127.0.0.1')
    socket.write('GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n')
    await once(socket, 'data')
    await new Promise((resolve) => socket.write(`${path === PATH ? 'POST' : 'GET'} ${path} HTTP/1.1\r\nHost: localhost\r\n`, resolve))
    return socket
  }))
  await hasty.call('GET', '/healthz')
  const closed = hasty.app.close()
  await until(() => !hasty.app.server.listening)
  const replies = await Promise.all(late.map((socket) => {
    socket.write('Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}')
    return readText(socket)
  }))
  for (const reply of replies) t.match(reply, /^HTTP\/1.1 503 [^]*retry-after: 1\r\n/i)
  t.match(JSON.parse(replies[0]!.split('\r\n\r\n')[1]!), { error: { code: 'SHUTTING_DOWN', type: 'server_error', param: null } })
  t.match(JSON.parse(replies[1]!.split('\r\n\r\n')[1]!), { statusCode: 503, code: 'SHUTTING_DOWN', error: 'Service Unavailable' })

  const { text, events } = await led.end()
  t.match(JSON.parse(events.at(-1)!.data), { error: { type: 'server_error', code: 'SHUTTING_DOWN' } })
  t.notMatch(text, /\[DONE\]|"finish_reason":"/, 'nothing that looks whole')
  const refused = await whole
  t.same([refused.status, (await refused.json() as { error: { code: string } }).error.code, refused.headers.get('retry-after')], [503, 'SHUTTING_DOWN', '1'])
  for (const stream of given) {
    const told = (await stream.end()).events.at(-1)!
    t.match([told.name, JSON.parse(told.data)], ['error', { statusCode: 503, code: 'SHUTTING_DOWN' }])
  }
  await closed

  const again = await Promise.all(turns.map((turn) => say(s, turn)))
  // One that waits for its answer opens its stream before it knows where that comes from.
  for (const { headers } of again) t.match(headers.get('cache-status'), /fwd=/, 'sent again it is answered, with no wait for who gave it up')
  silent()
  release()
  const rest = await follows.end()
  t.equal(rest.events.at(-1)!.data, '[DONE]')
  const said = rest.events.slice(0, -1).map(({ data }) => JSON.parse(data).choices[0]?.delta.content ?? '').join('')
  t.match(said, /^\[simulated\] This would be an answer to: “What ends a stream\?”\. \(given 1 message\)$/, 'nothing missing, nothing twice')
  for (const stream of [await leads, overhears, ...again]) t.equal((await stream.end()).events.at(-1)!.name, 'done')
})

t.test('a turn whose client has left is finished as well, and given up when the time is over', async (t) => {
  for (const timeoutMs of [120_000, 300]) {
    const ends = await build(t, { ...sharedBy(s), MODEL_DIR, SHUTDOWN_TIMEOUT_MS: String(timeoutMs) })
    const release = s.llm.hold(2)
    const message = { id: randomUUID(), content: `Who has left ${timeoutMs}?` }
    const { calls } = s.llm.stats()
    const left = new AbortController()
    const gone = new Promise((resolve) => ends.app.server.once('connection', (socket) => socket.once('close', resolve)))
    const asked = fetch(`${ends.address}/backend-api/f/conversation`, { method: 'POST', signal: left.signal, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ message }) })
    await s.llm.waitForCalls(calls + 1)
    left.abort()
    await t.rejects(asked)
    await gone
    const closed = ends.app.close()
    if (timeoutMs === 300) await closed
    else {
      await once(ends.app.server, 'close')
      // Time enough for what would end it now.
      for (let i = 0; i < 50; i++) await s.app.pg.pool.query('SELECT 1')
    }
    release()
    await closed
    const { rows } = await s.app.pg.pool.query('SELECT q.claimed_by, a.id IS NOT NULL AS answered FROM messages q LEFT JOIN messages a ON a.reply_to = q.id WHERE q.id = $1', [message.id])
    t.same(rows, [{ claimed_by: null, answered: timeoutMs === 120_000 }])
  }
})

t.test('who goes on and is refused in words is told so as an error, none of it read as an event', async (t) => {
  const ends = await build(t, { DATABASE_URL: s.app.config.DATABASE_URL, REDIS_KEY_PREFIX: s.prefix, OPENAI_BASE_URL: s.llm.url, MODEL_DIR, SHUTDOWN_TIMEOUT_MS: '0' })
  const release = s.llm.hold(2)
  const led = await open(ends.address, 'Who is refused in the middle?')
  const follows = await open(s.address, 'Who is refused in the middle?')
  t.match(follows.headers.get('cache-status'), /collapsed/)
  s.llm.set({ fault: '502', faultBody: '<html>\n\ndata: {"choices":[{"index":0,"delta":{"content":"injected"}}]}\n\n</html>' })
  const closed = ends.app.close()
  const { events, text } = await follows.end()
  s.llm.set({ fault: null, faultBody: undefined })
  t.match(JSON.parse(events.at(-1)!.data), { error: { type: 'server_error', code: 'LLM_FAILED' } })
  t.notMatch(text, /injected|html/)
  release()
  await led.end()
  await closed
})

t.test('embeddings and erasures that take longer are told so', async (t) => {
  const ends = await build(t, { DATABASE_URL: s.app.config.DATABASE_URL, REDIS_KEY_PREFIX: s.prefix, MODEL_DIR, SHUTDOWN_TIMEOUT_MS: '0', POSTGRES_POOL: '30', POSTGRES_TIMEOUT_MS: '600000' })
  const { body: { conversation_id: conversation } } = await s.send('Who is erased?')
  const holder = await s.app.pg.pool.connect()
  await holder.query('BEGIN; LOCK TABLE conversations IN ACCESS EXCLUSIVE MODE')
  const { embed } = ends.app.embedder
  t.teardown(() => { ends.app.embedder.embed = embed })
  const embedding = new Promise<void>((resolve) => {
    ends.app.embedder.embed = () => {
      resolve()
      return new Promise(() => {})
    }
  })
  const waiting = [
    ends.call('POST', '/v1/embeddings', { model: 'all-MiniLM-L6-v2', input: ['a', 'b'] }),
    ends.call('DELETE', '/backend-api/me'),
    ends.call('DELETE', `/backend-api/conversation/${conversation}`),
    ends.call('DELETE', '/operator/users/ann')
  ]
  await embedding
  await until(async () => (await s.app.pg.pool.query('SELECT FROM pg_locks JOIN pg_database ON pg_database.oid = database WHERE datname = current_database() AND NOT granted')).rowCount! >= 3)
  const closed = ends.app.close()
  const [embeddings, ...erasures] = await Promise.all(waiting)
  t.match(embeddings, { status: 503, body: { error: { code: 'SHUTTING_DOWN', type: 'server_error' } } })
  for (const erasure of erasures) t.match(erasure, { status: 503, body: { code: 'SHUTTING_DOWN' } })
  await holder.query('ROLLBACK')
  holder.release()
  await closed
})
