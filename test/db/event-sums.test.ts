import { readFile } from 'node:fs/promises'
import t from '../tap.ts'
import { createAnswerEvents } from '../../src/db/answer-events.ts'
import { createEventSeries } from '../../src/db/event-series.ts'
import { cutAtHours, stepsOf } from '../../src/db/spans.ts'
import type { DeflectionRow } from '../../src/events/deflection.ts'
import type { AnswerEvent } from '../../src/events/event.ts'
import { freshSchema, sampleEvent } from '../events/fresh.ts'

const { pool } = await freshSchema(t)
const events = createAnswerEvents(pool)
/** Not long ago: of what is older events may be gone. */
const [FIRST_DAY, SECOND_DAY] = [3, 2].map((days) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10))
const START = Date.parse(`${FIRST_DAY}T21:17:00Z`)
const MINUTE = 60_000
const STATUSES = ['miss', 'exact', 'semantic', 'bypass'] as const

/** Over a night: two tenants, two namespaces, times that no binary fraction holds; hits without a reason and a call to the LLM. */
const made: AnswerEvent[] = Array.from({ length: 600 }, (_, i) => {
  const status = STATUSES[i % 4]!
  const { reason, llm_ms: llmMs, ...event } = sampleEvent({ tenant: i % 7 === 0 ? 'rival' : 'local', namespace: i % 3 === 0 ? 'faq' : 'default', status, milliseconds: 0.1 + ((i * 37) % 4_000) / 3, embed_ms: 2.3, llm_ms: 700.7 })
  return { ...event, ...(status === 'miss' ? { reason: reason!, llm_ms: llmMs! } : {}), at: new Date(START + i * MINUTE).toISOString() }
})
const range = { since: new Date(START - MINUTE), until: new Date(START + 600 * MINUTE) }

/** The same without sums, of what is in the table. */
async function expected (what: { since: Date, until: Date, tenant?: string, namespace?: string }) {
  const { rows } = await pool.query<Record<string, number>>(`SELECT count(*)::int AS requests, coalesce(sum(milliseconds), 0) AS milliseconds, coalesce(sum(embed_ms), 0) + coalesce(sum(lookup_ms), 0) AS search_ms,
      coalesce(sum(llm_ms), 0) AS llm_ms, count(llm_ms)::int AS llm_requests, coalesce(sum(prompt_tokens), 0)::int AS prompt_tokens, coalesce(sum(completion_tokens), 0)::int AS completion_tokens, coalesce(sum(window_tokens_saved), 0)::int AS window_tokens_saved
    FROM answer_events WHERE at >= $1 AND at < $2 AND ($3::text IS NULL OR tenant = $3) AND ($4::text IS NULL OR namespace = $4)`, [what.since, what.until, what.tenant ?? null, what.namespace ?? null])
  return rows[0]!
}
async function holds (t: { ok (what: boolean, message: string): unknown }, why: string): Promise<void> {
  for (const what of [range, { ...range, tenant: 'local' }, { ...range, tenant: 'local', namespace: 'faq' }, { ...range, since: new Date(START + 100 * MINUTE), until: new Date(START + 130 * MINUTE) }]) {
    for (const unit of ['day', 'hour', undefined] as const) {
      const rows = await events.aggregate({ ...what, unit })
      for (const [name, value] of Object.entries(await expected(what))) {
        const sum = rows.reduce((total, row) => total + (row[name as keyof DeflectionRow] as number), 0)
        t.ok(Math.abs(sum - value) < 0.5, `${why}: ${name} by ${unit} is ${value}, got ${sum}`)
      }
    }
  }
}

t.test('spans are cut at the hour', async (t) => {
  const at = (time: string) => new Date(`2026-03-01T${time}:00Z`)
  const cut = (since: string, until: string) => {
    const { hours, ends } = cutAtHours([{ since: at(since), until: at(until) }])
    return [hours, ends].map((parts) => parts.map((part) => [part.since, part.until].map((time) => time.toISOString().slice(11, 16)).join('-')))
  }
  t.same(cut('10:20', '13:40'), [['11:00-13:00'], ['10:20-11:00', '13:00-13:40']])
  t.same(cut('10:00', '12:00'), [['10:00-12:00'], []])
  t.same(cut('10:20', '11:40'), [[], ['10:20-11:40']])
  t.same(cut('10:20', '10:40'), [[], ['10:20-10:40']])
  t.same(stepsOf({ since: at('10:20'), until: at('13:40') }, 2 * 60 * MINUTE).map(({ since }) => since.toISOString().slice(11, 16)), ['10:20', '12:00'])
})

