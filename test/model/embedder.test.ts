import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from '../tap.ts'
import { createEmbedder, type EmbedderOptions } from '../../src/model/embedder.ts'
import { createEmbeddingThread } from '../../src/model/embedding-thread.ts'
import { EmbedderBusyError, EmbedderTimeoutError, EmbedderUnavailableError, TextTooLongError } from '../../src/model/embedder-errors.ts'

const quiet = { info () {}, warn () {} }
const settings: EmbedderOptions = {
  model: 'Xenova/all-MiniLM-L6-v2', dtype: 'int8', modelDir: process.env['MODEL_DIR'], timeoutMs: 60_000, log: quiet
}
const cosine = (a: Float32Array, b: Float32Array) => a.reduce((sum, x, i) => sum + x * b[i]!, 0)

t.test('a loaded model', async (t) => {
  const embedder = createEmbedder(settings)
  t.teardown(() => embedder.close())
  await t.rejects(embedder.embed('too early'), EmbedderUnavailableError, 'no request waits for the model')
  await embedder.loaded
  t.ok(embedder.ready())
  t.match(embedder.identity, /^Xenova-all-MiniLM-L6-v2_int8_mean_384_[0-9a-f]{8}$/, 'model, dtype, pooling, dimensions, weights')

  await t.test('vectors have length 1, and mean something', async (t) => {
    const [reset, change, weather] = await Promise.all(['how do i reset my password', 'how can i change my password', 'weather in paris'].map((q) => embedder.embed(q)))
    t.equal(reset!.vector.length, embedder.dimensions)
    t.ok(Math.abs(cosine(reset!.vector, reset!.vector) - 1) < 1e-5)
    t.ok(cosine(reset!.vector, change!.vector) > 0.7)
    t.ok(cosine(reset!.vector, weather!.vector) < 0.3)
  })

  await t.test('a vector does not depend on its neighbours, bit for bit', async (t) => {
    const fresh = createEmbedder(settings)
    t.teardown(() => fresh.close())
    const text = 'what is the capital of france'
    const alone = await embedder.embed(text)
    await fresh.loaded
    const others = Array.from({ length: 20 }, (_, i) => `${'a neighbour of another length '.repeat(i)}${i}`)
    const crowd = await Promise.all([...others.slice(0, 10), text, ...others.slice(10)].map((q) => fresh.embed(q)))
    t.strictSame(crowd[10]!.vector, alone.vector)
    t.equal(alone.cached || crowd[10]!.cached, false, 'neither came from the cache')
  })

  await t.test('nor on the number of threads', async (t) => {
    const fresh = createEmbedder({ ...settings, threads: 2 })
    t.teardown(() => fresh.close())
    await fresh.loaded
    for (const text of ['yes', 'how do i reset my password', 'a longer question of many words, '.repeat(12)]) t.strictSame((await fresh.embed(text)).vector, (await embedder.embed(text)).vector)
  })

  await t.test('the words of the run that made the vector, as the tokeniser cut them', async (t) => {
    const { words, data, weights, rarity, dimensions } = (await embedder.embed('unzip tar.gz files, twice')).words
    t.same(words, ['unzip', 'tar', 'gz', 'files', 'twice'])
    t.same([...rarity], [3, 1, 2, 1, 1])
    t.equal(data.length, 5 * dimensions)
    t.ok(weights.every((weight) => weight > 0 && weight <= 1))
  })

  await t.test('remembers, and shares a run between simultaneous askers', async (t) => {
    const [first, second] = await Promise.all([embedder.embed('asked twice at once'), embedder.embed('asked twice at once')])
    t.equal(first!.vector, second!.vector, 'one run, one vector')
    const again = await embedder.embed('asked twice at once')
    t.ok(again.cached)
    t.equal(again.vector, first!.vector)
    t.equal(again.tokens, 6, 'asked twice at once, [CLS] and [SEP]')
  })

  await t.test('where nothing is to be remembered, neither is what is known asked, nor is anything known after', async (t) => {
    await embedder.embed('known to all')
    t.notOk((await embedder.embed('known to all', { remember: false })).cached)
    await embedder.embed('known to nobody', { remember: false })
    t.notOk((await embedder.embed('known to nobody')).cached)
  })

  await t.test('what is foreseen runs where nothing else does, and takes no turn from what is asked', async (t) => {
    embedder.foresee('foreseen while idle')
    const asked = embedder.embed('asked meanwhile')
    embedder.foresee('foreseen while busy')
    await asked
    await embedder.embed('asked later')
    t.equal((await embedder.embed('foreseen while idle')).cached, true, 'it ran first')
    t.equal((await embedder.embed('foreseen while busy')).cached, false)
  })

  await t.test('refuses a text that would be cut', async (t) => {
    const fits = await embedder.embed('hello '.repeat(254).trim())
    t.equal(fits.tokens, 256)
    await t.rejects(embedder.embed('hello '.repeat(255).trim()), { code: 'DEFLECT_TEXT_TOO_LONG', tokens: 257 })
    await t.rejects(embedder.embed('a'.repeat(8_001)), TextTooLongError, 'before tokenising')
  })
})

t.test('a caller waits no longer than the timeout, and the run still counts', async (t) => {
  const embedder = createEmbedder({ ...settings, timeoutMs: 1 })
  t.teardown(() => embedder.close())
  await embedder.loaded
  const longest = Array.from({ length: 5 }, (_, i) => `${'hello '.repeat(240)}${i}`)
  const results = await Promise.allSettled(longest.map((q) => embedder.embed(q)))
  const last = results.at(-1)
  t.ok(last?.status === 'rejected' && last.reason instanceof EmbedderTimeoutError)
  await t.resolves(async () => { while (!await embedder.embed(longest.at(-1)!).then((e) => e.cached, () => false)); }, 'cached in the end')
})

