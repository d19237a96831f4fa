import { randomUUID } from 'node:crypto'
import t from '../tap.ts'
import { createAnswerEvents } from '../../src/db/answer-events.ts'
import { createEntryFacts } from '../../src/db/entry-facts.ts'
import { freshSchema, sampleEvent } from '../events/fresh.ts'
import { rowsRead } from './rows-read.ts'

t.test('hits, ratings and checks of entries, without looking for a message of each hit', async (t) => {
  const { pool } = await freshSchema(t)
  const [popular, other, checked] = ['popular', 'other', 'checked'].map((name) => `${name}-1`) as [string, string, string]
  const hits = (entryId: string, count: number) => Array.from({ length: count }, (_, i) => ({ ...sampleEvent(i % 2 === 0 ? { status: 'exact' } : { status: 'semantic', similarity: 0.96 + i / count / 100 }), entry_id: entryId, message_id: randomUUID() }))
  const events = [...hits(popular, 2_000), ...hits(other, 3), sampleEvent({ entry_id: other }), { ...sampleEvent({ status: 'exact', tenant: 'rival' }), entry_id: other }]
  await createAnswerEvents(pool).insert(events)
  // The answer of a chat turn has the id of its event.
  await pool.query("INSERT INTO conversations (id, tenant, user_id, title, context) VALUES ($1, 'local', 'u', 't', 'c')", [randomUUID()])
  await pool.query(`INSERT INTO messages (id, conversation_id, seq, role, content, model, reply_to)
    SELECT id, (SELECT id FROM conversations), row_number() OVER (), 'user', 'q', 'm', NULL FROM unnest($1::uuid[]) AS id`, [events.slice(0, 2_003).map((event) => event.message_id)])
  await pool.query(`INSERT INTO messages (id, conversation_id, seq, role, content, model, reply_to)
    SELECT id, (SELECT id FROM conversations), 10000 + row_number() OVER (), 'assistant', 'a', 'm', asked FROM unnest($1::uuid[], $2::uuid[]) AS of (id, asked)`, [events.slice(0, 2_003).map(({ id }) => id), events.slice(0, 2_003).map((event) => event.message_id)])
  await pool.query("INSERT INTO feedback (message_id, rating) SELECT id, rating FROM unnest($1::uuid[], ARRAY['up', 'up', 'down', 'down']) AS of (id, rating)", [[events[0]!.id, events[1]!.id, events[2]!.id, events[2_000]!.id]])
  await pool.query(`INSERT INTO answer_checks (id, tenant, namespace, entry_id, asked, entry_question, similarity, outcome, source, served, user_hash, model, alias)
    SELECT gen_random_uuid(), tenant, 'default', $1, 'a', 'b', 0.97, outcome, 'shadow', true, 'u', 'm', 'x' FROM unnest(ARRAY['local', 'local', 'local', 'rival'], ARRAY['same', 'same', 'unknown', 'same']) AS of (tenant, outcome)`, [checked])
  await pool.query('ANALYZE answer_events, feedback, messages, answer_checks')
  const { rows, result } = await rowsRead(pool, 'messages', (client) => createEntryFacts(client)('local', [popular, other, checked]))
  t.match(result.get(popular), { hits: 2_000, lowest: 0.96 + 1 / 2_000 / 100, up: 2, down: 1, aliases: 0, same: 0, different: 0, unknown: 0 })
  t.match(result.get(other), { hits: 3, up: 0, down: 1 })
  t.same(result.get(checked), { hits: 0, lowest: null, highest: null, up: 0, down: 0, aliases: 1, same: 2, different: 0, unknown: 1 })
  t.equal(rows, 0)
})
