import { fileURLToPath } from 'node:url'
import { createClient } from 'redis'
import t from './tap.ts'
import { startRedis } from '../scripts/services.ts'
import { parseServerInfo } from '../src/cache/server-info.ts'
import { build, until } from './helper.ts'
import { rowsOf } from './state.ts'

const stateDir = fileURLToPath(new URL('../.deflect', import.meta.url))
const MAX_BYTES = 4 * 1024 * 1024
const AT_ONCE = 8
const EVICTED = 60

t.test('a Redis that is full evicts, and nobody notices', async (t) => {
  const server = await startRedis({ stateDir, kind: 'cache', dir: t.testdir({}), args: ['--maxmemory', String(MAX_BYTES)] })
  t.teardown(() => server.stop())
  const redis = createClient({ url: server.url, RESP: 3 })
  redis.on('error', () => {})
  await redis.connect()
  t.teardown(() => { redis.destroy() })
  const service = await build(t, { REDIS_URL: server.url, LLM_RETRIES: '2' })
  const { app, call, send, llm, prefix } = service
  const info = async () => parseServerInfo(await redis.info())
  const faults = async () => (await app.metrics.cacheFaults.get()).values
  const entries = async () => {
    let found = 0
    for await (const page of redis.scanIterator({ MATCH: `${prefix}ans:s:*`, COUNT: 1_000 })) found += page.length
    return found
  }

  // Some 30 KB a turn: an answer is kept for its text, for its meaning, in the window and in the history.
  llm.set({ words: 1_500, firstTokenMs: 0, tokenMs: 0 })
  const first = await send('Which number comes before all the others?')
  const refused: unknown[] = []
  let turn = 0
  async function talk (): Promise<void> {
    while (refused.length === 0 && ((await info()).evictedKeys! < EVICTED || await redis.exists(`${prefix}chat:${first.body.conversation_id}:context`))) {
      const asked = await send(`What is so special about the number ${turn++}?`)
      const read = await call('GET', `/backend-api/conversation/${asked.body?.conversation_id}`)
      if (asked.status !== 201 || read.status !== 200 || read.body.messages.length !== 2) refused.push(asked.body, read.body)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, talk))
  t.comment(`${turn} turns, ${(await info()).evictedKeys} evicted, ${(await info()).usedMemoryBytes} bytes used`)
  t.same(refused, [], 'every turn and every read was answered')
  t.same((await faults()).filter(({ labels }) => labels.reason === 'error'), [], 'Redis refused nothing')
  t.ok((await info()).usedMemoryBytes! < 1.1 * MAX_BYTES)

  await t.test('the window of a conversation that was evicted is rebuilt whole', async (t) => {
    const { conversation_id: id } = first.body
    t.equal(await redis.exists(`${prefix}chat:${id}:context`), 0, 'the oldest window went')
    llm.set({ words: 20 })
    const next = await send('And which number comes after it?', { conversation_id: id })
    t.equal(next.status, 200)
    t.match(llm.requests().at(-1)!.body.messages, [
      { role: 'user', content: 'Which number comes before all the others?' }, { role: 'assistant', content: first.body.answer.content }, { role: 'user', content: 'And which number comes after it?' }
    ])
    t.equal((await rowsOf(service, id)).length, 4)
    t.equal(await redis.lLen(`${prefix}chat:${id}:context`), 4)
  })

  await t.test('the index has the documents that are there', async (t) => {
    const index = app.semanticAnswers.index.name
    const documents = async () => Number((await redis.ft.info(index) as unknown as { num_docs: number }).num_docs)
    t.ok(await entries() < turn, 'some of them were evicted')
    await until(async () => await documents() === await entries())
    t.ok(await documents() > 0)
    t.same((await app.metrics.indexRecreated.get()).values, [{ value: 0, labels: {} }], 'and was never lost')
  })

  await t.test('what was evicted is asked for again', async (t) => {
    // Which of its two keys went is chance, and with one of them left it is a semantic hit, or an exact one.
    await redis.del(app.answers.keysOf(first.body.cache.entry_id))
    const again = await send('Which number comes before all the others?')
    t.match([again.status, again.body.cache.status], [201, 'miss'])
    t.equal((await send('Which number comes before all the others?')).body.cache.status, 'exact')
  })
})
