import { mkdirSync, symlinkSync } from 'node:fs'
import { join, resolve } from 'node:path'
import t from '../tap.ts'
import { describe } from '../../scripts/reindex/describe.ts'
import { createThresholds, previous, dropOld, reindex } from '../../scripts/reindex/run.ts'
import { buildApp } from '../../src/app.ts'
import { scopeOf, scopeUnder, scopeBaseOf } from '../../src/answer/scope.ts'
import { decodeVector } from '../../src/cache/vector.ts'
import { withBuffers } from '../../src/cache/client.ts'
import { readConfig } from '../../src/config.ts'
import { createPolicyRecord } from '../../src/db/policies.ts'
import { freshSchema } from '../events/fresh.ts'
import { build, until } from '../helper.ts'
import { keysOf } from '../state.ts'

const MODEL = 'Xenova/all-MiniLM-L6-v2'
const OTHER = 'elsewhere/minilm'

/** One model under two names: to the service two embedding identities. */
function twoModels (dir: string): string {
  const source = resolve(process.env['MODEL_DIR'] ?? '.deflect/models', MODEL)
  for (const name of [MODEL, OTHER]) {
    mkdirSync(join(dir, name.split('/')[0]!), { recursive: true })
    symlinkSync(source, join(dir, name))
  }
  return dir
}

