import { randomUUID } from 'node:crypto'
import t from 'tap'
import { build, eventsOf } from '../helper.ts'

t.test('a turn: stored, answered, cached; the same question again is an exact hit', async (t) => {
  const { send, llm } = await build(t)
  const first = await send('What is the boiling point of tungsten?')
  t.equal(first.status, 201)
  t.match(first.headers.get('cache-status'), 'deflect; fwd=miss; stored; detail=empty')
  const second = await send('what is the boiling point of TUNGSTEN', { user: 'somebody else' })
  t.equal(second.body.cache.status, 'exact')
  t.equal(second.body.answer.content, first.body.answer.content)
  t.match(second.headers.get('cache-status'), /^deflect; hit; ttl=\d+; detail=exact$/)
  t.equal(llm.stats().calls, 1)
})

t.test('the same message.id is one turn', async (t) => {
  const { send, llm } = await build(t)
  const id = randomUUID()
  const [a, b] = await Promise.all([send('Who wrote Faust?', { id }), send('Who wrote Faust?', { id })])
  t.same([a.status, b.status].sort(), [200, 201])
  t.equal(a.body.answer.id, b.body.answer.id)
  t.equal(llm.stats().calls, 1)
  t.equal((await send('Another question', { id })).status, 409, 'with other content it is refused')
})

t.test('server-sent events', async (t) => {
  const { call } = await build(t)
  const reply = await call('POST', '/backend-api/f/conversation', { stream: true, message: { content: 'Name a river' } })
  const events = eventsOf(reply.text)
  t.equal(events[0]?.name, 'message')
  t.equal(events.at(-1)?.name, 'done')
  const done = JSON.parse(events.at(-1)!.data)
  t.equal(events.filter(({ name }) => name === 'delta').map(({ data }) => JSON.parse(data).content).join(''), done.answer.content)
})
