import type { Pool } from 'pg'

export const TENANT = 'bench-operator'
export const USER = 'user-7'
const EVENTS = 100_000
const CONVERSATIONS = 10_000

// Made in Postgres from a seed: the same each time, and no minutes of inserts. One event in ten is a turn of a conversation.
const TRAFFIC = `
SELECT setseed(0.42);
INSERT INTO conversations (id, tenant, user_id, title, create_time, update_time, last_seq, context)
  SELECT md5('c' || i)::uuid, '${TENANT}', 'user-' || i % 200, 'Conversation ' || i, t, t, 4, 'root'
  FROM (SELECT i, now() - interval '7 days' * (1 - i / ${CONVERSATIONS}.0) AS t FROM generate_series(1, ${CONVERSATIONS}) AS i) AS made;
INSERT INTO messages (id, conversation_id, seq, role, content, model, create_time, reply_to, finish_reason)
  SELECT md5('m' || i || '-' || n)::uuid, md5('c' || i)::uuid, n, CASE WHEN n % 2 = 1 THEN 'user' ELSE 'assistant' END, repeat('word ', 40 + i % 60), 'gpt-4o-mini',
    now() - interval '7 days' * (1 - i / ${CONVERSATIONS}.0) + n * interval '1 second', CASE WHEN n % 2 = 0 THEN md5('m' || i || '-' || n - 1)::uuid END, CASE WHEN n % 2 = 0 THEN 'stop' END
  FROM generate_series(1, ${CONVERSATIONS}) AS i, generate_series(1, 4) AS n ORDER BY i, n;
INSERT INTO feedback (message_id, rating) SELECT md5('m' || i || '-2')::uuid, CASE WHEN i % 3 = 0 THEN 'down' ELSE 'up' END FROM generate_series(1, ${CONVERSATIONS}, 20) AS i;
INSERT INTO answer_events (id, at, tenant, user_hash, namespace, surface, model, status, reason, similarity, entry_id, threshold, conversation_id, message_id, milliseconds, embed_ms, lookup_ms, llm_ms,
    prompt_tokens, completion_tokens, window_tokens_saved, nearest_entry_id, guards, probability)
  SELECT CASE WHEN i % 10 = 0 THEN md5('m' || i / 10 || '-2')::uuid ELSE md5('e' || i)::uuid END, now() - interval '7 days' * (1 - i / ${EVENTS}.0), '${TENANT}', substr(md5('user-' || i % 200), 1, 16),
    CASE WHEN r2 < 0.7 THEN 'default' WHEN r2 < 0.9 THEN 'support' ELSE 'faq' END, CASE WHEN i % 10 = 0 THEN 'chat' ELSE 'gateway' END, CASE WHEN i % 5 = 0 THEN 'gpt-4o' ELSE 'gpt-4o-mini' END, status,
    CASE status WHEN 'miss' THEN (ARRAY['below_threshold', 'below_threshold', 'empty', 'guard:numbers', 'guard:entities'])[1 + floor(r3 * 5)] WHEN 'bypass' THEN (ARRAY['not_cacheable:personal', 'not_cacheable:time_relative', 'no-store'])[1 + floor(r3 * 3)] END,
    CASE WHEN status = 'semantic' THEN 0.95 + 0.05 * r3 WHEN status = 'miss' AND r3 > 0.1 THEN 0.2 + 0.76 * sqrt(r3) END,
    CASE WHEN status <> 'bypass' THEN md5('entry' || floor(2000 * power(r4, 3))) END, 0.95, CASE WHEN i % 10 = 0 THEN md5('c' || i / 10)::uuid END, CASE WHEN i % 10 = 0 THEN md5('m' || i / 10 || '-1')::uuid END,
    CASE status WHEN 'exact' THEN 3 + 5 * r5 WHEN 'semantic' THEN 12 + 20 * r5 ELSE 800 + 3000 * r5 END, CASE WHEN asked THEN 6 + 5 * r5 END, CASE WHEN asked THEN 2 + 3 * r5 END, CASE WHEN status IN ('miss', 'bypass') THEN 700 + 3000 * r5 END,
    100 + floor(300 * r5), 50 + floor(400 * r3), CASE WHEN r5 > 0.9 THEN 100 ELSE 0 END, CASE WHEN asked AND r3 > 0.1 THEN md5('entry' || floor(2000 * r5)) END,
    CASE WHEN asked AND r3 > 0.5 THEN CASE WHEN r4 > 0.9 THEN ARRAY['numbers'] ELSE '{}'::text[] END END, CASE WHEN asked THEN r3 END
  FROM (SELECT *, status IN ('semantic', 'miss') AS asked FROM (
      SELECT i, CASE WHEN r1 < 0.3 THEN 'exact' WHEN r1 < 0.5 THEN 'semantic' WHEN r1 < 0.52 THEN 'coalesced' WHEN r1 < 0.9 THEN 'miss' WHEN r1 < 0.99 THEN 'bypass' ELSE 'error' END AS status, r2, r3, r4, r5
      FROM (SELECT i, random() AS r1, random() AS r2, random() AS r3, random() AS r4, random() AS r5 FROM generate_series(1, ${EVENTS}) AS i) AS drawn) AS named) AS made ORDER BY i;
INSERT INTO answer_checks (id, at, tenant, namespace, entry_id, asked, entry_question, similarity, probability, outcome, source, served, user_hash, model, prompt_tokens, completion_tokens)
  SELECT md5('k' || i)::uuid, now() - interval '7 days' * (1 - i / 5000.0), '${TENANT}', 'default', md5('entry' || i % 2000), 'How do I ' || i || '?', 'How can I ' || i || '?', 0.7 + 0.3 * random(), random(),
    CASE WHEN i % 20 = 0 THEN 'different' WHEN i % 31 = 0 THEN 'unknown' ELSE 'same' END, CASE WHEN i % 3 = 0 THEN 'judge' ELSE 'shadow' END, i % 3 <> 0, substr(md5('user-' || i % 200), 1, 16), 'gpt-4o-mini', 300, 20
  FROM generate_series(1, 5000) AS i;
INSERT INTO operator_audit (tenant, actor, action, target) SELECT '${TENANT}', 'op', (ARRAY['policy.put', 'entry.pin', 'entry.delete'])[1 + i % 3], '' FROM generate_series(1, 10000) AS i`

/** A week of one tenant: 100,000 events, 10,000 conversations, 5,000 checks. As autovacuum would leave it. */
export async function makeTraffic (pool: Pool): Promise<void> {
  await pool.query(TRAFFIC)
  await pool.query('VACUUM ANALYZE')
}

/** The entries that were served most. */
export async function popularEntries (pool: Pool, limit: number): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>('SELECT entry_id AS id FROM answer_events WHERE tenant = $1 AND entry_id IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC LIMIT $2', [TENANT, limit])
  return rows.map(({ id }) => id)
}
