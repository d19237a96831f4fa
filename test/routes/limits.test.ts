import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import OpenAI from 'openai'
import t from '../tap.ts'
import { list } from '../../scripts/keys/list.ts'
import { createKeyFile, mintApiKey, type ApiKey } from '../../src/access/api-keys.ts'
import { build, sharedBy, until } from '../helper.ts'
import { redisDoor } from '../redis-door.ts'
import { keysOf } from '../state.ts'
import { openStream } from '../stream.ts'

const file = join(t.testdir({}), 'keys.json')
const content = createKeyFile()
const add = (name: string, terms: Partial<ApiKey>) => {
  const { token, key } = mintApiKey(content, { name, tenant: 'acme', created: new Date().toISOString(), ...terms })
  content.keys.push(key)
  return { id: key.id, token, headers: { authorization: `Bearer ${token}` } }
}
const slow = add('slow', { requests_per_minute: 3 })
const alone = add('alone', { requests_per_minute: 3, monthly_budget: { tokens: 1 } })
const thrifty = add('thrifty', { tokens_per_minute: 5 })
const poor = add('poor', { monthly_budget: { tokens: 5 } })
const dollars = add('dollars', { monthly_budget: { usd: 0.000001 } })
const namers = Array.from({ length: 4 }, (_, i) => add(`namer ${i}`, { monthly_budget: { usd: 0.0002 } }))
const leaver = add('leaver', { monthly_budget: { tokens: 1_000_000 } })
const sharers = Array.from({ length: 4 }, (_, i) => add(`sharer ${i}`, { monthly_budget: { tokens: 1_000_000 } }))
const missed = add('missed', { monthly_budget: { tokens: 100 } })
const restored = add('restored', { monthly_budget: { tokens: 100 } })
const wordy = add('wordy', { tokens_per_minute: 5 })
const calm = add('calm', { monthly_budget: { tokens: 1_000 } })
const looker = add('looker', { tokens_per_minute: 100_000, monthly_budget: { tokens: 1_000_000 } })
await writeFile(file, JSON.stringify(content))

/** Two services that share everything. */
const bare = { MODEL_DIR: t.testdirName }
const a = await build(t, { ...bare, API_KEYS_FILE: file })
const b = await build(t, { ...bare, API_KEYS_FILE: file, DATABASE_URL: a.app.config.DATABASE_URL, REDIS_KEY_PREFIX: a.prefix, OPENAI_BASE_URL: a.app.config.OPENAI_BASE_URL })
const ask = (s: typeof a, { headers }: { headers: Record<string, string> }, content: string, more: object = {}) =>
  s.call('POST', '/v1/chat/completions', { model: 'gpt-4o-mini', messages: [{ role: 'user', content }], ...more }, headers)
const hit = /^deflect; hit/

t.test('requests per minute are counted over both processes; 429 says when to come again', async (t) => {
  for (const [left, s] of [[2, a], [1, b], [0, a]] as const) {
    const reply = await ask(s, slow, 'How often?', { stream: left === 0 })
    t.equal(reply.status, 200)
    t.same([reply.headers.get('x-ratelimit-limit-requests'), reply.headers.get('x-ratelimit-remaining-requests')], ['3', String(left)])
    t.match(reply.headers.get('x-ratelimit-reset-requests'), /^\d+(\.\d+)?s$/)
  }
  for (const s of [a, b]) {
    const refused = await ask(s, slow, 'How often?')
    t.match(refused, { status: 429, body: { error: { message: /3 requests in a minute/, type: 'requests', param: null, code: 'rate_limit_exceeded' } } }, 'cached or not')
    const seconds = Number(refused.headers.get('retry-after'))
    t.ok(seconds >= 1 && seconds <= 120)
    t.equal(refused.headers.get('x-ratelimit-remaining-requests'), '0')
  }
  t.match(await b.call('GET', '/v1/models', undefined, slow.headers), { status: 429 })
  await t.rejects(new OpenAI({ apiKey: slow.token, baseURL: `${b.address}/v1`, maxRetries: 0 }).models.list(), { constructor: OpenAI.RateLimitError, code: 'rate_limit_exceeded' })
  t.match((await a.call('GET', '/metrics')).text, /deflect_gateway_refused_total\{reason="requests"\} 1/)
})

t.test('tokens per minute: what was not deflected', async (t) => {
  t.equal((await ask(a, thrifty, 'What is a token?')).status, 200)
  const cached = await ask(b, thrifty, 'What is a token?')
  t.match(cached.headers.get('cache-status'), hit, 'a cached answer uses none')
  t.equal(cached.headers.get('x-ratelimit-remaining-tokens'), '0')
  const { calls } = a.llm.stats()
  for (const reply of [
    await ask(b, thrifty, 'What is another token?'),
    await a.call('POST', '/v1/embeddings', { model: 'all-MiniLM-L6-v2', input: 'a' }, thrifty.headers)
  ]) t.match(reply, { status: 429, body: { error: { type: 'tokens', code: 'rate_limit_exceeded' } } })
  t.equal(a.llm.stats().calls, calls)
})

