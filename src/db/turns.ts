import { randomUUID } from 'node:crypto'
import { ConversationFullError } from '../errors.ts'
import { outbox, OUTBOX_ID, type Database, type Outboxed, type Person, type Written } from './database.ts'
import { columns, toMessage, type CacheNote, type Message, type Usage } from './message.ts'

/** A question as stored: its place, the lineage it was asked in, and the claim under which this call may answer it. */
export type Question = { conversationId: string, message: Message, context: string, outboxId: string | null, claim: string }
export type NewQuestion = { id: string, content: string, model: string }
export type FoundTurn = Omit<Question, 'claim'> & { person: Person, answer: Message | null, claimed: boolean }

/** What a message of a history takes: its text, and some 500 bytes of ids, times, usage and names. */
const bytesOf = (content: string) => `octet_length(${content}) + 500`
/** A process renews its claim at a third of this. */
export const CLAIM_SECONDS = 10

/** Until its turn is answered, a conversation's lineage equals nobody else's: what was asked may shape the next answer. */
export const openContext = (messageId: string) => `open:${messageId}`

/** What a turn writes: a question, its answer, and who may answer it. */
export function createTurns (db: Database) {
  return {
    /**
     * Stores a conversation and its first question in one statement: both or neither.
     * @throws a unique violation (23505) when the message id exists
     */
    async startConversation (person: Person, conversationId: string, title: string, root: string, question: NewQuestion, stale: string[]): Promise<Question> {
      const claim = randomUUID()
      const { rows } = await db.query<Message & Outboxed>({
        name: 'messages-start',
        text: `WITH started AS (
            INSERT INTO conversations (id, tenant, user_id, title, last_seq, context, history_bytes) VALUES ($1, $2, $3, $4, 1, $5, ${bytesOf('$7')}) RETURNING id),
          ${outbox('$10', 'started')}
          INSERT INTO messages AS m (id, conversation_id, seq, role, content, model, context, claimed_until, claimed_by)
          SELECT $6, id, 1, 'user', $7, $8, $9, clock_timestamp() + make_interval(secs => ${CLAIM_SECONDS}), $11 FROM started
          RETURNING ${columns('m')}, ${OUTBOX_ID}`,
        values: [conversationId, person.tenant, person.user, title, openContext(question.id), question.id, question.content, question.model, root, stale, claim]
      })
      return { conversationId, message: toMessage(rows[0]!), context: root, outboxId: rows[0]!.outbox_id, claim }
    },

    /**
     * Stores the next question of a conversation; the row lock gives concurrent ones their order.
     * @param longest stores it only where the history holds fewer bytes
     * @param only stores it only where the conversation has this context
     * @returns null where this person has no such conversation, or it has another context
     * @throws ConversationFullError where it holds as many
     * @throws a unique violation (23505) when the message id exists
     */
    async appendQuestion (person: Person, conversationId: string, question: NewQuestion, stale: string[], longest: number, only: string | null = null): Promise<Question | null> {
      const claim = randomUUID()
      const { rows } = await db.query<Message & Outboxed & { context: string, full: boolean }>({
        name: 'messages-append',
        text: `WITH before AS (
            SELECT id, context, history_bytes >= $11 AS is_full FROM conversations
            WHERE id = $1 AND tenant = $2 AND user_id = $3 AND ($10::text IS NULL OR context = $10) FOR UPDATE),
          bumped AS (
            UPDATE conversations c SET last_seq = c.last_seq + 1, update_time = clock_timestamp(), context = $4, history_bytes = history_bytes + ${bytesOf('$6')}
            FROM before WHERE c.id = before.id AND NOT is_full RETURNING c.id, c.last_seq, before.context),
          ${outbox('$8', 'bumped')},
          stored AS (
            INSERT INTO messages AS m (id, conversation_id, seq, role, content, model, context, claimed_until, claimed_by)
            SELECT $5, id, last_seq, 'user', $6, $7, context, clock_timestamp() + make_interval(secs => ${CLAIM_SECONDS}), $9 FROM bumped
            RETURNING ${columns('m')}, m.context, ${OUTBOX_ID})
          SELECT stored.*, is_full AS "full" FROM before LEFT JOIN stored ON true`,
        values: [conversationId, person.tenant, person.user, openContext(question.id), question.id, question.content, question.model, stale, claim, only, longest]
      })
      const row = rows[0]
      if (row?.full) throw new ConversationFullError(String(Number((longest / 1e6).toPrecision(2))))
      return row ? { conversationId, message: toMessage(row), context: row.context, outboxId: row.outbox_id, claim } : null
    },

    /**
     * Stores the answer to a question and moves the conversation's lineage on, unless another turn has opened meanwhile.
     * @returns null where the conversation is gone
     * @throws a unique violation (23505) when the question has an answer already
     */
    async saveAnswer (answer: {
      id: string
      conversationId: string
      replyTo: string
      content: string
      model: string
      finishReason: string | null
      cache: CacheNote
      usage: Usage | null
      nextContext: string
    }, stale: string[]): Promise<Written<Message> | null> {
      const { rows } = await db.query<Message & Outboxed>({
        name: 'messages-answer',
        text: `WITH bumped AS (
            UPDATE conversations SET last_seq = last_seq + 1, update_time = clock_timestamp(), history_bytes = history_bytes + ${bytesOf('$6')},
              context = CASE WHEN context = $2 THEN $3 ELSE context END
            WHERE id = $1 RETURNING id, last_seq),
          -- Where the conversation is gone, a question of this id is another one, and so is its claim.
          closed AS (UPDATE messages SET claimed_until = NULL, claimed_by = NULL FROM bumped WHERE messages.id = $5 AND messages.conversation_id = bumped.id),
          ${outbox('$11', 'bumped')}
          INSERT INTO messages AS m (id, conversation_id, seq, role, content, model, reply_to, finish_reason, cache, usage)
          SELECT $4, id, last_seq, 'assistant', $6, $7, $5, $8, $9, $10 FROM bumped
          RETURNING ${columns('m')}, ${OUTBOX_ID}`,
        values: [answer.conversationId, openContext(answer.replyTo), answer.nextContext, answer.id, answer.replyTo, answer.content,
          answer.model, answer.finishReason, answer.cache, answer.usage, stale]
      })
      return rows[0] ? { value: toMessage(rows[0]), outboxId: rows[0].outbox_id } : null
    },

    /** The question with this id and its answer, whoever asked it: the caller compares the person. */
    async findTurn (id: string): Promise<FoundTurn | null> {
      const { rows } = await db.query<Message & { conversation_id: string, tenant: string, user_id: string, context: string, claimed: boolean, answer: Message | null }>({
        name: 'messages-turn',
        text: `SELECT ${columns('q')}, q.conversation_id, q.context, c.tenant, c.user_id, coalesce(q.claimed_until > clock_timestamp(), false) AS claimed,
            (SELECT row_to_json(a) FROM (SELECT ${columns('m')} FROM messages m WHERE m.reply_to = q.id) a) AS answer
          FROM messages q JOIN conversations c ON c.id = q.conversation_id WHERE q.id = $1`,
        values: [id]
      })
      const row = rows[0]
      if (!row) return null
      return {
        conversationId: row.conversation_id, message: toMessage(row), context: row.context, outboxId: null, claimed: row.claimed, answer: row.answer, person: { tenant: row.tenant, user: row.user_id }
      }
    },

    /** Takes over a question nobody is answering. @returns the claim; null where somebody is, or has */
    async claim (id: string): Promise<string | null> {
      const claim = randomUUID()
      const { rowCount } = await db.query({
        name: 'messages-claim',
        text: `UPDATE messages q SET claimed_until = clock_timestamp() + make_interval(secs => ${CLAIM_SECONDS}), claimed_by = $2
          WHERE id = $1 AND coalesce(claimed_until < clock_timestamp(), true) AND NOT EXISTS (SELECT FROM messages a WHERE a.reply_to = q.id)`,
        values: [id, claim]
      })
      return rowCount === 1 ? claim : null
    },
    /** A claim that was let go, or taken over by another, stays as it is. */
    async renewClaim ({ message, claim }: Pick<Question, 'message' | 'claim'>): Promise<void> {
      await db.query(`UPDATE messages SET claimed_until = clock_timestamp() + make_interval(secs => ${CLAIM_SECONDS}) WHERE id = $1 AND claimed_by = $2`, [message.id, claim])
    },
    async releaseClaim ({ message, claim }: Pick<Question, 'message' | 'claim'>): Promise<void> {
      await db.query('UPDATE messages SET claimed_until = NULL, claimed_by = NULL WHERE id = $1 AND claimed_by = $2', [message.id, claim])
    }
  }
}
