import type { Database } from './database.ts'

/** What a key used since a time, by model: bought from the upstream, and spared by the cache. */
export type KeyUsageRow = {
  key_id: string
  model: string
  requests: number
  prompt_tokens: number
  completion_tokens: number
  deflected_requests: number
  deflected_tokens: number
}

// Tokens of an error count: a client that left in the middle of an answer leaves an event with what was bought until then.
const USAGE = `SELECT key_id, model,
    count(*) FILTER (WHERE status IN ('miss', 'bypass'))::float8 AS requests,
    coalesce(sum(prompt_tokens) FILTER (WHERE NOT deflected), 0)::float8 AS prompt_tokens,
    coalesce(sum(completion_tokens) FILTER (WHERE NOT deflected), 0)::float8 AS completion_tokens,
    count(*) FILTER (WHERE deflected)::float8 AS deflected_requests,
    coalesce(sum(prompt_tokens + completion_tokens) FILTER (WHERE deflected), 0)::float8 AS deflected_tokens
  FROM answer_events, LATERAL (SELECT status IN ('exact', 'semantic', 'coalesced') AS deflected) AS kind
  WHERE key_id = ANY($1) AND at >= $2
  GROUP BY 1, 2 ORDER BY 1, 2`

export function createKeyUsage (db: Database) {
  return {
    async since (keyIds: readonly string[], since: Date): Promise<KeyUsageRow[]> {
      return (await db.query<KeyUsageRow>({ name: 'key-usage', text: USAGE, values: [keyIds, since] })).rows
    }
  }
}
export type KeyUsage = ReturnType<typeof createKeyUsage>
