import type { Database } from './database.ts'

/** What is known of a cached answer from its events, ratings and checks: seconds behind, and free for a hit. */
export type EntryFacts = {
  hits: number
  /** Similarities of the questions it was served for by meaning; null where there were none. */
  lowest: number | null
  highest: number | null
  up: number
  down: number
  aliases: number
  same: number
  different: number
  unknown: number
}
export const NO_FACTS: EntryFacts = { hits: 0, lowest: null, highest: null, up: 0, down: 0, aliases: 0, same: 0, different: 0, unknown: 0 }

export function createEntryFacts (db: Database) {
  return async (tenant: string, entryIds: string[]): Promise<Map<string, EntryFacts>> => {
    if (entryIds.length === 0) return new Map()
    const { rows } = await db.query<EntryFacts & { id: string }>({
      name: 'entry-facts',
      text: `SELECT wanted.id, served.*, checked.* FROM unnest($2::text[]) AS wanted (id)
        CROSS JOIN LATERAL (
          SELECT count(*)::int AS hits, min(similarity) FILTER (WHERE status = 'semantic') AS lowest, max(similarity) FILTER (WHERE status = 'semantic') AS highest,
            count(*) FILTER (WHERE f.rating = 'up')::int AS up, count(*) FILTER (WHERE f.rating = 'down')::int AS down
          FROM answer_events e LEFT JOIN messages m ON m.reply_to = e.message_id LEFT JOIN feedback f ON f.message_id = m.id
          WHERE e.entry_id = wanted.id AND e.tenant = $1 AND e.status IN ('exact', 'semantic')) AS served
        CROSS JOIN LATERAL (
          SELECT count(DISTINCT alias)::int AS aliases, count(*) FILTER (WHERE outcome = 'same')::int AS same,
            count(*) FILTER (WHERE outcome = 'different')::int AS different, count(*) FILTER (WHERE outcome = 'unknown')::int AS unknown
          FROM answer_checks c WHERE c.entry_id = wanted.id AND c.tenant = $1) AS checked`,
      values: [tenant, entryIds]
    })
    return new Map(rows.map(({ id, ...facts }) => [id, facts]))
  }
}
export type ReadEntryFacts = ReturnType<typeof createEntryFacts>
