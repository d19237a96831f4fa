import { once } from 'node:events'
import { createServer } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import t from './tap.ts'
import { build, eventsOf, until, type Reply } from './helper.ts'

/** What nobody sends by mistake. Each is refused by a 4xx that says what was wrong, or answered right; the service goes on. */
const s = await build(t)
const { port } = s.app.server.address() as AddressInfo
const JSON_TYPE = { 'content-type': 'application/json' }
const V1 = '/v1/chat/completions'
const CHAT = '/backend-api/f/conversation'
const NOBODY = '00000000-0000-4000-8000-000000000000'
const post = (path: string, body: string | Uint8Array, headers: Record<string, string> = {}, method = 'POST') => s.call(method, path, body, { ...JSON_TYPE, ...headers })
const ask = (content: unknown, more: object = {}) => ({ model: 'm', messages: [{ role: 'user', content }], ...more })
const messageOf = ({ body }: Reply): string => body?.error?.message ?? body?.message
const isShaped = (path: string, { status, body }: Reply) => path.startsWith('/v1')
  ? typeof body.error.message === 'string' && 'param' in body.error && 'code' in body.error
  : body.statusCode === status && typeof body.message === 'string'

/** Sends bytes, and reads until the other side is done. */
async function raw (text: string, destroyAt?: RegExp): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  let out = ''
  socket.on('error', () => {})
  socket.on('data', (data) => {
    out += data
    if (destroyAt?.test(out)) socket.destroy()
  })
  socket.write(text)
  if (destroyAt?.source === '^') socket.destroy()
  await once(socket, 'close')
  return out
}
const request = (path: string, body: string, length = body.length) =>
  `POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n\r\n${body}`

t.test('a body of more values than anybody means is refused before it is worked on', async (t) => {
  const many = (key: string) => JSON.stringify({ model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'hi' }], [key]: Object.fromEntries(Array.from({ length: 120_000 }, (_, i) => [`k${i}`, 0])) })
  for (const body of [many('metadata'), JSON.stringify({ model: 'gpt-4o-mini', messages: Array(100_001).fill([]) })]) {
    const reply = await s.call('POST', '/v1/chat/completions', body, { 'content-type': 'application/json' })
    t.match(reply, { status: 400, text: /values/ }, reply.text.slice(0, 200))
  }
  t.match(await post(V1, `{"messages":[${'0,'.repeat(200_000)}`), { status: 400, text: /values/ }, 'nor parsed')
  for (const content of ['a, [b], {c: "d"}, \\, '.repeat(2_000), '"'.repeat(40_000), ',"'.repeat(20_000)]) {
    t.equal((await post(V1, JSON.stringify(ask(content, { metadata: { note: ','.repeat(300_000) } })))).status, 200, 'signs inside texts are no values')
  }
})

