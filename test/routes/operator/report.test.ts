import { randomUUID } from 'node:crypto'
import t from '../../tap.ts'
import { createAnswerChecks } from '../../../src/db/answer-checks.ts'
import { build, until } from '../../helper.ts'

const s = await build(t)
const read = async (path: string) => (await s.call('GET', `/operator${path}`)).body
const faq = { headers: { 'x-deflect-namespace': 'faq' } }

// One question, asked four times; one of another namespace; a near miss; another tenant's.
const first = (await s.send('What is the capital of France?')).body
await s.send('What is the capital of France?')
await s.send('Whats the capital of France?')
await s.send('What is the capital of France?', faq)
await s.send('What is the capital city of Germany?')
const checks = createAnswerChecks(s.app.pg.pool)
const check = { id: randomUUID(), tenant: 'local', namespace: 'default', entry_id: first.cache.entry_id, met_id: first.cache.entry_id, asked: 'Is Paris a capital?', entry_question: 'What is the capital of France?', similarity: 0.961, probability: null, outcome: 'different', source: 'shadow', served: true, conversation_id: null, user_hash: '0'.repeat(16), model: 'gpt-4o-mini', prompt_tokens: 1_000_000, completion_tokens: 0, alias: null } as const
await checks.insert(check)
await checks.insert({ ...check, id: randomUUID(), tenant: 'rival', asked: 'a secret of the rival', similarity: 0.95 })
await until(async () => (await read('/report')).total.requests === 5)
await s.app.pg.pool.query("INSERT INTO answer_events SELECT (jsonb_populate_record(e, jsonb_build_object('id', gen_random_uuid(), 'tenant', 'rival'))).* FROM answer_events e")

t.test('the report of the own tenant: json, csv, html', async (t) => {
  const report = await read('/report?by=namespace')
  t.match(report, {
    by: 'namespace',
    total: { requests: 5, exact: 1, semantic: 1, missed: 3, deflection_rate: 0.4, checks: { checked: 1, wrong: 1, false_hit_rate: 1, tokens_spent: { prompt: 1_000_000 }, money_spent: 0.15 } },
    groups: [{ key: 'default', deflection: { requests: 4 } }, { key: 'faq', deflection: { requests: 1, missed: 1 } }]
  })
  t.ok(Math.abs(report.total.money_saved - report.total.money_net - 0.15) < 1e-9)
  t.equal((await read('/report?namespace=faq&by=hour')).groups.length, 1)
  t.match((await read('/report?by=hour')).groups[0].key, /^\d{4}-\d\d-\d\dT\d\d:00Z$/)
  const csv = await s.call('GET', '/operator/report?format=csv&by=day')
  t.match(csv.headers.get('content-type'), 'text/csv')
  t.match(csv.text, /^day,requests,exact,.*,"missed: empty"\r\n"total",5,1,1,/)
  const html = await s.call('GET', '/operator/report?format=html&by=model')
  t.match(html.headers.get('content-security-policy'), "default-src 'none'")
  t.match(html.text, /^<!doctype html>[^]*<svg [^]*gpt-4o-mini/)
  t.notMatch(html.text, /<script|https?:/)
  for (const query of ['since=yesterday', 'since=401d', 'since=31d&by=hour', 'until=2999-01-01', 'by=user', 'format=pdf', 'since=1h&until=2h', 'tenant=rival']) t.equal((await s.call('GET', `/operator/report?${query}`)).status, 400, query)
})

t.test('report and series go back a year and more: they read sums', async (t) => {
  for (const since of ['90d', '400d']) {
    t.equal((await read(`/report?since=${since}&by=day`)).total.requests, 5, since)
    t.equal((await read(`/series?since=${since}&step=7d`)).points.reduce((sum: number, point: any) => sum + point.requests, 0), 5, since)
  }
  t.equal((await s.call('GET', '/operator/histogram?since=31d')).status, 400, 'what reads every event does not')
})

