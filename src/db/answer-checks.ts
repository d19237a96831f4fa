import type { CheckRow } from '../events/deflection.ts'
import type { Database } from './database.ts'
import { nameOf, namesIn, onlyOf, onlyValues, partsIn, partValues, spansOf, type AggregateOf } from './spans.ts'

export type CheckOutcome = 'same' | 'different' | 'unknown'
type CheckSource = 'feedback' | 'shadow' | 'explore' | 'judge'

/** What turned out about an entry and a question that is not its own (migrations/0008, 0014). */
export type AnswerCheck = {
  id: string
  tenant: string
  namespace: string
  /** The entry that learns. */
  entry_id: string
  /** The entry whose question this is; another wording of the one that learns, or that one. */
  met_id: string
  asked: string
  entry_question: string
  similarity: number
  probability: number | null
  outcome: CheckOutcome
  source: CheckSource
  served: boolean
  conversation_id: string | null
  user_hash: string
  model: string
  prompt_tokens: number
  completion_tokens: number
  alias: string | null
}

/** Labels of an entry whose P had about the same logit. */
export type LabelCount = { logit: number, same: number, different: number }
/** Labels of an entry, and when the newest was made, ms. */
export type EntryLabels = { atMs: number, counts: LabelCount[] }

export type Evidence = { served: { checks: number, wrong: number }, all: { checks: number, wrong: number } }

/** Steps of a logit that labels are counted by. */
export const LOGIT_STEP = 0.25

const COLUMNS = ['id', 'tenant', 'namespace', 'entry_id', 'asked', 'entry_question', 'similarity', 'probability', 'outcome', 'source', 'served', 'conversation_id', 'user_hash', 'model', 'prompt_tokens', 'completion_tokens', 'alias', 'met_id'] as const
const UUIDS: readonly string[] = ['id', 'conversation_id']

