import { Type } from 'typebox'
import { closed, Name, Nullable } from './common.ts'
import { GUARDS } from './policy.ts'

export const WhatIfBody = Type.Object({
  since: Type.String({ maxLength: 40, description: 'how far back: 30m, 24h, 7d, at most 30d; or an ISO time, UTC where it has no offset' }),
  thresholds: Type.Array(Type.Number({ minimum: 0, maximum: 1 }), { minItems: 1, maxItems: 50, uniqueItems: true, description: 'similarities to try' }),
  guards: Type.Optional(Type.Array(Type.Enum([...GUARDS]), { uniqueItems: true, description: 'guards that may stop a hit; absent: those of the policy in force' })),
  namespace: Type.Optional(Name('absent: all'))
}, { ...closed, title: 'What if' })

const Rate = Nullable(Type.Number())
const counts = { requests: Type.Integer(), exact: Type.Integer(), semantic: Type.Integer(), coalesced: Type.Integer(), deflection_rate: Rate }

export const WhatIfView = Type.Object({
  since: Type.String(),
  until: Type.String(),
  guards: Type.Array(Type.String()),
  actual: Type.Object(counts),
  thresholds: Type.Array(Type.Object({
    threshold: Type.Number(),
    ...counts,
    unjudged: Type.Integer({ description: 'decisions that cannot be told: the cache failed, or the guards were not asked' }),
    wrong: Type.Array(Type.Object({
      source: Type.String({ description: '`shadow`, `explore`, `judge` or `feedback`: sampled differently, so not added up' }),
      labelled: Type.Integer(),
      wrong: Type.Integer(),
      share: Type.Number(),
      lower: Type.Number({ description: '95 % interval, Clopper-Pearson' }),
      upper: Type.Number()
    }))
  }))
}, { title: 'What would have been' })
