import { spawn, spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import t from '../tap.ts'
import { UsageError } from '../../scripts/arguments.ts'
import { halves } from '../../scripts/calibration/halves.ts'
import { readLines } from '../../scripts/lines.ts'
import { quiet } from '../../scripts/quiet.ts'
import { fromFirst, readAsked } from '../../scripts/replay/asked.ts'
import { readPolicyOf, type Given } from '../../scripts/replay/policy.ts'
import { replay } from '../../scripts/replay/run.ts'
import { formatReplayed, type Replayed } from '../../scripts/replay/summary.ts'
import { formatTuned } from '../../scripts/tune/format.ts'
import type { JudgedPair } from '../../scripts/tune/judge-pairs.ts'
import { startRedis } from '../../scripts/services.ts'
import { readPairs } from '../../scripts/tune/pairs.ts'
import { tune } from '../../scripts/tune/run.ts'
import { choose, measure, policyBody, settings } from '../../scripts/tune/sweep.ts'
import { readConfig } from '../../src/config.ts'
import { createEmbedder, type Embedder } from '../../src/model/embedder.ts'
import { freshRedis } from '../cache/fresh.ts'
import { until } from '../helper.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'tune-'))
t.teardown(() => rmSync(folder, { recursive: true }))
const file = (name: string, lines: unknown[]) => {
  const path = join(folder, name)
  writeFileSync(path, lines.map((line) => typeof line === 'string' ? line : JSON.stringify(line)).join('\n'))
  return path
}
const run = (script: string, args: string[]) => spawnSync(process.execPath, [`scripts/${script}.js`, ...args], { cwd: root, encoding: 'utf8' })

/** A pair whose evidence is given. */
const pair = (label: 0 | 1, similarity: number, guard: string | null = null): JudgedPair => {
  const said = guard === null ? [] : [{ guard, detail: '' }]
  const candidate = { similarity, entry: { createdAt: 0, expiresAt: Infinity } } as JudgedPair['judgement']['candidate']
  return { label, classes: ['all'], exact: false, judgement: { candidate, similarity, against: ({ name }) => said.find((evidence) => evidence.guard === name) ?? null, evidence: () => said, probability: () => null, atMost: () => null } }
}
const many = (n: number, of: () => JudgedPair) => Array.from({ length: n }, of)

t.test('counts, and the choice of the training half', async (t) => {
  const half = [...many(400, () => pair(1, 0.96)), ...many(100, () => pair(1, 0.85)), ...many(50, () => pair(0, 0.86)), ...many(30, () => pair(0, 0.97, 'negation')), ...many(40, () => pair(0, 0.3))]
  const at = (threshold: number, guardSet: string) => settings.find((setting) => setting.kind === 'static' && setting.threshold === threshold && setting.guardSet === guardSet)!
  t.match(measure(half, at(0.95, 'all')), { pairs: 620, served: 400, kept: 400, wrong: 0, kept_share: 0.8, traps_served_share: 0, err_per_hit: 0 })
  t.match(measure(half, at(0.95, 'none')), { wrong: 30, err_per_hit: 30 / 430, err_per_request: 30 / 620 })
  t.match(measure(half, at(0.95, 'without negation')), { wrong: 30 })
  const good = choose(half, half, 0.01, 'hit')
  t.match(good, { certified: true, pairs_needed: 0, setting: { kind: 'static' }, test: { kept: 400, wrong: 0 } })
  t.match(policyBody(good.setting), { kind: 'static', threshold: Number, guards: Array })
  const few = choose(half.slice(0, 50), half.slice(0, 50), 0.01, 'hit')
  t.match(few, { certified: false, pairs_needed: 249 }, '299 hits without an error certify 1 %')
  t.equal(choose(half, many(100, () => pair(0, 0.96)), 0.01, 'hit').certified, false, 'the other half decides')
})

t.test('questions that hang together by their pairs, one by one, are in one half, however many they are', async (t) => {
  const question = (i: number) => `how do i open box ${i}`
  const halfOf = halves(Array.from({ length: 60_000 }, (_, i) => ({ a: question(i), b: question(i + 1) })))
  t.equal(new Set(Array.from({ length: 60_001 }, (_, i) => halfOf(question(i)))).size, 1)
})

/** As the commands have it; to load the model takes two seconds of the processor, so it is done once. */
const config = readConfig()
let shared: Embedder | undefined
t.teardown(() => shared?.close())
async function embedder (): Promise<Embedder> {
  shared ??= createEmbedder({ model: config.EMBEDDING_MODEL, dtype: config.EMBEDDING_DTYPE, modelDir: config.MODEL_DIR, timeoutMs: 60_000, log: quiet })
  await shared.loaded
  return shared
}

/** What the command prints, without its process. */
async function tuned (pairs: string): Promise<any> {
  const options = { source: pairs, split: 'chronological', budget: 0.01, per: 'hit' as const }
  return JSON.parse(formatTuned(await tune((await readPairs(pairs)).pairs, options, await embedder(), () => {}), 'json'))
}
async function replayed (stream: string, options: Given, url = config.REDIS_URL): Promise<Omit<Replayed, 'source'>> {
  const policy = await readPolicyOf(options, config)
  const lines = fromFirst(stream, await readLines(stream, readAsked), policy.ttlSeconds)
  return await replay(lines, { config: { ...config, REDIS_URL: url }, embedder: await embedder(), policy, signal: new AbortController().signal, onProgress () {} })
}

t.test('tune: the real embedder and judge', async (t) => {
  const subjects = ['a rose bush', 'an old clock', 'a leather bag', 'a cello']
  const pairs = file('pairs.jsonl', subjects.flatMap((what) => [
    { a: `How do I repair ${what}?`, b: `how do i repair ${what}`, label: 1, source: 'own', kind: 'same' }, { a: `How do I buy ${what}?`, b: `How do I sell ${what}?`, label: 0, source: 'own', kind: 'antonym' }]))
  const found = await tuned(pairs)
  t.match(found, { train_pairs: 4, test_pairs: 4, certified: false, policy: null, classes: [{ name: 'all' }, { name: 'own' }, { name: 'own/antonym' }, { name: 'own/same' }] })
  t.ok(found.pairs_needed > 299)

  const [first] = subjects
  const repeated = file('repeated.jsonl', [...Array.from({ length: 400 }, (_, i) => ({ a: `how do I tune ${first}${'?'.repeat(i)}`, b: `How do I tune ${first}?${i % 2 ? ' Thanks' : ''}`, label: 1 })), { a: 'x', b: 'y', label: 0 }])
  const { status, stdout, stderr } = run('tune', ['--pairs', repeated, '--split', 'chronological', '--format', 'json'])
  t.match([status, JSON.parse(stdout), stderr], [0, { train_pairs: 1, test_pairs: 1, certified: false }, /399 of 401 lines repeat another pair and do not count/])
})

t.test('replay: the real stores, its clock the stream\'s', async (t) => {
  const HOUR = 3_600_000
  const began = Date.UTC(2020, 0)
  const stream = file('stream.jsonl', [
    { t: began, user: 'a', query: 'How do I tune a cello?', cluster: 'c' }, { t: began + 1, user: 'b', query: 'how do i tune a cello', cluster: 'c' },
    { t: began + 2, user: 'b', query: 'How can I tune a cello?', cluster: 'other' }, { t: began + 2 * HOUR, user: 'a', query: 'How do I tune a cello?', cluster: 'c' }])
  t.match(JSON.parse(run('replay', ['--stream', stream, '--format', 'json', '--threshold', '0.8']).stdout), { requests: 4, exact: 2, semantic: 1, wrong: 1, judged: 3, misses: { empty: 1 } })
  t.match(await replayed(stream, { threshold: '0.8', 'ttl-seconds': '3600' }), { exact: 1, semantic: 1, misses: { empty: 2 } }, 'what the stream outlived is gone')

  const numbered = file('numbered.jsonl', [{ t: 0, user: 1, query: 'How do I tune a cello?', cluster: 1 }, { t: 1, user: 2, query: 'how do I tune a cello', cluster: 2 }])
  t.match(await replayed(numbered, {}), { judged: 1, wrong: 1, perfect_hit_rate: 0 }, 'names may be numbers')

  const verified = (...clusters: string[]) => replayed(
    file(`${clusters.join('')}.jsonl`, ['do', 'can', 'could', 'should', 'would'].map((verb, t) => ({ t, user: 'a', query: `How ${verb} I tune a cello?`, cluster: clusters[t] }))),
    { kind: 'verified', 'min-probability': '0.93' })
  t.match(await verified('c', 'c', 'c', 'c', 'c'), { semantic: 3, wrong: 0 }, 'the second is too unlikely, and teaches that it was right')
  t.match(await verified('c', 'd', 'e', 'f', 'g'), { semantic: 0 }, 'it teaches that it was wrong')
})

t.test('replay: what a full Redis evicts meanwhile is told, as hits are missing then', async (t) => {
  const server = await startRedis({ stateDir: join(root, '.deflect'), kind: 'cache', dir: t.testdir({}), args: ['--maxmemory', String(3 * 1024 * 1024)] })
  t.teardown(() => server.stop())
  const asked = (questions: number) => file(`${questions}.jsonl`, Array.from({ length: questions }, (_, t) => ({ t, user: 'a', query: `How do I tune cello number ${t}?` })))
  t.equal((await replayed(asked(10), {}, server.url)).evicted_keys, 0)
  t.ok((await replayed(asked(500), {}, server.url)).evicted_keys > 0)
})

t.test('replay: whatever ends it, nothing of it is left in Redis', async (t) => {
  const { redis } = await freshRedis(t)
  const stream = file('long-stream.jsonl', Array.from({ length: 20_000 }, (_, t) => ({ t, user: 'a', query: `How do I tune cello number ${t}?` })))
  const prefix = `test:${randomUUID()}:`
  const child = spawn(process.execPath, ['scripts/replay.js', '--stream', stream], { cwd: root, env: { ...process.env, REDIS_KEY_PREFIX: prefix }, stdio: 'ignore' })
  const indexes = async () => (await redis.ft._list()).filter((name) => String(name).startsWith(prefix)).length
  await until(async () => await indexes() > 0)
  child.kill('SIGTERM')
  t.equal((await once(child, 'close'))[0], 1)
  t.equal(await indexes(), 0)
  t.same((await redis.scan('0', { MATCH: `${prefix}*`, COUNT: 1_000_000 })).keys, [])
})

t.test('tune: a text that the service would not look for is a pair that nothing serves', async (t) => {
  const long = 'How do I tune a cello '.repeat(80)
  const { test_pairs: pairs, settings } = await tuned(file('long.jsonl', [{ a: 'x y', b: 'z', label: 0 }, { a: long, b: long, label: 1, kind: 'long' }]))
  t.equal(pairs, 1)
  t.ok(settings.every(({ test }: any) => test.served === 0 && test.same === 1))
})

t.test('mistakes are one line', async (t) => {
  for (const [script, args, told] of [
    ['tune', ['--pairs', file('bad.jsonl', ['{']), '--format', 'json'], /line 1: expected JSON/],
    ['replay', ['--stream', file('s.jsonl', [{ t: 0, query: 'x' }]), '--threshold', '2'], /threshold/]
  ] as const) {
    const { status, stderr, stdout } = run(script, [...args])
    t.equal(status, 2)
    t.equal(stdout, '')
    t.match(stderr, told)
    t.equal(stderr.trimEnd().split('\n').length, 1)
  }
  const s = file('s.jsonl', [{ t: 0, query: 'x' }])
  for (const [stream, options, told] of [
    [file('late.jsonl', [{ t: 1e300, query: 'x' }]), {}, /line 1: expected a number t of milliseconds/],
    [file('long-ago.jsonl', [{ t: Date.now(), query: 'x' }, { t: 0, query: 'x' }]), { 'ttl-seconds': '60' }, /line 1: asked \d+ days after the first, expected at most 549 with this TTL/],
    ...['null', '[]', '"x"'].map((body, i) => [s, { policy: file(`p${i}.json`, [body]) }, /: expected an object, the body of PUT/] as const),
    [s, { policy: file('unknown.json', [{ note: 'n', if_version: 1, treshold: 1 }]) }, /: treshold is not a field of a policy/]
  ] as const) {
    const error = await replayed(stream, options).catch((error: unknown) => error)
    t.ok(error instanceof UsageError)
    t.match((error as Error).message, told)
    t.notMatch((error as Error).message, '\n')
  }
})

t.test('a replay as a table and a csv: a long reason stands apart from its number', async (t) => {
  const replayed = {
    source: 'a, "b".jsonl',
    policy: {},
    requests: 2,
    exact: 0,
    semantic: 0,
    hits: 0,
    hit_rate: 0,
    perfect_hit_rate: null,
    judged: 0,
    wrong: 0,
    err_per_hit: null,
    err_per_hit_upper: 1,
    err_per_request: 0,
    misses: {},
    bypassed: { 'not_cacheable:time_relative': 2 },
    evicted_keys: 0,
    seconds: 1,
    per_second: 2
  }
  t.match(formatReplayed(replayed, 'table'), /^bypass not_cacheable:time_relative +2$/m)
  t.match(formatReplayed(replayed, 'csv'), 'source,"a, ""b"".jsonl"\n')
  t.notMatch(formatReplayed(replayed, 'table'), /evicted/)
  t.match(formatReplayed({ ...replayed, evicted_keys: 7 }, 'table'), /^evicted +7 keys, by a Redis at its maxmemory/m)
})
