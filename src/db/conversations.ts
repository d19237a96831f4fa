import { isoTime, outbox, OUTBOX_ID, type Database, type Outboxed, type Person, type Written } from './database.ts'

export type Summary = { id: string, title: string, create_time: string, update_time: string }
/** Where a page beyond the cached head starts reading: the row before offset `at`. */
export type Anchor = { at: number, update_time: string, id: string }
export type ListHead = { items: Summary[], total: number, anchors: Anchor[] }

const COLUMNS = `id, title, ${isoTime('create_time')} AS create_time, ${isoTime('update_time')} AS update_time`

export function createConversations (db: Database) {
  return {
    /**
     * The newest conversations, how many there are, and an anchor every `step` rows, so that a deep page starts near its rows: all of
     * one moment. The count reads an index of the user's rows: linear in what they have, once per fill of the cache.
     */
    async readHead (person: Person, size: number, step: number): Promise<ListHead> {
      const { rows } = await db.query<ListHead>({
        name: 'conversations-head',
        text: `WITH head AS (
            SELECT ${COLUMNS} FROM conversations WHERE tenant = $1 AND user_id = $2
            ORDER BY conversations.update_time DESC, id DESC LIMIT $3),
          numbered AS (
            SELECT id, conversations.update_time AS t, row_number() OVER (ORDER BY conversations.update_time DESC, id DESC)::int AS at
            FROM conversations WHERE tenant = $1 AND user_id = $2),
          anchors AS (
            SELECT at, id, ${isoTime('t')} AS update_time FROM numbered WHERE at % $4 = 0 AND at >= $3)
          SELECT (SELECT coalesce(json_agg(head ORDER BY update_time DESC, id DESC), '[]') FROM head) AS items,
            (SELECT count(*)::int FROM numbered) AS total,
            (SELECT coalesce(json_agg(anchors ORDER BY at), '[]') FROM anchors) AS anchors`,
        values: [person.tenant, person.user, size, step]
      })
      return rows[0]!
    },

    /** `limit` conversations from `skip` rows after an anchor, or after the beginning. */
    async readPage (person: Person, anchor: Anchor | null, skip: number, limit: number): Promise<Summary[]> {
      const { rows } = await db.query<Summary>({
        name: 'conversations-page',
        text: `SELECT ${COLUMNS} FROM conversations
          WHERE tenant = $1 AND user_id = $2 AND (conversations.update_time, id) < ($3::timestamptz, $4::uuid)
          ORDER BY conversations.update_time DESC, id DESC OFFSET $5 LIMIT $6`,
        values: [person.tenant, person.user, anchor?.update_time ?? 'infinity', anchor?.id ?? 'ffffffff-ffff-ffff-ffff-ffffffffffff', skip, limit]
      })
      return rows
    },

    /** Who wrote in the last `sinceMs`, the latest first. Reads the whole table: for a cold start, not for a request. */
    async readActive (sinceMs: number, limit: number): Promise<Person[]> {
      const { rows } = await db.query<Person>({
        name: 'conversations-active',
        text: `SELECT tenant, user_id AS user FROM conversations WHERE update_time >= clock_timestamp() - make_interval(secs => $1)
          GROUP BY tenant, user_id ORDER BY max(update_time) DESC, tenant, user_id LIMIT $2`,
        values: [sinceMs / 1000, limit]
      })
      return rows
    },

    /** What this person wrote in during the last `sinceMs`, the latest first. */
    async readRecentIds (person: Person, sinceMs: number, limit: number): Promise<string[]> {
      const { rows } = await db.query<{ id: string }>({
        name: 'conversations-recent',
        text: `SELECT id FROM conversations WHERE tenant = $1 AND user_id = $2 AND update_time >= clock_timestamp() - make_interval(secs => $3)
          ORDER BY update_time DESC, id DESC LIMIT $4`,
        values: [person.tenant, person.user, sinceMs / 1000, limit]
      })
      return rows.map(({ id }) => id)
    },

    /** @returns null where this person has no such conversation */
    async rename (person: Person, id: string, title: string, stale: string[]): Promise<Written<Summary> | null> {
      const { rows } = await db.query<Summary & Outboxed>({
        name: 'conversations-rename',
        text: `WITH conversations AS (
            UPDATE conversations SET title = $4, update_time = clock_timestamp() WHERE id = $3 AND tenant = $1 AND user_id = $2 RETURNING *),
          ${outbox('$5', 'conversations')}
          SELECT ${COLUMNS}, ${OUTBOX_ID} FROM conversations`,
        values: [person.tenant, person.user, id, title, stale]
      })
      if (!rows[0]) return null
      const { outbox_id: outboxId, ...value } = rows[0]
      return { value, outboxId }
    }
  }
}
export type Conversations = ReturnType<typeof createConversations>
