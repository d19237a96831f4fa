import { randomUUID } from 'node:crypto'
import t from '../tap.ts'
import type { CacheNote } from '../../src/db/message.ts'
import { createMessages } from '../../src/db/messages.ts'
import { openContext } from '../../src/db/turns.ts'
import { freshSchema } from '../events/fresh.ts'

const ann = { tenant: 'local', user: 'ann' }
const strangers = [{ tenant: 'local', user: 'bob' }, { tenant: 'other', user: 'ann' }]
const ask = (content = 'Hi') => ({ id: randomUUID(), content, model: 'm' })

async function fresh (t: Parameters<typeof freshSchema>[0]) {
  const { pool } = await freshSchema(t)
  const messages = createMessages(pool)
  const start = (question = ask()) => messages.startConversation(ann, randomUUID(), 'A title', 'root', question, [])
  const answer = (conversationId: string, replyTo: string, nextContext = 'next', cache: CacheNote = { status: 'miss' }) =>
    messages.saveAnswer({ id: randomUUID(), conversationId, replyTo, content: 'Answer.', model: 'm', finishReason: 'stop', cache, usage: null, nextContext }, [])
  const contextOf = async (id: string) => (await pool.query<{ context: string }>('SELECT context FROM conversations WHERE id = $1', [id])).rows[0]?.context
  return { pool, messages, start, answer, contextOf }
}

t.test('20 questions at once get places 2 to 21, none twice, none left out', async (t) => {
  const { messages, start } = await fresh(t)
  const { conversationId } = await start()
  const stored = await Promise.all(Array.from({ length: 20 }, (_, i) => messages.appendQuestion(ann, conversationId, ask(`question ${i}`), [], 1e6)))
  t.same(stored.map((question) => question!.message.seq).sort((a, b) => a - b), Array.from({ length: 20 }, (_, i) => i + 2))
  const window = await messages.readWindow(conversationId, 21, 20)
  t.same(window.map(({ seq }) => seq), Array.from({ length: 20 }, (_, i) => i + 2))
  for (const question of stored) t.equal(window.find(({ seq }) => seq === question!.message.seq)!.content, question!.message.content)
  t.equal(new Set(stored.map((question) => question!.context)).size, 20, 'each was asked in a lineage of its own')
})

t.test('a question is stored once', async (t) => {
  const { pool, messages, start } = await fresh(t)
  const question = ask()
  const { conversationId } = await start(question)
  await t.rejects(start(question), { code: '23505' })
  await t.rejects(messages.appendQuestion(ann, conversationId, question, [], 1e6), { code: '23505' })
  t.same((await pool.query('SELECT count(*)::int AS conversations, max(last_seq) AS seq FROM conversations')).rows, [{ conversations: 1, seq: 1 }], 'nothing half-saved')
})

t.test('a question is answered once, however many try', async (t) => {
  const { messages, start, answer } = await fresh(t)
  const { conversationId, message } = await start()
  const outcomes = await Promise.allSettled([1, 2, 3].map(() => answer(conversationId, message.id)))
  t.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1)
  for (const outcome of outcomes) if (outcome.status === 'rejected') t.equal(outcome.reason.code, '23505')
  const history = await messages.readHistory(ann, conversationId)
  t.match(history!.messages, [{ role: 'user', seq: 1 }, { role: 'assistant', seq: 2, content: 'Answer.' }])
  t.equal(history!.messages.length, 2)
})

t.test('an answer to a conversation that is gone is null', async (t) => {
  const { answer } = await fresh(t)
  t.equal(await answer(randomUUID(), randomUUID()), null)
})

t.test('the lineage: root, open while a turn is, then what the answer says', async (t) => {
  const { messages, start, answer, contextOf } = await fresh(t)
  const first = await start()
  t.equal(first.context, 'root')
  t.equal(await contextOf(first.conversationId), openContext(first.message.id))
  await answer(first.conversationId, first.message.id, 'one')
  t.equal(await contextOf(first.conversationId), 'one')
  const second = await messages.appendQuestion(ann, first.conversationId, ask(), [], 1e6)
  t.equal(second!.context, 'one')
})