t.test('sums say what the events say: inserted by several at once, repeated, deleted', async (t) => {
  const batches = Array.from({ length: 12 }, (_, i) => made.filter((_event, at) => at % 12 === i))
  // Each of them touches every hour, some in the other direction.
  await Promise.all(batches.map((batch, i) => events.insert(i % 2 ? batch.toReversed() : batch)))
  await events.insert(made.slice(0, 50))
  await holds(t, 'inserted')
  await pool.query('DELETE FROM answer_events WHERE user_hash = $1 AND status = $2 AND at < $3', [made[0]!.user_hash, 'miss', new Date(START + 300 * MINUTE)])
  await holds(t, 'deleted')
})

for (const [name, since, most] of [['of two days are those of the events', range.since, 0], ['of a longer time are within 5.2 % of them', new Date(START - 3 * 24 * 60 * MINUTE), 0.052]] as const) {
  t.test(`percentiles ${name}`, async (t) => {
    const read = createEventSeries(pool)
    const spans = stepsOf({ ...range, since }, 3 * 60 * MINUTE)
    const rows = (await read('local', null, spans)).filter(({ status }) => status !== null)
    t.equal(rows.length, 4 * stepsOf(range, 3 * 60 * MINUTE).length)
    for (const { place, status, requests, ms } of rows) {
      const { rows: [exact] } = await pool.query<{ n: number, ms: number[] }>(`SELECT count(*)::int AS n, percentile_disc(ARRAY[0.5, 0.95, 0.99]) WITHIN GROUP (ORDER BY milliseconds) AS ms
        FROM answer_events WHERE tenant = 'local' AND status = $1 AND at >= $2 AND at < $3`, [status, spans[place]!.since, spans[place]!.until])
      t.equal(requests, exact!.n)
      for (const [i, value] of exact!.ms.entries()) t.ok(Math.abs(ms![i]! / value - 1) <= most, `${status}: ${ms![i]} for ${value}`)
    }
    const spared = (await read('local', 'faq', spans)).reduce((sum, row) => sum + (row.model === null ? 0 : row.requests), 0)
    const { rows: [all] } = await pool.query("SELECT count(*)::int AS n FROM answer_events WHERE tenant = 'local' AND namespace = 'faq' AND status IN ('exact', 'semantic')")
    t.equal(spared, all.n)
  })
}

t.test('sums are told apart by what is asked for alone: a year of many namespaces is no row for each of its days and names', async (t) => {
  const namesBy = async (of: { unit?: 'day', by?: string }, name: 'tenant' | 'namespace' | 'day') => [...new Set((await events.aggregate({ ...range, ...of })).map((row) => row[name]))].sort()
  // Whole hours, and what is left before and after them.
  t.ok((await events.aggregate(range)).length <= 3 * STATUSES.length)
  t.same(await namesBy({}, 'namespace'), [''])
  t.same(await namesBy({ by: 'namespace' }, 'namespace'), ['default', 'faq'])
  t.same(await namesBy({ by: 'tenant' }, 'tenant'), ['local', 'rival'])
  t.same(await namesBy({ unit: 'day' }, 'day'), [FIRST_DAY, SECOND_DAY])
})

t.test('nothing is left of an hour whose events are gone', async (t) => {
  await pool.query("DELETE FROM answer_events WHERE tenant = 'rival'")
  for (const table of ['answer_event_hours', 'answer_event_latencies']) t.equal((await pool.query(`SELECT FROM ${table} WHERE tenant = 'rival'`)).rowCount, 0)
  t.ok((await pool.query('SELECT FROM answer_event_hours')).rowCount)
})

t.test('events from before the sums are counted by the migration', async (t) => {
  const { pool: old } = await freshSchema(t)
  await old.query('DROP TRIGGER answer_events_inserted ON answer_events; DROP TRIGGER answer_events_deleted ON answer_events; DROP TRIGGER answer_events_truncated ON answer_events')
  await old.query('DROP FUNCTION sum_answer_events, forget_answer_event_sums, latency_step, latency_of; DROP TABLE answer_event_hours, answer_event_latencies; DROP INDEX answer_events_similarity')
  await createAnswerEvents(old).insert(made)
  await old.query(await readFile(new URL('../../src/db/migrations/0012_event_sums.sql', import.meta.url), 'utf8'))
  const sums = async (db: typeof pool) => (await db.query('SELECT sum(requests)::int AS n, sum(us)::float8 AS us, sum(llm_us)::float8 AS llm FROM answer_event_hours')).rows
  await pool.query('TRUNCATE answer_events')
  t.same(await sums(pool), [{ n: null, us: null, llm: null }])
  await events.insert(made)
  t.same(await sums(old), await sums(pool))
  const counts = 'SELECT tenant, hour, namespace, status, step, requests FROM answer_event_latencies ORDER BY 1, 2, 3, 4, 5'
  t.same((await old.query(counts)).rows, (await pool.query(counts)).rows)
})
