import { randomUUID } from 'node:crypto'
import t from '../tap.ts'
import { build, noneOutstanding } from '../helper.ts'
import { stateOf } from '../state.ts'
import { openTurns } from '../stream.ts'

const s = await build(t)
const path = (id: string) => `/backend-api/message/${id}/feedback`

t.test('bad feedback is refused by name and changes nothing', async (t) => {
  const answer = (await s.send('What is a comet?')).body.answer.id
  const before = await stateOf(s)
  const refused: [string, unknown, RegExp][] = [
    ['x', { rating: 'up' }, /^id must be a UUID$/],
    [answer, {}, /^rating is required/],
    [answer, { rating: 'meh' }, /^rating must be one of up, down$/],
    [answer, { rating: 'down', reason: '' }, /^reason must not be empty$/],
    [answer, { rating: 'down', reason: 'r'.repeat(2001) }, /^reason must NOT have more/],
    [answer, { rating: 'down', reason: 'a\0' }, /^reason must be text/],
    [answer, { rating: 'down', stars: 1 }, /^stars is not a known field/]
  ]
  for (const [id, body, message] of refused) {
    const reply = await s.call('POST', path(id), body)
    t.match([reply.status, reply.body], [400, { statusCode: 400, code: String, error: 'Bad Request', message }])
  }
  t.same(await stateOf(s), before)
})

t.test('a message that is unknown, another person\'s, or no answer: the same 404', async (t) => {
  const turn = (await s.send('What is a nebula?', { user: 'owner' })).body
  const before = await stateOf(s)
  const asked = [
    await s.call('POST', path(randomUUID()), { rating: 'down' }),
    await s.call('POST', path(turn.answer.id), { rating: 'down' }, { 'x-deflect-user': 'thief' }),
    await s.call('POST', path(turn.message.id), { rating: 'down' }, { 'x-deflect-user': 'owner' })
  ]
  for (const reply of asked) t.same([reply.status, reply.text], [404, asked[0]!.text])
  t.same(await stateOf(s), before)
  t.equal((await s.send('What is a nebula?')).body.cache.status, 'exact', 'nobody took the answer away')
})

t.test('thumbs down on a cached answer: the next asker gets a fresh one, in both tiers', async (t) => {
  await s.send('How do I brew green tea?', { user: 'a' })
  const hit = await s.send('how do I brew green tea', { user: 'b' })
  t.equal(hit.body.cache.status, 'exact')
  t.equal((await s.call('POST', path(hit.body.answer.id.toUpperCase()), { rating: 'up' }, { 'x-deflect-user': 'b' })).status, 204)
  t.equal((await s.send('How do I brew green tea?', { user: 'c' })).body.cache.status, 'exact', 'thumbs up keeps it')
  const calls = s.llm.stats().calls
  const down = await s.call('POST', path(hit.body.answer.id), { rating: 'down', reason: 'too hot' }, { 'x-deflect-user': 'b' })
  t.same([down.status, down.text], [204, ''])
  const fresh = await s.send('How do I brew green tea?', { user: 'c' })
  t.equal(fresh.body.cache.status, 'miss')
  t.equal(s.llm.stats().calls, calls + 1)
  t.not(fresh.body.cache.entry_id, hit.body.cache.entry_id)
  const { rows } = await s.app.pg.pool.query('SELECT rating, reason FROM feedback WHERE message_id = $1', [hit.body.answer.id])
  t.same(rows, [{ rating: 'down', reason: 'too hot' }], 'the newest word counts')
})

t.test('the history says how an answer was rated last, whatever was cached of it', async (t) => {
  const { conversation_id: id, answer } = (await s.send('What is a fjord?')).body
  const read = async () => {
    const reply = await s.call('GET', `/backend-api/conversation/${id}`)
    return { status: reply.headers.get('cache-status'), ratings: reply.body.messages.map((message: { rating?: string }) => message.rating) }
  }
  await read()
  t.match(await read(), { status: 'deflect; hit; detail=history', ratings: [undefined, undefined] })
  for (const rating of ['up', 'down']) {
    t.equal((await s.call('POST', path(answer.id), { rating })).status, 204)
    t.match(await read(), { status: 'deflect; fwd=miss; stored; detail=history', ratings: [undefined, rating] })
    t.match(await read(), { status: 'deflect; hit; detail=history', ratings: [undefined, rating] })
  }
  await noneOutstanding(s)
})

t.test('thumbs down on an answer that several got from one call takes it away too', async (t) => {
  const release = s.llm.hold()
  const users = ['a', 'b']
  const turns = await openTurns(s.address, users.map((user) => ({ content: 'What is a quasar?', user })))
  release()
  const done = await turns.done()
  const joined = done.findIndex(({ body }) => body.cache.status === 'coalesced')
  t.ok(joined >= 0)
  t.equal((await s.call('POST', path(done[joined]!.body.answer.id), { rating: 'down' }, { 'x-deflect-user': users[joined]! })).status, 204)
  t.equal((await s.send('What is a quasar?', { user: 'c' })).body.cache.status, 'miss')
})
