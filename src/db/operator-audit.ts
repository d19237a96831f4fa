import { isoTime, type Database } from './database.ts'

export type AuditEntry = { tenant: string, actor: string, action: string, target: string, before?: object | null, after?: object | null, note?: string | null }
export type AuditRow = { id: string, at: string, actor: string, action: string, target: string, before: object | null, after: object | null, note: string | null }

/**
 * A step of a writing statement: what was done is written down with it, where `step` wrote a row. Each column is an SQL
 * expression.
 */
export const audited = (step: string, columns: Record<'tenant' | 'actor' | 'action' | 'target' | 'before' | 'after' | 'note', string>) =>
  `audited AS (INSERT INTO operator_audit (${Object.keys(columns).join(', ')}) SELECT ${Object.values(columns).join(', ')} FROM ${step})`

export function createOperatorAudit (db: Database) {
  return {
    /** @returns the row's id */
    async add ({ tenant, actor, action, target, before = null, after = null, note = null }: AuditEntry): Promise<string> {
      const { rows } = await db.query<{ id: string }>({
        name: 'audit-add',
        text: 'INSERT INTO operator_audit (tenant, actor, action, target, before, after, note) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id::text',
        values: [tenant, actor, action, target, before, after, note]
      })
      return rows[0]!.id
    },
    /** How far it has come meanwhile, of what is written down before it is done. */
    async amend (id: string, after: object): Promise<void> {
      await db.query({ name: 'audit-amend', text: 'UPDATE operator_audit SET after = $2 WHERE id = $1', values: [id, after] })
    },
    /** Newest first. @param below ids that count, null: all */
    async list (tenant: string, { action, below, limit }: { action: string | null, below: string | null, limit: number }): Promise<AuditRow[]> {
      const { rows } = await db.query<AuditRow>({
        name: action === null ? 'audit-list' : 'audit-list-action',
        text: `SELECT id::text, ${isoTime('at')} AS at, actor, action, target, before, after, note FROM operator_audit
          WHERE tenant = $1 AND ($2::bigint IS NULL OR id < $2)${action === null ? '' : ' AND action = $4'} ORDER BY operator_audit.id DESC LIMIT $3`,
        values: [tenant, below, limit, ...(action === null ? [] : [action])]
      })
      return rows
    }
  }
}
export type OperatorAudit = ReturnType<typeof createOperatorAudit>
