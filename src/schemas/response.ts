import { Type } from 'typebox'
import { Nullable, Text } from './common.ts'

/** Only what the cache needs to understand; every other field passes through as it came. */
export const ResponseRequest = Type.Object({
  model: Text({ maxLength: 200 }),
  input: Type.Optional(Type.Unsafe<string | { [field: string]: unknown }[] | null>({
    type: ['string', 'array', 'null'], items: { type: 'object', additionalProperties: true }, description: 'the question, or what was said so far with the question last; a prompt that is kept upstream needs none'
  })),
  instructions: Type.Optional(Nullable(Type.String(), 'the system prompt')),
  stream: Type.Optional(Nullable(Type.Boolean())),
  user: Type.Optional(Nullable(Text({ minLength: 0, maxLength: 512 })))
}, { additionalProperties: true, title: 'Response request' })