t.test('a body that is too large, too deep, or no JSON', async (t) => {
  const large = JSON.stringify({ a: 'x'.repeat(10_000_000) })
  const deep = (levels: number, open = '[', close = ']') => open.repeat(levels) + (open === '[' ? '' : '1') + close.repeat(levels)
  const fields: [string, string, (nested: string) => string][] = [
    [V1, 'messages', (nested) => `{"model":"m","messages":[{"role":"user","content":${nested}}]}`],
    [V1, 'messages', (nested) => `{"model":"m","messages":[{"role":"user","content":"a","x":${nested}},{"role":"user","content":"What is deep?"}]}`],
    [V1, 'response_format', (nested) => `{"model":"m","response_format":${nested},"messages":[{"role":"user","content":"What is deep?"}]}`],
    ['/v1/embeddings', 'input', (nested) => `{"model":"m","input":${nested}}`],
    [CHAT, 'message', (nested) => `{"message":{"content":${nested}}}`],
    ['/operator/explain', 'messages', (nested) => `{"text":"x","messages":[{"role":"user","content":${nested}}]}`],
    ['/operator/whatif', 'since', (nested) => `{"since":${nested}}`]
  ]
  for (const path of ['/v1/embeddings', CHAT, '/operator/whatif']) {
    const refused = await post(path, large)
    t.ok(refused.status === 413 && isShaped(path, refused), path)
  }
  const huge = await post(V1, JSON.stringify(ask('x'.repeat(s.app.config.GATEWAY_BODY_LIMIT))))
  t.ok(huge.status === 413 && isShaped(V1, huge))
  const image = { type: 'image_url', image_url: { url: `data:image/png;base64,${'A'.repeat(8_000_000)}` } }
  t.match(await post(V1, JSON.stringify(ask([{ type: 'text', text: 'What is in it?' }, image]))), { status: 200 }, 'an image is larger than what a chat message may be')
  for (const [path, field, around] of fields) {
    for (const nested of [deep(90_000), deep(90_000, '{"a":', '}'), deep(101)]) {
      const reply = await post(path, around(nested))
      t.ok(reply.status === 400 && isShaped(path, reply), path)
      t.match(messageOf(reply), `${field} must not be nested deeper`, path)
    }
    for (const body of ['', '{"a"', '{"a":NaN}', '{"__proto__":{}}', 'null', '[]', '"x"', new Uint8Array([0x22, 0xff, 0xc0, 0x22])]) {
      const reply = await post(path, body)
      t.ok(reply.status === 400 && isShaped(path, reply), `${path} ${body}`)
    }
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', ';', 'application/jsonx']) {
      const reply = await post(path, around('1'), { 'content-type': type })
      t.ok(reply.status === 415 && isShaped(path, reply), `${path} ${type}`)
    }
    const compressed = await post(path, gzipSync(around('1')), { 'content-encoding': 'gzip' })
    t.ok(compressed.status === 415 && isShaped(path, compressed), path)
    t.match(messageOf(compressed), /as it is, got Content-Encoding gzip/)
  }
  t.equal((await post(V1, fields[2]![2](deep(90)))).status, 200, 'what tools and schemas need is let through')
})

t.test('texts no database takes, names no header should hold, numbers out of bounds', async (t) => {
  const lone = '\\ud800'
  const nul = '\\u0000'
  const wrong: [string, string, RegExp, string?][] = [
    ...[lone, nul].flatMap((bad): [string, string, RegExp, string?][] => [
      [V1, `{"model":"m${bad}","messages":[{"role":"user","content":"a"}]}`, /^model must be text/],
      [V1, `{"model":"m","user":"${bad}","messages":[{"role":"user","content":"a"}]}`, /^user must be text/],
      ['/v1/embeddings', `{"model":"m","input":"${bad}"}`, /input/],
      [CHAT, `{"message":{"content":"${bad}"}}`, /^message.content must be text/],
      [`/backend-api/conversation/${NOBODY}`, `{"title":"${bad}"}`, /^title must be text/, 'PATCH'],
      [`/backend-api/message/${NOBODY}/feedback`, `{"rating":"up","reason":"${bad}"}`, /^reason must be text/],
      ['/operator/invalidate', `{"model":"${bad}"}`, /^model must be text/],
      ['/operator/policy', `{"note":"${bad}"}`, /^note must be text/, 'PUT']
    ]),
    [V1, '{"model":"m","stream":"yes","messages":[{"role":"user","content":"a"}]}', /^stream must be/],
    [V1, '{"model":"m","seed":1e999,"messages":[{"role":"user","content":"What is infinite?"}]}', /^seed must be a number below/],
    [V1, '{"model":"m","messages":[null]}', /^messages.0 must be object/],
    [CHAT, '{"message":{"content":"x","constructor":{}}}', /^message.constructor is not a known field/],
    [CHAT, '{"message":{"content":"x","id":"x"}}', /^message.id must be a UUID$/],
    ['/operator/policy', '{"threshold":1e309}', /^threshold must be/, 'PUT'],
    ['/operator/policy', '{"ttl_seconds":123456789012345678901234567890}', /^ttl_seconds must be/, 'PUT'],
    ['/operator/invalidate', '{"namespace":"__proto__"}', /^namespace must be 1 to 64 letters/]
  ]
  for (const [path, body, message, method] of wrong) {
    const reply = await post(path, body, {}, method)
    t.ok(reply.status === 400 && isShaped(path, reply), `${path} ${body}`)
    t.match(messageOf(reply), message)
    t.notMatch(messageOf(reply), / undefined$/)
  }
  for (const headers of [
    { 'cache-control': 'max-age=1e309' }, { 'cache-control': 'max-age=-1' }, { 'x-deflect-ttl': 'NaN' }, { 'x-deflect-threshold': 'Infinity' }, { 'x-deflect-namespace': '__proto__' }, { 'x-deflect-namespace': 'n'.repeat(65) },
    { 'x-deflect-tags': 'a,b b' }, { 'x-deflect-user': 'u'.repeat(200) }
  ] as Record<string, string>[]) {
    for (const [path, body] of [[V1, ask('Who?')], [CHAT, { message: { content: 'Who?' } }]] as const) {
      const reply = await post(path, JSON.stringify(body), headers)
      t.equal(reply.status, 400, JSON.stringify(headers))
      t.match(messageOf(reply).toLowerCase(), Object.keys(headers)[0]!, 'names the header')
    }
  }
  for (const path of ['conversation/x', 'conversation/%00', 'conversation/%', 'conversations?limit=1e309', 'conversations?limit=1&limit=2', 'conversations?offset=99999999999', 'conversations?__proto__=1', `conversations?${'a=1&'.repeat(3_000)}`]) {
    t.equal((await s.call('GET', `/backend-api/${path}`)).status, 400, path.slice(0, 40))
  }
  for (const path of ['/operator/entries?q=%00', '/operator/policy/__proto__', '/v1/%zz']) t.equal((await s.call('GET', path)).status, 400, path)
  t.match((await s.call('GET', `/backend-api/conversation/${'a'.repeat(5_000)}`)), { status: 400, body: { message: /^id must be a UUID$/ } })
})

