import fp from 'fastify-plugin'
import { createOperatorAudit, type AuditEntry, type OperatorAudit } from '../db/operator-audit.ts'
import type { AuditAction } from '../schemas/audit.ts'
import { within } from '../events/within.ts'
import type { Identity } from './auth.ts'

declare module 'fastify' {
  interface FastifyInstance {
    audit: Pick<OperatorAudit, 'list'> & {
      /**
       * Writes down what was done to Redis, where no statement of Postgres could do both. Never throws: what was done is done,
       * and where the row cannot be written the log has it.
       */
      note (person: Identity, action: AuditAction, target: string, more?: Pick<AuditEntry, 'before' | 'after' | 'note'>): Promise<void>
      /**
       * For what is done in steps: one row, written by the first call of what this returns, before anything is done, and amended by
       * the others. The first throws where the row cannot be written; the others never do.
       */
      follow (person: Identity, action: AuditAction, target: string, note: string | null): (after: object) => Promise<void>
    }
  }
}

const LONGEST_MS = 2_000

/** The audit log of operators. */
export default fp(async (app) => {
  const record = createOperatorAudit(app.pg.pool)
  app.decorate('audit', {
    list: record.list,
    async note ({ tenant, user }: Identity, action: AuditAction, target: string, more: Pick<AuditEntry, 'before' | 'after' | 'note'> = {}) {
      const entry = { tenant, actor: user, action, target, ...more }
      await within(record.add(entry), LONGEST_MS).catch((err: unknown) => app.log.error({ err, audit: entry }, 'audit row not written'))
    },
    follow ({ tenant, user }: Identity, action: AuditAction, target: string, note: string | null) {
      let id: string | undefined
      return async (after: object) => {
        const entry = { tenant, actor: user, action, target, after, note }
        if (id === undefined) id = await record.add(entry)
        else await within(record.amend(id, after), LONGEST_MS).catch((err: unknown) => app.log.error({ err, audit: entry }, 'audit row not amended'))
      }
    }
  })
}, { name: 'audit', dependencies: ['postgres'] })
