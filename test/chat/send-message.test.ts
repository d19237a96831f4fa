import { randomUUID } from 'node:crypto'
import t from '../tap.ts'
import { build, eventsOf, sharedBy, until } from '../helper.ts'
import { redisDoor } from '../redis-door.ts'
import { keysOf, rowsOf } from '../state.ts'
import { openStream } from '../stream.ts'

const s = await build(t)
const { call, send, llm } = s
/** The same service with little patience: for an LLM that hangs, before its first piece or after it. */
const hasty = await build(t, { ...sharedBy(s), LLM_FIRST_TOKEN_TIMEOUT_MS: '3000', LLM_TIMEOUT_MS: '1000' })
/** The same service once more, whose streams show every second that they live. */
const beating = await build(t, { ...sharedBy(s), READ_TIMEOUT_MS: '3000' })

t.test('a turn: stored, answered, cached; the same question again is an exact hit', async (t) => {
  const { calls } = llm.stats()
  const first = await send('What is the boiling point of tungsten?')
  t.equal(first.status, 201)
  t.match(first.headers.get('cache-status'), 'deflect; fwd=miss; stored; detail=empty')
  const second = await send('what is the boiling point of TUNGSTEN', { user: 'somebody else' })
  t.equal(second.body.cache.status, 'exact')
  t.equal(second.body.answer.content, first.body.answer.content)
  t.match(second.headers.get('cache-status'), /^deflect; hit; ttl=\d+; detail=exact$/)
  t.equal(llm.stats().calls, calls + 1)
})

t.test('the same message.id is one turn', async (t) => {
  const { calls } = llm.stats()
  const id = randomUUID()
  const [a, b] = await Promise.all([send('Who wrote Faust?', { id }), send('Who wrote Faust?', { id })])
  t.same([a.status, b.status].sort(), [200, 201])
  t.equal(a.body.answer.id, b.body.answer.id)
  t.equal(llm.stats().calls, calls + 1)
  t.equal((await send('Another question', { id })).status, 409, 'with other content it is refused')
  t.equal((await send('Who wrote Faust?', { id, conversation_id: (await send('Who wrote Egmont?')).body.conversation_id })).status, 409, 'and in another conversation')
  t.equal((await send(a.body.answer.content, { id: a.body.answer.id })).status, 409, 'an answer is no question')
})

t.test('a message whose process died before it told the caches: sent again, nothing older is read after its answer', async (t) => {
  const { conversation_id: conversation } = (await send('Who wrote Candide?')).body
  const path = `/backend-api/conversation/${conversation}`
  const history = async () => (await call('GET', path)).body.messages.length
  const key = s.app.redis.keys.history(conversation)
  t.equal(await history(), 2)
  const older = await s.redis.get(key)
  const id = randomUUID()
  await send('And Zadig?', { id, conversation_id: conversation })
  await s.redis.set(key, older!)
  t.equal(await history(), 2)
  t.equal((await send('And Zadig?', { id, conversation_id: conversation })).status, 200)
  t.equal(await history(), 4)
})

t.test('a conversation that is full takes no further question; what was stored before is told again, and a new one may be begun', async (t) => {
  const small = await build(t, { ...sharedBy(s), CONVERSATION_MAX_BYTES: '65536' })
  const id = randomUUID()
  const { body: { conversation_id: conversation, answer } } = await small.send(`What is this? ${'word '.repeat(12_900)}`, { id })
  const more = await small.send('And in short?', { conversation_id: conversation })
  t.match(more, { status: 409, body: { code: 'CONVERSATION_FULL', message: /^conversation_id: .* 0\.066 MB/ } }, 'the texts have 64,514 bytes, and two messages 500 each')
  t.equal((await call('GET', `/backend-api/conversation/${conversation}`)).body.messages.length, 2)
  const again = await small.send(`What is this? ${'word '.repeat(12_900)}`, { id, conversation_id: conversation })
  t.match(again, { status: 200, body: { answer: { id: answer.id } } })
  t.equal((await small.send('Something else?', { id, conversation_id: conversation })).status, 409)
  t.equal((await small.send('And in short?')).status, 201)
  t.equal((await send('And in short?', { conversation_id: conversation })).status, 200, 'the bound is a setting')
})

t.test('server-sent events', async (t) => {
  const reply = await call('POST', '/backend-api/f/conversation', { stream: true, message: { content: 'Name a river' } })
  const events = eventsOf(reply.text)
  t.equal(events[0]?.name, 'message')
  t.equal(events.at(-1)?.name, 'done')
  const done = JSON.parse(events.at(-1)!.data)
  t.equal(events.filter(({ name }) => name === 'delta').map(({ data }) => JSON.parse(data).content).join(''), done.answer.content)
})

