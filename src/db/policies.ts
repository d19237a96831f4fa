import type { PolicyFields } from '../schemas/policy.ts'
import { outbox, OUTBOX_ID, type Database, type Outboxed, type Written } from './database.ts'

export type StoredPolicy = { namespace: string, version: number, body: PolicyFields }

export function createPolicyRecord (db: Database) {
  return {
    /** The policies in force of a tenant. */
    async readAll (tenant: string): Promise<StoredPolicy[]> {
      const { rows } = await db.query<StoredPolicy>({
        name: 'policies-current',
        text: 'SELECT DISTINCT ON (namespace) namespace, version, body FROM policies WHERE tenant = $1 ORDER BY namespace, version DESC',
        values: [tenant]
      })
      return rows
    },
    /** Appends a version. @throws a unique violation (23505) where another version came first */
    async append (tenant: string, namespace: string, body: PolicyFields, author: string, note: string | null, stale: string[]): Promise<Written<number>> {
      const { rows } = await db.query<{ version: number } & Outboxed>({
        name: 'policies-append',
        text: `WITH added AS (
            INSERT INTO policies (tenant, namespace, version, body, author, note)
            SELECT $1, $2, coalesce(max(version), 0) + 1, $3, $4, $5 FROM policies WHERE tenant = $1 AND namespace = $2 RETURNING version),
          ${outbox('$6', 'added')}
          SELECT version, ${OUTBOX_ID} FROM added`,
        values: [tenant, namespace, body, author, note, stale]
      })
      return { value: rows[0]!.version, outboxId: rows[0]!.outbox_id }
    }
  }
}
export type PolicyRecord = ReturnType<typeof createPolicyRecord>
