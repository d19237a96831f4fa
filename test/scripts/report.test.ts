import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import t from '../tap.ts'
import { partsOf } from '../../scripts/report/deflection.ts'
import { makeReport, type Wanted } from '../../scripts/report/make.ts'
import { readConfig } from '../../src/config.ts'
import { readShare, whyNot } from '../../scripts/report/limits.ts'
import { reportDeflection } from '../../src/events/deflection.ts'
import { createAnswerEvents } from '../../src/db/answer-events.ts'
import { freshRedis } from '../cache/fresh.ts'
import { freshSchema, sampleEvent } from '../events/fresh.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

function report (databaseUrl: string, args: string[], env: Record<string, string> = {}): Promise<{ code: number | null, out: string, err: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['scripts/report.js', ...args], { cwd: root, env: { ...process.env, DATABASE_URL: databaseUrl, ...env } })
    let out = ''
    let err = ''
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => { out += chunk })
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => { err += chunk })
    child.on('close', (code) => resolve({ code, out, err }))
  })
}

/** As under `2>&1 | head`, which has gone by the time the reason is written. */
function codeUnheard (databaseUrl: string, args: string[]): Promise<number | null> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['scripts/report.js', ...args], { cwd: root, env: { ...process.env, DATABASE_URL: databaseUrl } })
    child.stderr.destroy()
    child.stdout.resume()
    child.on('close', resolve)
  })
}

/** What the command would print, without its process. */
const made = async (DATABASE_URL: string, wanted: Partial<Wanted>, env: NodeJS.ProcessEnv = {}) =>
  (await makeReport({ since: '24h', until: undefined, by: undefined, format: 'table', tenant: undefined, namespace: undefined, ...wanted }, readConfig({ DATABASE_URL, ...env }))).text