t.test('a spent budget: cached answers go on, the upstream is 429 insufficient_quota, and a flushed Redis changes nothing', async (t) => {
  for (const key of [poor, dollars]) {
    t.match((await ask(a, key, `What costs money, ${key.id}?`)).headers.get('cache-status'), /fwd=miss/)
    t.match((await ask(a, key, `What costs money, ${key.id}?`)).headers.get('cache-status'), hit)
    const refused = await ask(a, key, `What costs more, ${key.id}?`, { stream: true })
    t.match(refused, { status: 429, body: { error: { type: 'insufficient_quota', param: null, code: 'insufficient_quota' } } })
    t.equal(refused.headers.get('x-should-retry'), 'false')
    t.ok(Number(refused.headers.get('retry-after')) >= 1)
  }
  const rows = async () => (await a.app.pg.pool.query('SELECT key_id FROM answer_events WHERE key_id = ANY($1) AND status = \'miss\'', [[poor.id, dollars.id]])).rows.length
  await until(async () => await rows() === 2)
  for (const key of await keysOf(a, 'spent:')) await a.redis.del(key)
  // The other process has never seen these keys.
  for (const key of [poor, dollars]) t.match(await ask(b, key, `What costs most, ${key.id}?`), { status: 429, body: { error: { code: 'insufficient_quota' } } })
  t.match((await ask(b, poor, `What costs money, ${poor.id}?`)).headers.get('cache-status'), hit)

  await until(async () => (await a.app.pg.pool.query('SELECT FROM answer_events WHERE key_id = $1 AND status = \'exact\'', [poor.id])).rowCount === 2)
  const url = process.env['DATABASE_URL']
  process.env['DATABASE_URL'] = a.app.config.DATABASE_URL
  const usage = new Map((JSON.parse(await list(file, { usage: true, format: 'json' })) as { keys: { id: string, usage: any }[] }).keys.map((key) => [key.id, key.usage]))
  process.env['DATABASE_URL'] = url
  const { upstream, deflected } = usage.get(poor.id)
  t.equal(upstream.requests, 1)
  t.ok(upstream.tokens > 5 && upstream.usd > 0)
  t.same(deflected, { requests: 2, tokens: 2 * upstream.tokens }, 'apart')
})

t.test('a request that names several models is charged as the dearest: the upstream may have asked it', async (t) => {
  const cheap = 'gpt-4.1-nano'
  const shapes = [{ extra_body: { model: 'gpt-4-turbo' } }, { models: [cheap, 'gpt-4-turbo'] }, { fallbacks: [{ [cheap]: ['of no price'] }] }]
  for (const [i, beside] of [...shapes, { models: [cheap] }].entries()) {
    t.match((await ask(a, namers[i]!, `What is dear, number ${i}?`, { model: cheap, ...beside })).headers.get('cache-status'), /fwd=miss/)
    t.match((await ask(a, namers[i]!, `What is dear, number ${i}?`, { model: cheap, ...beside })).headers.get('cache-status'), hit)
    t.equal((await ask(a, namers[i]!, `What is dearer, number ${i}?`, { model: cheap })).status, i < shapes.length ? 429 : 200, JSON.stringify(beside))
  }
  const rows = async () => (await a.app.pg.pool.query('SELECT model FROM answer_events WHERE key_id = ANY($1) AND status = \'miss\'', [namers.map(({ id }) => id)])).rows
  await until(async () => (await rows()).length === 5)
  t.same((await rows()).map(({ model }) => model).sort(), ['gpt-4-turbo', 'gpt-4-turbo', cheap, cheap, 'of no price'], 'and so it is recorded, by which a lost counter is summed again')
})

t.test('who leaves in the middle of an answer is charged for what came', async (t) => {
  const release = a.llm.hold(2)
  const leaving = new AbortController()
  const stream = await openStream(`${a.address}/v1/chat/completions`, { body: { model: 'gpt-4o-mini', stream: true, messages: [{ role: 'user', content: 'Who leaves in the middle?' }] }, headers: leaver.headers, signal: leaving.signal })
  await stream.until('data: ')
  leaving.abort()
  await t.rejects(stream.end())
  await until(async () => (await a.app.pg.pool.query('SELECT FROM answer_events WHERE key_id = $1 AND status = \'error\' AND prompt_tokens > 0', [leaver.id])).rowCount === 1)
  release()
  t.match((await ask(a, leaver, 'Who stays?')).headers.get('cache-status'), /fwd=miss/, 'and may come again')
})

