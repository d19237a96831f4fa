import { createHash } from 'node:crypto'
import t from '../tap.ts'
import { createSemanticAnswers } from '../../src/cache/semantic-answers.ts'
import { createStoredEntries } from '../../src/cache/stored-entries.ts'
import { until } from '../helper.ts'
import { freshRedis, quiet, sampleEntry } from './fresh.ts'

type Test = Parameters<typeof freshRedis>[0]
const DIMENSIONS = 16
const scopeOf = (name: string) => createHash('sha256').update(name).digest('hex').slice(0, 32)

function unit (values: number[]): Float32Array {
  const length = Math.hypot(...values)
  return Float32Array.from(values, (value) => value / length)
}
const randomVector = () => unit(Array.from({ length: DIMENSIONS }, () => Math.random() - 0.5))
const axis = (i: number) => unit(Array.from({ length: DIMENSIONS }, (_, j) => i === j ? 1 : 0))

async function fresh (t: Test) {
  const redis = await freshRedis(t)
  let recreated = 0
  const dirty = new Set<string>()
  const deps = { ...redis, mayRead: (key: string) => !dirty.has(key), identity: 'test', dimensions: DIMENSIONS, log: quiet, onRecreated: () => { recreated++ } }
  const semantic = createSemanticAnswers(deps)
  await semantic.index.create()
  const store = async (scope: string, entry = sampleEntry(), vector = randomVector(), ttlSeconds = 100) => {
    await redis.execute((pipeline) => semantic.enqueueStore(pipeline, entry, ttlSeconds, { scope, vector }))
    return entry
  }
  const nearest = async (scope: string, vector: Float32Array, k = 5) => {
    const found = await semantic.nearest(scope, vector, k)
    if ('fault' in found) throw new Error(found.fault)
    return found.candidates
  }
  const indexed = async () => Number((await redis.redis.ft.info(semantic.index.name)).num_docs)
  const stored = createStoredEntries({ ...deps, index: semantic.index, timeoutMs: 1_000 })
  return { ...redis, deps, dirty, semantic, stored, store, nearest, indexed, recreated: () => recreated }
}

t.test('the nearest inside the scope, by falling similarity', async (t) => {
  const { store, nearest } = await fresh(t)
  const scope = scopeOf('a')
  const entries = []
  for (const tilt of [0, 0.2, 0.5, 2]) entries.push(await store(scope, sampleEntry(), unit([1, tilt, ...Array(DIMENSIONS - 2).fill(0)])))
  const found = await nearest(scope, axis(0), 3)
  t.same(found.map(({ entry }) => entry.id), entries.slice(0, 3).map(({ id }) => id))
  t.equal(found[0]!.similarity, 1)
  t.ok(Math.abs(found[1]!.similarity - 1 / Math.hypot(1, 0.2)) < 1e-3, 'a cosine')
  t.strictSame(found[0]!.entry, entries[0])
})

t.test('a scope is never crossed, however near the neighbour: 0 foreign answers in 500 lookups', async (t) => {
  const { semantic, execute, nearest } = await fresh(t)
  const scopes = Array.from({ length: 10 }, (_, i) => scopeOf(`scope ${i}`))
  // The same vectors in every scope: only the pre-filter tells them apart.
  const vectors = Array.from({ length: 20 }, randomVector)
  const owners = new Map<string, string>()
  await execute((pipeline) => {
    for (const scope of scopes.slice(1)) {
      for (const vector of vectors) {
        const entry = sampleEntry()
        owners.set(entry.id, scope)
        semantic.enqueueStore(pipeline, entry, 100, { scope, vector })
      }
    }
  })
  let foreign = 0
  let found = 0
  await Promise.all(Array.from({ length: 500 }, async () => {
    const scope = scopes[Math.floor(Math.random() * scopes.length)]!
    const candidates = await nearest(scope, vectors[Math.floor(Math.random() * vectors.length)]!)
    found += candidates.length
    foreign += candidates.filter(({ entry }) => owners.get(entry.id) !== scope).length
  }))
  t.equal(foreign, 0)
  t.ok(found > 1_000, `${found} found`)
  t.same(await nearest(scopes[0]!, vectors[0]!), [], 'a scope without entries finds nothing')
})