t.test('odd requests that are good ones: answered, and taken for nobody else\'s', async (t) => {
  for (const [i, body] of [
    '{"model":"n","model":"m","messages":[{"role":"user","content":"What is said twice?"}]}',
    '{"model":"m","seed":123456789012345678901234567890,"messages":[{"role":"user","content":"What is huge?"}]}',
    '{"model":"m","toString":1,"hasOwnProperty":2,"\\ud800":3,"messages":[{"role":"user","content":"What is inherited?","toString":3}]}',
    '{"model":"m","messages":[{"role":"system","content":"\\ud800\\u0000"},{"role":"user","content":"What is half a pair, \\ud83d, and NUL, \\u0000?"}]}',
    '{"model":"m","messages":[{"role":"user","content":[null,1,{"type":"text"}]}]}',
    JSON.stringify({ model: 'm', messages: Array.from({ length: 20_000 }, () => ({ role: 'user', content: 'hi' })) })
  ].entries()) t.equal((await post(V1, body)).status, 200, String(i))
  t.equal((await post(V1, '{"model":"n","model":"m","messages":[{"role":"user","content":"What is said twice?"}]}')).body.model, 'm')
  const pairs = await Promise.all(['\ud800', '\ud801', '\ufffd'].map((half) => post(V1, JSON.stringify(ask(`Whose half is ${half}?`)))))
  t.notOk(pairs.some(({ headers }) => /detail=(exact|coalesced)/.test(headers.get('cache-status')!)), 'halves that become one character in UTF-8 are not one question')

  const [first, ...toggled] = [await post(V1, JSON.stringify(ask('What is toggled?'))), ...await Promise.all([true, false, true, null].map((stream) => post(V1, JSON.stringify(ask('What is toggled?', { stream })))))]
  for (const reply of toggled) {
    t.match(reply.headers.get('cache-status'), /detail=exact/)
    const text = reply.body?.choices[0].message.content ?? eventsOf(reply.text).slice(0, -1).map(({ data }) => JSON.parse(data).choices[0]?.delta.content ?? '').join('')
    t.equal(text, first!.body.choices[0].message.content)
  }
  const text = `${'hi, '.repeat(200_000)}who?`
  const reply = await post(V1, JSON.stringify(ask(text)))
  t.match([reply.status, reply.headers.get('cache-status')], [200, /too_long/], 'a text that is long to tidy is not tidied')
})

