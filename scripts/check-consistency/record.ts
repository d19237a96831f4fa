import { setTimeout as delay } from 'node:timers/promises'
import type { Pool } from 'pg'
import { createClient } from 'redis'
import { createAnswerEvents } from '../../src/db/answer-events.ts'
import { createEventDrain } from '../../src/events/drain.ts'
import type { StoredConversation, Verifier } from './verify.ts'

const EVENTS_KEY = 'events:answers'
const USERS_AT_A_TIME = 20

/** Gives every conversation of the record to the verifier. @returns their ids */
export async function checkRecord (pool: Pool, verifier: Verifier): Promise<Set<string>> {
  const ids = new Set<string>()
  const { rows: users } = await pool.query<{ user_id: string }>('SELECT DISTINCT user_id FROM conversations ORDER BY 1')
  for (let i = 0; i < users.length; i += USERS_AT_A_TIME) {
    const { rows } = await pool.query<StoredConversation>(`SELECT c.id, c.user_id AS user, c.title,
        coalesce((SELECT json_agg(json_build_object('id', m.id, 'seq', m.seq, 'role', m.role, 'content', m.content, 'reply_to', m.reply_to) ORDER BY m.seq)
          FROM messages m WHERE m.conversation_id = c.id), '[]') AS messages
      FROM conversations c WHERE c.user_id = ANY($1)`, [users.slice(i, i + USERS_AT_A_TIME).map(({ user_id: user }) => user)])
    for (const stored of rows) {
      ids.add(stored.id)
      verifier.checkStored(stored)
    }
  }
  return ids
}

/** Stores what dead servers had read of the stream and not settled: another server would after a minute, this does it at once. */
export async function drainEvents (url: string, pool: Pool): Promise<number> {
  const client = createClient({ url, disableOfflineQueue: true })
  client.on('error', () => {})
  await client.connect()
  const drain = createEventDrain({ client, key: EVENTS_KEY, store: createAnswerEvents(pool), log: { info () {}, warn () {} }, claimIdleMs: 1, blockMs: 50, lingerMs: 1 })
  drain.start()
  try {
    await Promise.race([drain.drained(), delay(30_000, undefined, { ref: false })])
    return await client.xLen(EVENTS_KEY)
  } finally {
    await drain.stop()
    client.destroy()
  }
}

/** Events of served answers by message, and the conversations that have any. */
export async function readEvents (pool: Pool): Promise<{ byMessage: Map<string, number>, conversations: Set<string>, rejected: number }> {
  const { rows } = await pool.query<{ message_id: string, count: number }>(
    "SELECT message_id, count(*)::int AS count FROM answer_events WHERE status <> 'error' AND message_id IS NOT NULL GROUP BY 1")
  const { rows: owners } = await pool.query<{ conversation_id: string }>('SELECT DISTINCT conversation_id FROM answer_events WHERE conversation_id IS NOT NULL')
  const { rows: [rejected] } = await pool.query<{ count: number }>('SELECT count(*)::int AS count FROM answer_events_rejected')
  return {
    byMessage: new Map(rows.map(({ message_id: message, count }) => [message, count])),
    conversations: new Set(owners.map(({ conversation_id: id }) => id)),
    rejected: rejected?.count ?? 0
  }
}
