import { connect } from 'node:net'
import { SignJWT } from 'jose'
import t from '../../tap.ts'
import type { RecentRow } from '../../../src/db/operator-series.ts'
import { createLive, recentOf } from '../../../src/events/live.ts'
import { build, until } from '../../helper.ts'

t.test('live: what is answered, and how everything is, while the service closes no later for it', async (t) => {
  const s = await build(t)
  const leave = new AbortController()
  const reply = await fetch(`${s.address}/operator/live`, { signal: leave.signal })
  t.equal(reply.headers.get('content-type'), 'text/event-stream; charset=utf-8')
  const reader = reply.body!.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  const snapshots = () => [...text.matchAll(/^event: snapshot\ndata: (.*)$/gm)].map(([, data]) => JSON.parse(data!))
  const nextSnapshot = async () => {
    for (const known = snapshots().length; snapshots().length === known;) text += (await reader.read()).value ?? ''
    return snapshots().at(-1)
  }
  t.match(await nextSnapshot(), {
    requests: { exact: 0, miss: 0, p50_ms: null },
    redis: { used_memory_bytes: Number, evicted_keys: Number },
    health: { redis: 'ok', redis_events: 'ok', search: 'ok', postgres: 'ok', embedder: 'ok', upstream: 'ok' },
    expected_hit_ratio: 0.8,
    events_pending: Number,
    listeners: 1
  })
  await s.send('What is a lagoon?')
  await s.send('What is a lagoon?')
  let [exact, misses] = [0, 0]
  while (exact + misses < 2) {
    const { requests } = await nextSnapshot()
    exact += requests.exact
    misses += requests.miss
  }
  t.same([exact, misses], [1, 1])
  t.match((await nextSnapshot()).caches, [{ cache: String, hit_ratio: Number }])
  // Ends when the service does: build's teardown closes it with the stream open.
  await s.app.close()
  for (let done = false; !done;) ({ done } = await reader.read())
  leave.abort()
})

t.test('one look for all, none for nobody, each tenant its own; no more listeners than agreed', async (t) => {
  let looks = 0
  const asked: string[][] = []
  const rows: RecentRow[] = [{ tenant: 'a', status: 'exact', requests: 2, p50_ms: 1, p95_ms: 2 }, { tenant: 'a', status: null, requests: 2, p50_ms: 1, p95_ms: 2 }, { tenant: 'b', status: 'miss', requests: 5, p50_ms: 9, p95_ms: 9 }]
  const live = createLive({ look: async () => ({ looks: ++looks }), recent: async (tenants) => { asked.push(tenants); return rows }, everyMs: 5, maxListeners: 3 })
  const heard: Record<string, any[]> = { a: [], b: [] }
  const listen = (tenant: string) => live.listen({ tenant, send: (snapshot) => heard[tenant]!.push(snapshot), end: () => {} })
  const stops = [listen('a'), listen('a'), listen('b')]
  t.equal(listen('a'), null, 'one too many')
  await until(() => heard['b']!.length >= 2)
  t.match(heard['a']!.at(-1), { requests: { exact: 2, miss: 0, p95_ms: 2 }, listeners: 3 })
  t.match(heard['b']!.at(-1).requests, { exact: 0, miss: 5 })
  t.same(asked.at(-1), ['a', 'b'])
  for (const stop of stops) stop!()
  const before = looks
  const again = listen('a')
  await until(() => looks > before)
  again!()
  live.close()
  t.same(recentOf([], 'a', { since: new Date(0), until: new Date(1) }).miss, 0)
})

t.test('who left while the token was verified does not listen', async (t) => {
  const secret = 'a secret of thirty-two characters or more'
  const s = await build(t, { AUTH_JWT_SECRET: secret })
  const token = await new SignJWT({ sub: 'anna', role: 'operator' }).setProtectedHeader({ alg: 'HS256' }).setExpirationTime('1h').sign(new TextEncoder().encode(secret))
  const authorization = `Bearer ${token}`
  const { verify } = crypto.subtle
  let release = () => {}
  const held = new Promise<void>((resolve) => { release = resolve })
  let asked = false
  const holding = async (...args: Parameters<typeof verify>) => {
    asked = true
    await held
    return await verify.apply(crypto.subtle, args)
  }
  const restore = t.intercept(crypto.subtle, 'verify', { value: holding }).restore
  let gone = false
  s.app.server.once('connection', (socket) => socket.once('close', () => { gone = true }))
  const client = connect(Number(new URL(s.address).port), '127.0.0.1')
  client.write(`GET /operator/live HTTP/1.1\r\nhost: deflect\r\nauthorization: ${authorization}\r\n\r\n`)
  await until(() => asked)
  client.destroy()
  await until(() => gone)
  restore()
  release()

  const leave = new AbortController()
  t.teardown(() => leave.abort())
  const reply = await fetch(`${s.address}/operator/live`, { headers: { authorization }, signal: leave.signal })
  const reader = reply.body!.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  while (!text.includes('event: snapshot')) text += (await reader.read()).value
  t.match(text, '"listeners":1}')
})

t.test('who leaves while the stream waits behind another reply of its connection does not listen any more', async (t) => {
  const s = await build(t, { MODEL_DIR: t.testdir({}) })
  const status = async () => {
    const leave = new AbortController()
    const reply = await fetch(`${s.address}/operator/live`, { signal: leave.signal })
    leave.abort()
    return reply.status
  }
  const release = s.llm.hold(0)
  const body = JSON.stringify({ message: { content: 'Who is before me?' } })
  const client = connect(Number(new URL(s.address).port), '127.0.0.1')
  client.on('error', () => {})
  client.write(`POST /backend-api/f/conversation HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`)
  client.write('GET /operator/live HTTP/1.1\r\nhost: localhost\r\n\r\n'.repeat(60))
  await until(async () => await status() === 503)
  client.destroy()
  await until(async () => await status() === 200)
  release()
})
