import { hash, randomUUID } from 'node:crypto'
import { Type, type Static } from 'typebox'
import { Compile } from 'typebox/compile'

// Bounds are those of the columns: what passes here cannot be refused by Postgres. NUL is the one character text refuses.
const MAX_TEXT = 200
const MAX_ITEMS = 32
const text = () => Type.String({ minLength: 1, maxLength: MAX_TEXT, pattern: '^[^\\u0000]*$' })
const uuid = () => Type.String({ pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' })
const milliseconds = () => Type.Number({ minimum: 0, maximum: 1e9 })
const tokens = () => Type.Integer({ minimum: 0, maximum: 2_147_483_647 })

/**
 * What happened to one served request. Names are those of the columns of answer_events.
 * Further fields are let through: during an upgrade an old process drains events of a new one.
 */
const AnswerEventSchema = Type.Object({
  id: uuid(),
  at: Type.String({ pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$' }),
  tenant: text(),
  user_hash: Type.String({ pattern: '^[0-9a-f]{16}$' }),
  namespace: text(),
  surface: Type.Enum(['chat', 'gateway']),
  model: text(),
  status: Type.Enum(['exact', 'semantic', 'coalesced', 'miss', 'bypass', 'error']),
  reason: Type.Optional(text()),
  similarity: Type.Optional(Type.Number({ minimum: -1, maximum: 1 })),
  entry_id: Type.Optional(text()),
  threshold: Type.Number({ minimum: 0, maximum: 1 }),
  conversation_id: Type.Optional(uuid()),
  message_id: Type.Optional(uuid()),
  milliseconds: milliseconds(),
  embed_ms: Type.Optional(milliseconds()),
  lookup_ms: Type.Optional(milliseconds()),
  llm_ms: Type.Optional(milliseconds()),
  prompt_tokens: tokens(),
  completion_tokens: tokens(),
  window_tokens_saved: tokens(),
  key_id: Type.Optional(text()),
  nearest_entry_id: Type.Optional(text()),
  guards: Type.Optional(Type.Array(text(), { maxItems: MAX_ITEMS })),
  probability: Type.Optional(Type.Number({ minimum: 0, maximum: 1 }))
})

/**
 * `milliseconds` is the whole request, `embed_ms`, `lookup_ms` and `llm_ms` its parts; tokens are as first billed
 * (saved ones, where the answer came from the cache); `window_tokens_saved` = whole history − what was sent.
 * `nearest_entry_id` names the entry that `similarity`, `guards` (those that spoke against it) and `probability` are of: the
 * one served, else the nearest.
 */
export type AnswerEvent = Static<typeof AnswerEventSchema>

/** What the caller knows; `user` is hashed here and goes no further. Undefined fields are left out. An `id` of the caller's makes leaving the event twice harmless. */
export type AnswerEventInput = Omit<AnswerEvent, 'id' | 'at' | 'user_hash'> & { user: string, at?: Date, id?: string }

const schema = Compile(AnswerEventSchema)

/** Time first, so that rows arrive in the order of their primary key (RFC 9562, version 7; Node 20 has no generator). */
export function createEventId (at: Date): string {
  const time = at.getTime().toString(16).padStart(12, '0')
  // Random digits and variant of a version 4, which Node draws from a pool.
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`
}

/** A pseudonym: events count users without naming them. The same user id in another tenant is another user. */
export function hashUser (tenant: string, user: string): string {
  return hash('sha256', `${tenant}\0${user}`).slice(0, 16)
}

const bounds = AnswerEventSchema.properties as Record<string, { type?: string, minimum?: number, maximum?: number }>

type Value = string | number | readonly string[]

/** Brings a value a client had a hand in (model, namespace, a clock that went back) inside the schema. */
function tidy (name: string, value: Value): Value {
  if (typeof value === 'object') return value.slice(0, MAX_ITEMS).map((item) => tidy(name, item) as string)
  // Ids and enumerations have no room for a cut. Half a surrogate pair, sent or cut, would be refused as NUL is.
  if (typeof value === 'string') return value.replaceAll('\0', '').slice(0, MAX_TEXT).toWellFormed() || '-'
  const { type, minimum = 0, maximum = 0 } = bounds[name] ?? {}
  const inside = Math.min(maximum, Math.max(minimum, Number.isFinite(value) ? value : 0))
  return type === 'integer' ? Math.round(inside) : Math.round(inside * 1e6) / 1e6
}

/** Makes an event. Pure but for its id; never throws: an odd value must not fail the request it describes. @param now its time where it has none */
export function createEvent (input: AnswerEventInput, now = new Date()): AnswerEvent {
  const { user, at = now, tenant } = input
  const event: Record<string, Value> = { id: createEventId(at), at: at.toISOString(), user_hash: hashUser(tenant, user) }
  // By names, and not by a rest of fields: one is made for every answer.
  for (const name of Object.keys(input) as (keyof AnswerEventInput)[]) {
    const value = input[name]
    if (value !== undefined && !(value instanceof Date) && name !== 'user') event[name] = tidy(name, value)
  }
  return event as AnswerEvent
}

/** The one field of a stream entry, and what stands in it. */
export const EVENT_FIELD = 'event'
export const encodeEvent = (event: AnswerEvent): string => JSON.stringify(event)

/** What a stream entry holds, or why it is not an event. Never throws: one bad entry must not stop the drain. */
export function decodeEvent (entry: Record<string, unknown>): { event: AnswerEvent } | { problem: string } {
  const encoded = entry[EVENT_FIELD]
  if (typeof encoded !== 'string') return { problem: `expected a field "${EVENT_FIELD}", got ${Object.keys(entry).join(', ') || 'none'}` }
  let event: unknown
  try {
    event = JSON.parse(encoded)
  } catch {
    return { problem: 'expected JSON' }
  }
  if (!schema.Check(event)) {
    const [first] = schema.Errors(event)
    return { problem: `${first?.instancePath || 'event'} ${first?.message ?? 'does not fit'}` }
  }
  if (Number.isNaN(Date.parse(event.at))) return { problem: '/at must be a time' }
  return { event }
}
