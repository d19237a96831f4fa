import type { PolicyFields } from '../schemas/policy.ts'
import { isoTime, outbox, OUTBOX_ID, type Database, type Outboxed, type Written } from './database.ts'
import { createNumbering } from './numbering.ts'
import { audited } from './operator-audit.ts'

export type StoredPolicy = { namespace: string, version: number, body: PolicyFields, since: string }
/** How far a namespace has tightened itself, and on what evidence. */
export type StoredTightening = { namespace: string, step: number, since: string, checks: number, wrong: number, reason: string }

export type PolicyVersion = { version: number, body: PolicyFields, author: string, note: string | null, create_time: string }
/** `ifVersion`: only where this is the newest, 0 where there is none; null: whatever is. */
export type PolicyWrite = { body: PolicyFields, author: string, note: string | null, ifVersion: number | null, action: 'policy.put' | 'policy.rollback' }

export function createPolicyRecord (db: Database) {
  const inTurn = createNumbering()

  async function appendOnce (tenant: string, namespace: string, { body, author, note, ifVersion, action }: PolicyWrite, stale: string[]): Promise<Written<number | null>> {
    const { rows } = await db.query<{ version: number } & Outboxed>({
      name: 'policies-append',
      text: `WITH latest AS (SELECT version, body FROM policies WHERE tenant = $1 AND namespace = $2 ORDER BY version DESC LIMIT 1),
        added AS (
          INSERT INTO policies (tenant, namespace, version, body, author, note)
          SELECT $1, $2, coalesce((SELECT version FROM latest), 0) + 1, $3, $4, $5
          WHERE $7::int IS NULL OR coalesce((SELECT version FROM latest), 0) = $7 RETURNING version, body),
        reset AS (
          UPDATE tightenings SET step = 0, since = clock_timestamp(), checks = 0, wrong = 0, reason = 'set by the operator'
          WHERE tenant = $1 AND ($2 = '' OR namespace = $2) AND EXISTS (SELECT FROM added)),
        ${audited('added', {
          tenant: '$1',
          actor: '$4',
          action: '$8',
          target: '$2',
          before: "coalesce((SELECT jsonb_build_object('version', latest.version, 'changes', latest.body) FROM latest), '{\"version\": 0, \"changes\": {}}')",
          after: "jsonb_build_object('version', added.version, 'changes', added.body)",
          note: '$5'
        })},
        ${outbox('$6', 'added')}
        SELECT version, ${OUTBOX_ID} FROM added`,
      values: [tenant, namespace, body, author, note, stale, ifVersion, action]
    })
    return { value: rows[0]?.version ?? null, outboxId: rows[0]?.outbox_id ?? '' }
  }

  return {
    /** What is in force of a tenant. */
    async readAll (tenant: string): Promise<{ policies: StoredPolicy[], tightenings: StoredTightening[] }> {
      const { rows } = await db.query<{ policies: StoredPolicy[], tightenings: StoredTightening[] }>({
        name: 'policies-current',
        // From one namespace to the next by the index: every version there ever was is kept, and the newest of each is wanted.
        text: `WITH RECURSIVE named AS (
            (SELECT namespace FROM policies WHERE tenant = $1 ORDER BY namespace LIMIT 1)
            UNION ALL
            SELECT (SELECT p.namespace FROM policies p WHERE p.tenant = $1 AND p.namespace > named.namespace ORDER BY p.namespace LIMIT 1) FROM named WHERE named.namespace IS NOT NULL),
          newest AS (
            SELECT p.* FROM named CROSS JOIN LATERAL (
              SELECT namespace, version, body, ${isoTime('create_time')} AS since FROM policies
              WHERE tenant = $1 AND namespace = named.namespace ORDER BY version DESC LIMIT 1) p)
          SELECT
          coalesce((SELECT json_agg(newest) FROM newest), '[]') AS policies,
          coalesce((SELECT json_agg(t) FROM (SELECT namespace, step, ${isoTime('since')} AS since, checks, wrong, reason FROM tightenings WHERE tenant = $1) t), '[]') AS tightenings`,
        values: [tenant]
      })
      return rows[0]!
    },
    /**
     * Appends a version, and writes down who changed what. What the operator sets is where tightening begins anew, for every
     * namespace it may reach. The value is null where another version came first: `ifVersion` is not the newest any more.
     */
    async append (tenant: string, namespace: string, { body, author, note, ifVersion, action }: PolicyWrite, stale: string[]): Promise<Written<number | null>> {
      return await inTurn([tenant, namespace], () => appendOnce(tenant, namespace, { body, author, note, ifVersion, action }, stale))
    },
    /** Versions of a namespace, newest first. @param below versions that count, null: all */
    async versions (tenant: string, namespace: string, below: number | null, limit: number): Promise<PolicyVersion[]> {
      const { rows } = await db.query<PolicyVersion>({
        name: 'policies-versions',
        text: `SELECT version, body, author, note, ${isoTime('create_time')} AS create_time FROM policies
          WHERE tenant = $1 AND namespace = $2 AND ($3::int IS NULL OR version < $3) ORDER BY version DESC LIMIT $4`,
        values: [tenant, namespace, below, limit]
      })
      return rows
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
