import t from '../tap.ts'
import { DEFAULT_CONTROLS } from '../../src/answer/controls.ts'
import { build, eventsOf, sharedBy, until } from '../helper.ts'
import { keysOf, stateOf } from '../state.ts'
import { openStream } from '../stream.ts'

const PATH = '/v1/chat/completions'
const s = await build(t, { GATEWAY_BODY_LIMIT: '500000' })
/** The same service with little patience: for an LLM that hangs, before its first piece or after it. */
const hasty = await build(t, { ...sharedBy(s), LLM_FIRST_TOKEN_TIMEOUT_MS: '3000', LLM_TIMEOUT_MS: '1000', LLM_WHOLE_TIMEOUT_MS: '3000' })
let closed = 0
s.app.server.on('connection', (socket) => socket.once('close', () => closed++))
const ask = (content: unknown, more: object = {}, headers: Record<string, string> = {}, of = s) =>
  of.call('POST', PATH, { model: 'gpt-4o-mini', messages: [{ role: 'user', content }], ...more }, headers)

t.test('bad requests: OpenAI\'s error shape, the field named, nothing changed', async (t) => {
  const before = await stateOf(s)
  const messages = [{ role: 'user', content: 'a' }]
  const refused: [string, unknown, Record<string, string>, RegExp][] = [
    ['no model', { messages }, {}, /^model is required/],
    ['number as model', { model: 1, messages }, {}, /^model must be string/],
    ['no messages', { model: 'm' }, {}, /^messages is required/],
    ['empty messages', { model: 'm', messages: [] }, {}, /^messages must not be empty$/],
    ['text as messages', { model: 'm', messages: 'hi' }, {}, /^messages must be array/],
    ['a message without role', { model: 'm', messages: [{ content: 'a' }] }, {}, /^messages\.0\.role is required/],
    ['text as stream', { model: 'm', messages, stream: 'yes' }, {}, /^stream must be/],
    ['number as user', { model: 'm', messages, user: 7 }, {}, /^user must be string/],
    ['malformed JSON', '{"model":', {}, /JSON/],
    ['a number without end', '{"model":"m","messages":[{"role":"user","content":"a"}],"seed":1e999}', {}, /^seed must be a number below 1\.8e308$/],
    ['another, further in', '{"model":"m","messages":[{"role":"user","content":"a"}],"options":[1,{"top_k":-1e999}]}', {}, /^options\.1\.top_k must be a number/],
    ['digits without end', `{"model":"m","messages":[{"role":"user","content":"a"}],"seed":9007199254740993,"top_p":0.${'1'.repeat(2_000)}}`, {}, /^body must not hold a number of more than 1000 digits$/],
    ['__proto__', '{"model":"m","messages":[{"role":"user","content":"a","__proto__":{}}]}', {}, /prototype|JSON/],
    ['no UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]), {}, /body must be UTF-8/],
    ['a bad threshold', { model: 'm', messages }, { 'x-deflect-threshold': '2' }, /X-Deflect-Threshold/],
    ['a bad TTL', { model: 'm', messages }, { 'x-deflect-ttl': 'x' }, /X-Deflect-TTL/],
    ['a bad namespace', { model: 'm', messages }, { 'x-deflect-namespace': '{a}' }, /X-Deflect-Namespace/],
    ['a bad user', { model: 'm', messages }, { 'x-deflect-user': '' }, /X-Deflect-User/]
  ]
  for (const [name, body, headers, message] of refused) {
    const reply = await s.call('POST', PATH, body, headers)
    t.equal(reply.status, 400, `${name}: ${reply.text.slice(0, 200)}`)
    t.match(reply.body, { error: { message, type: 'invalid_request_error', code: String } }, name)
    t.same(Object.keys(reply.body), ['error'])
  }
  t.match(await s.call('POST', PATH, { model: 'm', messages: [{ role: 'user', content: 'a'.repeat(600_000) }] }), { status: 413, body: { error: { type: 'invalid_request_error', code: 'FST_ERR_CTP_BODY_TOO_LARGE' } } })
  for (const path of ['responses/resp_1/cancel', 'completions', 'v1/chat/completions']) {
    const advice = new RegExp(`^POST /v1/${path} not found: .*POST /v1/chat/completions, .*set to chat completions`)
    t.match(await s.call('POST', `/v1/${path}`, { model: 'm', input: 'Hello' }), { status: 404, body: { error: { message: advice, type: 'invalid_request_error', code: 'NOT_FOUND' } } }, 'what a client asks for that was not told')
  }
  t.match(await s.call('POST', '/chat/completions', {}), { status: 404, body: { message: /^POST \/chat\/completions not found: the base URL .* ends in \/v1/ } })
  t.match(await s.call('GET', '/v1/nothing'), { status: 404, body: { error: { type: 'invalid_request_error', code: 'NOT_FOUND' } } })
  t.same(await stateOf(s), before)
  t.equal(s.llm.stats().calls, 0)
})

t.test('only-if-cached on a miss is 504 and asks nobody', async (t) => {
  const reply = await ask('Never asked before?', {}, { 'cache-control': 'only-if-cached' })
  t.match(reply, { status: 504, body: { error: { type: 'server_error', code: 'NOT_CACHED' } } })
  t.equal(s.llm.stats().calls, 0)
})

t.test('a refusal of the upstream comes through: status, body, Retry-After; and is not cached', async (t) => {
  s.llm.set({ fault: '429', retryAfterSeconds: 17 })
  for (const stream of [false, true]) {
    const limited = await ask('What is a limit?', { stream })
    t.match(limited, { status: 429, body: { error: { message: '[simulated] Rate limit reached', type: 'requests', code: 'rate_limit_exceeded' } } })
    t.equal(limited.headers.get('retry-after'), '17')
  }
  s.llm.set({ fault: '500' })
  t.match(await ask('What is a limit?'), { status: 500, body: { error: { type: 'server_error' } } })
  s.llm.set({ fault: '401' })
  t.match(await ask('What is a limit?', { stream: true }), { status: 401, body: { error: {} } })
  t.same(await keysOf(s, 'ans:'), [])
  s.llm.set({ fault: null })
  t.match(await ask('What is a limit?'), { status: 200, body: { object: 'chat.completion' } })
})

t.test('an upstream that breaks or hangs is an error, and nothing of it is cached', async (t) => {
  const keys = (await keysOf(s, 'ans:')).sort()
  for (const [fault, status, code] of [['cut', 502, 'LLM_FAILED'], ['hang', 504, 'LLM_TIMEOUT']] as const) {
    s.llm.set({ fault })
    await Promise.all([false, true].map(async (stream) => {
      t.match(await ask(`What breaks a ${stream ? 'stream' : 'whole'}?`, { stream }, {}, fault === 'hang' ? hasty : s), { status, body: { error: { type: 'server_error', code } } }, `${fault}, stream ${stream}`)
    }))
  }
  for (const [fault, code] of [['cut:2', 'LLM_FAILED'], ['hang:2', 'LLM_TIMEOUT'], ['stream-error:2', null]] as const) {
    s.llm.set({ fault })
    const reply = await ask('What breaks?', { stream: true }, {}, fault === 'hang:2' ? hasty : s)
    t.equal(reply.status, 200, 'the stream had begun')
    const events = eventsOf(reply.text)
    t.match(JSON.parse(events.at(-1)!.data), { error: { type: 'server_error', code } }, fault)
    t.notMatch(reply.text, /\[DONE\]/, 'it does not end as if it were whole')
  }
  for (const [fault, reason] of [['length', 'length'], ['content-filter', 'content_filter'], ['empty', 'stop']] as const) {
    s.llm.set({ fault })
    t.equal((await ask('What breaks?')).body.choices[0].finish_reason, reason, 'passed on')
  }
  t.same((await keysOf(s, 'ans:')).sort(), keys)
  s.llm.set({ fault: null })
})

t.test('a cached answer has the shape of the first, its own id, and streams', async (t) => {
  const since = Date.now()
  const first = await ask('What is the tallest mountain?')
  const second = await ask('what is the tallest mountain')
  t.match(second.headers.get('cache-status'), /^deflect; hit; ttl=\d+; detail=exact$/)
  t.not(second.body.id, first.body.id)
  t.same({ ...second.body, id: first.body.id }, first.body, 'usage as first billed')
  t.match(second.headers.get('age'), /^\d+$/)
  t.ok(Number(second.headers.get('age')) <= (Date.now() - since) / 1000)
  t.match(second.headers.get('x-deflect-entry'), /^[0-9a-f]{32}-[0-9a-f]{8}$/)
  for (const usage of [true, false]) {
    const events = eventsOf((await ask('What is the tallest mountain?', { stream: true, stream_options: { include_usage: usage } })).text)
    t.equal(events.at(-1)?.data, '[DONE]')
    const chunks = events.slice(0, -1).map(({ data }) => JSON.parse(data))
    t.equal(chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join(''), first.body.choices[0].message.content)
    t.same(chunks.map((chunk) => chunk.usage).filter(Boolean), usage ? [first.body.usage] : [])
  }
})

t.test('the only client leaves: the upstream call is cancelled and nothing is stored', async (t) => {
  const { aborted } = s.llm.stats()
  const keys = (await keysOf(s, 'ans:')).sort()
  const release = s.llm.hold(2)
  const leaving = new AbortController()
  const body = { model: 'gpt-4o-mini', stream: true, messages: [{ role: 'user', content: 'Who leaves first?' }] }
  const stream = await openStream(s.address + PATH, { body, signal: leaving.signal })
  leaving.abort()
  await t.rejects(stream.end())
  await s.llm.waitFor((stats) => stats.aborted === aborted + 1)
  release()
  t.same((await keysOf(s, 'ans:')).sort(), keys)
  t.match((await ask('Who leaves first?')).headers.get('cache-status'), /fwd=miss/, 'the next one asks anew')
  const silent = s.llm.hold(0)
  const { calls } = s.llm.stats()
  const hasty = new AbortController()
  const whole = fetch(s.address + PATH, { method: 'POST', headers: { 'content-type': 'application/json' }, signal: hasty.signal, body: JSON.stringify({ ...body, messages: [{ role: 'user', content: 'Who leaves without a word?' }], stream: false }) })
  await s.llm.waitForCalls(calls + 1)
  hasty.abort()
  await t.rejects(whole)
  const left = async () => /^deflect_answers_total\{surface="gateway",status="error",reason="CLIENT_LEFT"\} (\d+)/m.exec((await s.call('GET', '/metrics')).text)?.[1]
  await until(async () => await left() === '2')
  silent()
  t.notMatch((await s.call('GET', '/metrics')).text, /status="error",reason="UNKNOWN"/, 'it is no failure of the LLM')
})

t.test('one of two clients leaves: the other gets the whole answer from the one call', async (t) => {
  const { calls, aborted } = s.llm.stats()
  const release = s.llm.hold(2)
  const leaving = new AbortController()
  const body = { model: 'gpt-4o-mini', stream: true, messages: [{ role: 'user', content: 'Who stays behind?' }] }
  const left = await openStream(s.address + PATH, { body, signal: leaving.signal })
  const stays = await openStream(s.address + PATH, { body })
  t.equal(stays.headers.get('cache-status'), 'deflect; fwd=miss; collapsed; detail=coalesced')
  const before = closed
  leaving.abort()
  await t.rejects(left.end())
  await until(() => closed > before)
  release()
  t.equal((await stays.end()).events.at(-1)?.data, '[DONE]')
  t.same([s.llm.stats().calls, s.llm.stats().aborted], [calls + 1, aborted])
  await until(async () => (await ask('Who stays behind?')).headers.get('cache-status')?.includes('hit') === true)
})

t.test('a client that left during the lookup starts no call that anyone pays for', async (t) => {
  const { completed } = s.llm.stats()
  const { answers } = s.app
  const plan = await answers.plan({ user: 'ann', scope: { tenant: 'local', model: 'm', system: null, parameters: {}, context: 'root' }, question: 'Gone already?', bypass: null, controls: DEFAULT_CONTROLS, conversationId: null })
  const upstream = { stream: true, signal: () => AbortSignal.abort(), body: async () => ({ model: 'm', messages: [{ role: 'user', content: 'Gone already?' }] }) }
  await t.rejects(answers.answer(plan, upstream, { onCache () {}, onChunk () {} }))
  t.equal(s.llm.stats().completed, completed)
})

t.test('requests that differ in anything that shapes the answer share nothing', async (t) => {
  const content = 'What is the deepest lake?'
  const variants: [object, Record<string, string>][] = [
    [{}, {}],
    [{ model: 'gpt-4o' }, {}],
    [{ temperature: 0.2 }, {}],
    [{ max_tokens: 500 }, {}],
    [{ response_format: { type: 'text' } }, {}],
    [{ messages: [{ role: 'system', content: 'Be brief.' }, { role: 'user', content }] }, {}],
    [{ messages: [{ role: 'user', content: 'x' }, { role: 'assistant', content: 'y' }, { role: 'user', content }] }, {}],
    [{}, { 'x-deflect-namespace': 'faq' }]
  ]
  for (const [more, headers] of variants) t.match((await ask(content, more, headers)).headers.get('cache-status'), /fwd=miss; stored/, JSON.stringify([more, headers]).slice(0, 80))
  for (const [more, headers] of variants) t.match((await ask(content, more, headers)).headers.get('cache-status'), /hit/, 'and each hits its own')
  for (const more of [{ n: 2 }, { tools: [{ type: 'function', function: { name: 'f', parameters: {} } }] }, { logprobs: true }]) {
    t.match((await ask(content, more)).headers.get('cache-status'), new RegExp(`fwd=bypass; detail=not_cacheable:${Object.keys(more)[0]}`))
  }
  t.match((await ask([{ type: 'image_url', image_url: { url: 'data:,x' } }])).headers.get('cache-status'), /fwd=bypass; detail=not_cacheable:not_text/)
})

t.test('models are the upstream\'s', async (t) => {
  const { body } = await s.call('GET', '/v1/models')
  t.match(body, { object: 'list', data: [{ id: 'gpt-4o-mini', object: 'model' }, {}, {}] })
})

t.test('what clients write for nothing is nothing', async (t) => {
  for (const more of [{ user: null }, { stream: null, stream_options: null }, { stream: true, stream_options: { include_usage: null } }]) t.equal((await ask('What is nothing?', more)).status, 200, JSON.stringify(more))
})
