import fc from 'fast-check'
import t from '../tap.ts'
import { reportDeflection, type Deflection, type DeflectionRow } from '../../src/events/deflection.ts'
import { DEFAULT_PRICES, parsePrices, priceOf } from '../../src/events/prices.ts'

const row = (fields: Partial<DeflectionRow>): DeflectionRow => ({
  day: '2026-01-01',
  hour: '2026-01-01T10:00Z',
  tenant: 'acme',
  model: 'gpt-4o-mini',
  namespace: 'default',
  status: 'miss',
  reason: null,
  requests: 1,
  milliseconds: 0,
  search_ms: 0,
  llm_ms: 0,
  llm_requests: 0,
  prompt_tokens: 0,
  completion_tokens: 0,
  window_tokens_saved: 0,
  ...fields
})

const rows = fc.array(fc.record({
  day: fc.constantFrom('2026-01-01', '2026-01-02', '2026-01-03'),
  hour: fc.constantFrom('2026-01-01T10:00Z', '2026-01-01T11:00Z'),
  tenant: fc.constantFrom('acme', 'rival'),
  model: fc.constantFrom('gpt-4o-mini', 'gpt-4o', 'unknown-model'),
  namespace: fc.constantFrom('default', 'faq', 'constructor'),
  status: fc.constantFrom<DeflectionRow['status']>('exact', 'semantic', 'coalesced', 'miss', 'bypass', 'error'),
  reason: fc.constantFrom(null, 'empty', 'below_threshold', 'not_cacheable'),
  requests: fc.integer({ min: 1, max: 1_000 }),
  milliseconds: fc.nat(100_000),
  search_ms: fc.nat(1_000),
  llm_ms: fc.nat(100_000),
  llm_requests: fc.nat(100),
  prompt_tokens: fc.nat(100_000),
  completion_tokens: fc.nat(100_000),
  window_tokens_saved: fc.nat(100_000)
}), { maxLength: 40 })

const sum = (values: number[]) => values.reduce((a, b) => a + b, 0)
const close = (a: number, b: number) => Math.abs(a - b) < 1e-6 * Math.max(1, Math.abs(a), Math.abs(b))

t.test('counts add up to the requests, in total and in every group', async () => {
  fc.assert(fc.property(rows, fc.constantFrom('day' as const, 'hour' as const, 'model' as const, 'namespace' as const, 'tenant' as const), (all, by) => {
    const { total, groups } = reportDeflection(all, { by })
    const addsUp = (d: Deflection) =>
      d.exact + d.semantic + d.coalesced + d.missed + d.bypassed + d.errors === d.requests &&
      sum(Object.values(d.missed_by_reason)) === d.missed && sum(Object.values(d.bypassed_by_reason)) === d.bypassed
    if (total.requests !== sum(all.map((r) => r.requests))) return false
    if (![total, ...groups.map((g) => g.deflection)].every(addsUp)) return false
    const fields = ['requests', 'exact', 'money_saved', 'seconds_saved', 'unpriced_tokens', 'untimed_requests', 'window_tokens_saved'] as const
    return fields.every((field) => close(sum(groups.map((g) => g.deflection[field])), total[field]))
  }))
})

t.test('figures by hand', async (t) => {
  const { total } = reportDeflection([
    row({ requests: 2, reason: 'empty', llm_ms: 4_000, llm_requests: 2, milliseconds: 4_100, search_ms: 20 }),
    row({ status: 'exact', requests: 3, milliseconds: 30, prompt_tokens: 3_000_000, completion_tokens: 1_000_000 }),
    row({ status: 'semantic', requests: 1, milliseconds: 10, model: 'my-own', prompt_tokens: 7, completion_tokens: 5 }),
    row({ status: 'bypass', requests: 2, reason: 'not_cacheable', search_ms: 0 })
  ])
  t.match(total, { requests: 8, exact: 3, semantic: 1, missed: 2, bypassed: 2, errors: 0, deflection_rate: 0.5 })
  t.ok(close(total.money_saved, 3 * 0.15 + 0.6))
  t.equal(total.unpriced_tokens, 12)
  t.equal(total.untimed_requests, 1, 'no call of my-own was timed')
  t.ok(close(total.seconds_saved, 3 * 2 - 0.03 - 0.02), 'three means, less their own time and the search of the misses')
  t.strictSame(total.missed_by_reason, { empty: 2 })
})

t.test('nothing to report', async (t) => {
  t.match(reportDeflection([], { by: 'day' }), { total: { requests: 0, deflection_rate: null, seconds_saved: 0 }, groups: [] })
})

t.test('prices', async (t) => {
  t.equal(priceOf(DEFAULT_PRICES, 'gpt-4o-2024-08-06'), DEFAULT_PRICES['gpt-4o'])
  t.equal(priceOf(DEFAULT_PRICES, 'constructor'), undefined)
  t.strictSame(parsePrices('{"m":{"input":1,"output":2}}'), { m: { input: 1, output: 2 } })
  for (const bad of ['[]', 'null', '{"m":{"input":-1,"output":2}}', '{"m":{"input":1}}', '{"m":null}', '{', '{}']) t.throws(() => parsePrices(bad), bad)
})
