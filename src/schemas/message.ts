import { Type, type Static } from 'typebox'
import { closed, MAX_CONTENT, Nullable, Text, Uuid } from './common.ts'
import { Cache, Message, Usage } from './conversation.ts'

export const SendMessage = Type.Object({
  conversation_id: Type.Optional(Uuid('unset: a conversation begins')),
  message: Type.Object({
    id: Type.Optional(Uuid('chosen by the client: the same message sent again is answered once')),
    content: Type.String({ minLength: 1, maxLength: MAX_CONTENT, format: 'question' })
  }, closed),
  model: Type.Optional(Text({ maxLength: 100 })),
  stream: Type.Optional(Type.Boolean({ description: 'true: text/event-stream with events message, delta, done, error' }))
}, { ...closed, title: 'Send a message' })
export type SendMessageBody = Static<typeof SendMessage>

export const TurnReply = Type.Object({
  conversation_id: Uuid(),
  message: Message,
  answer: Type.Object({ ...Message.properties, finish_reason: Nullable(Type.String()) }),
  cache: Cache,
  usage: Nullable(Usage)
}, { title: 'Turn' })

export const Feedback = Type.Object({
  rating: Type.Enum(['up', 'down']),
  reason: Type.Optional(Text({ maxLength: 2_000 }))
}, closed)
export const MessageParams = Type.Object({ id: Uuid('id of an answer') })
