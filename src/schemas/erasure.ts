import { Type, type Static } from 'typebox'
import { closed, Time, Uuid } from './common.ts'

const count = (description: string) => Type.Integer({ description })

export const ErasureReceipt = Type.Object({
  id: Uuid('of the receipt'),
  kind: Type.String({ description: 'conversation | user' }),
  conversation_id: Type.Optional(Uuid('of the erased conversation')),
  user_hash: Type.String({ description: 'pseudonym of the user whose data it was; nothing else of them is kept' }),
  asked_by: Type.String({ description: 'self, or the operator who asked' }),
  create_time: Time,
  finish_time: Type.Optional(Time),
  complete: Type.Boolean({ description: 'false: something is left to do; the same request goes on with it' }),
  erased: Type.Object({
    conversations: count('conversations'),
    messages: count('messages'),
    feedback: count('ratings'),
    entries: count('cached answers that came only from these'),
    aliases: count('other questions that were answered by such an answer'),
    events: count('rows of the deflection report; events that had not reached it yet are dropped when they come, and are in no count'),
    vectors: count('vectors of questions'),
    checks: count('labelled outcomes')
  }, { description: 'what was there and is gone' }),
  pending: Type.Optional(Type.Object({ keys: count('Redis keys that are deleted, whether there or not, as soon as Redis is back; they are in no count') }))
}, { title: 'Erasure receipt' })
export type ErasureReceiptBody = Static<typeof ErasureReceipt>

export const ErasureList = Type.Object({ items: Type.Array(ErasureReceipt), offset: Type.Integer(), limit: Type.Integer() }, { title: 'Erasure receipts' })
export const UserParams = Type.Object({ user_id: Type.String({ minLength: 1, maxLength: 512, format: 'text' }) }, closed)
