import { audited } from './operator-audit.ts'
import { createNumbering } from './numbering.ts'
import { outbox, OUTBOX_ID, type Database, type Outboxed, type Written } from './database.ts'

export type InvalidationKind = 'all' | 'namespace' | 'model' | 'tag'
/** What is taken away; `value` is '' for everything. */
export type Target = { kind: InvalidationKind, value: string }
/** Kind, value, and the number of its latest invalidation. */
export type GenerationRow = [kind: InvalidationKind, value: string, seq: number]

/** Who asked for it, and why. */
export type By = { author: string, note: string | null }

export function createInvalidationRecord (db: Database) {
  const inTurn = createNumbering()

  async function appendOnce (tenant: string, { kind, value }: Target, { author, note }: By, stale: string[]): Promise<Written<number>> {
    const { rows } = await db.query<{ seq: number } & Outboxed>({
      name: 'invalidations-append',
      text: `WITH added AS (
          INSERT INTO invalidations (tenant, seq, kind, value, author)
          SELECT $1, coalesce(max(seq), 0) + 1, $2, $3, $4 FROM invalidations WHERE tenant = $1 RETURNING seq),
        latest AS (
          INSERT INTO generations (tenant, kind, value, seq) SELECT $1, $2, $3, seq FROM added
          ON CONFLICT (tenant, kind, value) DO UPDATE SET seq = excluded.seq),
        ${audited('added', {
          tenant: '$1', actor: '$4', action: "'invalidate'", target: '$6', before: 'NULL', after: "jsonb_build_object('generation', seq)", note: '$7'
        })},
        ${outbox('$5', 'added')}
        SELECT seq, ${OUTBOX_ID} FROM added`,
      values: [tenant, kind, value, author, stale, kind === 'all' ? 'all' : `${kind}:${value}`, note]
    })
    return { value: rows[0]!.seq, outboxId: rows[0]!.outbox_id }
  }

  return {
    /** The newest `limit` of each kind, newest first. */
    async readGenerations (tenant: string, limit: number): Promise<GenerationRow[]> {
      const { rows } = await db.query<{ kind: InvalidationKind, value: string, seq: number }>({
        name: 'generations-read',
        text: `SELECT kind, value, seq FROM unnest(ARRAY['all', 'namespace', 'model', 'tag']) AS kinds (kind) CROSS JOIN LATERAL (
            SELECT value, seq FROM generations WHERE tenant = $1 AND kind = kinds.kind ORDER BY generations.seq DESC LIMIT $2) AS newest
          ORDER BY seq DESC`,
        values: [tenant, limit]
      })
      return rows.map(({ kind, value, seq }) => [kind, value, seq])
    },
    /** @returns the number of this invalidation among the tenant's */
    async append (tenant: string, target: Target, by: By, stale: string[]): Promise<Written<number>> {
      return await inTurn([tenant], () => appendOnce(tenant, target, by, stale))
    }
  }
}
export type InvalidationRecord = ReturnType<typeof createInvalidationRecord>
