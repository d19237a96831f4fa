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
      // Without a name: a plan that is kept would look up a rating for every hit, where one entry may have had a hundred thousand.
      // The event of a chat turn has its answer's id (chat/turn-event.ts).
      text: `WITH served AS (
          SELECT e.entry_id AS id, count(*)::int AS hits, min(similarity) FILTER (WHERE status = 'semantic') AS lowest, max(similarity) FILTER (WHERE status = 'semantic') AS highest,
            count(*) FILTER (WHERE f.rating = 'up')::int AS up, count(*) FILTER (WHERE f.rating = 'down')::int AS down
          FROM answer_events e LEFT JOIN feedback f ON f.message_id = e.id
          WHERE e.entry_id = ANY($2) AND e.tenant = $1 AND e.status IN ('exact', 'semantic') GROUP BY 1),
        checked AS (
          SELECT entry_id AS id, count(DISTINCT alias)::int AS aliases, count(*) FILTER (WHERE outcome = 'same')::int AS same,
            count(*) FILTER (WHERE outcome = 'different')::int AS different, count(*) FILTER (WHERE outcome = 'unknown')::int AS unknown
          FROM answer_checks WHERE entry_id = ANY($2) AND tenant = $1 GROUP BY 1)
        SELECT id, coalesce(hits, 0) AS hits, lowest, highest, coalesce(up, 0) AS up, coalesce(down, 0) AS down, coalesce(aliases, 0) AS aliases,
          coalesce(same, 0) AS same, coalesce(different, 0) AS different, coalesce(unknown, 0) AS unknown
        FROM served FULL JOIN checked USING (id)`,
      values: [tenant, entryIds]
    })
    return new Map(rows.map(({ id, ...facts }) => [id, facts]))
  }
}
export type ReadEntryFacts = ReturnType<typeof createEntryFacts>