/** What is said to the index, as Redis hears it. */
async function listen (t: Test, { redis, semantic }: Pick<Awaited<ReturnType<typeof fresh>>, 'redis' | 'semantic'>) {
  const monitor = redis.duplicate()
  await monitor.connect()
  t.teardown(() => { monitor.destroy() })
  const said: string[] = []
  await monitor.monitor((line) => { if (line.includes(`"${semantic.index.name}"`)) said.push(line) })
  return {
    said,
    /** The searches by vector that a piece of work makes. */
    async searches (work: () => Promise<unknown>): Promise<string[]> {
      const before = said.length
      await work()
      await redis.ft.search(semantic.index.name, '@created:[0 0]')
      await until(() => said.slice(before).some((line) => line.includes('@created:[0 0]')))
      return said.slice(before).filter((line) => line.includes('KNN'))
    }
  }
}
const inBatches = (line: string) => line.includes('HYBRID_POLICY BATCHES')

t.test('a scope that is large, and much of the index, is searched by its graph; a small one entry by entry, as RediSearch does of itself', async (t) => {
  const { redis, execute, semantic, nearest } = await fresh(t)
  const [wide, narrow] = [scopeOf('wide'), scopeOf('narrow')]
  await execute((pipeline) => {
    for (const [scope, size] of [[wide, 3_000], [narrow, 20]] as const) {
      for (let i = 0; i < size; i++) semantic.enqueueStore(pipeline, sampleEntry(), 100, { scope, vector: i === 0 ? axis(0) : randomVector() })
    }
  })
  const { said, searches } = await listen(t, { redis, semantic })
  const counts = (scope: string) => said.filter((line) => line.includes(scope) && !line.includes('KNN')).length
  const byGraph = async (scope: string) => inBatches((await searches(async () => t.match(await nearest(scope, axis(0)), [{ similarity: 1 }, {}, {}, {}, {}]))).at(-1)!)
  t.equal(await byGraph(wide), false, 'it is not known yet')
  await until(() => byGraph(wide))
  t.equal(await byGraph(narrow), false)
  await until(() => counts(narrow) === 1)
  for (let i = 0; i < 20; i++) t.equal(await byGraph(narrow), false)
  t.same([wide, narrow].map(counts), [1, 1], 'what is known is not counted again')
  t.notOk(said.some((line) => line.includes('FT.INFO')), 'by nothing that weighs the whole graph')
})

t.test('a search in batches has little time, and where that is over the scope is searched as any other, for a while', async (t) => {
  const { deps, redis, execute, semantic } = await fresh(t)
  const scope = scopeOf('wide')
  await execute((pipeline) => { for (let i = 0; i < 3_000; i++) semantic.enqueueStore(pipeline, sampleEntry(), 100, { scope, vector: i === 0 ? axis(0) : randomVector() }) })
  for (const [how, cut] of [
    ['with what it has', (reply: object) => ({ ...reply, results: [], warning: ['Timeout limit was reached'] })],
    ['with an error', () => { throw new Error('Timeout limit was reached') }]
  ] as const) {
    const asked: string[] = []
    const stands: string[] = []
    /** Redis, whose searches in batches take too long from the second on. */
    const slow = Object.assign(Object.create(redis) as typeof redis, {
      async sendCommand (command: string[]) {
        const text = command.filter((part) => typeof part === 'string').join(' ')
        const inBatches = text.includes('HYBRID_POLICY BATCHES')
        asked.push(inBatches ? 'batches' : 'plain')
        if (inBatches) stands.push(/ TIMEOUT (\d+) /.exec(text)?.[1] ?? 'for ever')
        const reply = await redis.sendCommand(command) as object
        return inBatches && stands.length > 1 ? cut(reply) : reply
      }
    })
    const semantic = createSemanticAnswers({ ...deps, redis: slow })
    const nearest = async () => await semantic.nearest(scope, axis(0), 5)
    await until(async () => {
      t.match(await nearest(), { candidates: [{ similarity: 1 }, {}, {}, {}, {}] })
      return stands.length > 0
    })
    asked.length = 0
    for (let i = 0; i < 3; i++) t.match(await nearest(), { candidates: [{ similarity: 1 }, {}, {}, {}, {}] }, `it ends ${how}`)
    t.same(asked, ['batches', 'plain', 'plain', 'plain'])
    t.same(stands, ['5', '5'])
  }
})

t.test('an entry is stored with its TTL by one command: a connection that ends after any of them leaves no key without one', async (t) => {
  const { redis, semantic, execute } = await fresh(t)
  const entry = sampleEntry()
  const replies = await execute((pipeline) => semantic.enqueueStore(pipeline, entry, 100, { scope: scopeOf('a'), vector: axis(0) }))
  t.equal(replies.length, 1)
  const ttl = await redis.ttl(semantic.keyOf(entry.id))
  t.ok(ttl > 90 && ttl <= 100, `${ttl} s`)
})

