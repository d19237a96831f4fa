import type { PolicyFields } from '../schemas/policy.ts'
import { outbox, OUTBOX_ID, type Database, type Outboxed, type Written } from './database.ts'

export type StoredPolicy = { namespace: string, version: number, body: PolicyFields, since: string }
/** How far a namespace has tightened itself, and on what evidence. */
export type StoredTightening = { namespace: string, step: number, since: string, checks: number, wrong: number, reason: string }

const UTC = 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'

export function createPolicyRecord (db: Database) {
  return {
    /** What is in force of a tenant. */
    async readAll (tenant: string): Promise<{ policies: StoredPolicy[], tightenings: StoredTightening[] }> {
      const { rows } = await db.query<{ policies: StoredPolicy[], tightenings: StoredTightening[] }>({
        name: 'policies-current',
        text: `SELECT
          coalesce((SELECT json_agg(p) FROM (SELECT DISTINCT ON (namespace) namespace, version, body, to_char(create_time AT TIME ZONE 'utc', '${UTC}') AS since FROM policies WHERE tenant = $1 ORDER BY namespace, version DESC) p), '[]') AS policies,
          coalesce((SELECT json_agg(t) FROM (SELECT namespace, step, to_char(since AT TIME ZONE 'utc', '${UTC}') AS since, checks, wrong, reason FROM tightenings WHERE tenant = $1) t), '[]') AS tightenings`,
        values: [tenant]
      })
      return rows[0]!
    },
    /**
     * Appends a version. What the operator sets is where tightening begins anew, for every namespace it may reach.
     * @throws a unique violation (23505) where another version came first
     */
    async append (tenant: string, namespace: string, body: PolicyFields, author: string, note: string | null, stale: string[]): Promise<Written<number>> {
      const { rows } = await db.query<{ version: number } & Outboxed>({
        name: 'policies-append',
        text: `WITH added AS (
            INSERT INTO policies (tenant, namespace, version, body, author, note)
            SELECT $1, $2, coalesce(max(version), 0) + 1, $3, $4, $5 FROM policies WHERE tenant = $1 AND namespace = $2 RETURNING version),
          reset AS (
            UPDATE tightenings SET step = 0, since = clock_timestamp(), checks = 0, wrong = 0, reason = 'set by the operator'
            WHERE tenant = $1 AND ($2 = '' OR namespace = $2)),
          ${outbox('$6', 'added')}
          SELECT version, ${OUTBOX_ID} FROM added`,
        values: [tenant, namespace, body, author, note, stale]
      })
      return { value: rows[0]!.version, outboxId: rows[0]!.outbox_id }
    },
    /** Moves a namespace from one step of tightening to another. The value is false where it was at another step. */
    async step (tenant: string, namespace: string, from: number, to: Omit<StoredTightening, 'namespace' | 'since'>, stale: string[]): Promise<Written<boolean>> {
      const { rows } = await db.query<Outboxed>({
        name: 'policies-step',
        text: `WITH moved AS (
            INSERT INTO tightenings (tenant, namespace, step, checks, wrong, reason) SELECT $1, $2, $4, $5, $6, $7
            WHERE $3 = 0 OR EXISTS (SELECT FROM tightenings WHERE tenant = $1 AND namespace = $2 AND step = $3)
            ON CONFLICT (tenant, namespace) DO UPDATE
            SET step = excluded.step, since = excluded.since, checks = excluded.checks, wrong = excluded.wrong, reason = excluded.reason
            WHERE tightenings.step = $3 RETURNING namespace),
          ${outbox('$8', 'moved')}
          SELECT ${OUTBOX_ID} FROM moved`,
        values: [tenant, namespace, from, to.step, to.checks, to.wrong, to.reason, stale]
      })
      return { value: rows.length > 0, outboxId: rows[0]?.outbox_id ?? '' }
    }
  }
}
export type PolicyRecord = ReturnType<typeof createPolicyRecord>
