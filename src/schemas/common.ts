import { Type, type Static, type TSchema } from 'typebox'
import { NAME } from './name.ts'

/** Longest question, characters: far above what a person types, far below what would hurt. */
export const MAX_CONTENT = 100_000

// A NUL or half a surrogate pair cannot be stored in Postgres as it came: format `text` refuses both.
export const Text = (options: { minLength?: number, maxLength: number, description?: string }) =>
  Type.String({ minLength: 1, format: 'text', ...options })

export const UUID = '^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$'
export const Uuid = (description?: string) => Type.String({ pattern: UUID, ...(description ? { description } : {}) })

export const Name = (description?: string) => Type.String({ pattern: NAME, ...(description ? { description } : {}) })

export const Time = Type.String({ description: 'ISO 8601, UTC, microseconds' })

const ErrorBody = Type.Object({
  statusCode: Type.Integer({ description: 'the HTTP status' }),
  code: Type.Optional(Type.String({ description: 'which error it is, for programs: it does not change' })),
  error: Type.String({ description: 'the name of the status' }),
  message: Type.String({ description: 'what was expected and what came, for people' })
}, { title: 'Error' })

/** A value that may be absent. Not as a union: what is written by one is validated first, by a schema compiled for it. */
export function Nullable<T extends TSchema & ({ type: string } | { enum: unknown[] })> (schema: T, description?: string) {
  const orNull = 'enum' in schema ? { enum: [...schema.enum, null] } : { type: [schema.type, 'null'] }
  return Type.Unsafe<Static<T> | null>({ ...schema, ...orNull, ...(description ? { description } : {}) })
}

export const errors = { '4xx': ErrorBody, '5xx': ErrorBody }
/** As OpenAI's clients read it. */
const GatewayError = Type.Object({
  error: Type.Object({
    message: Type.String({ description: 'what was expected and what came, for people' }),
    type: Type.String({ description: 'the kind of error, as OpenAI names it' }),
    param: Nullable(Type.String(), 'the field that was wrong'),
    code: Nullable(Type.String(), 'which error it is, for programs')
  }, { additionalProperties: true, description: 'as OpenAI tells it; what the upstream refused is as it said it' })
}, { title: 'OpenAI error', additionalProperties: true })
export const gatewayErrors = { '4xx': GatewayError, '5xx': GatewayError }

const Events = (description: string) => ({ schema: Type.Object({ event: Type.Optional(Type.String()), data: Type.String() }, { description }) })
export const eventStream = (events: string) => ({ description: 'server-sent events', content: { 'text/event-stream': Events(events) } })

/** An answer that comes whole, or in pieces where the request asks for a stream. */
export const wholeOrStream = <T extends TSchema>(whole: T, events: string) => ({
  description: 'application/json, or text/event-stream where `stream` is true',
  content: { 'application/json': { schema: whole }, 'text/event-stream': Events(events) }
})
export const closed = { additionalProperties: false }

/** Kept in the audit log. */
export const Note = Text({ maxLength: 500, description: 'why, for the audit log' })
