import t from './tap.ts'
import { build } from './helper.ts'
import { openTurns } from './stream.ts'

const s = await build(t)
const LATE = 50

t.test(`${LATE} equal cold questions at once are one call to the LLM`, async (t) => {
  const warnings: Error[] = []
  const warn = (warning: Error) => warnings.push(warning)
  process.on('warning', warn)
  t.teardown(() => process.off('warning', warn))
  const { calls } = s.llm.stats()
  const release = s.llm.hold()
  const turns = await openTurns(s.address, Array.from({ length: LATE }, (_, i) => ({ content: 'How does a heat pump work?', user: `u${i}` })))
  release()
  const done = await turns.done()
  const statuses = done.map(({ body }) => body.cache.status)
  t.equal(s.llm.stats().calls, calls + 1)
  t.same([statuses.filter((status) => status === 'miss').length, statuses.filter((status) => status === 'coalesced').length], [1, LATE - 1])
  t.equal(new Set(done.map(({ body }) => body.answer.content)).size, 1)
  t.equal(new Set(done.map(({ events }) => events.filter(({ name }) => name === 'delta').map(({ data }) => JSON.parse(data).content).join(''))).size, 1, 'in pieces too')
  t.equal(new Set(done.map(({ body }) => JSON.stringify(body.usage))).size, 1)
  t.equal(new Set(done.map(({ body }) => body.conversation_id)).size, LATE, 'each has its own conversation')
  const { rows } = await s.app.pg.pool.query('SELECT count(*)::int AS n FROM messages')
  t.equal(rows[0].n, 2 * LATE)
  t.same(warnings.map(({ message }) => message), [])
})

t.test('a call that fails fails for all who wait, and the next question makes a new one', async (t) => {
  const { calls } = s.llm.stats()
  s.llm.set({ fault: '500', times: 1 })
  const release = s.llm.hold()
  const turns = await openTurns(s.address, Array.from({ length: 5 }, (_, i) => ({ content: 'How does a kite fly?', user: `u${i}` })))
  release()
  const done = await turns.done()
  t.same(done.map(({ events }) => events.at(-1)?.name), Array(5).fill('error'))
  t.equal(s.llm.stats().calls, calls + 1)
  t.equal((await s.send('How does a kite fly?')).body.cache.status, 'miss')
})

t.test('questions that may not share an answer make calls of their own', async (t) => {
  const { calls } = s.llm.stats()
  const release = s.llm.hold()
  const content = 'How does a sundial work?'
  const turns = await openTurns(s.address, [
    { content }, { content, headers: { 'cache-control': 'no-cache' } }, { content, headers: { 'cache-control': 'no-store' } }, { content, headers: { 'x-deflect-namespace': 'other' } },
    { content: 'Where is my parcel?' }, { content: 'Where is my parcel?', headers: { 'x-deflect-user': 'another' } }
  ])
  release()
  t.same((await turns.done()).map(({ body }) => body.cache.status), ['miss', 'bypass', 'bypass', 'miss', 'bypass', 'bypass'])
  t.equal(s.llm.stats().calls, calls + 6)
})