t.test('series: a point for every step', async (t) => {
  const { points, step_seconds: step } = await read('/series?since=10m&step=1m')
  t.equal(step, 60)
  t.equal(points.length, 11)
  const total = (pick: (point: any) => number) => points.reduce((sum: number, point: any) => sum + pick(point), 0)
  t.equal(total((p) => p.requests), 5)
  t.equal(total((p) => p.statuses.miss?.requests ?? 0), 3)
  t.ok(total((p) => p.tokens_saved.completion) > 0 && total((p) => p.money_saved) > 0)
  t.match(points.find((p: any) => p.statuses.exact).statuses.exact, { requests: 1, p50_ms: Number, p95_ms: Number, p99_ms: Number })
  t.ok(points.slice(1).every(({ at }: { at: string }) => at.endsWith(':00.000Z')), 'points begin at whole steps')
  const { points: [whole, ...others] } = await read('/series?since=10m&step=400d')
  t.match([whole.requests, others.length], [5, 0], 'a step wider than the range is one point, wherever it begins')
  t.match(points[0], { requests: 0, deflection_rate: null, statuses: {} })
  t.equal((await read('/series?since=10m&step=5m&namespace=faq')).points.reduce((sum: number, p: any) => sum + p.requests, 0), 1)
  for (const query of ['since=24h&step=1s', 'step=0s', 'step=1', 'step=401d', 'since=30d&step=999999d']) t.match(await s.call('GET', `/operator/series?${query}`), { status: 400, body: { message: /step/ } })
  t.match(await s.call('GET', '/operator/series?step=hour'), { status: 400, body: { message: 'step must be a duration such as 10s, 5m, 1h or 1d' } })
  for (const path of ['report?since=', 'histogram?until=']) t.match(await s.call('GET', `/operator/${path}`), { status: 400, body: { message: /must be a duration such as 24h or 7d, or an ISO time/ } }, path)
})

t.test('a time without an offset is UTC, as days and hours are, wherever the service stands', async (t) => {
  const { TZ } = process.env
  t.teardown(() => { if (TZ === undefined) delete process.env['TZ']; else process.env['TZ'] = TZ })
  process.env['TZ'] = 'America/New_York'
  const since = new Date(Date.now() - 48 * 3_600_000).toISOString().slice(0, 16)
  for (const text of [since, since.replace('T', ' '), `${since}:00`, `${since}:00.000`, `${since}Z`, `${since}+00:00`]) t.equal((await read(`/report?since=${encodeURIComponent(text)}`)).since, `${since}:00.000Z`, text)
  t.equal((await read(`/report?since=${since.slice(0, 10)}`)).since, `${since.slice(0, 10)}T00:00:00.000Z`)
  t.equal((await read(`/report?since=${encodeURIComponent(`${since}-05:00`)}`)).since, new Date(`${since}-05:00`).toISOString(), 'one with an offset is what it says')
})

t.test('histogram and examples: similarities of what was served, missed and found wrong', async (t) => {
  const { bins, totals } = await read('/histogram')
  t.same(totals, { hits: 1, misses: 1, wrong: 1, right: 0 })
  t.equal(bins.length, 100)
  t.match(bins[96], { from: 0.96, to: 0.97, wrong: 1 })

  const { above, below } = await read('/examples?threshold=0.95')
  t.match(above.find((one: any) => one.status === 'checked'), { asked: 'Is Paris a capital?', entry_question: 'What is the capital of France?', outcome: 'different', source: 'shadow', similarity: 0.961 })
  t.match(above.find((one: any) => one.status === 'semantic'), { asked: null, entry_id: first.cache.entry_id, entry_question: 'What is the capital of France?', outcome: null })
  t.match(below, [{ status: 'miss', asked: 'What is the capital city of Germany?', entry_question: 'What is the capital of France?' }])
  t.notMatch(JSON.stringify([above, below]), 'rival')
  t.same((await read('/examples?threshold=1')).above, [])
  for (const query of ['', 'threshold=2', 'threshold=0.9&limit=21']) t.equal((await s.call('GET', `/operator/examples?${query}`)).status, 400, query)
})
