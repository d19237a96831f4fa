import { isoTime, outbox, OUTBOX_ID, type Database, type Outboxed, type Person } from './database.ts'

/** What was deleted, by kind; `owed`: Redis keys that are to be deleted as soon as Redis takes it. */
const COUNTED = ['conversations', 'messages', 'feedback', 'entries', 'aliases', 'events', 'vectors', 'checks', 'owed'] as const
export type Counts = Record<typeof COUNTED[number], number>
export type Receipt = Counts & {
  id: string, kind: 'conversation' | 'user', user_hash: string, conversation_id: string | null, asked_by: string, create_time: string, finish_time: string | null
}
/** A conversation as it was found, and the entries of the answer cache that its turns had produced by then. `version`: its xmin, of which every new version of a row has its own. */
export type Doomed = { id: string, version: string, entryIds: string[] }

const RECEIPT = `id, kind, user_hash, conversation_id, asked_by, ${['create_time', 'finish_time'].map((name) => `${isoTime(name)} AS ${name}`).join(', ')}, ${COUNTED.join(', ')}`
const DOOMED = 'c.id, c.xmin::text AS version, ARRAY(SELECT cache->>\'entry_id\' FROM messages m WHERE m.conversation_id = c.id AND cache->>\'stored\' = \'true\') AS "entryIds"'
/** Adds what a step deleted to the receipt, in the statement that deletes. */
const noted = (id: string, counts: Partial<Record<keyof Counts, string>>) => `noted AS (
  UPDATE erasures SET ${Object.entries(counts).map(([name, count]) => `${name} = ${name} + ${count}`).join(', ')} WHERE id = ${id})`

type ChecksBy = { tenant: string, userHash: string } | { conversationIds: string[], entryIds: string[] }
const ofConversations = (ids: string, entries: string) => `conversation_id = ANY(${ids}::uuid[]) OR entry_id = ANY(${entries}::text[]) OR met_id = ANY(${entries}::text[])`

/** @param first number of the first parameter */
const checksBy = (by: ChecksBy, first: number): [string, unknown[]] => 'userHash' in by
  ? [`tenant = $${first} AND user_hash = $${first + 1}`, [by.tenant, by.userHash]]
  : [ofConversations(`$${first}`, `$${first + 1}`), [by.conversationIds, by.entryIds]]

