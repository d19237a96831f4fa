import pg from 'pg'
import t from '../tap.ts'
import { createErasures } from '../../src/db/erasures.ts'
import { build, until } from '../helper.ts'
import { keysOf, rowsOf } from '../state.ts'

const s = await build(t)
const path = (id: string) => `/backend-api/conversation/${id}`

/** A connection of its own, for a transaction that stays open. */
async function connect (t: { teardown (work: () => unknown): void }): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: s.app.config.DATABASE_URL })
  await client.connect()
  t.teardown(() => client.end())
  return client
}
/** Until so many statements of others wait for a lock. */
const waiting = (count: number) => until(async () =>
  (await s.app.pg.pool.query("SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'")).rows[0].n >= count)

t.test('an answer that is saved just before its conversation goes is forgotten, however long the deletion takes', async (t) => {
  const [first, second] = [await connect(t), await connect(t)]
  const { conversation_id: id } = (await s.send('What is a moor?')).body
  const [question] = await rowsOf(s, id)
  const release = s.llm.hold()
  const turn = s.send('Where are most of them?', { conversation_id: id })
  await s.llm.waitForCalls(2)
  // Both want the row: the turn first, then the deletion, which sees no answer yet.
  await first.query('BEGIN')
  await first.query('SELECT FROM conversations WHERE id = $1 FOR UPDATE', [id])
  // Holds up the end of the deletion.
  await second.query('BEGIN')
  await second.query('SELECT FROM messages WHERE id = $1 FOR KEY SHARE', [question!.id])
  release()
  await waiting(1)
  const erased = s.call('DELETE', path(id))
  await waiting(2)
  await first.query('COMMIT')
  await until(async () => (await keysOf(s, 'ans:s:')).length === 2)
  await Promise.race([turn, waiting(2)])
  await second.query('COMMIT')
  t.same([(await erased).status, (await turn).status], [204, 200])
  t.same(await keysOf(s, 'ans:'), [])
})

t.test('a deletion that waited for an answer to be saved leaves the conversation to be looked at again', async (t) => {
  const client = await connect(t)
  const { conversation_id: id, answer } = (await s.send('What is a fen?')).body
  const { tenant, user_id: user } = (await s.app.pg.pool.query('SELECT tenant, user_id FROM conversations WHERE id = $1', [id])).rows[0]
  const erasures = createErasures(s.app.pg.pool)
  const erasureId = await erasures.begin('conversation', tenant, 'hash', id, 'test')
  const find = () => erasures.findConversation({ tenant, user }, id)
  const remove = async () => await erasures.deleteConversations({ tenant, user }, erasureId, [(await find())!], [])
  await client.query('BEGIN')
  await client.query('UPDATE conversations SET update_time = clock_timestamp() WHERE id = $1', [id])
  await client.query('UPDATE messages SET cache = cache || \'{"entry_id": "late"}\' WHERE id = $1', [answer.id])
  const deleted = remove()
  await waiting(1)
  await client.query('COMMIT')
  t.equal(await deleted, null)
  t.match(await find(), { entryIds: ['late'] })
  t.ok(await remove())
  t.same(await rowsOf(s, id), [])
})

t.test('an erasure that is interrupted leaves no words of the erased in the checks of others', async (t) => {
  const { pool } = s.app.pg
  /** A question of a user that another one's was checked against. */
  async function checkOf (user: string): Promise<{ id: string, left: () => Promise<number> }> {
    const { conversation_id: id, cache } = (await s.send(`What is a bog, asks ${user}?`, { user })).body
    await pool.query(`INSERT INTO answer_checks (id, tenant, namespace, entry_id, asked, entry_question, similarity, outcome, source, served, user_hash, model)
      VALUES (gen_random_uuid(), 'local', 'default', $1, 'asked', 'stored', 0.9, 'same', 'judge', true, 'of another', 'm')`, [cache.entry_id])
    return { id, left: async () => (await pool.query('SELECT FROM answer_checks WHERE entry_id = $1', [cache.entry_id])).rowCount! }
  }
  await pool.query('CREATE FUNCTION interrupt() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE \'terminating connection\' USING ERRCODE = \'57P01\'; END $$')
  const [one, two] = [await checkOf('uma'), await checkOf('ugo')]
  const again = { prefer: 'return=representation' }
  // An event that comes after an erasure has begun takes its entry along, uncounted.
  await until(async () => await s.app.eventsPending() === 0)
  for (const [{ id, left }, user, url] of [[one, 'uma', path(one.id)], [two, 'ugo', '/backend-api/me']] as const) {
    await pool.query('CREATE TRIGGER interrupt BEFORE DELETE ON answer_checks FOR EACH ROW EXECUTE FUNCTION interrupt()')
    t.equal((await s.call('DELETE', url, undefined, { 'x-deflect-user': user })).status, 503)
    await pool.query('DROP TRIGGER interrupt ON answer_checks')
    t.match(await s.call('DELETE', url, undefined, { 'x-deflect-user': user, ...again }), { status: 200, body: { complete: true, erased: { conversations: 1, entries: 1, checks: 1 } } })
    t.equal(await left(), 0)
    t.same(await rowsOf(s, id), [])
  }
  t.same((await s.call('GET', '/operator/erasures')).body.items.filter(({ complete, asked_by: by }: { complete: boolean, asked_by: string }) => !complete && by === 'self'), [])
})

t.test('one that was interrupted after its conversation went goes on, and ends its receipt', async (t) => {
  const { conversation_id: id } = (await s.send('What is a mire?', { user: 'udo' })).body
  const receipt = async () => (await s.app.pg.pool.query('SELECT id, finish_time FROM erasures WHERE conversation_id = $1', [id])).rows
  t.equal((await s.call('DELETE', path(id), undefined, { 'x-deflect-user': 'udo' })).status, 204)
  const [{ id: first }] = await receipt()
  await s.app.pg.pool.query('UPDATE erasures SET finish_time = NULL WHERE id = $1', [first])
  await s.app.pg.pool.query(`INSERT INTO answer_checks (id, tenant, namespace, entry_id, asked, entry_question, similarity, outcome, source, served, conversation_id, user_hash, model)
    VALUES (gen_random_uuid(), 'local', 'default', 'somebody-else', 'asked', 'stored', 0.9, 'same', 'judge', true, $1, 'hash', 'm')`, [id])
  t.equal((await s.call('DELETE', path(id), undefined, { 'x-deflect-user': 'thief' })).status, 404)
  t.match(await s.call('DELETE', path(id), undefined, { 'x-deflect-user': 'udo', prefer: 'return=representation' }), { status: 200, body: { id: first, complete: true, erased: { conversations: 1, checks: 1 } } })
  t.equal((await receipt()).length, 1)
  t.equal((await s.call('DELETE', path(id), undefined, { 'x-deflect-user': 'udo' })).status, 404)
})

t.test('a rating that meets the end of its conversation is 404', async (t) => {
  const client = await connect(t)
  const { conversation_id: id, answer } = (await s.send('What is a heath?')).body
  await client.query('BEGIN')
  await client.query('DELETE FROM conversations WHERE id = $1', [id])
  const rated = s.call('POST', `/backend-api/message/${answer.id}/feedback`, { rating: 'up' })
  await waiting(1)
  await client.query('COMMIT')
  t.equal((await rated).status, 404)
})