/** Opens a stream whose client can leave it. */
async function open (s: typeof a, { headers }: { headers: Record<string, string> }, content: string) {
  const leaving = new AbortController()
  const stream = await openStream(`${s.address}/v1/chat/completions`, { body: { model: 'gpt-4o-mini', stream: true, messages: [{ role: 'user', content }] }, headers, signal: leaving.signal })
  return { ...stream, leave: () => leaving.abort() }
}
/** The tokens of the answers that a key's events tell, once there are so many. */
async function answered ({ id }: { id: string }, events: number): Promise<number[]> {
  const rows = async () => (await a.app.pg.pool.query('SELECT completion_tokens AS tokens FROM answer_events WHERE key_id = $1 ORDER BY tokens', [id])).rows as { tokens: number }[]
  await until(async () => (await rows()).length === events)
  return (await rows()).map(({ tokens }) => tokens)
}
const spentBy = async ({ id }: { id: string }) => Number(await a.redis.get((await keysOf(a, `spent:{${id}}`))[0]!))

t.test('a call that others hear is charged to who made it: all that it said, also when he left before, and to nobody else', async (t) => {
  a.llm.set({ words: 200 })
  t.teardown(() => a.llm.set({ words: null as never }))
  for (const [i, other] of [a, b].entries()) {
    const key = sharers[i]!
    const first = a.llm.hold(2)
    const last = a.llm.hold(180)
    const left = new Promise((resolve) => { a.app.server.once('request', (_request, response) => response.once('close', resolve)) })
    const leads = await open(a, key, 'What do two hear?')
    await leads.until('data: ')
    const follows = await open(other, key, 'What do two hear?')
    t.match(follows.headers.get('cache-status'), /collapsed/)
    leads.leave()
    await left
    await t.rejects(leads.end())
    first()
    await follows.until('word160')
    follows.leave()
    await t.rejects(follows.end())
    const [heard, said] = await answered(key, 2)
    t.equal(heard, 0)
    t.ok(said! > 250, `${said} tokens`)
    await until(async () => await spentBy(key) > said!)
    last()
  }
})

t.test('who joined a call that was refused, or whose process ended, and makes his own is charged for it', async (t) => {
  a.llm.set({ words: 200 })
  t.teardown(() => a.llm.set({ words: null as never }))
  const joined = { count: 0 }
  const letters = a.redis.duplicate()
  await letters.connect()
  await letters.pSubscribe(`${a.prefix}flights:*`, (letter) => { if (JSON.parse(letter).t === 'join') joined.count++ })
  t.teardown(() => letters.destroy())
  const last = a.llm.hold(180)
  const leaves = async (key: typeof leaver, stream: Awaited<ReturnType<typeof open>>) => {
    await stream.until('word160')
    stream.leave()
    await t.rejects(stream.end())
    const [said] = await answered(key, 1)
    t.ok(said! > 250, `${said} tokens`)
    await until(async () => await spentBy(key) > said!)
  }

  const before = a.llm.stats().calls
  const asked = a.llm.hold(0)
  a.llm.set({ fault: '400', times: 1 })
  const refused = ask(a, leaver, 'Who is refused alone?', { stream: true, metadata: { of: 'one' } })
  await a.llm.waitForCalls(before + 1)
  const alone = open(b, sharers[2]!, 'Who is refused alone?')
  await until(() => joined.count > 0)
  asked()
  t.equal((await refused).status, 400)
  await leaves(sharers[2]!, await alone)

  const ends = await build(t, { ...bare, ...sharedBy(a), API_KEYS_FILE: file, SHUTDOWN_TIMEOUT_MS: '100' })
  const first = a.llm.hold(2)
  const led = await open(ends, leaver, 'Who goes on?')
  const heir = await open(b, sharers[3]!, 'Who goes on?')
  t.match(heir.headers.get('cache-status'), /collapsed/)
  await Promise.all([ends.app.close(), led.end()])
  first()
  await leaves(sharers[3]!, heir)
  last()
})

