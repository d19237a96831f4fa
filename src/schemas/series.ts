import { Type } from 'typebox'
import { closed, Nullable } from './common.ts'
import { range, seriesRange } from './operator-range.ts'

/** Points of a series at most. */
export const MAX_POINTS = 720

/** Width of a point. */
export const STEP = '^[1-9][0-9]{0,5}[smhd]$'

export const SeriesQuery = Type.Object({
  ...seriesRange,
  since: Type.String({ ...seriesRange.since, default: '1h' }),
  step: Type.String({ pattern: STEP, default: '60s', description: `width of a point: 10s, 5m, 1h, at most 400d; at most ${MAX_POINTS} points, each beginning at a whole step (UTC); as wide as the range or wider: one point, or two where a whole step begins inside it` })
}, closed)
const count = (description: string) => Type.Integer({ description })
const time = (description: string) => Type.String({ description })
const bounds = { since: time('ISO 8601, UTC'), until: time('ISO 8601, UTC') }
const ofStatus = Type.Object({
  requests: count('how many'),
  p50_ms: Type.Number({ description: 'half were answered faster; here and below to within 5.2 % in a range of more than two days with points of an hour or wider' }),
  p95_ms: Type.Number({ description: '95 % were' }),
  p99_ms: Type.Number({ description: '99 % were' })
})

export const SeriesView = Type.Object({
  ...bounds,
  step_seconds: count('width of a point'),
  points: Type.Array(Type.Object({
    at: time('where it begins'),
    statuses: Type.Record(Type.String(), ofStatus, { description: 'exact, semantic, coalesced, miss, bypass, error: those there were' }),
    requests: count('of every status'),
    deflection_rate: Nullable(Type.Number(), 'null without requests'),
    tokens_saved: Type.Object({ prompt: count('of what was asked'), completion: count('of what was answered') }),
    money_saved: Type.Number({ description: 'US dollars, for models with a price' })
  }), { description: 'one for each step, also where nothing was asked; the first and the last are cut at the ends of the range' })
}, { title: 'Series' })

export const HistogramQuery = Type.Object(range, closed)
const counts = {
  hits: count('semantic hits, by the similarity of the served entry'),
  misses: count('misses, by the similarity of the nearest entry'),
  wrong: count('checked or rated: another answer would have been right'),
  right: count('checked or rated: the answer fits')
}
export const HistogramView = Type.Object({
  ...bounds,
  bins: Type.Array(Type.Object({ from: Type.Number({ description: 'lowest similarity of the bin' }), to: Type.Number({ description: 'where the next bin begins; 1 itself is in the last' }), ...counts }), { description: '100 of equal width' }),
  totals: Type.Object(counts)
}, { title: 'Similarity histogram' })

export const ExamplesQuery = Type.Object({
  ...range,
  threshold: Type.Number({ minimum: 0, maximum: 1, description: 'a similarity' }),
  limit: Type.Integer({ minimum: 1, maximum: 20, default: 5, description: 'of each kind and side' })
}, closed)
const Example = Type.Object({
  similarity: Type.Number({ description: 'of the two questions' }),
  status: Type.Enum(['semantic', 'miss', 'checked'], { description: 'checked: a pair whose answers were compared or rated' }),
  asked: Nullable(Type.String(), 'null: not kept. The words of a served hit are at most in its conversation; of a miss they are those its own answer is stored under'),
  entry_id: Type.String({ description: 'the nearest entry' }),
  entry_question: Nullable(Type.String(), 'null: the entry is gone'),
  outcome: Nullable(Type.Enum(['same', 'different']), 'whether both have the same answer; null: not checked'),
  source: Nullable(Type.String(), 'shadow, explore, judge or feedback; null: not checked'),
  at: time('ISO 8601, UTC')
})
export const ExamplesView = Type.Object({
  ...bounds,
  threshold: Type.Number({ description: 'as asked for' }),
  above: Type.Array(Example, { description: 'strictly above, the nearest to the threshold first: checked pairs, and decisions, one of each entry' }),
  below: Type.Array(Example, { description: 'at the threshold or below' })
}, { title: 'Examples' })