t.test('what was served, counted', async (t) => {
  const { pool, url } = await freshSchema(t)
  const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000)
  await createAnswerEvents(pool).insert([
    sampleEvent({ at: hoursAgo(1) }),
    sampleEvent({ at: hoursAgo(1), reason: 'below_threshold', similarity: 0.91 }),
    sampleEvent({ at: hoursAgo(1), status: 'exact', reason: undefined, milliseconds: 10, llm_ms: undefined }),
    sampleEvent({ at: hoursAgo(1), status: 'semantic', reason: undefined, milliseconds: 12, llm_ms: undefined, namespace: '<b>&"faq"' }),
    sampleEvent({ at: hoursAgo(1), status: 'bypass', reason: 'not_cacheable' }),
    sampleEvent({ at: hoursAgo(50), status: 'coalesced' })
  ])

  await pool.query(`INSERT INTO answer_checks (id, tenant, namespace, entry_id, asked, entry_question, similarity, outcome, source, served, user_hash, model, prompt_tokens, completion_tokens)
    SELECT gen_random_uuid(), 'local', 'default', 'e', 'a', 'b', 0.97, outcome, source, served, 'u', 'gpt-4o-mini', 10, 5
    FROM (VALUES ('same', 'shadow', true, 38), ('different', 'shadow', true, 2), ('unknown', 'shadow', true, 1), ('different', 'shadow', false, 4), ('different', 'feedback', true, 8)) AS kinds(outcome, source, served, n), generate_series(1, n)`)

  await t.test('json', async (t) => {
    const { code, out } = await report(url, ['--format', 'json'])
    t.equal(code, 0)
    t.match(JSON.parse(out), {
      total: {
        requests: 5,
        exact: 1,
        semantic: 1,
        coalesced: 0,
        missed: 2,
        bypassed: 1,
        errors: 0,
        missed_by_reason: { empty: 1, below_threshold: 1 },
        bypassed_by_reason: { not_cacheable: 1 },
        deflection_rate: 0.4,
        tokens_saved: { prompt: 200, completion: 100 },
        window_tokens_saved: 50,
        // A sample of what was served: ratings and what was held back are none. The interval: R's binom.test(2, 40).
        checks: { checked: 40, wrong: 2, untold: 1, false_hit_rate: 0.05, tokens_spent: { prompt: 530, completion: 265 } }
      }
    })
  })

  await t.test('since and by', async (t) => {
    const { total, groups } = JSON.parse(await made(url, { since: '3d', by: 'namespace', format: 'json' }))
    t.equal(total.requests, 6)
    t.match(groups, [{ key: '<b>&"faq"', deflection: { requests: 1 } }, { key: 'default', deflection: { requests: 5 } }])
    t.match(JSON.parse(await made(url, { since: '1m', format: 'json' })), { total: { requests: 0, deflection_rate: null } })
  })

  await t.test('table, csv, html', async (t) => {
    const [table, csv, html] = await Promise.all((['table', 'csv', 'html'] as const).map((format) => made(url, { by: 'namespace', format })))
    t.match(table, /deflection rate +40\.0 %/)
    t.match(table, /missed: below_threshold +1/)
    t.match(table, /false-hit rate +5\.0 % .*\nat least \(95 % interval\) +0\.6 % .*\nat most \(95 % interval\) +16\.9 %/)
    t.match(csv, /^namespace,requests,exact,.*\r\n"total",5,1,1,0,2,1,0,0\.4,200,100,/)
    t.match(csv, '"<b>&""faq""",1,')
    t.match(html, /^<!doctype html>/)
    t.notMatch(html, '<b>', 'a namespace stays text')
  })

  await t.test('a table fits its terminal, and a model of a client\'s writes nothing else to it', async (t) => {
    const { pool, url } = await freshSchema(t)
    await createAnswerEvents(pool).insert(['\x1b[2Jevil\r\nrequests 1\u202e', ...Array.from({ length: 30 }, (_, i) => `model-${i}`)].map((model) => sampleEvent({ at: hoursAgo(1), model })))
    const table = await made(url, { by: 'model', width: 80 })
    t.notMatch(table, /[^\n -~–\ufffd]/)
    t.same(table.split('\n').filter((line) => line.length > 80 && !line.startsWith('prices: ')), [])
    t.notMatch(table, /-\$?0\.0+(?= |$)/m, 'nothing is less than nothing')
    for (const model of ['evil', 'model-0', 'model-29']) t.match(table, model)
    t.equal(table.match(/^requests .*/gm)!.flatMap((line) => line.split(/ +/).slice(1)).join(' '), `31${' 1'.repeat(31)}`, 'the total once, each group once')
    t.equal((await made(url, { by: 'model' })).match(/^requests /gm)!.length, 1, 'as wide as it is where nobody says how wide')
    t.match(await made(url, { by: 'model', format: 'csv' }), '\r\n"\ufffd[2Jevil\ufffd\ufffdrequests 1\ufffd",1,')
  })

  await t.test('limits for a pipeline, and by tenant', async (t) => {
    const [under, over, fine] = await Promise.all([['--fail-under', '0.5'], ['--fail-over', '0.1', '--format', 'json'], ['--fail-under', '0.4', '--fail-over', '0.17', '--by', 'tenant', '--format', 'json']].map((args) => report(url, args)))
    t.match(under, { code: 3, out: /deflection rate/, err: 'npm run report: deflection 40.0 % is under 50.0 %\n' })
    t.match(over, { code: 3, err: 'npm run report: wrong hits may be 16.9 % (95 % upper bound; 2 of 40 checked), over 10.0 %\n' })
    t.match(fine, { code: 0, err: '' })
    t.match(JSON.parse(fine!.out).groups, [{ key: 'local', deflection: { requests: 5 } }])
    t.same(await Promise.all([['--fail-under', '0.5'], ['--fail-under', '0.4']].map((args) => codeUnheard(url, args))), [3, 0], 'the exit code says it where nobody reads why')
    const none = reportDeflection([]).total
    t.match(whyNot(none, { under: 0 }), 'no requests')
    t.match(whyNot({ ...none, semantic: 3 }, { over: 1 }), 'no semantic hit was checked', 'what is not shown does not pass')
    t.equal(whyNot(none, { over: 0 }), null, 'none was served')
    t.throws(() => readShare('fail-under', '2'), /--fail-under must be a share/)
  })

  await t.test('a long range is read in parts that meet, and hold all of it', async () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 2e12 }), fc.integer({ min: 1, max: 1e11 }), (from, length) => {
      const range = { since: new Date(from), until: new Date(from + length) }
      const parts = partsOf(range)
      return parts.length <= 21 && parts[0]!.since.getTime() === from && parts.at(-1)!.until.getTime() === from + length &&
        parts.every(({ since }, i) => i === 0 || since.getTime() === parts[i - 1]!.until.getTime()) &&
        // Of hours that EVENT_RETENTION_DAYS left only the sums of, a part of one would be nothing.
        parts.slice(1).every(({ since }) => since.getTime() % 86_400_000 === 0)
    }))
  })

  await t.test('watched, it ends without a word when nobody reads it any more', async (t) => {
    const child = spawn(process.execPath, ['scripts/report.js', '--watch', '1'], { cwd: root, env: { ...process.env, DATABASE_URL: url } })
    let err = ''
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => { err += chunk })
    child.stdout.once('data', () => child.stdout.destroy())
    t.equal(await new Promise((resolve) => child.once('close', resolve)), 141)
    t.equal(err, '')
  })

  await t.test('watched, it prints again', async (t) => {
    const child = spawn(process.execPath, ['scripts/report.js', '--watch', '1'], { cwd: root, env: { ...process.env, DATABASE_URL: url } })
    t.teardown(() => child.kill('SIGKILL'))
    let reports = 0
    for await (const chunk of child.stdout.setEncoding('utf8')) {
      reports += (chunk as string).match(/LLM-call deflection/g)?.length ?? 0
      if (reports >= 2) break
    }
    t.equal(reports, 2)
  })

  await t.test('prices of one\'s own', async (t) => {
    const dir = await mkdtemp(join(tmpdir(), 'deflect-prices-'))
    t.teardown(() => rm(dir, { recursive: true }))
    const file = join(dir, 'prices.json')
    await writeFile(file, JSON.stringify({ 'gpt-4o-mini': { input: 1_000_000, output: 0 } }))
    t.match(JSON.parse(await made(url, { format: 'json' }, { PRICES_FILE: file })), { total: { money_saved: 200 }, prices: file })
    await writeFile(file, '{"gpt-4o-mini": 3}')
    const bad = await report(url, [], { PRICES_FILE: file })
    t.match(bad, { code: 1, out: '', err: /^npm run report: PRICES_FILE .*gpt-4o-mini.*\n$/ })
  })
})

