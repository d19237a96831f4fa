import { Type, type Static } from 'typebox'
import { closed, MAX_CONTENT, Name, Nullable, Text, Uuid } from './common.ts'

export const ExplainBody = Type.Object({
  text: Text({ maxLength: MAX_CONTENT, description: 'the question' }),
  messages: Type.Optional(Type.Array(Type.Object({ role: Type.String({ minLength: 1, maxLength: 32 }), content: Type.Unknown() }, { additionalProperties: true }), {
    maxItems: 200, description: 'what was said before the question, as /v1/chat/completions takes it; without it and `message_id`: the first question of a chat'
  })),
  input: Type.Optional(Type.Array(Type.Object({}, { additionalProperties: true }), { maxItems: 200, description: 'the same for a response, as /v1/responses takes it; empty for the first question; not with `messages`' })),
  parameters: Type.Optional(Type.Object({ user: Type.Optional(Nullable(Text({ minLength: 0, maxLength: 512 }))) }, { additionalProperties: true, description: 'the other fields of a request of /v1/chat/completions, or, with `input`, of /v1/responses, as `temperature`: answers are shared only where they are equal; not with `message_id`' })),
  message_id: Type.Optional(Uuid('a question of a chat of your own: explained in the context it was asked in, for its model; not with `messages`, `input` or `parameters`')),
  namespace: Type.Optional(Name()),
  model: Type.Optional(Text({ maxLength: 200 }))
}, { ...closed, title: 'Explain' })
export type ExplainRequest = Static<typeof ExplainBody>

const Moment = Type.String({ description: 'ISO 8601, UTC' })
const Entry = { entry_id: Type.String(), question: Type.String(), created_at: Moment, expires_at: Moment }

export const ExplainView = Type.Object({
  decision: Type.Object({
    status: Type.Enum(['exact', 'semantic', 'miss', 'bypass']),
    reason: Type.Optional(Type.String()),
    entry_id: Type.Optional(Type.String()),
    similarity: Type.Optional(Type.Number()),
    sentence: Type.String({ description: 'the decision and its reason in words' })
  }),
  cacheable: Type.Object({ cacheable: Type.Boolean(), reason: Nullable(Type.String()) }),
  normalised: Type.String({ description: 'the question as the exact tier keys it' }),
  embedded: Type.String({ description: 'the question as it is embedded: ways to ask how something is done open alike' }),
  scope: Type.Object({ hash: Type.String(), parts: Type.Record(Type.String(), Type.Unknown()) }),
  policy: Type.Object({
    kind: Type.String(), threshold: Type.Number(), min_probability: Type.Number(), tiers: Type.Array(Type.String()), guards: Type.Array(Type.String())
  }),
  exact: Type.Object({ hash: Type.String(), entry: Nullable(Type.Object(Entry)) }),
  candidates: Type.Array(Type.Object({
    ...Entry,
    similarity: Type.Number(),
    probability: Nullable(Type.Number(), 'calibrated probability of the same answer; null where the words of one side are not known'),
    lower_bound: Nullable(Type.Number(), 'verified: what must reach min_probability, after what the entry has learnt; null under other kinds'),
    finding: Type.String({ description: '`serve`, or the first thing that stands against it' }),
    guards: Type.Array(Type.Object({
      name: Type.String(),
      asked: Type.Boolean({ description: 'whether the policy lets it stop an answer' }),
      evidence: Nullable(Type.String(), 'what it says against the candidate; null: silent')
    }))
  }), { description: 'the nearest entries of the scope, by falling similarity' })
}, { title: 'Explanation' })
