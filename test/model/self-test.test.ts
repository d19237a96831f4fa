import { join } from 'node:path'
import t from '../tap.ts'
import { createEmbedder } from '../../src/model/embedder.ts'
import { findFlaw } from '../../src/model/self-test.ts'
import { build } from '../helper.ts'
import { brokenModel } from './broken-model.ts'

const MODEL = 'Xenova/all-MiniLM-L6-v2'

t.test('models that run and mean nothing are refused, each by what is wrong with it', async (t) => {
  const dir = t.testdir({})
  const models = [
    ['constant', { base: 1 }, /unrelated sentences below 0.6, got 1.000/],
    ['all alike', { base: 1, slope: 0.005 }, /unrelated sentences below 0.6, got/],
    ['no numbers', { base: NaN }, /finite/],
    ['cut', { base: 1, width: 128 }, /384 dimensions, got 128/]
  ] as const
  await Promise.all(models.map(async ([what, shape, flaw]) => {
    const warnings: [object, string][] = []
    const embedder = createEmbedder({
      model: MODEL, dtype: 'int8', modelDir: brokenModel(join(dir, what), shape), timeoutMs: 60_000, log: { info () {}, warn: (data, message) => warnings.push([data, message]) }
    })
    await embedder.loaded
    t.equal(embedder.ready(), false, what)
    t.match(embedder.flaw(), flaw, what)
    t.match(warnings, [[{ flaw }, /refused/]], what)
    await t.rejects(embedder.embed('anything'), { code: 'DEFLECT_EMBEDDER_UNAVAILABLE', message: flaw })
    await embedder.close()
  }))
})

t.test('what a file alone cannot do wrong', async (t) => {
  /** A dimension of its own for each sentence, or, where it forgets, for each call. */
  const alone = (forgets: boolean) => {
    const seen: string[] = []
    return async (text: string) => {
      if (forgets || !seen.includes(text)) seen.push(text)
      return Float32Array.from({ length: 64 }, (_, i) => Number(i === seen.lastIndexOf(text)))
    }
  }
  t.match(await findFlaw(alone(false), 64), /paraphrases above 0.75, got 0.000/)
  t.match(await findFlaw(async () => new Float32Array(64), 64), /length 1, got 0/)
  t.match(await findFlaw(alone(true), 64), /same vector for the same text/)
})

t.test('the service goes on with the exact tier, and says why', async (t) => {
  const s = await build(t, { MODEL_DIR: brokenModel(t.testdir({}), { base: 1 }) })
  t.match(await s.call('GET', '/readyz'), { status: 200, body: { status: 'degraded', checks: { embedder: { status: 'degraded', detail: /refused \(expected unrelated sentences below 0.6, got 1.000\): exact tier only/ } } } })
  t.match((await s.call('GET', '/metrics')).text, /^deflect_embedder_ready 0$/m)
  t.match((await s.send('What is a fugue?')).body.cache, { status: 'miss', reason: 'error' })
  t.equal((await s.send('What is a fugue?')).body.cache.status, 'exact')
  t.equal((await s.send('Who was Bach?')).body.cache.status, 'miss', 'nothing is like anything')
  await s.call('PUT', '/operator/policy', { classes: { personal: { keep: 'user' } } })
  const own = 'My name is Anna. Which school is near?'
  t.match((await s.call('POST', '/operator/explain', { text: own })).body.decision, { status: 'miss', reason: 'error' })
  t.match((await s.send(own)).body.cache, { status: 'miss', reason: 'error' }, 'a fault is none of its class')
})
