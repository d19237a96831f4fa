import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { text as readText } from 'node:stream/consumers'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import t, { type Test } from './tap.ts'
import { createKeyFile, mintApiKey } from '../src/access/api-keys.ts'
import { buildApp } from '../src/app.ts'
import { build, eventsOf, sharedBy, until } from './helper.ts'
import { openStream } from './stream.ts'

/** What upstreams do on the wire that the simulated LLM does not. */
async function startUpstream (t: Test, answer: (response: ServerResponse, request: IncomingMessage, body: string) => void, env: NodeJS.ProcessEnv = {}) {
  const seen = { connections: 0, asked: [] as IncomingMessage[] }
  const server = createServer(async (request, response) => {
    seen.asked.push(request)
    answer(response, request, await readText(request))
  }).on('connection', () => { seen.connections++ }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => { server.close(); server.closeAllConnections() })
  const s = await build(t, { OPENAI_BASE_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, MODEL_DIR: env['MODEL_DIR'] ?? t.testdir({}), ...env })
  let asked = 0
  /** @param next 0: what was asked last */
  const ask = (stream: boolean, headers = {}, next = 1, more = {}) => {
    asked += next
    return s.call('POST', '/v1/chat/completions', { model: 'm', stream, messages: [{ role: 'user', content: `Who is on line ${asked}?` }], ...more }, headers)
  }
  return { s, seen, ask }
}
const head = { id: 'x', created: 1, model: 'm' }
const whole = JSON.stringify({ ...head, object: 'chat.completion', choices: [{ index: 0, message: { role: 'assistant', content: 'Grüße' }, finish_reason: 'stop' }] })
const piece = (content: string, reason: string | null = null) => JSON.stringify({ ...head, object: 'chat.completion.chunk', choices: [{ index: 0, delta: { content }, finish_reason: reason }] })
const json = (response: ServerResponse, status: number, body: string) => { response.writeHead(status, { 'content-type': 'application/json' }).end(body) }
const events = (response: ServerResponse, ...lines: (string | Buffer)[]) => {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  for (const line of lines) response.write(line)
  response.end()
}
const textOf = (text: string) => eventsOf(text).slice(0, -1).map(({ data }) => JSON.parse(data).choices[0].delta.content).join('')

t.test('one connection does for one request after the other: streams, whole answers and refusals', async (t) => {
  let turn = 0
  const { seen, ask } = await startUpstream(t, (response) => {
    if (++turn % 3 === 0) json(response, 400, '{"error":{"message":"no"}}')
    else if (turn % 3 === 1) json(response, 200, whole)
    else events(response, `data: ${piece('a', 'stop')}\n\n`, 'data: [DONE]\n\n')
  })
  for (let i = 0; i < 4; i++) {
    for (const [stream, status] of [[false, 200], [true, 200], [false, 400]] as const) t.equal((await ask(stream)).status, status)
  }
  t.equal(seen.asked.length, 12)
  t.equal(seen.connections, 1)
})

t.test('comments, names, other line ends and letters that come in two pieces; nothing compressed is asked for', async (t) => {
  const [start, end] = [Buffer.from(`data:${piece('Grüße')}\r\n\r\n`), Buffer.from(`: OPENROUTER PROCESSING\n\nevent: message\nid: 1\ndata: ${piece('!', 'stop')}\n\ndata: [DONE]`)]
  const cut = start.indexOf(Buffer.from('ü')) + 1
  const { seen, ask } = await startUpstream(t, (response) => events(response, start.subarray(0, cut), start.subarray(cut), end))
  const reply = await ask(true)
  t.equal(textOf(reply.text), 'Grüße!')
  t.equal(eventsOf(reply.text).at(-1)!.data, '[DONE]')
  t.equal(seen.asked[0]!.headers['accept-encoding'], 'identity')
})