export function createErasures (db: Database) {
  return {
    /** @returns null where this person has no such conversation */
    async findConversation ({ tenant, user }: Person, id: string): Promise<Doomed | null> {
      const { rows } = await db.query<Doomed>({
        name: 'erasures-find', text: `SELECT ${DOOMED} FROM conversations c WHERE c.id = $1 AND c.tenant = $2 AND c.user_id = $3`, values: [id, tenant, user]
      })
      return rows[0] ?? null
    },

    /** Some conversations of a person that were there when the erasure began. */
    async findConversations ({ tenant, user }: Person, erasureId: string, limit: number): Promise<Doomed[]> {
      const { rows } = await db.query<Doomed>({
        name: 'erasures-find-some',
        text: `SELECT ${DOOMED} FROM conversations c
          WHERE c.tenant = $1 AND c.user_id = $2 AND c.create_time <= (SELECT until FROM erasures WHERE id = $3) LIMIT $4`,
        values: [tenant, user, erasureId, limit]
      })
      return rows
    },

    /** What a call that was interrupted left unfinished of a conversation's erasure. */
    async findOpen (tenant: string, userHash: string, conversationId: string): Promise<string | null> {
      const { rows } = await db.query<{ id: string }>({
        name: 'erasures-find-open',
        text: "SELECT id FROM erasures WHERE kind = 'conversation' AND conversation_id = $3 AND tenant = $1 AND user_hash = $2 AND finish_time IS NULL LIMIT 1",
        values: [tenant, userHash, conversationId]
      })
      return rows[0]?.id ?? null
    },

    /** Begins, or goes on with what is unfinished: from now on requests that began earlier leave nothing behind. @returns its id */
    async begin (kind: Receipt['kind'], tenant: string, userHash: string, conversationId: string | null, askedBy: string): Promise<string> {
      const { rows } = await db.query<{ id: string }>({
        name: 'erasures-begin',
        text: `INSERT INTO erasures (kind, tenant, user_hash, conversation_id, asked_by) VALUES ($1, $2, $3, $4, $5)
          ON CONFLICT (tenant, user_hash) WHERE kind = 'user' AND finish_time IS NULL DO UPDATE SET until = clock_timestamp() RETURNING id`,
        values: [kind, tenant, userHash, conversationId, askedBy]
      })
      return rows[0]!.id
    },

    /**
     * Deletes conversations with everything that hangs on them, and the checks that hold their words: of what is not deleted here nobody
     * would know any more whose it was. One that was written to since it was found is left, since it may have got an answer.
     * @returns the outbox row; null where nothing was deleted
     */
    async deleteConversations ({ tenant, user }: Person, erasureId: string, doomed: Doomed[], stale: string[]): Promise<string | null> {
      const { rows: [row] } = await db.query<Outboxed>({
        name: 'erasures-conversations',
        text: `WITH gone AS (DELETE FROM conversations c USING unnest($3::uuid[], $4::xid[]) AS seen (id, version)
            WHERE c.id = seen.id AND c.xmin = seen.version AND c.tenant = $1 AND c.user_id = $2 RETURNING c.id),
          said AS (SELECT m.id FROM messages m JOIN gone ON gone.id = m.conversation_id),
          counted AS (DELETE FROM answer_events WHERE conversation_id IN (SELECT id FROM gone) RETURNING id),
          checked AS (DELETE FROM answer_checks WHERE EXISTS (SELECT FROM gone) AND (${ofConversations('$3', '$5')}) RETURNING id),
          ${noted('$6', {
            conversations: '(SELECT count(*) FROM gone)',
            messages: '(SELECT count(*) FROM said)',
            feedback: '(SELECT count(*) FROM feedback f JOIN said ON said.id = f.message_id)',
            events: '(SELECT count(*) FROM counted)',
            checks: '(SELECT count(*) FROM checked)'
          })},
          ${outbox('$7', '(SELECT FROM gone LIMIT 1) AS once')}
          SELECT ${OUTBOX_ID}`,
        values: [tenant, user, doomed.map(({ id }) => id), doomed.map(({ version }) => version), doomed.flatMap(({ entryIds }) => entryIds), erasureId, stale]
      })
      return row!.outbox_id
    },

    /** Some events of a user, with the entries that their requests produced. */
    async findEvents (erasureId: string, tenant: string, userHash: string, limit: number): Promise<{ ids: string[], entryIds: string[] }> {
      const { rows } = await db.query<{ id: string, entry_id: string | null }>({
        name: 'erasures-find-events',
        text: `SELECT id, CASE WHEN status IN ('miss', 'bypass') THEN entry_id END AS entry_id FROM answer_events
          WHERE tenant = $1 AND user_hash = $2 AND conversation_id IS NULL
            AND at <= (SELECT until FROM erasures WHERE id = $4) LIMIT $3`,
        values: [tenant, userHash, limit, erasureId]
      })
      return { ids: rows.map(({ id }) => id), entryIds: rows.flatMap(({ entry_id: id }) => id === null ? [] : [id]) }
    },
    async deleteEvents (erasureId: string, by: { ids: string[] } | { conversationIds: string[] }): Promise<void> {
      const [column, values] = 'ids' in by ? ['id', by.ids] : ['conversation_id', by.conversationIds]
      await db.query({
        name: `erasures-events-${column}`,
        text: `WITH gone AS (DELETE FROM answer_events WHERE ${column} = ANY($2) RETURNING id), ${noted('$1', { events: '(SELECT count(*) FROM gone)' })} SELECT`,
        values: [erasureId, values]
      })
    },

    /** Exact hashes under which questions of these conversations, or of this user, became other names of an entry, or other questions of these entries. */
    async findAliases (by: ChecksBy): Promise<string[]> {
      const [where, values] = checksBy(by, 1)
      const { rows } = await db.query<{ alias: string }>(`SELECT DISTINCT alias FROM answer_checks WHERE (${where}) AND alias IS NOT NULL`, values)
      return rows.map(({ alias }) => alias)
    },
    /** @param stale keys that nobody would know of without these checks @returns the outbox row; null where there are none */
    async deleteChecks (erasureId: string, by: ChecksBy, stale: string[] = []): Promise<string | null> {
      const [where, values] = checksBy(by, 3)
      const { rows: [row] } = await db.query<Outboxed>(`WITH gone AS (DELETE FROM answer_checks WHERE ${where} RETURNING id),
        ${noted('$1', { checks: '(SELECT count(*) FROM gone)' })},
        ${outbox('$2', '(SELECT WHERE cardinality($2::text[]) > 0) AS any_key')}
        SELECT ${OUTBOX_ID}`, [erasureId, stale, ...values])
      return row!.outbox_id
    },

    async add (erasureId: string, counts: Partial<Counts>): Promise<void> {
      await db.query({
        name: 'erasures-add', text: `UPDATE erasures SET ${COUNTED.map((name, i) => `${name} = ${name} + $${i + 2}`).join(', ')} WHERE id = $1`, values: [erasureId, ...COUNTED.map((name) => counts[name] ?? 0)]
      })
    },

    /** For a key that every call drops anew: it is owed once. */
    async oweAny (erasureId: string): Promise<void> {
      await db.query({ name: 'erasures-owe-any', text: 'UPDATE erasures SET owed = greatest(owed, 1) WHERE id = $1', values: [erasureId] })
    },

    async read (erasureId: string): Promise<Receipt> {
      const { rows } = await db.query<Receipt>({ name: 'erasures-read', text: `SELECT ${RECEIPT} FROM erasures WHERE id = $1`, values: [erasureId] })
      return rows[0]!
    },
    /** That of a user goes on until Redis owes nothing; that of a conversation leaves what it owes to the outbox. */
    async finish (erasureId: string): Promise<Receipt> {
      const { rows } = await db.query<Receipt>({
        name: 'erasures-finish',
        text: `UPDATE erasures SET until = clock_timestamp(), finish_time = clock_timestamp(), owed = CASE kind WHEN 'user' THEN 0 ELSE owed END WHERE id = $1 RETURNING ${RECEIPT}`,
        values: [erasureId]
      })
      return rows[0]!
    },

    /** Newest first. */
    async list (tenant: string, offset: number, limit: number): Promise<Receipt[]> {
      const { rows } = await db.query<Receipt>({
        name: 'erasures-list', text: `SELECT ${RECEIPT} FROM erasures WHERE tenant = $1 ORDER BY erasures.create_time DESC, id DESC OFFSET $2 LIMIT $3`, values: [tenant, offset, limit]
      })
      return rows
    },

    /** Whether a user was erased after this time. */
    async wasErased (tenant: string, userHash: string, since: Date): Promise<boolean> {
      const { rowCount } = await db.query({
        name: 'erasures-since', text: "SELECT FROM erasures WHERE kind = 'user' AND tenant = $1 AND user_hash = $2 AND until >= $3 LIMIT 1", values: [tenant, userHash, since]
      })
      return rowCount === 1
    }
  }
}
export type Erasures = ReturnType<typeof createErasures>
