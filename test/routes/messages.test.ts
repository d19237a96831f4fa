import { randomUUID } from 'node:crypto'
import { connect } from 'node:net'
import t from '../tap.ts'
import { build, eventsOf, until } from '../helper.ts'
import { keysOf, rowsOf, stateOf } from '../state.ts'

const PATH = '/backend-api/f/conversation'
const s = await build(t, { BODY_LIMIT: '500000', LLM_MODELS: 'gpt-4o-mini, gpt-4o' })
const first = await s.send('What is a monad?')
const conversation = first.body.conversation_id as string

t.test('bad bodies are refused by name and change nothing', async (t) => {
  const before = await stateOf(s)
  const calls = s.llm.stats().calls
  const refused: [string, unknown, RegExp][] = [
    ['unknown field', { message: { content: 'a' }, temperature: 1 }, /temperature is not a known field/],
    ['unknown field of the message', { message: { content: 'a', role: 'system' } }, /message\.role is not a known field/],
    ['no message', {}, /message is required/],
    ['no content', { message: {} }, /message\.content is required/],
    ['number as content', { message: { content: 7 } }, /message\.content must be string/],
    ['null as content', { message: { content: null } }, /message\.content must be string/],
    ['parts as content', { message: { content: ['a'] } }, /message\.content must be string/],
    ['string as stream', { stream: 'true', message: { content: 'a' } }, /stream must be boolean/],
    ['number as model', { model: 4, message: { content: 'a' } }, /model must be string/],
    ['model that is not allowed', { model: 'gpt-9', message: { content: 'a' } }, /model: expected one of gpt-4o-mini, gpt-4o, got "gpt-9"/],
    ['empty content', { message: { content: '' } }, /^message\.content must not be empty$/],
    ['blank content', { message: { content: ' \n\t\u3000' } }, /message\.content must be text that is not only white space/],
    ['nothing that shows', { message: { content: '\u200b \u2060\ufeff' } }, /message\.content must be text that is not only white space/],
    ['200,000 characters', { message: { content: 'a'.repeat(200_000) } }, /message\.content must NOT have more than 100000 characters/],
    ['NUL', { message: { content: 'a\0b' } }, /message\.content must be text .* without NUL/],
    ['a lone surrogate', '{"message":{"content":"a\\ud800b"}}', /message\.content must be text .* unpaired surrogates/],
    ['NUL in the model', { model: 'gpt\0', message: { content: 'a' } }, /model must be text/],
    ['message id that is no uuid', { message: { id: 'abc', content: 'a' } }, /^message\.id must be a UUID$/],
    ['uuid with a tail', { message: { id: `${randomUUID()}\n`, content: 'a' } }, /^message\.id must be a UUID$/],
    ['conversation id that is no uuid', { conversation_id: 'abc', message: { content: 'a' } }, /^conversation_id must be a UUID$/],
    ['an array', [], /body must be object/],
    ['null', 'null', /body must be object/],
    ['JSON that ends early', '{"message":{"content":"a"', /JSON/],
    ['nothing', '', /body|JSON/i],
    ['__proto__', '{"__proto__":{"x":1},"message":{"content":"a"}}', /prototype|JSON/],
    ['__proto__ inside', '{"message":{"__proto__":{"x":1},"content":"a"}}', /prototype|JSON/],
    ['constructor.prototype', '{"constructor":{"prototype":{"x":1}},"message":{"content":"a"}}', /prototype|JSON/],
    ['bytes that are no UTF-8', Buffer.concat([Buffer.from('{"message":{"content":"a'), Buffer.from([0xc3, 0x28, 0xff]), Buffer.from('"}}')]), /body must be UTF-8/]
  ]
  for (const [name, body, message] of refused) {
    const reply = await s.call('POST', PATH, body)
    t.equal(reply.status, 400, `${name}: ${reply.text.slice(0, 200)}`)
    t.match(reply.body, { statusCode: 400, code: String, error: 'Bad Request', message }, name)
    t.same(Object.keys(reply.body).sort(), ['code', 'error', 'message', 'statusCode'], `${name}: nothing else`)
  }
  const tooLarge = await s.call('POST', PATH, { message: { content: 'a'.repeat(600_000) } })
  t.match([tooLarge.status, tooLarge.body], [413, { statusCode: 413, code: 'FST_ERR_CTP_BODY_TOO_LARGE', error: 'Payload Too Large', message: /^body must be \d+ bytes at most$/ }])
  const text = await s.call('POST', PATH, '{"message":{"content":"a"}}', { 'content-type': 'text/csv' })
  t.match([text.status, text.body], [415, { statusCode: 415, error: 'Unsupported Media Type', code: 'FST_ERR_CTP_INVALID_MEDIA_TYPE', message: 'body must be application/json, got Content-Type text/csv' }])
  const unknown = await s.call('POST', PATH, { conversation_id: randomUUID(), message: { content: 'a' } })
  t.match([unknown.status, unknown.body], [404, { statusCode: 404, code: 'NOT_FOUND', error: 'Not Found', message: 'conversation not found' }])

  t.same(await stateOf(s), before, 'rows and keys are as they were')
  t.equal(s.llm.stats().calls, calls, 'the LLM was not asked')
  t.notOk('x' in {}, 'no prototype was touched')
})

