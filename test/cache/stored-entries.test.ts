import t from '../tap.ts'
import { encodeEntry, type AnswerEntry } from '../../src/cache/answer-entry.ts'
import type { Redis } from '../../src/cache/client.ts'
import { labelsOf } from '../../src/cache/semantic-answers.ts'
import { createSemanticIndex } from '../../src/cache/semantic-index.ts'
import type { Page } from '../../src/cache/entry-search.ts'
import { createStoredEntries } from '../../src/cache/stored-entries.ts'
import { encodeVector } from '../../src/cache/vector.ts'
import { freshRedis, quiet, sampleEntry } from './fresh.ts'

const tenant = 'local'
const identity = 'test'
const idOf = (i: number) => `${'a'.repeat(32)}-${i.toString(16).padStart(8, '0')}`
const ids = (page: Page | null) => page?.entries.map(({ entry }) => entry.id)

async function fresh (t: Parameters<typeof freshRedis>[0]) {
  const { redis, keys, attempt, execute } = await freshRedis(t)
  const index = createSemanticIndex({ redis, keys, identity, dimensions: 2, log: quiet })
  await index.create()
  return {
    redis,
    stored: (timeoutMs: number, through: Redis = redis) => createStoredEntries({ redis: through, keys, attempt, mayRead: () => true, identity, index, timeoutMs }),
    store: (entries: AnswerEntry[], vector?: Float32Array) => execute((pipeline) => {
      for (const entry of entries) pipeline.hSet(keys.semanticEntry(identity, entry.id), { labels: labelsOf(entry), generation: 0, created: entry.createdAt, entry: encodeEntry(entry), ...(vector && { vector: encodeVector(vector) }) })
    })
  }
}

t.test('of more entries than one search can sort in its time: the newest', async (t) => {
  const { stored, store } = await fresh(t)
  const [many, few, step] = [40_000, 100, 1_000]
  const now = Date.now()
  for (let at = 0; at < many; at += step) {
    await store(Array.from({ length: step }, (_, i) => sampleEntry({ id: idOf(at + i), createdAt: now - many + at + i, expiresAt: now + 600_000 })))
  }
  // More than a page takes, and less than all of them.
  const { newest, count } = stored(4)
  /** What is said at last, where a busy machine has no time for anything. */
  async function said (ask: () => Promise<Page | null>): Promise<Page | null> {
    for (let tries = 1; ; tries++) {
      const page = await ask()
      if (page || tries === 20) return page
    }
  }
  const expected = Array.from({ length: few }, (_, i) => idOf(many - 1 - i))
  t.same(ids(await said(() => newest({ tenant }, 0, few))), expected)
  t.same(ids(await said(() => newest({ tenant, before: now - many + few }, 1, few))), Array.from({ length: few }, (_, i) => idOf(few - 1 - i)), 'the oldest, behind one that was shown')
  const counted = await said(() => count({ tenant }, 5))
  t.same(ids(counted), expected.slice(0, 5))
  t.ok(counted!.total > 5 && counted!.total <= many)
})

t.test('where comparing all that matches takes too long, the nearest are looked for by the index', async (t) => {
  const { redis, stored, store } = await fresh(t)
  const all = Array.from({ length: 5 }, (_, i) => sampleEntry({ id: idOf(i) }))
  for (const [i, entry] of all.entries()) await store([entry], Float32Array.of(Math.cos(i / 5), Math.sin(i / 5)))
  let isSlow = (text: string) => !text.includes('BATCHES')
  const search = async (...args: Parameters<Redis['ft']['search']>) => isSlow(args[1].toString()) ? { total: 0, documents: [], warnings: ['Timeout limit was reached'] } : await redis.ft.search(...args)
  const { nearest } = stored(1_000, { ...redis, ft: { ...redis.ft, search } } as unknown as Redis)
  const near = () => nearest({ tenant }, Float32Array.of(1, 0), 3)
  t.same(ids(await near()), [0, 1, 2].map(idOf))
  isSlow = () => true
  t.equal(await near(), null, 'not that there are none')
})
