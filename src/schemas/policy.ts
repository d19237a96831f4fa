import { Type, type Static, type TSchema } from 'typebox'
import { closed, Note, Nullable, Time } from './common.ts'

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
  kind: Type.Optional(Type.Enum(['static', 'calibrated', 'verified'], { description: 'what decides a semantic hit: threshold and guards; the probability that two questions have the same answer; or its lower bound after what the entry has learnt' })),
  threshold: Type.Optional(Type.Number({ minimum: 0, maximum: 1, description: 'static: cosine similarity a semantic hit must exceed' })),
  min_probability: Type.Optional(Type.Number({ minimum: 0, maximum: 1, description: 'calibrated: probability a semantic hit must reach; verified: its lower bound, where there is no error_budget' })),
  error_budget: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 1, description: 'share of wrong semantic hits that is accepted: beyond it the tier tightens itself (it takes shadow_rate to measure); verified: serves where the lower bound reaches 1 - error_budget' })),
  shadow_rate: Type.Optional(Type.Number({ minimum: 0, maximum: 1, description: 'share of semantic hits that is also asked of the LLM, to measure how many are wrong' })),
  judge: Type.Optional(Type.Enum(['off', 'grey_zone'], { description: 'grey_zone: after a near miss an LLM says whether the two questions have one answer; if so, the next one of these words is a hit' })),
  judge_floor: Type.Optional(Type.Number({ minimum: 0, maximum: 1, description: 'similarity from which a miss is in the grey zone' })),
  checks_per_minute: Type.Optional(Type.Integer({ minimum: 0, maximum: 100_000, description: 'LLM calls a minute that one process may make for a tenant to check answers, shadow checks and judge together' })),
  tiers: Type.Optional(Type.Array(Type.Enum(['exact', 'semantic']), { uniqueItems: true, description: 'tiers that may answer; none: every question goes to the LLM' })),
  guards: Type.Optional(Type.Array(Type.Enum([...GUARDS]), { uniqueItems: true, description: 'static: guards that may stop a semantic hit' })),
  ttl_seconds: Type.Optional(Type.Integer({ minimum: 1, maximum: 365 * 86_400, description: 'TTL of an answer stored from now on' })),
  sharing: Type.Optional(Type.Enum(['tenant', 'user'], { description: 'who may be given an answer: everybody of the tenant, or only who asked' })),
  admission: Type.Optional(Type.Enum(['first', 'second_user'], { description: 'second_user: an answer is shared only once a second user asked the same question; until then it is its asker\'s' })),
  followups: Type.Optional(Type.Enum(['context', 'root'], { description: 'root: a follow-up that stands by itself may also be answered as a first question' })),
  renew_after_hits: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000, description: 'hits in one process after which an answer that is about to expire is made anew in the background; 0: never' })),
  classes: Type.Optional(Type.Object(ofEachClass(Type.Optional(ClassRule)), { ...closed, description: 'personal data, a matter of the own account, the present, something new each time' }))
}, { ...closed, title: 'Policy change' })
export type PolicyFields = Static<typeof PolicyChange>

const IfVersion = Type.Optional(Type.Integer({ minimum: 0, maximum: 2_147_483_647, description: 'only where this is still the newest version (0: nothing was ever set); else 409' }))
export const PolicyPut = Type.Object({ ...PolicyChange.properties, note: Type.Optional(Note), if_version: IfVersion }, { ...closed, title: 'Put policy' })

export const PolicyRollback = Type.Object({
  version: Type.Integer({ minimum: 0, maximum: 2_147_483_646, description: 'what to go back to; 0: as if nothing was ever set' }),
  note: Type.Optional(Note),
  if_version: IfVersion
}, { ...closed, title: 'Roll a policy back' })
export const VersionQuery = Type.Object({
  limit: Type.Integer({ minimum: 1, maximum: 100, default: 50, description: 'versions of a page' }),
  before: Type.Optional(Type.Integer({ minimum: 1, maximum: 2_147_483_647, description: 'next_before of the page before' }))
}, closed)
export const PolicyVersions = Type.Object({
  items: Type.Array(Type.Object({
    version: Type.Integer({ description: 'counts from 1' }),
    changes: PolicyChange,
    author: Type.String({ description: 'the operator' }),
    note: Nullable(Type.String(), 'why'),
    create_time: Time
  }), { description: 'newest first' }),
  next_before: Nullable(Type.Integer(), 'null: this was the last page')
}, { title: 'Versions of a policy' })

export const PolicyView = Type.Object({
  namespace: Type.String({ description: 'empty: the default of every namespace without a policy of its own' }),
  version: Type.Integer({ description: '0: nothing was ever set here' }),
  changes: PolicyChange,
  effective: Type.Object({
    kind: Type.String(),
    threshold: Type.Number(),
    min_probability: Type.Number(),
    error_budget: Nullable(Type.Number()),
    shadow_rate: Type.Number(),
    judge: Type.String(),
    judge_floor: Type.Number(),
    checks_per_minute: Type.Integer(),
    tiers: Type.Array(Type.String()),
    guards: Type.Array(Type.String()),
    ttl_seconds: Type.Integer({ description: 'TTL of an answer stored from now on, s' }),
    sharing: Type.String(),
    admission: Type.String(),
    followups: Type.String(),
    renew_after_hits: Type.Integer(),
    classes: Type.Object(ofEachClass(Type.Object({ keep: Type.String(), ttl_seconds: Nullable(Type.Integer()) }))),
    tightened: Nullable(Type.Object({
      step: Type.Integer({ description: '3: the semantic tier has stopped' }),
      since: Type.String(),
      checks: Type.Integer({ description: 'checks it rests on' }),
      wrong: Type.Integer(),
      reason: Type.String()
    }), 'by how much, and why, the semantic tier has tightened itself: threshold and min_probability are what it has come to')
  })
}, { title: 'Policy' })