t.test('bad headers are refused by name and change nothing', async (t) => {
  const before = await stateOf(s)
  const refused: [string, string, RegExp][] = [
    ['X-Deflect-TTL', '0', /X-Deflect-TTL.*got "0"/],
    ['X-Deflect-TTL', '1.5', /X-Deflect-TTL/],
    ['X-Deflect-TTL', 'soon', /X-Deflect-TTL.*got "soon"/],
    ['X-Deflect-TTL', '-3', /X-Deflect-TTL/],
    ['X-Deflect-Threshold', '1.01', /X-Deflect-Threshold/],
    ['X-Deflect-Threshold', '-0.1', /X-Deflect-Threshold/],
    ['X-Deflect-Threshold', 'NaN', /X-Deflect-Threshold/],
    ['X-Deflect-Threshold', '', /X-Deflect-Threshold/],
    ['X-Deflect-Namespace', 'a b', /X-Deflect-Namespace/],
    ['X-Deflect-Namespace', '', /X-Deflect-Namespace/],
    ['X-Deflect-Namespace', 'n'.repeat(65), /X-Deflect-Namespace/],
    ['X-Deflect-Tags', 'ok,{x}', /X-Deflect-Tags/],
    ['X-Deflect-Tags', Array.from({ length: 17 }, (_, i) => `t${i}`).join(','), /X-Deflect-Tags/],
    ['Cache-Control', 'max-age=old', /Cache-Control/],
    ['Cache-Control', 'max-age', /Cache-Control/],
    ['Cache-Control', 'max-age=-1', /Cache-Control/],
    ['X-Deflect-User', '', /X-Deflect-User/],
    ['X-Deflect-User', 'u'.repeat(129), /X-Deflect-User/],
    ['X-Deflect-User', 'a\tb', /X-Deflect-User/]
  ]
  for (const [name, value, message] of refused) {
    const reply = await s.send('a', { headers: { [name]: value } })
    t.match([reply.status, reply.body], [400, { statusCode: 400, code: 'BAD_REQUEST', error: 'Bad Request', message }], `${name}: ${value.slice(0, 20)}`)
  }
  t.same(await stateOf(s), before)
  const unknownDirective = await s.send('What is a monad?', { headers: { 'Cache-Control': 'private, max-stale=5' } })
  t.equal(unknownDirective.status, 201, 'directives that mean nothing here are ignored')
})

t.test('100,000 characters are taken as they are, and go past the cache', async (t) => {
  const content = '😀é\u2028"\\ '.repeat(14_285)
  const reply = await s.send(content)
  t.equal(reply.status, 201)
  t.same([reply.body.cache.status, reply.body.cache.reason], ['bypass', 'not_cacheable:too_long'])
  const [question] = await rowsOf(s, reply.body.conversation_id)
  t.equal(question?.content, content)
  const history = await s.call('GET', `/backend-api/conversation/${reply.body.conversation_id}`)
  t.equal(history.body.messages[0].content, content)
})

t.test('an answer with NUL, which Postgres cannot keep, is told without it and not cached', async (t) => {
  s.llm.set({ extras: { message: { content: 'a\0b' } } } as never)
  for (const stream of [false, true]) {
    const { status, text, headers } = await s.call('POST', PATH, { message: { content: 'What is between a and b?' }, stream })
    t.match([status, headers.get('cache-status')], [201, /fwd=miss/])
    const events = stream ? eventsOf(text).map(({ name, data }) => ({ name, ...JSON.parse(data) })) : []
    const { answer } = stream ? events.at(-1)! : JSON.parse(text)
    t.match(answer?.content, /^ab[^\0]*$/)
    if (stream) t.equal(events.filter(({ name }) => name === 'delta').map(({ content }) => content).join(''), answer.content)
  }
  s.llm.set({ extras: undefined } as never)
})

t.test('a turn that is told again says what its answer came from, streamed or not', async (t) => {
  const again = async (content: string, expected: RegExp) => {
    const message = { id: randomUUID(), content }
    await s.call('POST', PATH, { message })
    for (const stream of [false, true]) {
      const { status, headers, text } = await s.call('POST', PATH, { message, stream })
      t.equal(status, 200, 'nothing begins')
      t.match(headers.get('cache-status'), expected)
      t.match(text, message.id)
      t.equal(headers.has('x-deflect-entry'), /hit/.test(headers.get('cache-status')!))
    }
  }
  await again('Who tells a turn again?', /^deflect; fwd=miss; detail=\w+$/)
  await again('Who tells a turn again?', /^deflect; hit; detail=exact$/)
})