t.test('many callers at once create one index', async (t) => {
  const { deps } = await fresh(t)
  const other = { ...deps, identity: 'other' }
  const processes = Array.from({ length: 4 }, () => createSemanticAnswers(other))
  await Promise.all(processes.flatMap(({ index }) => [index.create(), index.create(), index.create()]))
  t.same(processes.map(({ index }) => index.state()), ['ready', 'ready', 'ready', 'ready'])
  const { name } = processes[0]!.index
  t.equal((await deps.redis.ft._list()).filter((found) => String(found) === name).length, 1)
})

t.test('a lost index is a fault with its name, is created again, and finds the entries that are still there', async (t) => {
  const { redis, semantic, store, indexed, recreated } = await fresh(t)
  const scope = scopeOf('a')
  const entry = await store(scope, sampleEntry(), axis(0))
  await redis.ft.dropIndex(semantic.index.name)
  t.same(await semantic.nearest(scope, axis(0), 5), { fault: 'no_index' })
  await until(() => recreated() === 1)
  // RediSearch indexes what is there in the background.
  await until(async () => await indexed() === 1)
  const found = await semantic.nearest(scope, axis(0), 5)
  t.match(found, { candidates: [{ entry: { id: entry.id } }] })
  t.equal(recreated(), 1)
})

t.test('an entry carries its TTL, and its expiry drops its vector', async (t) => {
  const { redis, keys, store, nearest, indexed } = await fresh(t)
  const scope = scopeOf('a')
  const key = keys.semanticEntry('test', (await store(scope, sampleEntry(), axis(0), 100)).id)
  const ttl = await redis.pTTL(key)
  t.ok(ttl > 90_000 && ttl <= 100_000)
  t.equal(await indexed(), 1)
  await redis.pExpire(key, 1)
  await until(async () => await redis.exists(key) === 0)
  await until(async () => await indexed() === 0)
  t.same(await nearest(scope, axis(0)), [])
})

t.test('words come back as they were stored, where they are asked for and are there', async (t) => {
  const { redis, semantic, execute, store } = await fresh(t)
  const scope = scopeOf('a')
  const words = { words: ['violin', 'é'], data: Int8Array.from({ length: 2 * DIMENSIONS }, (_, i) => i - 128 + 100 * (i % 2)), weights: Float32Array.of(0.5, 0.25), rarity: Uint8Array.of(1, 200), dimensions: DIMENSIONS }
  const entry = sampleEntry()
  await execute((pipeline) => semantic.enqueueStore(pipeline, entry, 100, { scope, vector: axis(0), words }))
  await store(scope, sampleEntry(), axis(1))
  const asked = await semantic.nearest(scope, axis(0), 5, { words: true })
  t.strictSame('candidates' in asked && asked.candidates.map(({ words }) => words), [words, null])
  const unasked = await semantic.nearest(scope, axis(0), 5)
  t.strictSame('candidates' in unasked && unasked.candidates.map(({ words }) => words), [undefined, undefined])
  await redis.hSet(semantic.keyOf(entry.id), 'words', 'not words')
  t.match(await semantic.nearest(scope, axis(0), 5, { words: true }), { candidates: [{ words: null }, { words: null }] })
})

t.test('an entry that was taken away, but not in Redis yet, is not served; the rest is', async (t) => {
  const { redis, semantic, store, nearest, dirty } = await fresh(t)
  const scope = scopeOf('a')
  const gone = await store(scope, sampleEntry(), axis(0))
  const kept = await store(scope, sampleEntry(), axis(1))
  dirty.add(semantic.keyOf(gone.id))
  t.same((await nearest(scope, axis(0))).map(({ entry }) => entry.id), [kept.id])
  dirty.clear()
  await redis.del(semantic.keyOf(gone.id))
  t.same((await nearest(scope, axis(0))).map(({ entry }) => entry.id), [kept.id])
})

t.test('what another name stands for is read only while it may be served', async (t) => {
  const { redis, semantic, store, dirty, stored } = await fresh(t)
  const { id } = await store(scopeOf('a'))
  t.match(await semantic.read(id), { id })
  dirty.add(semantic.keyOf(id))
  t.equal(await semantic.read(id), undefined, 'taken away, but not in Redis yet')
  dirty.clear()
  t.equal(await stored.quarantine(id, 'a name', []), 'kept')
  t.equal(await semantic.read(id), null)
  t.equal(await stored.release(id, []), true)
  t.match(await semantic.read(id), { id })
  await redis.del(semantic.keyOf(id))
  t.equal(await semantic.read(id), null)
})

