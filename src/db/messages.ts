import { isoTime, outbox, OUTBOX_ID, type Database, type Outboxed, type Person, type Written } from './database.ts'
import { columns, toMessage, type CacheNote, type Message } from './message.ts'
import { createTurns } from './turns.ts'

export type Rating = 'up' | 'down'
/** `reply_to`: the question of an answer. `rating`: what its person said of it last. */
type HistoryMessage = Message & { reply_to: string | null, rating: Rating | null }
export type History = { id: string, title: string, create_time: string, update_time: string, messages: HistoryMessage[] }
/** A rated answer and the question it was given to. */
export type Rated = { cache: CacheNote | null, model: string, asked: string, answered: string, conversationId: string }

/** The messages of all conversations: what turns write of them (turns.ts), and what is read and thought of them. */
export function createMessages (db: Database) {
  return {
    ...createTurns(db),

    /** @returns null where this person has no such conversation */
    async readHistory (person: Person, conversationId: string): Promise<History | null> {
      const { rows } = await db.query<HistoryMessage & { c_id: string, title: string, c_create: string, c_update: string }>({
        name: 'messages-history',
        text: `SELECT c.id AS c_id, c.title, ${isoTime('c.create_time')} AS c_create, ${isoTime('c.update_time')} AS c_update,
            ${columns('m')}, m.reply_to, f.rating
          FROM conversations c LEFT JOIN messages m ON m.conversation_id = c.id LEFT JOIN feedback f ON f.message_id = m.id
          WHERE c.id = $1 AND c.tenant = $2 AND c.user_id = $3 ORDER BY m.seq`,
        values: [conversationId, person.tenant, person.user]
      })
      const first = rows[0]
      if (!first) return null
      return { id: first.c_id, title: first.title, create_time: first.c_create, update_time: first.c_update, messages: rows.filter((row) => row.id !== null).map((row) => ({ ...toMessage(row), reply_to: row.reply_to, rating: row.rating })) }
    },

    /** The lineage in which the next question of a conversation is asked; null where this person has no such conversation. */
    async contextOf (person: Person, conversationId: string): Promise<string | null> {
      const { rows } = await db.query<{ context: string }>({
        name: 'conversations-context', text: 'SELECT context FROM conversations WHERE id = $1 AND tenant = $2 AND user_id = $3', values: [conversationId, person.tenant, person.user]
      })
      return rows[0]?.context ?? null
    },

    /** Whether anybody has a conversation of this id. */
    async exists (conversationId: string): Promise<boolean> {
      const { rowCount } = await db.query({ name: 'conversations-exists', text: 'SELECT FROM conversations WHERE id = $1', values: [conversationId] })
      return rowCount === 1
    },

    /** Whether a conversation is there after any deletion of it that is under way: the lock, which nothing else waits for long, has it end first. */
    async survives (conversationId: string): Promise<boolean> {
      const { rowCount } = await db.query({ name: 'conversations-survives', text: 'SELECT FROM conversations WHERE id = $1 FOR KEY SHARE', values: [conversationId] })
      return rowCount === 1
    },

    /** The newest messages up to `seq`, oldest first. */
    async readWindow (conversationId: string, seq: number, limit: number): Promise<Pick<Message, 'seq' | 'role' | 'content'>[]> {
      const { rows } = await db.query<Pick<Message, 'seq' | 'role' | 'content'>>({
        name: 'messages-window',
        text: 'SELECT seq, role, content FROM messages WHERE conversation_id = $1 AND seq <= $2 ORDER BY seq DESC LIMIT $3',
        values: [conversationId, seq, limit]
      })
      return rows.reverse()
    },

    /** Bytes of the messages before a window: what sending the whole history would add. Their texts are not read for it, as they would be to count characters. */
    async countEarlierBytes (conversationId: string, beforeSeq: number): Promise<number> {
      const { rows } = await db.query<{ bytes: number }>({
        name: 'messages-earlier',
        text: 'SELECT coalesce(sum(octet_length(content)), 0)::float8 AS bytes FROM messages WHERE conversation_id = $1 AND seq < $2',
        values: [conversationId, beforeSeq]
      })
      return rows[0]?.bytes ?? 0
    },

    /** The conversation of this person that a message is in; null where there is none. */
    async conversationOf (person: Person, messageId: string): Promise<string | null> {
      const { rows } = await db.query<{ id: string }>({
        name: 'messages-conversation',
        text: 'SELECT c.id FROM messages m JOIN conversations c ON c.id = m.conversation_id WHERE m.id = $1 AND c.tenant = $2 AND c.user_id = $3',
        values: [messageId, person.tenant, person.user]
      })
      return rows[0]?.id ?? null
    },

    /** Stores what a person thinks of an answer of theirs. @returns what was rated; null where there is no such answer */
    async rate (person: Person, messageId: string, rating: Rating, reason: string | null, stale: string[]): Promise<Written<Rated> | null> {
      const { rows } = await db.query<Rated & Outboxed>({
        name: 'messages-rate',
        text: `WITH rated AS (
            SELECT m.id, m.cache, m.model, m.content AS answered, q.content AS asked, c.id AS conversation_id
            FROM messages m JOIN conversations c ON c.id = m.conversation_id JOIN messages q ON q.id = m.reply_to
            WHERE m.id = $1 AND m.role = 'assistant' AND c.tenant = $2 AND c.user_id = $3),
          noted AS (
            INSERT INTO feedback (message_id, rating, reason) SELECT id, $4, $5 FROM rated
            ON CONFLICT (message_id) DO UPDATE SET rating = excluded.rating, reason = excluded.reason, create_time = excluded.create_time),
          ${outbox('$6', 'rated')}
          SELECT cache, model, asked, answered, conversation_id AS "conversationId", ${OUTBOX_ID} FROM rated`,
        values: [messageId, person.tenant, person.user, rating, reason, stale]
      }).catch((error: { code?: string }) => {
        // The answer was there when the statement began, and was deleted before it ended.
        if (error.code === '23503') return { rows: [] }
        throw error
      })
      if (!rows[0]) return null
      const { outbox_id: outboxId, ...value } = rows[0]
      return { value, outboxId }
    }
  }
}
export type Messages = ReturnType<typeof createMessages>
