import type { Database } from './database.ts'

/** What a what-if asks of the logged decisions of a tenant. `guards`: those that may stop an answer. `namespace` null: all. */
export type WhatIfRange = { tenant: string, namespace: string | null, since: Date, until: Date }

/**
 * Decisions alike. `passes`: how many of the thresholds, the lowest first, their similarity is above. `guarded`: whether a
 * guard that is asked spoke against the entry; null where that was not logged, unless none is asked.
 */
export type DecisionCount = { status: string, failed: boolean, compared: boolean, passes: number, guarded: boolean | null, requests: number }
/** A served answer that a person rated. */
export type RatedHit = { similarity: number, guards: string[] | null, wrong: boolean }
/** An answer that was compared with a fresh one. */
export type CheckedPair = { asked: string, entry_question: string, similarity: number, wrong: boolean, source: string }

/** The newest decisions are read, so many at most: the query stays bounded whatever the traffic. */
const MOST_DECISIONS = 200_000
const MOST_LABELS = 500

const WITHIN = 'tenant = $1 AND at >= $2 AND at < $3'

export function createWhatIfRecord (db: Database) {
  return {
    /** @returns counts, and how many decisions were read: `MOST_DECISIONS` says that there may be older ones */
    async decisions ({ tenant, namespace, since, until }: WhatIfRange, thresholds: readonly number[], guards: readonly string[]): Promise<DecisionCount[]> {
      const { rows } = await db.query<DecisionCount>({
        name: 'what-if-decisions',
        // width_bucket counts the bounds at or below its operand; negated, that is the thresholds at or above the similarity.
        text: `SELECT status, coalesce(reason = 'error', false) AS failed, similarity IS NOT NULL AS compared,
            cardinality($4::float8[]) - coalesce(width_bucket(-similarity, $4::float8[]), 0) AS passes,
            CASE WHEN cardinality($5::text[]) = 0 THEN false ELSE guards && $5 END AS guarded, count(*)::float8 AS requests
          FROM (SELECT namespace, status, reason, similarity, guards FROM answer_events WHERE ${WITHIN} ORDER BY at DESC LIMIT ${MOST_DECISIONS}) AS newest
          WHERE $6::text IS NULL OR namespace = $6 GROUP BY 1, 2, 3, 4, 5`,
        values: [tenant, since, until, thresholds.map((threshold) => -threshold).sort((a, b) => a - b), guards, namespace]
      })
      return rows
    },

    /** The latest ratings of semantic hits that no check holds already. */
    async rated ({ tenant, namespace, since, until }: WhatIfRange): Promise<RatedHit[]> {
      const { rows } = await db.query<RatedHit>({
        name: 'what-if-rated',
        text: `SELECT e.similarity, e.guards, f.rating = 'down' AS wrong FROM answer_events e JOIN feedback f ON f.message_id = e.id
          WHERE e.tenant = $1 AND e.at >= $2 AND e.at < $3 AND e.status = 'semantic' AND ($4::text IS NULL OR e.namespace = $4)
            AND NOT EXISTS (SELECT FROM answer_checks c WHERE c.id = f.message_id)
          ORDER BY e.at DESC LIMIT ${MOST_LABELS}`,
        values: [tenant, since, until, namespace]
      })
      return rows
    },

    /** The latest checks that could be told, above a similarity. */
    async checked ({ tenant, namespace, since, until }: WhatIfRange, above: number): Promise<CheckedPair[]> {
      const { rows } = await db.query<CheckedPair>({
        name: 'what-if-checked',
        text: `SELECT asked, entry_question, similarity, outcome = 'different' AS wrong, source FROM answer_checks
          WHERE ${WITHIN} AND outcome <> 'unknown' AND similarity > $5 AND ($4::text IS NULL OR namespace = $4)
          ORDER BY at DESC LIMIT ${MOST_LABELS}`,
        values: [tenant, since, until, namespace, above]
      })
      return rows
    },

    /** The latest checks as labelled pairs, of every tenant: for the tuner, which runs on the operator's machine. */
    async pairs (range: { since: Date, until: Date }, limit: number): Promise<(CheckedPair & { at: Date })[]> {
      const { rows } = await db.query<CheckedPair & { at: Date }>(`SELECT at, asked, entry_question, similarity, outcome = 'different' AS wrong, source FROM answer_checks
        WHERE at >= $1 AND at < $2 AND outcome <> 'unknown' ORDER BY at DESC LIMIT $3`, [range.since, range.until, limit])
      return rows
    }
  }
}
export type WhatIfRecord = ReturnType<typeof createWhatIfRecord>
