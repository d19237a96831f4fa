import Fastify from 'fastify'
import t from '../tap.ts'
import hitRatio from '../../src/plugins/hit-ratio.ts'
import type { CacheOutcome } from '../../src/cache/cache-aside.ts'
import metrics from '../../src/plugins/metrics.ts'

async function fresh (t: Test) {
  const lines: { msg: string, cache?: string, ratio?: number }[] = []
  const app = Fastify({ logger: { level: 'warn', stream: { write: (line: string) => { lines.push(JSON.parse(line)) } } } })
  await app.register(metrics)
  await app.register(hitRatio)
  await app.ready()
  t.teardown(() => app.close())
  const read = (outcome: CacheOutcome, times: number, cache = 'history') => { for (let i = 0; i < times; i++) app.noteRead(cache, outcome) }
  const exported = async () => /^deflect_cache_hit_ratio\{cache="history"\} (.*)$/m.exec(await app.metrics.registry.metrics())?.[1]
  return { app, lines, read, exported }
}
type Test = { teardown (work: () => unknown): void }

t.test('one warning for a full window below 80 %', async (t) => {
  const { app, lines, read, exported } = await fresh(t)
  t.equal(await exported(), undefined, 'no read, no ratio')
  read('hit', 300)
  read('miss', 699)
  t.same(lines, [], 'the window is not full')
  t.equal(await exported(), String(300 / 999))
  read('miss', 1)
  t.match(lines, [{ msg: 'cache hit ratio below 80 %', cache: 'history', ratio: 0.3 }])
  read('miss', 500)
  t.equal(lines.length, 1, 'and no other for a while')
  t.match((await app.metrics.reads.get()).values, [{ value: 300 }, { value: 1_200 }], 'the counter counts on')
})

t.test('ids that do not exist are nobody\'s misses; caches are counted apart', async (t) => {
  const { lines, read, exported } = await fresh(t)
  read('hit', 800)
  read('miss', 200)
  read('negative', 5_000)
  read('miss', 999, 'list')
  t.equal(await exported(), '0.8')
  t.same(lines, [], '80 % is not below 80 %')
})
