import type { Database } from './database.ts'

/** How often cached answers were served, from their events: they cost a hit nothing, and are seconds behind it. */
export function createEntryHits (db: Database) {
  return async (tenant: string, entryIds: string[]): Promise<Map<string, number>> => {
    if (entryIds.length === 0) return new Map()
    const { rows } = await db.query<{ entry_id: string, hits: number }>({
      name: 'entry-hits',
      text: `SELECT entry_id, count(*)::int AS hits FROM answer_events
        WHERE entry_id = ANY($2) AND tenant = $1 AND status IN ('exact', 'semantic') GROUP BY entry_id`,
      values: [tenant, entryIds]
    })
    return new Map(rows.map(({ entry_id: id, hits }) => [id, hits]))
  }
}
export type EntryHits = ReturnType<typeof createEntryHits>
