import { Type } from 'typebox'
import { closed, Nullable, Time } from './common.ts'

const AUDIT_ACTIONS = ['policy.put', 'policy.rollback', 'entry.quarantine', 'entry.release', 'entry.delete', 'entry.pin', 'entry.unpin', 'entry.edit', 'entries.bulk', 'invalidate', 'user.erase'] as const
export type AuditAction = typeof AUDIT_ACTIONS[number]

export const AUDIT_CURSOR = '^[0-9]{1,18}$'

export const AuditQuery = Type.Object({
  limit: Type.Integer({ minimum: 1, maximum: 100, default: 50, description: 'rows of a page' }),
  cursor: Type.Optional(Type.String({ pattern: AUDIT_CURSOR, description: 'next_cursor of the page before' })),
  action: Type.Optional(Type.Enum([...AUDIT_ACTIONS], { description: 'only this action' }))
}, closed)

const Told = (description: string) => Nullable(Type.Object({}, { additionalProperties: true }), description)

export const AuditPage = Type.Object({
  items: Type.Array(Type.Object({
    id: Type.String({ description: 'of the row; rises with time' }),
    at: Time,
    actor: Type.String({ description: 'the operator' }),
    action: Type.String({ description: AUDIT_ACTIONS.join(' | ') }),
    target: Type.String({ description: 'a namespace (empty: the default policy), an entry, tag:x, namespace:x, model:x, all, or the pseudonym of a user' }),
    before: Told('what was there: versions, policies, states, counts; never a question or an answer'),
    after: Told('what is there now'),
    note: Nullable(Type.String(), 'in the operator\'s words')
  }), { description: 'newest first' }),
  next_cursor: Nullable(Type.String(), 'null: this was the last page')
}, { title: 'Audit log' })
