import { Type } from 'typebox'
import { closed, Nullable } from './common.ts'
import { reportRange } from './operator-range.ts'

export const ReportQuery = Type.Object({
  ...reportRange,
  by: Type.Optional(Type.Enum(['day', 'hour', 'model', 'namespace'], { description: 'groups beside the total; days and hours are UTC' })),
  format: Type.Enum(['json', 'csv', 'html'], { default: 'json', description: 'html: one page to print, with plots, without scripts' })
}, closed)

const count = (description: string) => Type.Integer({ description })
const amount = (description: string) => Type.Number({ description })
const Reasons = (of: string) => Type.Record(Type.String(), Type.Integer(), { description: `${of}, by reason; adds up to their number` })
const Tokens = (description: string) => Type.Object({ prompt: count('of what was asked'), completion: count('of what was answered') }, { description })

const Deflection = Type.Object({
  requests: count('exact + semantic + coalesced + missed + bypassed + errors'),
  exact: count('answered by the exact tier'),
  semantic: count('answered by the semantic tier'),
  coalesced: count('joined the LLM call of an equal question'),
  missed: count('looked for in vain'),
  bypassed: count('not looked for'),
  errors: count('failed'),
  missed_by_reason: Reasons('misses'),
  bypassed_by_reason: Reasons('bypassed requests'),
  deflection_rate: Nullable(Type.Number(), '(exact + semantic + coalesced) / requests; null without requests'),
  tokens_saved: Tokens('as first billed'),
  money_saved: amount('US dollars; tokens of a model without a price are in unpriced_tokens instead'),
  money_net: amount('US dollars: money_saved less checks.money_spent'),
  unpriced_tokens: count('saved tokens of models without a price'),
  seconds_saved: amount('waiting that users were spared, net of seconds_spent_searching; can be negative'),
  seconds_spent_searching: amount('embedding and lookup of requests that went on to the LLM'),
  untimed_requests: count('deflected requests whose model was never timed: no seconds are counted for them'),
  window_tokens_saved: count('tokens of the whole history less those of the window that was sent'),
  checks: Type.Object({
    checked: count('served semantic hits that were asked of the LLM again and could be told'),
    wrong: count('of these wrong'),
    untold: count('of which the check could not tell'),
    false_hit_rate: Nullable(Type.Number(), 'wrong / checked; null without checks'),
    false_hit_interval: Nullable(Type.Array(Type.Number(), { minItems: 2, maxItems: 2 }), 'lower and upper end, two-sided, 95 %, Clopper-Pearson'),
    tokens_spent: Tokens('by checks of every kind'),
    money_spent: amount('US dollars for checks; taken off money_net')
  }, { description: 'what sampled checks of semantic hits found, and what all checks cost' })
}, { title: 'Deflection' })

export const ReportView = Type.Object({
  since: Type.String({ description: 'ISO 8601, UTC' }),
  until: Type.String({ description: 'ISO 8601, UTC' }),
  prices: Type.String({ description: 'where the prices are from' }),
  by: Type.Optional(Type.String({ description: 'what the groups are' })),
  total: Deflection,
  groups: Type.Array(Type.Object({ key: Type.String({ description: 'a day, an hour, a model or a namespace' }), deflection: Deflection }), { description: 'in order of their key; none without by' })
}, { title: 'Report' })