t.test('cached answers move to another model and back, with their expiry, while the service runs', async (t) => {
  const s = await build(t, { MODEL_DIR: twoModels(t.testdir({})) })
  const [from, to] = [{ model: MODEL, dtype: 'int8' }, { model: OTHER, dtype: 'int8' }] as const
  const options = { perSecond: 10_000, sample: 100 }
  const first = (await s.send('What is the capital of France?')).body
  await s.send('Whats the capital of Spain?')
  const erased = (await s.send('How do I bake sourdough bread?')).body
  const quarantined = (await s.send('Why is the sky blue?')).body.cache.entry_id
  await s.call('POST', '/v1/chat/completions', { model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'What is a fugue?' }] })
  await s.call('POST', '/v1/chat/completions', { model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'What is a canon?' }], seed: 7 })

  await t.rejects(previous(s.app.config), /no other embedding model is known/)
  await t.rejects(reindex(s.app.config, from, from, options), /another embedding model than Xenova/)
  await t.rejects(reindex(s.app.config, from, { model: 'no/such', dtype: 'int8' }, { ...options, noticeMs: 0 }), /cannot load no\/such \(int8\)/)

  const own = s.app.semanticAnswers.keyOf(quarantined)
  const { scope, labels } = await s.redis.hGetAll(own) as { scope: string, labels: string }
  await s.redis.hDel(own, 'scope')
  await s.redis.hSet(own, { held: scope, labels: labels.replace('live', 'quarantined') })
  const moved = await reindex(s.app.config, from, to, { ...options, noticeMs: 0 })
  t.match(moved, { entries: { seen: 6, copied: 6, skipped: 0 }, caughtUp: { seen: 6, copied: 0, refreshed: 6 }, knowsP: false })
  t.match(moved.comparison, { pairs: 5, sameNeighbour: 5, changed: 0, medianShift: 0 })
  t.match(describe(moved, 1, false), /now start the servers with EMBEDDING_MODEL=elsewhere\/minilm EMBEDDING_DTYPE=int8 .*, then: npm run reindex -- --catch-up\n$/)
  t.match(describe(moved, 1, true), /: npm run reindex -- --drop-old\n$/, 'not once more what was just done')
  const copyOf = (key: string) => key.replace(moved.from, moved.to)
  const key = s.app.semanticAnswers.keyOf(first.cache.entry_id)
  t.equal(await s.redis.pExpireTime(copyOf(key)), await s.redis.pExpireTime(key), 'it ends when it would have ended')
  t.equal(await s.redis.hExists(copyOf(own), 'scope'), 0, 'quarantined stays quarantined')
  await s.redis.hDel(own, 'held')
  await s.redis.hSet(own, { scope, labels })
  const buffers = withBuffers(s.redis as never)
  t.same(decodeVector(await buffers.hGet(copyOf(key), 'vector') as unknown as Buffer), decodeVector(await buffers.hGet(key, 'vector') as unknown as Buffer))

  await until(() => s.app.semanticAnswers.keysOf('x').length === 2)
  const receipt = await s.call('DELETE', `/backend-api/conversation/${erased.conversation_id}`, undefined, { prefer: 'return=representation' })
  t.match(receipt.body.erased, { entries: 1, vectors: 2 }, 'an erasure takes the copy along')
  t.same(await keysOf(s, erased.cache.entry_id), [])

  const after = { ...s.app.config, EMBEDDING_MODEL: OTHER }
  const next = await buildApp(after)
  t.teardown(async () => { await next.close(); await s.redis.ft.dropIndex(next.semanticAnswers.index.name).catch(() => {}) })
  await next.embedder.loaded
  const send = async (content: string) => (await next.inject({ method: 'POST', url: '/backend-api/f/conversation', payload: { message: { content } } })).json().cache
  await until(() => next.redis.invalidation.state().caughtUp)
  t.match(await send('Whats the capital of France?'), { status: 'semantic', entry_id: first.cache.entry_id }, 'the other model serves what the first one stored')
  t.match(await send('Why is the sky blue?'), { status: 'miss' })
  await next.inject({ method: 'PUT', url: '/operator/policy', payload: { kind: 'calibrated' } })
  t.match((await next.inject('/operator/policy')).json(), { changes: { kind: 'calibrated' }, effective: { kind: 'static' } }, 'P is not defined for it')

  // What an operator changes at either is in force at both, and is not undone by catching up.
  const told = async () => [
    (await s.send('Whats the capital of France?')).body.answer.content,
    (await next.inject({ method: 'POST', url: '/backend-api/f/conversation', payload: { message: { content: 'Whats the capital of France?' } } })).json().answer.content
  ]
  await until(() => next.semanticAnswers.keysOf('x').length === 2)
  const entry = `/operator/entries/${first.cache.entry_id}`
  t.equal((await next.inject({ method: 'PUT', url: entry, payload: { answer: 'Paris.' } })).statusCode, 200)
  t.same(await told(), ['Paris.', 'Paris.'])
  await reindex(after, from, to, { ...options, noticeMs: 0 })
  t.same(await told(), ['Paris.', 'Paris.'])
  t.equal((await s.call('PUT', entry, { answer: 'Paris, on the Seine.' })).status, 200)
  t.same(await told(), ['Paris, on the Seine.', 'Paris, on the Seine.'])
  await s.call('POST', `${entry}/pin`, {})
  t.equal(await s.redis.pExpireTime(copyOf(key)), await s.redis.pExpireTime(key))

  t.equal((await s.send('What is a late frost?')).body.cache.status, 'miss')
  t.match(await reindex(after, from, to, { ...options, noticeMs: 0 }), { entries: { copied: 1, refreshed: 5 } }, 'caught up')
  t.equal(await s.redis.hExists(copyOf(own), 'scope'), 0, 'and no quarantine is lifted by it')
  t.equal((await s.call('POST', `/operator/entries/${quarantined}/release`)).status, 200)
  t.match((await next.inject(`/operator/entries/${quarantined}`)).json(), { state: 'live' }, 'an operator does, for both')
  t.equal(await s.redis.hExists(copyOf(own), 'scope'), 1)
  const back = await send('What is only here?')
  t.match(await previous(after), { ...from, identity: moved.from })
  await reindex(after, to, from, { ...options, noticeMs: 0 })
  t.match((await s.send('What is only here?')).body.cache, { status: 'semantic', entry_id: back.entry_id }, 'rolled back, with what came since; the exact tier begins anew')

  t.match(await dropOld(after, 10_000), { dropped: [moved.from], entries: Number })
  t.same(await keysOf(s, moved.from), [])
  t.ok((await keysOf(s, moved.to)).length > 0)
})