t.test('an end without an end is an error: in the stream where it has begun, else by its status', async (t) => {
  let said: readonly string[] = []
  const { ask } = await startUpstream(t, (response) => events(response, ...said))
  for (const [lines, status] of [[[`data: ${piece('a')}\n\n`], 200], [['data: [DONE]\n\n'], 502], [['data: {"broken\n\n'], 502], [['<html>'], 502]] as const) {
    said = lines
    const reply = await ask(true)
    t.equal(reply.status, status, lines[0])
    t.match(reply.text, /"error":\{.*LLM_(?:FAILED|INCOMPLETE)/)
    t.notMatch(reply.text, 'DONE')
  }
})

t.test('what follows an event that is none, or an error, in the same packet does not make the answer whole', async (t) => {
  let broken = ''
  const { ask } = await startUpstream(t, (response) => events(response, `data: ${piece('Not ')}\n\n`, `data: ${broken}\n\n`, `data: ${piece('true', 'stop')}\n\n`, 'data: [DONE]\n\n'))
  for (const said of ['{"broken', '{"error":{"message":"out of memory"}}']) {
    broken = said
    const reply = await ask(true)
    t.match(reply.text, /"error":\{/, said)
    t.notMatch(reply.text, /true|DONE/, said)
    t.match((await ask(true, {}, 0)).headers.get('cache-status'), 'fwd=miss', 'and is not kept')
  }
})

t.test('what is kept of a stream is all it said: behind a byte order mark, in text and parts by turns, in ends that are empty', async (t) => {
  let said: readonly string[] = []
  const { ask, s } = await startUpstream(t, (response) => events(response, ...said.map((data) => `data: ${data}\n\n`), 'data: [DONE]\n\n'))
  const part = (content: object[]) => JSON.stringify({ ...head, choices: [{ index: 0, delta: { content }, finish_reason: null }] })
  const kept = async (...pieces: string[]) => {
    said = pieces
    const { text } = await ask(true)
    const again = await ask(false, { 'cache-control': 'only-if-cached' }, 0)
    return [text.includes('[DONE]'), again.body.choices?.[0].message.content ?? again.body.error.code]
  }
  t.same(await kept(piece('One ', ''), piece('two.', ''), piece('', 'stop'), piece('', '')), [true, 'One two.'])
  t.same(await kept(piece('One '), part([{ type: 'reference', reference_ids: [1] }]), piece('two.'), piece('', 'stop')), [true, 'NOT_CACHED'], 'Mistral\'s references')
  t.same(await kept(part([{ type: 'thinking', thinking: [{ type: 'text', text: 'Hm.' }] }]), piece('One'), piece('', 'stop')), [true, 'NOT_CACHED'])
  t.same(await kept(piece('One ', ''), piece('two', '')), [true, 'NOT_CACHED'], 'no end')
  said = [piece('One '), part([{ type: 'reference', reference_ids: [1] }]), part([{ type: 'text', text: 'two' }]), piece('.'), piece('', 'stop')]
  for (const stream of [true, false]) t.match((await s.call('POST', '/backend-api/f/conversation', { stream, message: { content: `Who is cited, ${stream}?` } })).text, /"content":"One two\."/, 'a chat has its text')

  const { ask: askMarked } = await startUpstream(t, (response) => events(response, '\ufeff', `data: ${piece('Grüße')}\n\n`, `data: ${piece('!', 'stop')}\n\n`))
  t.equal(textOf((await askMarked(true)).text), 'Grüße!')
})

t.test('an upstream that never says how its answers end is told as it is, and nothing of it is kept', async (t) => {
  const usage = { prompt_tokens: 5, completion_tokens: 7, total_tokens: 12 }
  const call = JSON.stringify({ ...head, object: 'chat.completion.chunk', choices: [{ index: 0, delta: { tool_calls: [{ index: 0, id: 'c', type: 'function', function: { name: 'f', arguments: '{}' } }] }, finish_reason: null }] })
  const counted = JSON.stringify({ ...head, object: 'chat.completion.chunk', choices: [], usage })
  const unended = JSON.stringify({ ...JSON.parse(whole), choices: [{ ...JSON.parse(whole).choices[0], finish_reason: null }] })
  let said = [piece('One '), piece('two.'), call, counted]
  const { ask, s } = await startUpstream(t, (response, _request, body) => JSON.parse(body).stream
    ? events(response, ...[...said, '[DONE]'].map((data) => `data: ${data}\n\n`))
    : json(response, 200, unended))
  const asked = { stream_options: { include_usage: true } }
  const streamed = await ask(true, {}, 1, asked)
  t.same(eventsOf(streamed.text).map(({ data }) => data), [...said, '[DONE]'])
  t.match(streamed.headers.get('cache-status'), /fwd=miss/)
  const entire = await ask(false, {}, 0)
  t.same(entire.body, JSON.parse(unended))
  t.match(entire.headers.get('cache-status'), /^deflect; fwd=miss; detail=not_cacheable:incomplete$/)
  t.same(eventsOf((await ask(true, {}, 0, asked)).text).map(({ data }) => data), [...said, '[DONE]'], 'neither was kept')

  said = [piece('One '), piece('two.')]
  for (const stream of [true, false]) {
    const chat = (id: string) => s.call('POST', '/backend-api/f/conversation', { stream, message: { id, content: 'Who ends?' } })
    const turn = async (id: string) => {
      const { status, text, body } = await chat(id)
      return { status, body: stream ? JSON.parse(eventsOf(text).at(-1)!.data) : body }
    }
    const id = randomUUID()
    t.match(await turn(id), { status: 201, body: { answer: { content: 'One two.', finish_reason: null }, cache: { status: 'miss', reason: 'not_cacheable:incomplete' } } })
    const empty = randomUUID()
    said = [piece('')]
    t.match((await turn(empty)).body, { statusCode: 502, code: 'LLM_INCOMPLETE' }, 'a turn without a word of an answer has failed')
    said = [piece('One '), piece('two.')]
    t.match((await turn(empty)).body, { answer: { content: 'One two.' } }, 'and can be sent again')
  }
})

t.test('what is compressed though nobody asked for it is read; what cannot be is an error', async (t) => {
  let [encoding, compress, streams] = ['gzip', gzipSync as (text: string) => Buffer, false]
  const { ask } = await startUpstream(t, (response) => {
    response.writeHead(200, { 'content-type': streams ? 'text/event-stream' : 'application/json', 'content-encoding': encoding })
    response.end(compress(streams ? `data: ${piece('Grüße', 'stop')}\n\ndata: [DONE]\n\n` : whole))
  })
  for (const [as, by, status] of [['gzip', gzipSync, 200], ['br', brotliCompressSync, 200], ['deflate', deflateSync, 200], ['GZIP', gzipSync, 200], ['gzip', (text: string) => Buffer.from(text), 502], ['gzip', (text: string) => gzipSync(text).subarray(0, 40), 502]] as const) {
    for (const stream of [false, true]) {
      [encoding, compress, streams] = [as, by, stream]
      const reply = await ask(stream)
      t.equal(reply.status, status, `${as} ${stream}`)
      t.match(reply.text, status === 200 ? 'Grüße' : 'LLM_FAILED')
    }
  }
})

t.test('whole numbers beyond those of JavaScript go upstream as they came, and nothing else that looks like one is touched', async (t) => {
  const seen: string[] = []
  const { s } = await startUpstream(t, (response, _request, body) => {
    seen.push(body)
    if (JSON.parse(body).stream) events(response, `data: ${piece('a', 'stop')}\n\n`, 'data: [DONE]\n\n')
    else json(response, 200, whole)
  })
  const rest = ',"seed":9007199254740993,"logit_bias":{"9":[12345678901234567890,1],"50256":-9223372036854775808},"metadata":{"9007199254740993":"say \\"9007199254740993\\" or \\\\"},"top_p":0.1234567890123456,"temperature":1e+23'
  const messages = '"messages":[{"role":"user","content":"Which is 9007199254740993, or \\"9007199254740995"}]'
  for (const [stream, more] of [['', ''], [',"stream":true', ',"stream_options":{"include_usage":true}']]) {
    const reply = await s.call('POST', '/v1/chat/completions', `{"model":"m",${messages}${stream}${rest}}`)
    t.equal(reply.status, 200)
    t.match(reply.headers.get('cache-status'), /fwd=bypass; detail=not_cacheable:large_integer/)
    t.equal(seen.at(-1), `{"model":"m",${messages}${stream}${rest}${more}}`)
  }
})

t.test('usage beside no choices at all is usage', async (t) => {
  const usage = { prompt_tokens: 5, completion_tokens: 7, total_tokens: 12 }
  const { ask } = await startUpstream(t, (response) => events(response, ...[piece('a', 'stop'), JSON.stringify({ ...head, usage }), '[DONE]'].map((data) => `data: ${data}\n\n`)))
  const reply = await ask(true, {}, 1, { stream_options: { include_usage: true } })
  t.match(JSON.parse(eventsOf(reply.text).at(-2)!.data), { choices: [], usage })
  t.same((await ask(false, {}, 0)).body.usage, usage)
})

t.test('usage that an upstream tells unasked, beside a piece of the answer, is the client\'s too', async (t) => {
  const usage = { prompt_tokens: 5, completion_tokens: 7, total_tokens: 12 }
  const { ask } = await startUpstream(t, (response) => events(response, ...[[piece('Grüße'), null], [piece('!', 'stop'), usage]].map(([data, told]) => `data: ${JSON.stringify({ ...JSON.parse(data as string), usage: told })}\n\n`), 'data: [DONE]\n\n'))
  const told = (text: string) => eventsOf(text).slice(0, -1).map(({ data }) => JSON.parse(data).usage)
  t.same(told((await ask(true)).text), [undefined, usage])
  t.same(told((await ask(true, {}, 1, { stream_options: { include_usage: true } })).text), [null, usage])
})

t.test('what nobody counted is charged by its length: an answer in whole, every choice, calls of tools', async (t) => {
  const long = 'x'.repeat(2_000)
  const content = createKeyFile()
  const keys = Array.from({ length: 3 }, () => {
    const { token, key } = mintApiKey(content, { name: 'poor', tenant: 'acme', created: new Date().toISOString(), monthly_budget: { tokens: 300 } })
    content.keys.push(key)
    return { authorization: `Bearer ${token}` }
  })
  const folder = t.testdir({})
  const file = join(folder, 'keys.json')
  writeFileSync(file, JSON.stringify(content))
  const choices = [{ index: 0, message: { role: 'assistant', content: 'Yes.' }, finish_reason: 'stop' }, { index: 1, message: { role: 'assistant', content: long }, finish_reason: 'stop' }]
  const called = { index: 0, delta: { tool_calls: [{ index: 0, id: 'c', type: 'function', function: { name: 'f', arguments: long } }] }, finish_reason: 'tool_calls' }
  let answer = (_response: ServerResponse) => {}
  const { ask } = await startUpstream(t, (response) => answer(response), { API_KEYS_FILE: file, MODEL_DIR: folder })
  for (const [i, [stream, as]] of ([
    [false, (response) => json(response, 200, JSON.stringify({ ...head, choices: [{ ...choices[1], index: 0 }] }))],
    [false, (response) => json(response, 200, JSON.stringify({ ...head, choices }))],
    [true, (response) => events(response, `data: ${JSON.stringify({ ...head, choices: [called] })}\n\ndata: [DONE]\n\n`)]
  ] as [boolean, typeof answer][]).entries()) {
    answer = as
    t.equal((await ask(stream, keys[i])).status, 200)
    t.match(await ask(stream, keys[i]), { status: 429, body: { error: { code: 'insufficient_quota' } } }, String(i))
  }
})

t.test('an upstream that refuses to be asked for the usage of a stream is not asked', async (t) => {
  const usage = { prompt_tokens: 5, completion_tokens: 7, total_tokens: 12 }
  const refusal = { object: 'error', message: { detail: [{ type: 'extra_forbidden', loc: ['body', 'stream_options', 'include_usage'], msg: 'Extra inputs are not permitted', input: true }] } }
  const bodies: any[] = []
  const { ask, s } = await startUpstream(t, (response, _request, body) => {
    bodies.push(JSON.parse(body))
    if (bodies.at(-1).stream_options?.include_usage || body.includes('Who is refused')) json(response, 422, JSON.stringify(refusal))
    else events(response, `data: ${JSON.stringify({ ...JSON.parse(piece('Grüße', 'stop')), usage })}\n\n`, 'data: [DONE]\n\n')
  })
  const refused = await s.call('POST', '/v1/chat/completions', { model: 'm', stream: true, messages: [{ role: 'user', content: 'Who is refused?' }] })
  t.match(refused, { status: 422, body: refusal }, 'what is refused without it too says nothing')
  for (const calls of [2, 1, 1]) {
    const before = bodies.length
    t.equal(textOf((await ask(true, {}, 1, { stream_options: { include_obfuscation: false } })).text), 'Grüße')
    t.equal(bodies.length, before + calls)
    t.same(bodies.at(-1).stream_options, { include_obfuscation: false })
  }
  t.match(await ask(true, {}, 1, { stream_options: { include_usage: true } }), { status: 422, body: refusal }, 'who asks is told')
  t.match((await s.call('POST', '/backend-api/f/conversation', { message: { content: 'Who chats?' } })).body, { answer: { content: 'Grüße' }, usage })
})

t.test('what is refused of one request refuses no other that waited for its answer', async (t) => {
  const { s, seen } = await startUpstream(t, (response, _request, body) => {
    const { metadata, stream } = JSON.parse(body)
    // Long enough for the others to join; who comes later asks by himself anyway.
    if (metadata.page.length > 5) setTimeout(() => json(response, 400, JSON.stringify({ error: { message: `metadata.page: "${metadata.page}" is too long` } })), 1_000)
    else if (stream) events(response, `data: ${piece('Grüße', 'stop')}\n\n`, 'data: [DONE]\n\n')
    else json(response, 200, whole)
  })
  const away = await build(t, { ...sharedBy(s), OPENAI_BASE_URL: s.app.config.OPENAI_BASE_URL, MODEL_DIR: t.testdir({}) })
  const ask = (page: string, on = s, stream = false) => on.call('POST', '/v1/chat/completions', { model: 'm', stream, metadata: { page }, messages: [{ role: 'user', content: 'Who waits for whom?' }] }, { 'cache-control': 'max-age=0' })
  const refused = ask('anna\'s page')
  await until(() => seen.asked.length === 1)
  const others = await Promise.all([ask('bob'), ask('bob', s, true), ask('bob', away), ask('bob', away, true)])
  for (const reply of others) {
    t.equal(reply.status, 200, reply.text)
    t.match(reply.text, 'Grüße')
  }
  t.match(await refused, { status: 400, body: { error: { message: /anna/ } } })
})

t.test('what an upstream says of whose request it was is told to nobody else', async (t) => {
  const { s, seen } = await startUpstream(t, (response, _request, body) => {
    const { metadata, user, safety_identifier: identifier, stream } = JSON.parse(body)
    const echo = { metadata, user, safety_identifier: identifier }
    const answer = () => stream
      ? events(response, `data: ${JSON.stringify({ ...JSON.parse(piece('Grüße', 'stop')), ...echo })}\n\n`, 'data: [DONE]\n\n')
      : json(response, 200, JSON.stringify({ ...JSON.parse(whole), ...echo }))
    // Long enough for another to join; who comes later is served from the cache.
    setTimeout(answer, 500)
  })
  const away = await build(t, { ...sharedBy(s), OPENAI_BASE_URL: s.app.config.OPENAI_BASE_URL, MODEL_DIR: t.testdir({}) })
  for (const stream of [false, true]) {
    const ask = (name: string, on = s) => on.call('POST', '/v1/chat/completions', { model: 'm', stream, metadata: { page: name }, user: name, safety_identifier: name, messages: [{ role: 'user', content: `Who is told, ${stream}?` }] })
    const before = seen.asked.length
    const first = ask('anna')
    await until(() => seen.asked.length === before + 1)
    const others = [...await Promise.all([ask('bob'), ask('bob', away)]), await ask('bob')]
    t.match((await first).text, /"metadata":\{"page":"anna"\},"user":"anna"/, 'the asker is')
    for (const { status, text } of others) {
      t.equal(status, 200)
      t.match(text, 'Grüße')
      t.notMatch(text, 'anna')
    }
    t.equal(seen.asked.length, before + 1)
  }
})

t.test('an error that comes with status 200 is told in the upstream\'s words', async (t) => {
  const error = { message: 'Provider returned error', code: 'upstream_error' }
  const refusal = { error: { message: 'This is too long', code: 400 } }
  let type = 'application/json'
  let body = ''
  const { ask } = await startUpstream(t, (response) => response.writeHead(200, { 'content-type': type }).end(body))
  for (const [as, text, streams, said, status = 502] of [
    ['application/json', JSON.stringify({ error, user_id: 'u' }), [false, true], { error }],
    ...Array.from({ length: 6 }, () => ['application/json', JSON.stringify(refusal), [false, true], refusal, 400] as [string, string, boolean[], object, number]),
    ['text/event-stream', `data: ${JSON.stringify({ error: { ...error, code: 429 } })}\n\n`, [true], { error: { ...error, code: 429 } }, 429],
    ['application/json', '{"detail":"odd"}', [false, true], { error: { code: 'LLM_FAILED', message: /^the LLM failed: what it sent is no (?:chat completion|stream)$/ } }],
    ['application/json', whole, [true], { error: { code: 'LLM_FAILED', message: 'the LLM failed: what it sent is no stream' } }],
    ['text/event-stream', `data: ${JSON.stringify({ object: 'error', ...error })}\n\ndata: [DONE]\n\n`, [true], { error }]
  ] as [string, string, boolean[], object, number?][]) {
    type = as
    body = text
    for (const stream of streams) t.match(await ask(stream), { status, body: said }, text)
    if (status === 400) continue
    // Failures in a row would open the circuit, refusals do not. Clients of OpenAI read a stream whatever it is called.
    body = `data: ${piece('a', 'stop')}\n\ndata: [DONE]\n\n`
    type = 'application/json'
    t.equal((await ask(true)).status, 200)
    body = whole
    t.equal((await ask(false)).status, 200)
  }
})

t.test('an answer that a filter took away is told as it came, is not kept, and says nothing against the upstream', async (t) => {
  const usage = { prompt_tokens: 7, completion_tokens: 0, total_tokens: 7 }
  const blocked = (more: object) => JSON.stringify({ ...head, object: 'chat.completion', usage, ...more })
  let said = ''
  let afterMs = 0
  const { ask, s, seen } = await startUpstream(t, (response, _request, body) => {
    setTimeout(() => JSON.parse(body).stream ? events(response, `data: ${said}\n\n`, 'data: [DONE]\n\n') : json(response, 200, said), afterMs)
  })
  // As Gemini has it.
  for (said of [{}, { choices: null }, { choices: [] }, { choices: [{ index: 0, finish_reason: 'content_filter' }] }, { choices: [{ index: 0, message: null, finish_reason: 'content_filter' }] }].map(blocked)) {
    const reply = await ask(false)
    t.same([reply.status, reply.text], [200, said])
    t.equal((await ask(false, { 'cache-control': 'only-if-cached' }, 0)).status, 504)
  }
  said = blocked({ choices: [] })
  t.equal((await ask(true)).text, 'data: [DONE]\n\n')
  t.equal((await ask(true, {}, 1, { stream_options: { include_usage: true } })).text, `data: ${said}\n\ndata: [DONE]\n\n`)
  t.equal((await s.call('POST', '/backend-api/f/conversation', { message: { content: 'Who is blocked?' } })).body.code, 'LLM_INCOMPLETE', 'a chat has to have an answer')

  // Long enough for the other to join.
  afterMs = 500
  const before = seen.asked.length
  const first = ask(false)
  await until(() => seen.asked.length === before + 1)
  t.equal((await ask(true, {}, 0)).text, 'data: [DONE]\n\n')
  t.equal((await first).text, said)
  t.equal(seen.asked.length, before + 1)
  afterMs = 0
  said = whole
  t.equal((await ask(false)).text, whole)
})

t.test('what an error with status 200 quotes, or what is no JSON, is told to who asked, and not to the log', async (t) => {
  const error = { message: 'refused: Pamphylia', code: 'content_filter' }
  let type = ''
  let body = ''
  const { s } = await startUpstream(t, (response) => response.writeHead(200, { 'content-type': type }).end(body))
  let log = ''
  const app = await buildApp({ ...s.app.config, MODEL_DIR: t.testdir({}) }, { level: 'info', stream: new Writable({ write (chunk, _encoding, done) { log += chunk; done() } }) })
  t.teardown(() => app.close())
  let asked = 0
  const question = () => `Where is Pamphylia ${++asked}?`
  const ask = async (stream: boolean, said: string) => {
    body = said
    return (await app.inject({ method: 'POST', url: '/v1/chat/completions', payload: { model: 'm', stream, messages: [{ role: 'user', content: question() }] } })).body
  }
  const event = (said: object) => `data: ${JSON.stringify(said)}\n\n`
  for (const [as, stream, said] of [
    ['application/json', false, JSON.stringify({ error })],
    ['text/event-stream', true, event({ error })],
    ['text/event-stream', true, event(JSON.parse(piece('It is'))) + event({ error })],
    ['text/event-stream', true, event({ object: 'error', ...error })]
  ] as const) {
    type = as
    t.match(await ask(stream, said), 'refused: Pamphylia')
    t.match(await ask(stream, stream ? 'data: Pamphylia\n\n' : 'Pamphylia'), 'the LLM failed: what it sent is no JSON')
    body = said
    t.equal((await app.inject({ method: 'POST', url: '/backend-api/f/conversation', payload: { message: { content: question() } } })).statusCode, 502)
    // Failures in a row would open the circuit.
    t.match(await ask(stream, stream ? `data: ${piece('Grüße', 'stop')}\n\ndata: [DONE]\n\n` : whole), 'Grüße')
  }
  t.match(log, 'content_filter')
  t.notMatch(log, 'Pamphylia')
})

t.test('an answer in whole may take longer than a stream may be silent, and comments are no silence', async (t) => {
  let streams = false
  const { ask } = await startUpstream(t, (response) => {
    response.writeHead(200, { 'content-type': streams ? 'text/event-stream' : 'application/json' }).flushHeaders()
    let left = 30
    const timer = setInterval(() => {
      if (--left > 0) return streams && response.write(': OPENROUTER PROCESSING\n\n')
      clearInterval(timer)
      response.end(streams ? `data: ${piece('late', 'stop')}\n\ndata: [DONE]\n\n` : whole)
    }, 100)
  }, { LLM_TIMEOUT_MS: '2000' })
  t.equal((await ask(false)).status, 200)
  streams = true
  t.equal(textOf((await ask(true)).text), 'late')
})

t.test('who hangs behind a proxy that goes on with comments is not waited for for ever', async (t) => {
  let begins = false
  const { ask } = await startUpstream(t, (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    if (begins) response.write(`data: ${piece('Well, ')}\n\n`)
    const timer = setInterval(() => response.write(': keep-alive\n\n'), 50)
    response.on('close', () => clearInterval(timer))
  }, { LLM_TIMEOUT_MS: '1000', LLM_WHOLE_TIMEOUT_MS: '2000' })
  t.match(await ask(true), { status: 504, body: { error: { code: 'LLM_TIMEOUT', message: 'the LLM stayed silent for 2000 ms' } } })
  begins = true
  t.match((await ask(true)).text, 'LLM_TIMEOUT')
})

t.test('what never ends is not read for ever', async (t) => {
  let status = 200
  let type = 'application/json'
  let closed = 0
  const { ask } = await startUpstream(t, (response) => {
    response.writeHead(status, { 'content-type': type })
    const flood = () => {
      while (!response.destroyed && response.write(`${' '.repeat(65_535)}\n`));
      response.once('drain', flood)
    }
    response.on('close', () => { closed++ })
    flood()
  }, { LLM_RETRIES: '0' })
  t.match(await ask(false), { status: 502, body: { error: { message: 'the LLM failed: expected at most 67108864 bytes' } } })
  t.match(await ask(true), { status: 502, body: { error: { message: 'the LLM failed: expected its stream to end' } } })
  type = 'text/event-stream'
  t.match(await ask(true), { status: 502 })
  for (status of [400, 500]) t.match(await ask(true), { status, text: 'expected at most 1048576 bytes' })
  t.equal(closed, 5)
})

t.test('a list of models that fails says nothing about answers', async (t) => {
  const { ask, s } = await startUpstream(t, (response, { url }) => json(response, url === '/v1/models' ? 500 : 200, whole))
  for (let i = 0; i < 6; i++) t.match(await s.call('GET', '/v1/models'), { status: 500 })
  t.equal((await ask(false)).status, 200)
})

t.test('a redirect is no answer, and not followed: who is asked is said by the settings', async (t) => {
  const { seen, ask } = await startUpstream(t, (response, { url }) => {
    if (url === '/v1/moved') json(response, 200, whole)
    else response.writeHead(307, { location: '/v1/moved' }).end('moved')
  })
  t.match(await ask(false), { status: 502, body: { error: { code: 'LLM_FAILED' } } })
  t.same(seen.asked.map(({ url }) => url), ['/v1/chat/completions'])
})

t.test('a refusal in the middle of a stream that names an end user is told to him, and to others that there was one', async (t) => {
  let code: unknown
  let refuse = () => {}
  const { s } = await startUpstream(t, (response, _request, body) => {
    const { user } = JSON.parse(body) as { user: string }
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write(`data: ${piece('Well, ')}\n\n`)
    refuse = () => { response.end(`data: ${JSON.stringify({ error: { message: `${user} is over budget`, code } })}\n\n`) }
  })
  for (code of [429, '429', 500, 'over_budget']) {
    const open = (user: string) => openStream(`${s.address}/v1/chat/completions`, { body: { model: 'm', user, stream: true, messages: [{ role: 'user', content: `Whose budget is it (${code})?` }] } })
    const streams = [await open('alice'), await open('alice'), await open('bob')]
    await Promise.all(streams.map((stream) => stream.until('Well, ')))
    t.same(streams.map(({ headers }) => /collapsed/.test(headers.get('cache-status') ?? '')), [false, true, true])
    refuse()
    const [first, same, other] = await Promise.all(streams.map(async (stream) => (await stream.end()).text))
    t.match(first, 'alice is over budget')
    t.match(same, 'alice is over budget')
    t.match(other, '"error"')
    t.notMatch(other, 'alice')
  }
})