t.test('a model that refuses is heard: its words are the answer, streamed or not, and in the history', async (t) => {
  for (const stream of [false, true]) {
    llm.set({ fault: 'refusal', times: 1 })
    const { text } = await call('POST', '/backend-api/f/conversation', { stream, message: { content: `Will you refuse this, ${stream}?` } })
    const { conversation_id: id, answer } = stream ? JSON.parse(eventsOf(text).at(-1)!.data) : JSON.parse(text)
    t.match(answer.content, /\w+/)
    if (stream) t.equal(eventsOf(text).filter(({ name }) => name === 'delta').map(({ data }) => JSON.parse(data).content).join(''), answer.content)
    t.equal((await call('GET', `/backend-api/conversation/${id}`)).body.messages[1].content, answer.content)
  }
})

t.test('an LLM that fails leaves the question and nothing else; the same message sent again completes the turn, once', async (t) => {
  const path = '/backend-api/f/conversation'
  const cached = (await keysOf(s, 'ans:')).sort()
  const faults: [string, number, string][] = [
    ['500', 502, 'LLM_FAILED'],
    ['429', 503, 'LLM_BUSY'],
    ['cut', 502, 'LLM_FAILED'],
    ['cut:2', 502, 'LLM_FAILED'],
    ['hang', 504, 'LLM_TIMEOUT'],
    ['hang:2', 504, 'LLM_TIMEOUT'],
    ['stream-error:2', 502, 'LLM_FAILED']
  ]
  for (const stream of [false, true]) {
    for (const [fault, status, code] of faults) {
      // One silence each: it takes as long as the limit.
      if (fault === (stream ? 'hang' : 'hang:2')) continue
      await t.test(`${fault}, stream ${stream}`, async (t) => {
        const content = `What does ${fault} mean${stream ? ' to you' : ''}?`
        const id = randomUUID()
        s.llm.set({ fault, retryAfterSeconds: 7 })
        const failed = await (fault.startsWith('hang') ? hasty : s).call('POST', path, { stream, message: { id, content } })
        if (stream) {
          const events = eventsOf(failed.text)
          t.equal(events.at(-1)?.name, 'error')
          t.match(JSON.parse(events.at(-1)!.data), { statusCode: status, code, error: String, message: String })
          t.notOk(events.some(({ name }) => name === 'done'))
        } else {
          t.match([failed.status, failed.body], [status, { statusCode: status, code, error: String, message: String }])
          if (fault === '429') t.equal(failed.headers.get('retry-after'), '7', 'as the upstream wants it')
        }
        const { rows } = await s.app.pg.pool.query('SELECT conversation_id FROM messages WHERE id = $1', [id])
        const conversationId = rows[0].conversation_id
        t.match(await rowsOf(s, conversationId), [{ id, role: 'user', content }], 'the question is kept, there is no answer')
        t.equal((await rowsOf(s, conversationId)).length, 1)
        t.match((await s.call('GET', `/backend-api/conversation/${conversationId}`)).body.messages, [{ id }])
        t.same((await keysOf(s, 'ans:')).sort(), cached, 'no answer is cached')

        s.llm.set({ fault: null })
        const retried = await s.call('POST', path, { message: { id, content } })
        t.match(retried, { status: 200, body: { conversation_id: conversationId, answer: { finish_reason: 'stop' } } })
        const again = await s.call('POST', path, { message: { id, content } })
        t.equal(again.body.answer.id, retried.body.answer.id)
        t.equal((await rowsOf(s, conversationId)).length, 2, 'answered once')
        await s.call('DELETE', `/backend-api/conversation/${conversationId}`)
      })
    }
  }
})

t.test('answers that are not whole are saved as they are and never served to anybody else', async (t) => {
  const cached = (await keysOf(s, 'ans:')).sort()
  for (const fault of ['length', 'content-filter', 'empty', 'tool-call'] as const) {
    s.llm.set({ fault })
    const first = await s.send(`Tell me about ${fault}`)
    t.equal(first.status, 201, fault)
    t.match(first.headers.get('cache-status'), /^deflect; fwd=miss; detail=/, 'not stored')
    t.equal((await rowsOf(s, first.body.conversation_id)).length, 2)
    t.same((await keysOf(s, 'ans:')).sort(), cached)
    s.llm.set({ fault: null })
    const whole = await s.send(`Tell me about ${fault}`)
    t.equal(whole.body.cache.status, 'miss')
    await s.call('DELETE', `/backend-api/conversation/${whole.body.conversation_id}`)
  }
})

