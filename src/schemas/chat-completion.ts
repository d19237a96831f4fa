import { Type } from 'typebox'
import { Text } from './common.ts'

/** Only what the cache needs to understand; every other field passes through as it came. */
export const ChatCompletionRequest = Type.Object({
  model: Text({ maxLength: 200 }),
  messages: Type.Array(Type.Object({ role: Type.String() }, { additionalProperties: true }), { minItems: 1 }),
  stream: Type.Optional(Type.Union([Type.Boolean(), Type.Null()])),
  stream_options: Type.Optional(Type.Union([Type.Object({ include_usage: Type.Optional(Type.Union([Type.Boolean(), Type.Null()])) }, { additionalProperties: true }), Type.Null()])),
  user: Type.Optional(Type.Union([Text({ minLength: 0, maxLength: 512 }), Type.Null()]))
}, { additionalProperties: true, title: 'Chat completion request' })
