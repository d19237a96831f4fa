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

t.test('a deletion that waited for an answer to be saved knows of it', async (t) => {
  const client = await connect(t)
  const { conversation_id: id, answer } = (await s.send('What is a fen?')).body
  const { tenant, user_id: user } = (await s.app.pg.pool.query('SELECT tenant, user_id FROM conversations WHERE id = $1', [id])).rows[0]
  await client.query('BEGIN')
  await client.query('UPDATE conversations SET update_time = clock_timestamp() WHERE id = $1', [id])
  await client.query('UPDATE messages SET cache = cache || \'{"entry_id": "late"}\' WHERE id = $1', [answer.id])
  const erasures = createErasures(s.app.pg.pool)
  const deleted = erasures.deleteConversations({ tenant, user }, await erasures.begin('conversation', tenant, 'hash', id, 'test'), [id], [])
  await waiting(1)
  await client.query('COMMIT')
  t.same((await deleted).entryIds, ['late'])
  t.same(await rowsOf(s, id), [])
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