t.test('a database that is not there is one line, without the password', async (t) => {
  const { code, out, err } = await report('postgres://someone:secret@127.0.0.1:1/deflect', [])
  t.equal(code, 1)
  t.equal(out, '')
  t.match(err, /^npm run report: cannot read Postgres at 127\.0\.0\.1:1 \(DATABASE_URL\): .*\n$/)
  t.notMatch(err, 'secret')
})

t.test('cache: what the cache Redis holds', async (t) => {
  const { redis, keys, prefix } = await freshRedis(t)
  await redis.set(keys.history('1'), 'x'.repeat(1_000), { expiration: { type: 'EX', value: 600 } })
  const env = { REDIS_KEY_PREFIX: prefix }
  const [json, table, csv] = await Promise.all([['--format', 'json'], [], ['--all', '--format', 'csv']].map((more) => report('postgres://127.0.0.1:1/x', ['cache', ...more], env)))
  t.match([json, table, csv], [{ code: 0 }, { code: 0 }, { code: 0 }], 'Postgres is not asked')
  const { families, server } = JSON.parse(json!.out)
  t.match(families[0], { family: 'history', keys: 1, measured: 1, bytes_per_key: Number, mean_ttl_seconds: Number })
  t.match(server, { used_memory_bytes: Number, evicted_keys: Number })
  t.match(table!.out, /^conv:\*:history +1 /m)
  t.match(table!.out, /^evicted keys +\d/m)
  t.match(csv!.out, /^of,figure,value\r\nhistory,keys,1\r\n/)

  const away = await report('postgres://127.0.0.1:1/x', ['cache'], { REDIS_URL: 'redis://:hunter2@127.0.0.1:1' })
  t.match(away, { code: 1, out: '', err: /^npm run report: cannot reach Redis at 127\.0\.0\.1:1 \(REDIS_URL\)\n$/ })
})

