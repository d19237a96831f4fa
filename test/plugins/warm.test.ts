import t from '../tap.ts'
import { build, until } from '../helper.ts'
import { keysOf } from '../state.ts'

// Without the embedding model, which is nothing to these and takes seconds to load.
const bare = { MODEL_DIR: t.testdir({}) }

t.test('readiness waits for the warming at start', async (t) => {
  const first = await build(t, bare)
  for (const user of ['ann', 'ben', 'cas']) await first.send('Who am I?', { user })
  const again = { ...bare, DATABASE_URL: first.app.config.DATABASE_URL, WARM_ON_START: '1h' }

  await t.test('until it is done', async (t) => {
    const { app, call, prefix, redis } = await build(t, { ...again, WARM_RATE: '1000', WARM_TIMEOUT_MS: '3600000' })
    await until(async () => (await call('GET', '/readyz')).status === 200)
    t.equal((await keysOf({ redis, prefix }, ':conversation_list')).length, 3)
    t.equal((await keysOf({ redis, prefix }, ':history')).length, 3)
    const { values } = await app.metrics.reads.get()
    t.same(values, [], 'warming is no traffic')
  })

  await t.test('or out of time', async (t) => {
    const { call } = await build(t, { ...again, WARM_RATE: '1', WARM_TIMEOUT_MS: '100' })
    await until(async () => (await call('GET', '/readyz')).status === 200)
  })

  await t.test('not at all without Redis', async (t) => {
    const { call } = await build(t, { ...again, REDIS_URL: 'redis://127.0.0.1:1' })
    await until(async () => (await call('GET', '/readyz')).status === 200)
    t.equal((await call('GET', '/readyz')).body.status, 'degraded')
  })

  await t.test('and says why', async (t) => {
    // So many that it is not done before it is asked.
    await first.app.pg.pool.query("INSERT INTO conversations (id, tenant, user_id, title, context) SELECT gen_random_uuid(), 'local', 'user ' || i, 'x', 'root' FROM generate_series(1, 1000) i")
    const { call } = await build(t, { ...again, WARM_RATE: '1', WARM_TIMEOUT_MS: '3600000' })
    const reply = await call('GET', '/readyz')
    t.equal(reply.status, 503)
    t.equal(reply.body.status, 'warming')
    t.equal((await call('GET', '/healthz')).status, 200)
    t.equal((await call('GET', '/backend-api/conversations', undefined, { 'x-deflect-user': 'cas' })).body.total, 1, 'requests are answered meanwhile')
  })
})