t.test('a method a path does not have, whatever comes with it', async (t) => {
  for (const [method, path, allow, status] of [
    ['DELETE', V1, 'POST', 405], ['PUT', `/backend-api/conversation/${NOBODY}?x=1`, 'DELETE, GET, HEAD, PATCH', 405], ['POST', '/v1/models/some/model', 'GET, HEAD', 405], ['POST', '/operator/entries/x/y', null, 404]
  ] as const) {
    const reply = await post(path, '{"no', {}, method)
    t.ok(reply.status === status && isShaped(path, reply), path)
    t.equal(reply.headers.get('allow'), allow)
  }
})

t.test('bytes that are no HTTP, too many headers, several requests at once', async (t) => {
  for (const [text, status, message] of [
    ['\x16\x03\x01\r\n\r\n', 400, /\{"statusCode":400,"code":"BAD_REQUEST","error":"Bad Request","message":"[^"]+"\}/],
    ['FETCH / HTTP/1.1\r\nHost: localhost\r\n\r\n', 400, /"code":"BAD_REQUEST"/],
    ['GET /v1/models HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n', 400, /\{"error":\{"message":"[^"]+","type":"invalid_request_error","param":null,"code":"BAD_REQUEST"\}\}/],
    [`GET /v1/models HTTP/1.1\r\nHost: localhost\r\n${'x: y'.padEnd(100, 'y').concat('\r\n').repeat(500)}\r\n`, 431, /"code":"HEADERS_TOO_LARGE"\}\}/],
    [`GET /${'a'.repeat(30_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n`, 431, /\{"statusCode":431,"code":"HEADERS_TOO_LARGE","error":"Request Header Fields Too Large",/]
  ] as const) {
    const reply = await raw(text)
    t.match(reply, new RegExp(`^HTTP/1.1 ${status} `))
    t.match(reply, message)
  }
  const pipelined = await raw('GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n'.repeat(20) + 'GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n')
  t.equal(pipelined.match(/HTTP\/1.1 200/g)?.length, 21)
})

t.test('a connection without a request is kept for as long as a proxy wants it, and told so', async (t) => {
  for (const [service, seconds] of [[s, 72], [await build(t, { KEEP_ALIVE_TIMEOUT_MS: '620000' }), 620]] as const) {
    t.equal((await service.call('GET', '/healthz')).headers.get('keep-alive'), `timeout=${seconds}`)
  }
})

t.test('who sends slowly is not waited for', async (t) => {
  const { server } = s.app
  const { headersTimeout, requestTimeout } = server
  t.ok(headersTimeout > 0 && headersTimeout <= 10_000 && requestTimeout === s.app.config.REQUEST_TIMEOUT_MS, 'by default, too')
  Object.assign(server, { headersTimeout: 100, requestTimeout: 200 })
  const [headers, body, openAi] = await Promise.all([raw('POST / HTTP/1.1\r\nHost: localhost\r\nX-A:'), raw(request(CHAT, '{"mess', 50)), raw(request(V1, '{"mod', 50))])
  t.match(headers, /^HTTP\/1.1 408 /)
  t.match(body, /^HTTP\/1.1 408 [\s\S]*"statusCode":408,"code":"REQUEST_TIMEOUT"/)
  t.match(openAi, /^HTTP\/1.1 408 [\s\S]*"error":\{"message"[^}]*"code":"REQUEST_TIMEOUT"/)
  Object.assign(server, { headersTimeout, requestTimeout })
})

t.test('who reads slowly holds nobody up, and is dropped before what waits for him grows', async (t) => {
  const [PIECES, AHEAD] = [200, 8]
  const piece = `data: ${JSON.stringify({ id: 'x', object: 'chat.completion.chunk', created: 1, model: 'm', choices: [{ index: 0, delta: { content: 'x'.repeat(65_536) }, finish_reason: null }] })}\n\n`
  let calls = 0
  let [said, heard] = [0, 0]
  const upstream = createServer(async (_request, response) => {
    calls++
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    for (; said < PIECES; said++) {
      // All is one process here: no faster than the quick reader reads, which on a machine of its own he does.
      await until(() => said < heard + AHEAD)
      response.write(piece)
    }
    response.end('data: {"id":"x","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n')
  }).listen(0, '127.0.0.1')
  await once(upstream, 'listening')
  t.teardown(() => upstream.close())
  const other = await build(t, { OPENAI_BASE_URL: `http://127.0.0.1:${(upstream.address() as AddressInfo).port}/v1` })
  const at = new URL(other.address)
  const body = ask('What is long?', { stream: true })
  const slow = connect(Number(at.port), at.hostname)
  slow.on('error', () => {})
  slow.write(request(V1, JSON.stringify(body)))
  await once(slow, 'readable')
  slow.pause()
  const quick = await fetch(other.address + V1, { method: 'POST', headers: JSON_TYPE, body: JSON.stringify(body) })
  let [last, all] = ['', 0]
  for await (const bytes of quick.body!) {
    last = (last + Buffer.from(bytes).toString()).slice(-20)
    all += bytes.length
    heard = Math.floor(all / piece.length)
  }
  t.equal(calls, 1)
  t.match(last, '[DONE]')
  let [bytes, whole] = [0, false]
  slow.on('data', (data) => {
    bytes += data.length
    whole ||= data.includes('[DONE]')
  }).resume()
  await once(slow, 'close')
  t.ok(bytes < all && !whole, 'the other had everything, and he what fits the buffers of the connection')
})

t.test('whoever leaves, at whatever point, leaves nothing behind', async (t) => {
  for (const path of [V1, CHAT]) {
    const body = (n: number) => JSON.stringify(path === V1 ? ask(`Who leaves ${n}?`, { stream: true }) : { message: { content: `Who leaves ${n}?` }, stream: true })
    await raw(request(path, '', 100), /^/)
    await raw(request(path, body(1).slice(0, 20), body(1).length), /^/)
    await raw(request(path, body(2)), /^/)
    const release = s.llm.hold(1)
    await raw(request(path, body(3)), path === V1 ? /"content":"./ : /event: message/)
    release()
    await raw(request(path, body(4)), /HTTP/)
  }
  await until(() => s.llm.stats().active === 0)
  const reply = await post(V1, JSON.stringify(ask('Who leaves 3?')))
  t.equal(reply.status, 200)
})

t.test('names by the hundred make no series of metrics each', async (t) => {
  const series = async () => (await s.app.metrics.registry.metrics()).split('\n').filter((line) => line.startsWith('deflect_')).length
  const many = (from: number, to: number) => Promise.all(Array.from({ length: to - from }, async (_, i) => {
    const n = from + i
    await post(V1, JSON.stringify({ ...ask('Who is many?', { user: `u${n}` }), model: `m${n}` }), { 'x-deflect-namespace': `n${n}`, 'x-deflect-tags': `t${n}`, 'x-deflect-user': `u${n}`, 'cache-control': 'no-store' })
    await s.call('GET', `/backend-api/conversation/${NOBODY.slice(0, -3)}${100 + n}`, undefined, { 'x-deflect-user': `u${n}` })
    await s.call('GET', `/nowhere/${n}`)
  }))
  await many(0, 5)
  const before = await series()
  await many(5, 60)
  t.equal(await series(), before)
})

t.test('a connection that never says anything does not keep the service from closing', async () => {
  const silent = connect(port, '127.0.0.1')
  const closed = new Promise((resolve) => { silent.on('error', () => {}).on('close', resolve) })
  await once(silent, 'connect')
  await s.app.close()
  await closed
})