t.test('a bad argument is one line and exit code 2', async (t) => {
  await Promise.all([['--since', 'yesterday'], ['--by', 'user'], ['--format', 'pdf'], ['--nonsense'], ['windows'], ['cache', '--since', '1h'], ['cache', '--format', 'html'], ['--all']].map(async (args) => {
    const { code, err } = await report('postgres://127.0.0.1:1/x', args)
    t.equal(code, 2, args.join(' '))
    t.equal(err.trimEnd().split('\n').length, 1)
  }))
  t.match(await report('postgres://127.0.0.1:1/x', ['--help']), { code: 0, out: /--since/ })
})

t.test('a range that is none is a mistake, not an empty report', async (t) => {
  const { url } = await freshSchema(t)
  for (const wanted of [{ since: '1h', until: '2h' }, { since: '2026-02-02', until: '2026-02-01' }, { since: '24h', until: '24h' }]) {
    await t.rejects(made(url, wanted), { message: '--until must be later than --since' }, JSON.stringify(wanted))
  }
  t.match(await report(url, ['--since', '1h', '--until', '2h', '--fail-under', '0.1']), { code: 2, out: '', err: 'npm run report: --until must be later than --since\n' })
})

t.test('reports that meet count an event once, and a day that is none is refused', async (t) => {
  const { pool, url } = await freshSchema(t)
  await createAnswerEvents(pool).insert(['2026-03-29T23:59:59.999Z', '2026-03-30T00:00:00Z'].map((at) => sampleEvent({ at: new Date(at) })))
  const days = [['2026-03-29', '2026-03-30'], ['2026-03-30', '2026-03-31']].map(async ([since, until]) => JSON.parse(await made(url, { since: since!, until, by: 'day', format: 'json' })))
  t.match(await Promise.all(days), ['2026-03-29', '2026-03-30'].map((key) => ({ total: { requests: 1 }, groups: [{ key }] })))
  for (const since of ['2026-02-30', '2026-3-5', '2026-03-05 noon', '2026-02-29T00:00Z', '2026-03-05Z']) await t.rejects(made(url, { since }), { message: /^--since must be a duration/ }, since)
  for (const since of ['2026-02', '2024-02-29T10:00:00.123+0530', '2026-03-05 10:00']) await t.resolves(made(url, { since, format: 'json' }), since)
})

t.test('a range that no data can fill is refused, and one of ten years is not', async (t) => {
  const { url } = await freshSchema(t)
  for (const since of ['3654d', '900000d', '999999w', '0001-01-01']) {
    t.match(await report(url, ['--since', since]), { code: 2, out: '', err: `npm run report: --since: a report takes at most 10 years, got "${since}"\n` }, since)
  }
  const startedAt = performance.now()
  t.match(JSON.parse(await made(url, { since: '3653d', format: 'json' })), { total: { requests: 0 } })
  t.comment(`${Math.round(performance.now() - startedAt)} ms`)
})

t.test('a query that takes long holds up no other', async (t) => {
  const { pool, url } = await freshSchema(t)
  const blocker = await pool.connect()
  const { schema } = (await blocker.query<{ schema: string }>('SELECT current_schema() AS schema')).rows[0]!
  await blocker.query('BEGIN')
  await blocker.query('LOCK TABLE answer_event_hours, answer_events IN ACCESS EXCLUSIVE MODE')
  const making = made(url, { format: 'json' })
  const waiting = async () => (await blocker.query('SELECT FROM pg_locks l JOIN pg_class c ON c.oid = l.relation WHERE NOT l.granted AND c.relnamespace = $1::regnamespace', [schema])).rowCount
  // Waiting for a connection, one of them would be given up after five seconds.
  for (const deadline = Date.now() + 7_000; Date.now() < deadline && await waiting() !== 2;) await setImmediate()
  await blocker.query('COMMIT')
  blocker.release()
  t.match(JSON.parse(await making), { total: { requests: 0 } })
})