t.test('what was moved is replaced by who asks anew under the other model: in other words nobody is told the old answer, there or after going back', async (t) => {
  const s = await build(t, { MODEL_DIR: twoModels(t.testdir({})) })
  const question = 'What is the capital of France?'
  s.llm.set({ answer: 'Paris, once.' })
  const old = (await s.send(question)).body.cache.entry_id
  await reindex(s.app.config, { model: MODEL, dtype: 'int8' }, { model: OTHER, dtype: 'int8' }, { perSecond: 10_000, sample: 1, noticeMs: 0 })
  const next = await buildApp({ ...s.app.config, EMBEDDING_MODEL: OTHER })
  t.teardown(async () => { await next.close(); await s.redis.ft.dropIndex(next.semanticAnswers.index.name).catch(() => {}) })
  await next.embedder.loaded
  await until(() => next.redis.invalidation.state().caughtUp && next.semanticAnswers.keysOf('x').length === 2)
  const ask = async (content: string, headers: Record<string, string> = {}) => (await next.inject({ method: 'POST', url: '/backend-api/f/conversation', payload: { message: { content } }, headers })).json()
  s.llm.set({ answer: 'Paris, still.' })
  t.match(await ask(question, { 'cache-control': 'no-cache' }), { cache: { status: 'bypass' }, answer: { content: 'Paris, still.' } })
  t.same(await keysOf(s, old), [])
  t.same(await keysOf(s, `ans:x:${old.split('-')[0]}`), [])
  t.match(await ask('Whats the capital of France?'), { cache: { status: 'semantic' }, answer: { content: 'Paris, still.' } })
})

t.test('a scope is its base under an identity', async (t) => {
  const parts = { tenant: 'a', user: null, namespace: 'n', model: 'm', system: null, parameters: {}, embedding: 'e', generation: '0', context: 'root' }
  t.equal(scopeUnder(scopeBaseOf(parts), 'e'), scopeOf(parts))
  t.equal(scopeBaseOf({ ...parts, embedding: 'f' }), scopeBaseOf(parts))
  t.not(scopeBaseOf({ ...parts, tenant: 'b' }), scopeBaseOf(parts))
})

t.test('decisions are compared at the line in force: tightened, where a namespace has tightened itself', async (t) => {
  const { pool } = await freshSchema(t)
  const record = createPolicyRecord(pool)
  await record.append('a', '', { body: { threshold: 0.9 }, author: 'o', note: null, ifVersion: null, action: 'policy.put' }, [])
  await record.step('a', 'faq', 0, { step: 1, checks: 100, wrong: 9, reason: 'r' }, [])
  const thresholdOf = createThresholds(readConfig({ ...process.env, SEMANTIC_THRESHOLD: '0.8' }), pool)
  t.equal(await thresholdOf({ tenant: 'a', namespace: 'faq' }), 0.95)
  t.equal(await thresholdOf({ tenant: 'a', namespace: 'other' }), 0.9)
  t.equal(await thresholdOf({ tenant: 'b', namespace: 'faq' }), 0.8)
})

t.test('Postgres is away, or has no tables yet: one line that names the setting', async (t) => {
  const config = readConfig()
  const empty = new URL(config.DATABASE_URL)
  empty.searchParams.set('options', '-c search_path=nowhere')
  for (const [DATABASE_URL, message] of [
    ['postgres://someone:hunter2@127.0.0.1:1/x', 'cannot read Postgres at 127.0.0.1:1 (DATABASE_URL): connect ECONNREFUSED 127.0.0.1:1'],
    [empty.href, /^the database at \S+ has no embeddings yet: start the service once, it makes the tables$/]
  ] as const) {
    await t.rejects(previous({ ...config, DATABASE_URL }), { message })
    await t.rejects(dropOld({ ...config, DATABASE_URL }, 100), { message })
  }
})