const LONG = 'a question that has nearly as many words as the model reads '.repeat(18)

const data = { model: settings.model, dtype: settings.dtype, modelDir: settings.modelDir!, allowDownload: false, maxTokens: 256, threads: 1 }
/** What one run of the longest text takes here, and a time in which a run surely ends, and not nearly 250 of them, ms. */
async function pace (): Promise<{ one: number, some: number }> {
  const thread = createEmbeddingThread(data, { maxWaiting: 1, lateMs: 60_000 })
  await thread.embed('warm up', { loading: true })
  let one = Infinity
  // The fastest of some: what took long beside something else would tell of a slower machine than the one that follows.
  for (let i = 0; i < 5; i++) {
    const startedAt = performance.now()
    await thread.embed(LONG)
    one = Math.min(one, performance.now() - startedAt)
  }
  await thread.close()
  return { one, some: Math.max(400, 10 * one) }
}

t.test('texts that nobody waits for any more are not run', async (t) => {
  const embedder = createEmbedder({ ...settings, timeoutMs: (await pace()).some })
  t.teardown(() => embedder.close())
  await embedder.loaded
  const all = await Promise.allSettled(Array.from({ length: 250 }, (_, i) => embedder.embed(`${LONG} ${i}`)))
  t.ok(all.some(({ status }) => status === 'rejected'), 'more than can be run in that time')
  t.match(await embedder.embed('who is next?'), { cached: false }, 'no more than the run that has begun is before it')
})

t.test('texts come in the order they were asked for; once they come too late for that, the youngest first', async (t) => {
  for (const [lateMs, expected] of [[60_000, 'bcd'], [0, 'dcb']] as const) {
    const thread = createEmbeddingThread(data, { maxWaiting: 256, lateMs })
    await thread.embed('warm up', { loading: true })
    let order = ''
    await Promise.all([...'abcd'].map(async (name) => {
      await thread.embed(name)
      order += name
    }))
    t.equal(order.replace('a', ''), expected, 'whatever became of the first')
    await thread.close()
  }
})

t.test('a thread that is waited for long, or is stuck, takes nobody along', async (t) => {
  const { one, some: longest } = await pace()
  const thread = createEmbeddingThread(data, { maxWaiting: 256, lateMs: 60_000, stuckMs: longest })
  await thread.embed('warm up', { loading: true })
  const count = Math.min(250, Math.ceil(2 * longest / one))
  const startedAt = performance.now()
  const waited = await Promise.all(Array.from({ length: count }, (_, i) => thread.embed(`${LONG} ${i}`)))
  t.same(waited.filter(({ kind }) => kind !== 'vector'), [], 'time in the queue is no time in the model')
  t.ok(performance.now() - startedAt > longest, 'the last of them waited longer than a run may take')

  const hasty = createEmbeddingThread(data, { maxWaiting: 256, lateMs: 60_000, stuckMs: 1 })
  await hasty.embed('warm up', { loading: true })
  await t.rejects(hasty.embed(LONG), { name: 'EmbedderUnavailableError', message: /expected the end of a run, got none/ })
  t.match(await hasty.embed('and then?', { loading: true }), { kind: 'vector' }, 'its turn comes when the run has ended after all')

  const left = Promise.allSettled(Array.from({ length: 50 }, (_, i) => thread.embed(`${LONG} again ${i}`)))
  await Promise.all([thread.close(), hasty.close()])
  t.same((await left).map(({ status }) => status), ['fulfilled', ...Array.from({ length: 49 }, () => 'rejected')], 'closed, it ends with the run that has begun')
})

t.test('a full queue refuses at once', async (t) => {
  const embedder = createEmbedder({ ...settings, maxWaiting: 2 })
  t.teardown(() => embedder.close())
  await embedder.loaded
  const results = await Promise.allSettled(Array.from({ length: 20 }, (_, i) => embedder.embed(`question ${i}`)))
  const refused = results.filter((r) => r.status === 'rejected')
  t.equal(refused.length, 17, 'one runs, two wait')
  t.ok(refused.every((r) => r.reason instanceof EmbedderBusyError))
})

t.test('a missing model', async (t) => {
  const warnings: string[] = []
  const modelDir = await mkdtemp(join(tmpdir(), 'deflect-no-model-'))
  t.teardown(() => rm(modelDir, { recursive: true, force: true }))
  const embedder = createEmbedder({ ...settings, modelDir, retryMs: 5, log: { ...quiet, warn: (_data, message) => warnings.push(message) } })
  t.teardown(() => embedder.close())
  await embedder.loaded
  t.notOk(embedder.ready())
  await t.rejects(embedder.embed('anything'), { code: 'DEFLECT_EMBEDDER_UNAVAILABLE' })
  // Once the files are there, a retry finds them.
  await cp(join(settings.modelDir ?? '.deflect/models', settings.model), join(modelDir, settings.model), { recursive: true, dereference: true, filter: (f) => !f.endsWith('/model.onnx') })
  while (!embedder.ready()) await new Promise((resolve) => setImmediate(resolve))
  t.equal((await embedder.embed('anything')).vector.length, 384)
  t.equal(warnings.length, 1, 'the retries are silent')
})

t.test('a closed embedder', async (t) => {
  const embedder = createEmbedder(settings)
  await embedder.close()
  await embedder.loaded
  t.notOk(embedder.ready())
  await t.rejects(embedder.embed('anything'), EmbedderUnavailableError)
})
