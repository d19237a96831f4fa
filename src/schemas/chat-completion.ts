import { Type } from 'typebox'
import { Nullable, Text } from './common.ts'

/** Only what the cache needs to understand; every other field passes through as it came. */
export const ChatCompletionRequest = Type.Object({
  model: Text({ maxLength: 200 }),
  messages: Type.Array(Type.Object({ role: Type.String() }, { additionalProperties: true }), { minItems: 1 }),
  stream: Type.Optional(Nullable(Type.Boolean())),
  stream_options: Type.Optional(Nullable(Type.Object({ include_usage: Type.Optional(Nullable(Type.Boolean())) }, { additionalProperties: true }))),
  user: Type.Optional(Nullable(Text({ minLength: 0, maxLength: 512 })))
}, { additionalProperties: true, title: 'Chat completion request' })