t.test('what may not be served hides nothing: the next nearest are looked for in its place', async (t) => {
  const { redis, semantic, store, nearest } = await fresh(t)
  const scope = scopeOf('a')
  const near = (i: number) => unit([1, i / 1000, ...Array(DIMENSIONS - 2).fill(0)])
  const unusable = new Set<string>()
  for (let i = 0; i < 12; i++) unusable.add((await store(scope, sampleEntry(), near(i))).id)
  const broken = await store(scope, sampleEntry(), near(12))
  await redis.hSet(semantic.keyOf(broken.id), 'entry', '{"id":')
  const good = await store(scope, sampleEntry(), axis(1))
  t.notOk((await nearest(scope, axis(0))).some(({ entry }) => entry.id === good.id), 'it is not among the nearest five')
  const found = await semantic.nearest(scope, axis(0), 5, { usable: ({ entry: { id } }) => !unusable.has(id) })
  t.match(found, { candidates: [{ entry: { id: good.id } }] })
  t.equal('candidates' in found && found.candidates.length, 1)
})

t.test('what many tags took away is left out together, each as far as it was invalidated', async (t) => {
  const { redis, semantic, store } = await fresh(t)
  const scope = scopeOf('a')
  const near = (i: number) => unit([1, i / 1000, ...Array(DIMENSIONS - 2).fill(0)])
  const of = (tag: number, generation: number) => sampleEntry({ tags: [`tag-${tag}`], generation })
  for (let tag = 0; tag < 30; tag++) await store(scope, of(tag, 0), near(tag))
  // Asked for between two invalidations: the one took it away, or would have.
  await store(scope, of(29, 110), near(3))
  const live = [await store(scope, of(0, 110), near(40)), await store(scope, of(29, 129), near(41)), await store(scope, of(3, 200), near(42)), await store(scope, of(30, 0), near(43))]
  const outdated = ({ tags: [tag], generation }: { tags: string[], generation: number }) => {
    const number = Number(tag!.slice('tag-'.length))
    return number < 30 && generation < 100 + number ? [{ tag: tag!, before: 100 + number }] : []
  }
  const { searches } = await listen(t, { redis, semantic })
  const rounds = await searches(async () => {
    const found = await semantic.nearest(scope, axis(0), 5, { outdated })
    t.same('candidates' in found && new Set(found.candidates.map(({ entry }) => entry.id)), new Set(live.map(({ id }) => id)))
  })
  t.same(rounds.map((line) => line.split('-(@labels').length - 1), [0, 1, 2])
})

t.test('a document without fields (expired mid-query) or with a broken entry is skipped, the rest is served', async (t) => {
  const { redis, keys, deps, store, nearest } = await fresh(t)
  const scope = scopeOf('a')
  const whole = await store(scope, sampleEntry(), axis(1))
  const broken = await store(scope, sampleEntry(), axis(0))
  await redis.hSet(keys.semanticEntry('test', broken.id), 'entry', '{"id":')
  t.same((await nearest(scope, axis(0))).map(({ entry }) => entry.id), [whole.id])

  // The race itself cannot be held still: its reply is given instead (RediSearch 2.10 sends the document, no fields).
  const reply = { results: [{ id: 'expired', values: [] }, { id: 'whole', extra_attributes: { distance: '0.1', entry: JSON.stringify(whole) }, values: [] }] }
  const semantic = createSemanticAnswers({ ...deps, attempt: async () => ({ ok: true, value: reply as never }) })
  t.match(await semantic.nearest(scope, axis(0), 5), { candidates: [{ entry: { id: whole.id }, similarity: 0.9 }] })
})

t.test('without the search module: said once, and no more asked of Redis', async (t) => {
  const { deps } = await freshWithoutModule(t)
  const warnings: string[] = []
  let searches = 0
  const semantic = createSemanticAnswers({
    ...deps,
    log: { ...quiet, warn: (_data, message) => warnings.push(message) },
    attempt: async () => {
      searches++
      return { ok: false, reason: 'error', error: new Error("ERR unknown command 'FT.SEARCH', with args beginning with:") }
    }
  })
  t.same(await semantic.nearest(scopeOf('a'), axis(0), 5), { fault: 'no_module' })
  t.same(await semantic.nearest(scopeOf('a'), axis(0), 5), { fault: 'no_module' })
  t.equal(searches, 1)
  await semantic.index.create()
  t.equal(semantic.index.state(), 'no_module')
})

/** Stands in for a Redis whose FT.CREATE is unknown. */
async function freshWithoutModule (t: Test) {
  const { deps } = await fresh(t)
  const unknown = () => Promise.reject(new Error("ERR unknown command 'FT.CREATE', with args beginning with:"))
  return { deps: { ...deps, identity: 'none', redis: { on () {}, isReady: false, withTypeMapping () {}, ft: { create: unknown } } as never } }
}