export function createAnswerChecks (db: Database) {
  return {
    /**
     * Keeps a check, unless one of its two questions has been erased meanwhile, by conversation or user. A second rating of a message
     * replaces the first.
     * @param since when the question was asked, the time it counts for: whoever weighs a policy must not take a check for evidence of
     * what came into force while the check ran
     * @param entry whose the other question is
     */
    async insert (check: AnswerCheck, since = new Date(), entry: { conversationId: string | null, owner: string | null } = { conversationId: null, owner: null }): Promise<void> {
      await db.query({
        name: 'checks-insert',
        text: `INSERT INTO answer_checks (${COLUMNS.join(', ')}, at)
          SELECT ${COLUMNS.map((name, i) => `$${i + 1}${UUIDS.includes(name) ? '::uuid' : ''}`).join(', ')}, $${COLUMNS.length + 1}::timestamptz
          WHERE ($12::uuid IS NULL OR EXISTS (SELECT FROM conversations WHERE id = $12::uuid))
            AND ($${COLUMNS.length + 2}::uuid IS NULL OR EXISTS (SELECT FROM conversations WHERE id = $${COLUMNS.length + 2}::uuid))
            AND NOT EXISTS (SELECT FROM erasures e WHERE e.kind = 'user' AND e.tenant = $2 AND e.user_hash IN ($13, $${COLUMNS.length + 3}) AND e.until >= $${COLUMNS.length + 1}::timestamptz)
          ON CONFLICT (id) DO UPDATE SET outcome = excluded.outcome, probability = excluded.probability, at = excluded.at`,
        values: [...COLUMNS.map((name) => typeof check[name] === 'string' ? (check[name] as string).replaceAll('\0', '') : check[name]), since, entry.conversationId, entry.owner]
      })
    },

    /**
     * What is known of an entry and of those before it with the same question and scope: an entry that Redis lost comes back
     * under another id, and a wording perhaps without the entry that learnt for it. One voice for each question of each user, the latest; checks without a probability teach nothing.
     */
    async labelsOf (tenant: string, entryId: string): Promise<EntryLabels> {
      const { rows } = await db.query<LabelCount & { at: number }>({
        name: 'checks-labels',
        text: `WITH latest AS (
            SELECT DISTINCT ON (user_hash, asked) at, outcome, ln(least(greatest(probability, 1e-6), 1 - 1e-6) / (1 - least(greatest(probability, 1e-6), 1 - 1e-6))) AS logit
            FROM answer_checks WHERE tenant = $1 AND (left(entry_id, 32) = left($2, 32) OR left(met_id, 32) = left($2, 32)) AND outcome <> 'unknown' AND probability IS NOT NULL ORDER BY user_hash, asked, at DESC)
          SELECT round(logit / ${LOGIT_STEP}) * ${LOGIT_STEP} AS logit, count(*) FILTER (WHERE outcome = 'same')::float8 AS same,
            count(*) FILTER (WHERE outcome = 'different')::float8 AS different, max(extract(epoch FROM at) * 1000)::float8 AS at
          FROM latest GROUP BY 1 ORDER BY 1`,
        values: [tenant, entryId]
      })
      return { atMs: Math.max(0, ...rows.map(({ at }) => at)), counts: rows.map(({ logit, same, different }) => ({ logit, same, different })) }
    },

    /** The last shadow checks of a namespace that could be told: of answers that were served, and of all. */
    async evidence (tenant: string, namespace: string, since: Date, limit: number): Promise<Evidence> {
      const { rows } = await db.query<{ served: boolean, checks: number, wrong: number }>({
        name: 'checks-evidence',
        text: `SELECT served, count(*)::float8 AS checks, count(*) FILTER (WHERE outcome = 'different')::float8 AS wrong FROM (
            SELECT served, outcome FROM answer_checks
            WHERE tenant = $1 AND namespace = $2 AND source = 'shadow' AND at >= $3 AND outcome <> 'unknown' ORDER BY at DESC LIMIT $4) AS last
          GROUP BY 1`,
        values: [tenant, namespace, since, limit]
      })
      const of = (served: boolean) => rows.find((row) => row.served === served) ?? { checks: 0, wrong: 0 }
      const [yes, no] = [of(true), of(false)]
      return { served: { checks: yes.checks, wrong: yes.wrong }, all: { checks: yes.checks + no.checks, wrong: yes.wrong + no.wrong } }
    },

    /** Served answers that were checked since, of every tenant. */
    async counts (since: Date): Promise<{ checks: number, wrong: number }> {
      const { rows } = await db.query<{ checks: number, wrong: number }>({
        name: 'checks-counts',
        text: `SELECT count(*)::float8 AS checks, count(*) FILTER (WHERE outcome = 'different')::float8 AS wrong
          FROM answer_checks WHERE at >= $1 AND source = 'shadow' AND served AND outcome <> 'unknown'`,
        values: [since]
      })
      return rows[0]!
    },

    /** Namespaces that have tightened themselves. */
    async tightened (): Promise<number> {
      const { rows } = await db.query<{ n: number }>({ name: 'checks-tightened', text: 'SELECT count(*)::float8 AS n FROM tightenings WHERE step > 0' })
      return rows[0]!.n
    },

    async aggregate (what: AggregateOf): Promise<CheckRow[]> {
      const spans = spansOf(what)
      const { rows } = await db.query<Omit<CheckRow, 'day' | 'hour'> & { place: number }>(`SELECT place, sums.* FROM ${partsIn(1)} CROSS JOIN LATERAL (
          SELECT ${namesIn(what)}, model,
            count(*) FILTER (WHERE served AND source = 'shadow' AND outcome <> 'unknown')::float8 AS checks,
            count(*) FILTER (WHERE served AND source = 'shadow' AND outcome = 'different')::float8 AS wrong,
            count(*) FILTER (WHERE source <> 'feedback')::float8 AS all,
            count(*) FILTER (WHERE served AND source = 'shadow' AND outcome = 'unknown')::float8 AS unknown,
            sum(prompt_tokens)::float8 AS prompt_tokens, sum(completion_tokens)::float8 AS completion_tokens
          FROM answer_checks WHERE at >= since AND at < until${onlyOf(what, 4)} GROUP BY 1, 2, 3) AS sums
        ORDER BY 1, 2, 3, 4`, [...partValues(spans.map((span, place) => ({ ...span, place }))), ...onlyValues(what)])
      const names = spans.map(nameOf)
      return rows.map(({ place, ...row }) => Object.assign(row, names[place]!))
    }
  }
}
export type AnswerChecks = ReturnType<typeof createAnswerChecks>