t.test('a question that joins a call of the gateway without a stream still gets its text in pieces', async (t) => {
  const { calls } = llm.stats()
  const release = s.llm.hold()
  const whole = s.call('POST', '/v1/chat/completions', { model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'What is shared?' }] })
  await s.llm.waitForCalls(calls + 1)
  const stream = await openStream(`${s.address}/backend-api/f/conversation`, { body: { stream: true, message: { content: 'What is shared?' } } })
  t.match(await stream.until('event: message'), /"status":"coalesced"/)
  release()
  const { events } = await stream.end()
  const content = (await whole).body.choices[0].message.content
  t.equal(events.filter(({ name }) => name === 'delta').map(({ data }) => JSON.parse(data).content).join(''), content)
  t.equal(JSON.parse(events.at(-1)!.data).answer.content, content)
  t.equal(s.llm.stats().calls, calls + 1)
})

t.test('a conversation that is deleted while its answer is made stays deleted, and its answer is not cached', async (t) => {
  const release = s.llm.hold()
  const stream = await openStream(`${s.address}/backend-api/f/conversation`, { body: { stream: true, message: { content: 'What is forgotten?' } } })
  const start = JSON.parse(/event: message\ndata: (.*)/.exec(await stream.until('event: message'))![1]!)
  t.equal((await s.call('DELETE', `/backend-api/conversation/${start.conversation_id}`)).status, 204)
  release()
  t.match(JSON.parse((await stream.end()).events.at(-1)!.data), { statusCode: 404, code: 'NOT_FOUND' })
  t.same(await rowsOf(s, start.conversation_id), [])
  t.same(await keysOf(s, start.conversation_id), [])
  t.equal((await send('What is forgotten?')).body.cache.status, 'miss')
})

t.test('two processes answer one message.id: the one that outlived its claim tells the answer of the other', async (t) => {
  for (const stream of [false, true]) {
    const { calls } = llm.stats()
    const id = randomUUID()
    const release = llm.hold()
    const ask = (service: typeof s) => service.call('POST', '/backend-api/f/conversation', { stream, message: { id, content: `Who was first${stream ? ', live' : ''}?` } }, { 'cache-control': 'no-store' })
    const first = ask(s)
    await llm.waitForCalls(calls + 1)
    const second = ask(beating)
    // As if the first process had stood still: the claim runs out, however often it is renewed.
    await until(async () => {
      await s.app.pg.pool.query("UPDATE messages SET claimed_until = clock_timestamp() - interval '1 second' WHERE id = $1", [id])
      return llm.stats().calls === calls + 2
    })
    release()
    const replies = await Promise.all([first, second])
    const bodies = replies.map(({ status, text, body }) => {
      t.ok([200, 201].includes(status), `${status}`)
      return stream ? JSON.parse(eventsOf(text).findLast(({ name }) => name === 'done')?.data ?? 'null') : body
    })
    t.same(bodies[1], bodies[0])
    const rows = await rowsOf(s, bodies[0].conversation_id)
    t.match(rows, [{ id }, { id: bodies[0].answer.id, content: bodies[0].answer.content }])
    t.equal(rows.length, 2)
    const { rows: events } = await s.app.pg.pool.query('SELECT status FROM answer_events WHERE message_id = $1', [id])
    t.notOk(events.some(({ status }) => status === 'error'))
  }
})

t.test('an attempt that fails after another took its turn over leaves the turn to that one', async (t) => {
  const { calls } = llm.stats()
  const body = { stream: true, message: { id: randomUUID(), content: 'Who holds the claim?' } }
  const path = '/backend-api/f/conversation'
  const ask = (service: typeof s) => openStream(service.address + path, { body, headers: { 'cache-control': 'no-store' } })
  const [toStart, toEnd] = [llm.hold(0), llm.hold(2)]
  // The first attempt fails; how is decided when its call arrives, and told when it is let go.
  llm.set({ fault: '400', times: 1 })
  const first = ask(s)
  await llm.waitForCalls(calls + 1)
  const second = ask(beating)
  const claimEnds = (seconds: number) => s.app.pg.pool.query('UPDATE messages SET claimed_until = clock_timestamp() + make_interval(secs => $2) WHERE id = $1', [body.message.id, seconds])
  await until(async () => {
    await claimEnds(-1)
    return llm.stats().calls === calls + 2
  })
  // The last of these may have met the second one's claim.
  await claimEnds(60)
  toStart()
  t.match((await (await first).end()).events.at(-1), { name: 'error' })
  const third = await ask(s)
  toEnd()
  const [answered, repeated] = await Promise.all([second, third].map(async (stream) => JSON.parse((await (await stream).end()).events.findLast(({ name }) => name === 'done')!.data)))
  t.same(repeated, answered)
  t.equal(llm.stats().calls, calls + 2)
})

