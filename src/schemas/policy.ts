import { Type, type Static, type TSchema } from 'typebox'
import { closed, Text } from './common.ts'

/** Names of the guards (answer/guards/index.ts), in their order. */
export const GUARDS = ['numbers', 'identifiers', 'negation', 'antonyms', 'entities', 'direction', 'question-type', 'restriction', 'modality', 'format'] as const

/** Names of the classes of content (answer/content/index.ts). */
export const CONTENT_CLASSES = ['personal', 'account', 'time_relative', 'creative'] as const
const ClassRule = Type.Object({
  keep: Type.Optional(Type.Enum(['never', 'user', 'shared'], { description: 'never: past the cache; user: for who asked alone; shared: as any other' })),
  ttl_seconds: Type.Optional(Type.Integer({ minimum: 1, maximum: 365 * 86_400, description: 'at most this long' }))
}, closed)
const ofEachClass = <T extends TSchema>(rule: T) => Object.fromEntries(CONTENT_CLASSES.map((name) => [name, rule])) as Record<typeof CONTENT_CLASSES[number], T>

/** What an operator may set for a namespace; whatever is left out comes from the default policy, then from the settings. */
export const PolicyChange = Type.Object({
  kind: Type.Optional(Type.Enum(['static', 'calibrated'], { description: 'what decides a semantic hit: threshold and guards, or the probability that two questions have the same answer' })),
  threshold: Type.Optional(Type.Number({ minimum: 0, maximum: 1, description: 'static: cosine similarity a semantic hit must exceed' })),
  min_probability: Type.Optional(Type.Number({ minimum: 0, maximum: 1, description: 'calibrated: probability a semantic hit must reach' })),
  tiers: Type.Optional(Type.Array(Type.Enum(['exact', 'semantic']), { uniqueItems: true, description: 'tiers that may answer; none: every question goes to the LLM' })),
  guards: Type.Optional(Type.Array(Type.Enum([...GUARDS]), { uniqueItems: true, description: 'static: guards that may stop a semantic hit' })),
  ttl_seconds: Type.Optional(Type.Integer({ minimum: 1, maximum: 365 * 86_400, description: 'TTL of an answer stored from now on' })),
  sharing: Type.Optional(Type.Enum(['tenant', 'user'], { description: 'who may be given an answer: everybody of the tenant, or only who asked' })),
  classes: Type.Optional(Type.Object(ofEachClass(Type.Optional(ClassRule)), { ...closed, description: 'personal data, a matter of the own account, the present, something new each time' }))
}, { ...closed, title: 'Policy change' })
export type PolicyFields = Static<typeof PolicyChange>

export const PolicyPut = Type.Object({ ...PolicyChange.properties, note: Type.Optional(Text({ maxLength: 500 })) }, { ...closed, title: 'Put policy' })

export const PolicyView = Type.Object({
  namespace: Type.String({ description: 'empty: the default of every namespace without a policy of its own' }),
  version: Type.Integer({ description: '0: nothing was ever set here' }),
  changes: PolicyChange,
  effective: Type.Object({
    kind: Type.String(),
    threshold: Type.Number(),
    min_probability: Type.Number(),
    tiers: Type.Array(Type.String()),
    guards: Type.Array(Type.String()),
    ttl_seconds: Type.Integer(),
    sharing: Type.String(),
    classes: Type.Object(ofEachClass(Type.Object({ keep: Type.String(), ttl_seconds: Type.Union([Type.Integer(), Type.Null()]) })))
  })
}, { title: 'Policy' })