t.test('an image is charged as one, not by the letters of its base64', async (t) => {
  const image = { type: 'image_url', image_url: { url: `data:image/png;base64,${'A'.repeat(600_000)}` } }
  const charged = async (status: string) => {
    const rows = async () => (await a.app.pg.pool.query('SELECT prompt_tokens AS tokens FROM answer_events WHERE key_id = $1 AND status = $2', [looker.id, status])).rows as { tokens: number }[]
    await until(async () => (await rows()).length === 1)
    return (await rows())[0]!.tokens
  }
  const about = (tokens: number) => tokens > 1_000 && tokens < 1_100
  const release = a.llm.hold(2)
  const leaving = new AbortController()
  const stream = await openStream(`${a.address}/v1/chat/completions`, { body: { model: 'gpt-4o-mini', stream: true, messages: [{ role: 'user', content: [{ type: 'text', text: 'What is on it?' }, image] }] }, headers: looker.headers, signal: leaving.signal })
  await stream.until('data: ')
  leaving.abort()
  await t.rejects(stream.end())
  t.ok(about(await charged('error')), 'whose client left')
  release()

  a.llm.set({ extras: { top: { usage: null }, message: { images: [image] } } })
  const counted = await ask(a, looker, 'Draw it.', { messages: [{ role: 'user', content: [image] }] })
  a.llm.set({ extras: null as never })
  t.match(counted, { status: 200, body: { usage: null } }, 'and the minute has room')
  t.ok(about(await charged('bypass')), 'whose upstream counts nothing')
  t.ok(Number((await ask(a, looker, 'What is left?')).headers.get('x-ratelimit-remaining-tokens')) > 90_000, 'what was drawn is no text either')
})

t.test('what was spent while Redis did not answer is added from Postgres once it does, for every process', async (t) => {
  const door = await redisDoor(t, process.env['REDIS_URL'] ?? 'redis://127.0.0.1:6379')
  const cut = await build(t, { ...bare, ...sharedBy(a), API_KEYS_FILE: file, REDIS_URL: door.url })
  a.llm.set({ extras: { top: { usage: { prompt_tokens: 6, completion_tokens: 4, total_tokens: 10 } } } })
  t.teardown(() => a.llm.set({ extras: null as never, fault: null }))
  t.equal((await ask(cut, missed, 'What is spent?')).status, 200)
  const before = a.llm.stats().calls
  const release = a.llm.hold(0)
  const meanwhile = Array.from({ length: 6 }, (_, i) => ask(cut, missed, `What is spent meanwhile, ${i}?`))
  await a.llm.waitForCalls(before + 6)
  await door.shut()
  release()
  for (const { status } of await Promise.all(meanwhile)) t.equal(status, 200)
  await until(async () => (await a.app.pg.pool.query('SELECT FROM answer_events WHERE key_id = $1 AND status = \'miss\'', [missed.id])).rowCount === 7)
  await door.open()
  await until(() => cut.app.redis.isUp())
  t.equal(await spentBy(missed), 10)

  await until(async () => await spentBy(missed) === 70)
  for (const key of await keysOf(a, missed.id)) t.ok(await a.redis.ttl(key) > 0, `${key} ends`)
  for (let i = 0; i < 3; i++) t.equal((await ask(a, missed, `What is left, ${i}?`)).status, 200)
  for (const s of [a, cut]) t.match(await ask(s, missed, 'What is more?'), { status: 429, body: { error: { code: 'insufficient_quota' } } })
})

t.test('what was spent just before Redis lost the counter, and is in no Postgres yet, is added once it is', async (t) => {
  a.llm.set({ extras: { top: { usage: { prompt_tokens: 6, completion_tokens: 4, total_tokens: 10 } } } })
  t.teardown(() => a.llm.set({ extras: null as never }))
  const writers = await a.app.pg.pool.connect()
  t.teardown(() => writers.release())
  await writers.query('BEGIN')
  await writers.query('LOCK TABLE answer_events IN SHARE MODE')
  for (let i = 0; i < 5; i++) t.equal((await ask(a, restored, `What is spent before, ${i}?`)).status, 200)
  await until(async () => await spentBy(restored) === 50)
  for (const key of await keysOf(a, `spent:{${restored.id}}`)) await a.redis.del(key)
  t.equal((await ask(b, restored, 'What is spent after?')).status, 200, 'nobody there knows of it')
  await writers.query('COMMIT')
  await until(async () => await spentBy(restored) === 60)
})

t.test('without Redis the process counts by itself, and budgets by Postgres', async (t) => {
  const away = await build(t, { API_KEYS_FILE: file, MODEL_DIR: t.testdir({}), REDIS_URL: 'redis://127.0.0.1:1' })
  t.equal((await ask(away, alone, 'Who is away?')).status, 200)
  for (let i = 0; i < 2; i++) t.match(await ask(away, alone, 'Who is away now?'), { status: 429, body: { error: { code: 'insufficient_quota' } } })
  t.match(await ask(away, alone, 'Who is away?'), { status: 429, body: { error: { type: 'requests', code: 'rate_limit_exceeded' } } })
  t.equal((await ask(away, wordy, 'Who talks?')).status, 200)
  t.match(await ask(away, wordy, 'Who talks now?'), { status: 429, body: { error: { type: 'tokens', code: 'rate_limit_exceeded' } } })
  away.app.pg.pool.query = (async () => { throw Object.assign(new Error('gone'), { code: 'ECONNREFUSED' }) }) as never
  t.equal((await ask(away, calm, 'Who knows what was spent?')).status, 200, 'without Postgres, too, by what this process saw')
})
