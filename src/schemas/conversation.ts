import { Type } from 'typebox'
import { closed, Time, Uuid } from './common.ts'

export const Cache = Type.Object({
  status: Type.String({ description: 'exact | semantic | coalesced | miss | bypass' }),
  similarity: Type.Optional(Type.Number({ description: 'cosine, 0..1; of the nearest cached question on a miss' })),
  entry_id: Type.Optional(Type.String()),
  reason: Type.Optional(Type.String({ description: 'why it was not a hit' }))
}, { title: 'Cache' })

export const Summary = Type.Object({ id: Uuid(), title: Type.String(), create_time: Time, update_time: Time }, { title: 'Conversation summary' })

export const Usage = Type.Object({
  prompt_tokens: Type.Integer(),
  completion_tokens: Type.Integer(),
  total_tokens: Type.Integer()
}, { title: 'Usage', description: 'as first billed' })

export const Message = Type.Object({
  id: Uuid(),
  role: Type.String({ description: 'user | assistant' }),
  content: Type.String(),
  model: Type.String(),
  create_time: Time,
  cache: Type.Optional(Cache)
}, { title: 'Message' })

export const History = Type.Object({
  conversation_id: Uuid(),
  title: Type.String(),
  create_time: Time,
  update_time: Time,
  messages: Type.Array(Type.Object({
    ...Message.properties,
    reply_to: Type.Optional(Uuid('id of the question it answers; absent: a question')),
    usage: Type.Optional(Usage),
    rating: Type.Optional(Type.Enum(['up', 'down'], { description: 'what its person said of the answer last; absent: nothing' }))
  }, { title: 'Message of a history' }))
}, { title: 'Conversation' })

export const Page = Type.Object({
  items: Type.Array(Summary),
  total: Type.Integer(),
  offset: Type.Integer(),
  limit: Type.Integer()
}, { title: 'Page of conversations' })

export const ConversationParams = Type.Object({ id: Uuid('conversation id') })
export const PageQuery = Type.Object({
  offset: Type.Integer({ minimum: 0, maximum: 2_147_483_647, default: 0 }),
  limit: Type.Integer({ minimum: 1, maximum: 100, default: 20 })
}, closed)
export const Rename = Type.Object({ title: Type.String({ minLength: 1, maxLength: 200, format: 'question' }) }, closed)
