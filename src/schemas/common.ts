import { Type, type TSchema } from 'typebox'

/** Longest question, characters: far above what a person types, far below what would hurt. */
export const MAX_CONTENT = 100_000

// A NUL or half a surrogate pair cannot be stored in Postgres as it came: format `text` refuses both.
export const Text = (options: { minLength?: number, maxLength: number, description?: string }) =>
  Type.String({ minLength: 1, format: 'text', ...options })

export const Uuid = (description?: string) => Type.String({
  pattern: '^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$',
  ...(description ? { description } : {})
})

export const Time = Type.String({ description: 'ISO 8601, UTC, microseconds' })

export const ErrorBody = Type.Object({
  statusCode: Type.Integer(),
  code: Type.Optional(Type.String()),
  error: Type.String(),
  message: Type.String()
}, { title: 'Error' })

/** A value that may be absent. */
export const Nullable = <T extends TSchema>(type: T, description?: string) => Type.Union([type, Type.Null()], description ? { description } : {})

export const errors = { '4xx': ErrorBody, '5xx': ErrorBody }
export const closed = { additionalProperties: false }

/** Kept in the audit log. */
export const Note = Text({ maxLength: 500, description: 'why, for the audit log' })