t.test('where the first answer of a conversation fails, a header says where its question is', async (t) => {
  const header = 'x-deflect-conversation'
  for (const stream of [false, true]) {
    const body = { message: { id: randomUUID(), content: `What fails, ${stream ? 'streamed' : 'whole'}?` }, stream }
    s.llm.set({ fault: '500' })
    const failed = await s.call('POST', PATH, body)
    s.llm.set({ fault: null })
    if (!stream) t.same([failed.status, Object.keys(failed.body).sort()], [502, ['code', 'error', 'message', 'statusCode']])
    const id = failed.headers.get(header)!
    t.same((await rowsOf(s, id)).map(({ role, content }) => [role, content]), [['user', body.message.content]])
    const again = await s.call('POST', PATH, { ...body, stream: false, conversation_id: id })
    t.match([again.status, again.body.conversation_id, again.headers.get(header)], [200, id, id])
  }
  t.equal((await s.call('POST', PATH, { conversation_id: randomUUID(), message: { content: 'a' } })).headers.get(header), null)
})

t.test('a message sent again while its answer is made: its headers say where, its first event what the answer comes from', async (t) => {
  const release = s.llm.hold()
  const { calls } = s.llm.stats()
  const body = JSON.stringify({ stream: true, message: { id: randomUUID(), content: 'What is a profunctor?' } })
  const ask = () => fetch(s.address + PATH, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
  const first = ask()
  await s.llm.waitForCalls(calls + 1)
  const again = await ask()
  t.match([again.status, again.headers.get('cache-status'), again.headers.get('x-deflect-conversation')], [200, null, /^[0-9a-f-]{36}$/])
  release()
  const [begun, told] = (await Promise.all([(await first).text(), again.text()])).map((text) => JSON.parse(eventsOf(text)[0]!.data))
  t.match(told, begun)
  t.match(told, { conversation_id: again.headers.get('x-deflect-conversation'), cache: { status: 'miss' } })
  t.equal(s.llm.stats().calls, calls + 1)
})

t.test('an id in capitals is the same conversation and the same message', async (t) => {
  const id = randomUUID()
  const turn = await s.send('And a functor?', { conversation_id: conversation.toUpperCase(), id: id.toUpperCase() })
  t.equal(turn.status, 200)
  t.equal(turn.body.conversation_id, conversation)
  const again = await s.send('And a functor?', { conversation_id: conversation, id })
  t.equal(again.body.answer.id, turn.body.answer.id)
  t.equal((await keysOf(s, 'context')).filter((key) => key.toLowerCase().includes(conversation)).length, 1, 'one window')
})

t.test('a stream and a whole answer say the same; a cached answer streams through the same events', async (t) => {
  const streams = [await s.call('POST', PATH, { stream: true, message: { content: 'What is an applicative?' } }), await s.call('POST', PATH, { stream: true, message: { content: 'What is an applicative?' } })]
  for (const [i, reply] of streams.entries()) {
    const events = eventsOf(reply.text)
    t.match(reply.headers.get('content-type'), /^text\/event-stream/)
    t.same([...new Set(events.map(({ name }) => name))], ['message', 'delta', 'done'])
    const [start, done] = [JSON.parse(events[0]!.data), JSON.parse(events.at(-1)!.data)]
    t.equal(start.cache.status, i === 0 ? 'miss' : 'exact')
    t.equal(start.message.id, done.message.id)
    t.equal(events.filter(({ name }) => name === 'delta').map(({ data }) => JSON.parse(data).content).join(''), done.answer.content)
    t.same(Object.keys(done).sort(), Object.keys(first.body).sort(), 'done is the whole non-stream body')
  }
})

t.test('a client that leaves mid-answer: the answer is completed, saved once, and in the history', async (t) => {
  const aborted = s.llm.stats().aborted
  const calls = s.llm.stats().calls
  const release = s.llm.hold(2)
  const closed = new Promise((resolve) => s.app.server.once('connection', (served) => served.once('close', resolve)))
  const socket = connect(Number(new URL(s.address).port), '127.0.0.1')
  const id = randomUUID()
  const body = JSON.stringify({ stream: true, message: { id, content: 'Why do birds sing?' } })
  socket.write(`POST ${PATH} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`)
  let received = ''
  socket.on('data', (data) => { received += data })
  await until(() => received.includes('event: delta'))
  socket.destroy()
  await closed
  release()

  const { conversation_id: conversationId } = JSON.parse(/event: message\ndata: (.*)/.exec(received)![1]!)
  await until(async () => (await rowsOf(s, conversationId)).length === 2)
  const history = await s.call('GET', `/backend-api/conversation/${conversationId}`)
  t.same(history.body.messages.map(({ role }: { role: string }) => role), ['user', 'assistant'])
  const again = await s.send('Why do birds sing?', { id })
  t.equal(again.status, 200, 'the client that comes back gets that answer')
  t.equal(again.body.answer.id, history.body.messages[1].id)
  t.equal((await rowsOf(s, conversationId)).length, 2, 'saved once')
  t.equal((await s.send('Why do birds sing?')).body.cache.status, 'exact', 'and cached')
  t.equal(s.llm.stats().calls, calls + 1)
  t.equal(s.llm.stats().aborted, aborted, 'the upstream call was not cut')
})