t.test('a turn that outlived its conversation leaves alone the claim of a later one with its message.id', async (t) => {
  const { calls } = llm.stats()
  const id = randomUUID()
  const [toStart, toEnd] = [llm.hold(0), llm.hold(40)]
  const first = openStream(`${s.address}/backend-api/f/conversation`, { body: { stream: true, message: { id, content: 'Who goes?' } } })
  const { conversation_id: conversation } = JSON.parse(/event: message\ndata: (.*)/.exec(await (await first).until('event: message'))![1]!)
  await llm.waitForCalls(calls + 1)
  t.equal((await call('DELETE', `/backend-api/conversation/${conversation}`)).status, 204)
  // Its answer is long enough to be held when the first one's is not any more.
  const ask = (service: typeof s) => service.send('Who stays? [[simulate words=60]]', { id, user: 'bob', headers: { 'cache-control': 'no-store' } })
  const second = ask(s)
  await llm.waitForCalls(calls + 2)
  toStart()
  t.match(JSON.parse((await (await first).end()).events.at(-1)!.data), { code: 'NOT_FOUND' })
  t.same((await s.app.pg.pool.query('SELECT claimed_until > clock_timestamp() AS claimed FROM messages WHERE id = $1', [id])).rows, [{ claimed: true }])
  const third = ask(beating)
  toEnd()
  const answers = (await Promise.all([second, third])).map(({ body }) => body.answer.id)
  t.equal(answers[0], answers[1])
  t.equal(llm.stats().calls, calls + 2)
})

t.test('a repeated message that waits for its answer hears of the stream at once, and signs of life', async (t) => {
  const body = { stream: true, message: { id: randomUUID(), content: 'Who waits with me?' } }
  const path = '/backend-api/f/conversation'
  const { calls } = llm.stats()
  const release = llm.hold()
  const first = await openStream(s.address + path, { body })
  await llm.waitForCalls(calls + 1)
  const repeats = await Promise.all([s, beating].map(({ address }) => openStream(address + path, { body })))
  for (const { status, headers } of repeats) t.match([status, headers.get('content-type')], [200, /^text\/event-stream/])
  await repeats[1]!.until(': \n\n')
  t.equal((await s.call('POST', path, body, { 'x-deflect-user': 'somebody else' })).status, 409, 'who may not hear it is refused as ever')
  release()
  const [told, ...again] = await Promise.all([first, ...repeats].map(async (stream) => (await stream.end()).events))
  for (const events of again) {
    t.same(events.map(({ name }) => name), ['message', 'delta', 'done'])
    t.same(JSON.parse(events.at(-1)!.data), JSON.parse(told!.at(-1)!.data))
  }
  t.equal(llm.stats().calls, calls + 1)
})

t.test('a figure of the report that does not come: the turn is answered without it, and one that fails meanwhile fails alone', async (t) => {
  const door = await redisDoor(t, process.env['REDIS_URL'] ?? 'redis://127.0.0.1:6379')
  const own = await build(t, { ...sharedBy(s), REDIS_URL: door.url, CONTEXT_MESSAGES: '2' })
  const { conversation_id: conversation } = (await own.send('What comes first?')).body
  const { pool } = own.app.pg
  const query = pool.query.bind(pool) as (...args: unknown[]) => unknown
  let refuses = false
  let counts = 0
  const replaced = (statement: unknown): Promise<never> | null => {
    if ((statement as { name?: string }).name === 'messages-earlier') {
      counts++
      return new Promise(() => {})
    }
    return refuses && String(statement).includes('pg_notify') ? Promise.reject(new Error('timeout exceeded when trying to connect')) : null
  }
  Object.assign(pool, { query: (...args: unknown[]) => replaced(args[0]) ?? query(...args) })
  t.equal((await own.send('What comes next?', { conversation_id: conversation })).status, 200)

  await door.shut()
  const { calls } = llm.stats()
  const release = llm.hold(0)
  const turn = own.send('What comes last?', { conversation_id: conversation })
  await llm.waitForCalls(calls + 1)
  refuses = true
  release()
  t.equal((await turn).status, 503)
  t.equal(counts, 2)
  refuses = false
})
