import { outbox, OUTBOX_ID, type Database, type Outboxed, type Person } from './database.ts'

/** What was deleted, by kind; `owed`: Redis keys that are to be deleted as soon as Redis takes it. */
export const COUNTED = ['conversations', 'messages', 'feedback', 'entries', 'aliases', 'events', 'vectors', 'checks', 'owed'] as const
export type Counts = Record<typeof COUNTED[number], number>
export type Receipt = Counts & {
  id: string, kind: 'conversation' | 'user', user_hash: string, conversation_id: string | null, asked_by: string, create_time: string, finish_time: string | null
}
/** A conversation, and the entries of the answer cache that its turns produced. */
export type Doomed = { id: string, entryIds: string[] }

const UTC = 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'
const RECEIPT = `id, kind, user_hash, conversation_id, asked_by, ${['create_time', 'finish_time'].map((name) => `to_char(${name} AT TIME ZONE 'utc', '${UTC}') AS ${name}`).join(', ')}, ${COUNTED.join(', ')}`
const ENTRIES = "ARRAY(SELECT cache->>'entry_id' FROM messages m WHERE m.conversation_id = c.id AND cache->>'stored' = 'true') AS entry_ids"
/** Adds what a step deleted to the receipt, in the statement that deletes. */
const noted = (id: string, counts: Partial<Record<keyof Counts, string>>) => `noted AS (
  UPDATE erasures SET ${Object.entries(counts).map(([name, count]) => `${name} = ${name} + ${count}`).join(', ')} WHERE id = ${id})`

/** @param first number of the first parameter */
function checksBy (by: { tenant: string, userHash: string } | { conversationIds: string[], entryIds: string[] }, first: number): [string, unknown[]] {
  return 'userHash' in by
    ? [`tenant = $${first} AND user_hash = $${first + 1}`, [by.tenant, by.userHash]]
    : [`conversation_id = ANY($${first}::uuid[]) OR entry_id = ANY($${first + 1}::text[]) OR met_id = ANY($${first + 1}::text[])`, [by.conversationIds, by.entryIds]]
}

export function createErasures (db: Database) {
  /**
   * A conversation that is written to while this statement waits for it is left for the next: what the statement reads is from before
   * the wait, and would not hold the answer that was just saved. By its xmin, which every new version of a row has its own of.
   */
  const deleteUnchanged = ({ tenant, user }: Person, erasureId: string, ids: string[], stale: string[]) => db.query<{ entry_ids: string[], is_left: boolean } & Outboxed>({
    name: 'erasures-conversations',
    text: `WITH seen AS MATERIALIZED (SELECT id, xmin AS version FROM conversations WHERE id = ANY($3) AND tenant = $1 AND user_id = $2),
      gone AS (DELETE FROM conversations c USING seen WHERE c.id = seen.id AND c.xmin = seen.version RETURNING c.id),
      said AS (SELECT m.id, m.cache FROM messages m JOIN gone ON gone.id = m.conversation_id),
      counted AS (DELETE FROM answer_events WHERE conversation_id IN (SELECT id FROM gone) RETURNING id),
      ${noted('$5', {
        conversations: '(SELECT count(*) FROM gone)',
        messages: '(SELECT count(*) FROM said)',
        feedback: '(SELECT count(*) FROM feedback f JOIN said ON said.id = f.message_id)',
        events: '(SELECT count(*) FROM counted)'
      })},
      ${outbox('$4', '(SELECT FROM gone LIMIT 1) AS once')}
      SELECT ARRAY(SELECT cache->>'entry_id' FROM said WHERE cache->>'stored' = 'true') AS entry_ids,
        (SELECT count(*) FROM gone) < (SELECT count(*) FROM seen) AS is_left, ${OUTBOX_ID}`,
    values: [tenant, user, ids, stale, erasureId]
  })

  return {
    /** @returns null where this person has no such conversation */
    async findConversation ({ tenant, user }: Person, id: string): Promise<Doomed | null> {
      const { rows } = await db.query<{ id: string, entry_ids: string[] }>({
        name: 'erasures-find', text: `SELECT c.id, ${ENTRIES} FROM conversations c WHERE c.id = $1 AND c.tenant = $2 AND c.user_id = $3`, values: [id, tenant, user]
      })
      return rows[0] ? { id, entryIds: rows[0].entry_ids } : null
    },

    /** Some conversations of a person that were there when the erasure began. */
    async findConversations ({ tenant, user }: Person, erasureId: string, limit: number): Promise<Doomed[]> {
      const { rows } = await db.query<{ id: string, entry_ids: string[] }>({
        name: 'erasures-find-some',
        text: `SELECT c.id, ${ENTRIES} FROM conversations c
          WHERE c.tenant = $1 AND c.user_id = $2 AND c.create_time <= (SELECT until FROM erasures WHERE id = $3) LIMIT $4`,
        values: [tenant, user, erasureId, limit]
      })
      return rows.map((row) => ({ id: row.id, entryIds: row.entry_ids }))
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

    /** Deletes conversations with everything that hangs on them. @returns the outbox row, and entries they had got since they were found */
    async deleteConversations (person: Person, erasureId: string, ids: string[], stale: string[]): Promise<{ outboxId: string | null, entryIds: string[] }> {
      let outboxId: string | null = null
      const entryIds: string[] = []
      for (let left = true; left;) {
        const { rows: [row] } = await deleteUnchanged(person, erasureId, ids, stale)
        outboxId = row?.outbox_id ?? outboxId
        entryIds.push(...row?.entry_ids ?? [])
        left = row?.is_left === true
      }
      return { outboxId, entryIds }
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
    async findAliases (by: { tenant: string, userHash: string } | { conversationIds: string[], entryIds: string[] }): Promise<string[]> {
      const [where, values] = checksBy(by, 1)
      const { rows } = await db.query<{ alias: string }>(`SELECT DISTINCT alias FROM answer_checks WHERE (${where}) AND alias IS NOT NULL`, values)
      return rows.map(({ alias }) => alias)
    },
    async deleteChecks (erasureId: string, by: Parameters<typeof checksBy>[0]): Promise<void> {
      const [where, values] = checksBy(by, 2)
      await db.query(`WITH gone AS (DELETE FROM answer_checks WHERE ${where} RETURNING id), ${noted('$1', { checks: '(SELECT count(*) FROM gone)' })} SELECT`, [erasureId, ...values])
    },

    async add (erasureId: string, counts: Partial<Counts>): Promise<void> {
      await db.query({
        name: 'erasures-add', text: `UPDATE erasures SET ${COUNTED.map((name, i) => `${name} = ${name} + $${i + 2}`).join(', ')} WHERE id = $1`, values: [erasureId, ...COUNTED.map((name) => counts[name] ?? 0)]
      })
    },

    async read (erasureId: string, finish: boolean): Promise<Receipt> {
      const { rows } = await db.query<Receipt>({
        name: `erasures-read-${finish}`,
        text: finish ? `UPDATE erasures SET until = clock_timestamp(), finish_time = clock_timestamp() WHERE id = $1 RETURNING ${RECEIPT}` : `SELECT ${RECEIPT} FROM erasures WHERE id = $1`,
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
