import { fileURLToPath } from 'node:url'
import { createClient } from 'redis'
import t from './tap.ts'
import { startRedis } from '../scripts/services.ts'
import { labelsOf } from '../src/cache/semantic-answers.ts'
import { encodeVector } from '../src/cache/vector.ts'
import { hashUser } from '../src/events/event.ts'
import { sampleEntry } from './cache/fresh.ts'
import { build, until } from './helper.ts'

const stateDir = fileURLToPath(new URL('../.deflect', import.meta.url))

// Of its own: one that collects nothing by itself, as a Redis with more expired keys than it finds at once.
const server = await startRedis({ stateDir, kind: 'cache', dir: t.testdir({}), args: ['--enable-debug-command', 'local'] })
t.teardown(() => server.stop())
const redis = createClient({ url: server.url })
redis.on('error', () => {})
await redis.connect()
t.teardown(() => { redis.destroy() })
await redis.sendCommand(['DEBUG', 'SET-ACTIVE-EXPIRE', '0'])
const s = await build(t, { REDIS_URL: server.url })

let made = 0
/** Entries that are newer than all others, and expired. @param vector what they are about, null: nothing */
async function expired (count: number, namespace: string, owner: string | null, vector: Float32Array | null): Promise<void> {
  await s.app.redis.execute('test', (pipeline) => {
    for (let i = 0; i < count; i++) {
      const key = s.app.semanticAnswers.keyOf(`${'e'.repeat(32)}-${(made++).toString(16).padStart(8, '0')}`)
      const labels = labelsOf(sampleEntry({ namespace, owner }))
      pipeline.hSet(key, { labels, generation: 0, created: Date.now() + i, ...(vector && { scope: 'none', vector: encodeVector(vector) }) }).pExpire(key, 1)
    }
  })
  const now = async () => Number((await redis.sendCommand(['TIME']) as unknown as string[]).map((part, i) => i === 0 ? part : part.padStart(6, '0')).join(''))
  const then = await now()
  await until(async () => await now() > then + 2_000)
}
const ask = (content: string, namespace: string, headers: Record<string, string> = {}) =>
  s.call('POST', '/v1/chat/completions', { model: 'm', user: `of ${namespace}`, messages: [{ role: 'user', content }] }, { 'x-deflect-namespace': namespace, ...headers })
const isServed = async (namespace: string) => (await ask('How is flax spun?', namespace, { 'cache-control': 'only-if-cached' })).status === 200
const operate = async (method: string, path: string, body?: object) => (await s.call(method, `/operator${path}`, body)).body
const questions = (page: { items: { question: string }[] }) => page.items.map(({ question }) => question)

t.test('what expired hides nothing from the operator: neither from the list nor from a search by meaning', async (t) => {
  await ask('How is flax spun?', 'list')
  await expired(150, 'list', null, null)
  t.same(await operate('GET', '/entries?namespace=list&limit=25').then(({ items, next_cursor: next }) => [items.map((one: { question: string }) => one.question), next]), [['How is flax spun?'], null])

  await ask('How is flax spun?', 'meaning')
  await expired(60, 'meaning', null, (await s.app.embedder.embed('How is hemp spun?')).vector)
  t.same(questions(await operate('GET', '/entries?namespace=meaning&limit=5&q=How%20is%20hemp%20spun%3F')), ['How is flax spun?'])
})

t.test('what expired keeps no change of many from the others', async (t) => {
  await ask('How is flax spun?', 'bulk')
  await expired(3_100, 'bulk', null, null)
  t.match(await operate('POST', '/entries/bulk', { action: 'quarantine', namespace: 'bulk', dry_run: false }), { changed: 1, more: false })
  t.notOk(await isServed('bulk'))
})

t.test('what expired keeps no answer of a user from his erasure, when the events that named it are gone', async (t) => {
  await expired(500, 'erased', hashUser('local', 'of erased'), null)
  await ask('How is flax spun?', 'erased')
  t.ok(await isServed('erased'))
  const { pool } = s.app.pg
  await until(async () => (await pool.query("SELECT FROM answer_events WHERE namespace = 'erased'")).rowCount === 2)
  await pool.query('DELETE FROM answer_events')
  t.match(await operate('DELETE', '/users/of%20erased'), { complete: true })
  t.notOk(await isServed('erased'))
})