t.test('an answer that comes after another turn has opened leaves the lineage alone', async (t) => {
  const { messages, start, answer, contextOf } = await fresh(t)
  const first = await start()
  const second = await messages.appendQuestion(ann, first.conversationId, ask(), [], 1e6)
  t.equal(second!.context, openContext(first.message.id), 'asked before the first answer was there')
  await answer(first.conversationId, first.message.id, 'one')
  t.equal(await contextOf(first.conversationId), openContext(second!.message.id))
  await answer(first.conversationId, second!.message.id, 'two')
  t.equal(await contextOf(first.conversationId), 'two')
})

t.test('a claim: held by who asked, taken over by one when let go or run out, by none when answered', async (t) => {
  const { pool, messages, start, answer } = await fresh(t)
  const asked = await start()
  const { conversationId, message: { id } } = asked
  t.equal((await messages.findTurn(id))!.claimed, true)
  t.equal(await messages.claim(id), null)

  await messages.releaseClaim(asked)
  t.equal((await messages.findTurn(id))!.claimed, false)
  await messages.renewClaim(asked)
  t.equal((await messages.findTurn(id))!.claimed, false, 'a late renewal brings no claim back')
  const taken = (await Promise.all([1, 2, 3, 4].map(() => messages.claim(id)))).filter((claim) => claim !== null)
  t.equal(taken.length, 1, 'one of four')

  const runOut = () => pool.query("UPDATE messages SET claimed_until = clock_timestamp() - interval '1 second' WHERE id = $1", [id])
  await runOut()
  const last = { ...asked, claim: (await messages.claim(id))! }
  t.ok(last.claim, 'it had run out')
  await runOut()
  await messages.renewClaim(last)
  t.equal(await messages.claim(id), null)
  for (const late of [asked, { ...asked, claim: taken[0]! }]) {
    await messages.releaseClaim(late)
    t.equal((await messages.findTurn(id))!.claimed, true, 'who held it before lets go of nothing')
  }
  await runOut()
  await messages.renewClaim(asked)
  t.equal((await messages.findTurn(id))!.claimed, false, 'nor renews it')

  await answer(conversationId, id)
  await messages.renewClaim(last)
  t.equal(await messages.claim(id), null)
  t.match(await messages.findTurn(id), { claimed: false, person: ann, conversationId, context: 'root', message: { id, seq: 1 }, answer: { content: 'Answer.', seq: 2 } })
  t.equal(await messages.findTurn(randomUUID()), null)
})

t.test('a stranger finds nothing, adds nothing and rates nothing', async (t) => {
  const { pool, messages, start, answer } = await fresh(t)
  const { conversationId, message } = await start()
  const saved = await answer(conversationId, message.id, 'next', { status: 'exact', entry_id: 'e' })
  for (const stranger of strangers) {
    t.equal(await messages.readHistory(stranger, conversationId), null)
    t.equal(await messages.appendQuestion(stranger, conversationId, ask(), [], 1e6), null)
    t.same([await messages.rate(stranger, saved!.value.id, 'down', null, []), await messages.conversationOf(stranger, saved!.value.id)], [null, null])
  }
  t.equal((await pool.query('SELECT FROM messages')).rowCount, 2)
  t.equal((await pool.query('SELECT FROM feedback')).rowCount, 0)
  const rated = { cache: { status: 'exact', entry_id: 'e' }, model: 'm', asked: 'Hi', conversationId }
  t.match(await messages.rate(ann, saved!.value.id, 'down', 'wrong', ['k']), { value: rated, outboxId: /^\d+$/ })
  t.match(await messages.rate(ann, saved!.value.id, 'up', null, ['k']), { value: rated })
  t.equal(await messages.conversationOf(ann, saved!.value.id), conversationId)
  t.same((await messages.readHistory(ann, conversationId))!.messages.map(({ rating }) => rating), [null, 'up'])
  t.same((await pool.query('SELECT rating, reason FROM feedback')).rows, [{ rating: 'up', reason: null }], 'the newest word counts')
  t.equal(await messages.rate(ann, message.id, 'up', null, []), null, 'a question is no answer')
})

t.test('window and what came before it', async (t) => {
  const { messages, start } = await fresh(t)
  const { conversationId } = await start(ask('12345'))
  for (const content of ['äöü', 'c', 'd']) await messages.appendQuestion(ann, conversationId, ask(content), [], 1e6)
  t.same(await messages.readWindow(conversationId, 3, 2), [{ seq: 2, role: 'user', content: 'äöü' }, { seq: 3, role: 'user', content: 'c' }])
  t.equal(await messages.countEarlierBytes(conversationId, 3), 11)
  t.equal(await messages.countEarlierBytes(conversationId, 1), 0)
})
