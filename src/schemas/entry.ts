import { Type } from 'typebox'
import { closed, MAX_CONTENT, Name, Note, Nullable, Text, Time } from './common.ts'

const State = Type.Enum(['live', 'quarantined'])

/** Of a cached answer. */
export const ENTRY_ID = '^[0-9a-f]{32}-[0-9a-f]{8}$'
export const ENTRY_CURSOR = '^[0-9]{1,15}-[0-9]{1,4}$'

export const EntryParams = Type.Object({ id: Type.String({ pattern: ENTRY_ID }) })

export const EntryQuery = Type.Object({
  namespace: Type.Optional(Name('only of this namespace')),
  tag: Type.Optional(Name('only with this tag')),
  state: Type.Optional(State),
  q: Type.Optional(Text({ maxLength: 1_000, description: 'a question: the entries nearest in meaning; without it the newest' })),
  limit: Type.Integer({ minimum: 1, maximum: 100, default: 20 }),
  cursor: Type.Optional(Type.String({ pattern: ENTRY_CURSOR, description: 'next_cursor of the page before' }))
}, closed)

export const Entry = Type.Object({
  id: Type.String(),
  state: State,
  question: Type.String(),
  answer: Type.String(),
  namespace: Type.String(),
  model: Type.String(),
  tags: Type.Array(Type.String()),
  create_time: Time,
  expire_time: Time,
  hits: Type.Integer({ description: 'times it was served, by the events that have reached the record' }),
  hit_similarity: Nullable(Type.Object({ lowest: Type.Number({ description: 'of the farthest question' }), highest: Type.Number({ description: 'of the nearest' }) }), 'of the questions it was served for by meaning; null: none'),
  aliases: Type.Integer({ description: 'other questions that became names of it' }),
  feedback: Type.Object({ up: Type.Integer({ description: 'thumbs up' }), down: Type.Integer({ description: 'thumbs down' }) }, { description: 'ratings of chat turns it was served in' }),
  checks: Type.Object({ same: Type.Integer({ description: 'the answer fitted' }), different: Type.Integer({ description: 'it did not' }), unknown: Type.Integer({ description: 'could not be told' }) }, { description: 'what turned out when it was compared, or rated, for other questions than its own' }),
  pinned: Type.Boolean({ description: 'an operator keeps it: it lives for a year from then, and is not made anew; Redis may still evict it' }),
  edited_time: Type.Optional(Type.String({ description: 'when an operator wrote its answer; absent: the LLM did' })),
  similarity: Type.Optional(Type.Number({ description: 'to q' })),
  conversation_id: Type.Optional(Type.String({ description: 'whose turn produced it' })),
  owner: Type.Optional(Type.String({ description: 'pseudonym of the user who caused it' }))
}, { title: 'Cached answer' })
export const EntryPage = Type.Object({ items: Type.Array(Entry), next_cursor: Nullable(Type.String()) }, { title: 'Cached answers' })
/** Why an entry is changed; a request without a body says nothing. */
export const EntryWhy = Nullable(Type.Object({ note: Type.Optional(Note) }, { ...closed, title: 'Why an entry is changed' }))
export const EntryWhyQuery = Type.Object({ note: Type.Optional(Note) }, closed)
export const EntryFate = Type.Object({ id: Type.String(), state: Type.Enum(['live', 'quarantined', 'deleted'], { description: 'deleted: it had no vector to be kept by, or Redis did not answer' }) })

export const Invalidate = Type.Object({
  namespace: Type.Optional(Name('everything of this namespace')),
  tag: Type.Optional(Name('everything with this tag')),
  model: Type.Optional(Text({ maxLength: 200, description: 'everything this model answered' })),
  all: Type.Optional(Type.Literal(true, { description: 'everything of the tenant' })),
  dry_run: Type.Boolean({ default: true, description: 'true: nothing changes' }),
  note: Type.Optional(Note)
}, { ...closed, title: 'Invalidate' })
export const Invalidated = Type.Object({
  dry_run: Type.Boolean(),
  entries: Nullable(Type.Integer(), 'dry run: live entries it would take away'),
  examples: Type.Array(Type.Object({ id: Type.String(), question: Type.String() })),
  generation: Nullable(Type.Integer(), 'number of this invalidation; null for a dry run')
})

export const EntryEdit = Type.Object({ answer: Text({ maxLength: MAX_CONTENT, description: 'what is served from now on, in both tiers and under every alias' }), note: Type.Optional(Note) }, { ...closed, title: 'Edit a cached answer' })

export const EntryBulk = Type.Object({
  action: Type.Enum(['quarantine', 'release', 'delete']),
  namespace: Type.Optional(Name('everything of this namespace')),
  tag: Type.Optional(Name('everything with this tag')),
  dry_run: Type.Boolean({ default: true, description: 'true: nothing changes' }),
  note: Type.Optional(Note)
}, { ...closed, title: 'Change many cached answers' })
export const EntryBulkResult = Type.Object({
  dry_run: Type.Boolean(),
  action: Type.String(),
  matched: Type.Integer({ description: 'entries found before anything was changed' }),
  changed: Type.Integer({ description: 'entries that were changed by this call' }),
  more: Type.Boolean({ description: 'true: something is left to be changed; send it again. A dry run counts everything' }),
  examples: Type.Array(Type.Object({ id: Type.String(), question: Type.String() }), { description: 'the newest of them' })
})
