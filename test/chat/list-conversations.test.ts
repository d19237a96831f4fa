import t from '../tap.ts'
import { build, until } from '../helper.ts'
import { keysOf } from '../state.ts'

const s = await build(t, { MODEL_DIR: t.testdir({}) })
const TOTAL = 450
// Groups of three share a time: the id decides, and no page may lose or repeat one.
await s.app.pg.pool.query(`INSERT INTO conversations (id, tenant, user_id, title, context, create_time, update_time)
  SELECT gen_random_uuid(), 'local', 'local', 'conversation ' || i, 'root', now(), timestamptz '2026-01-01' + (i / 3) * interval '1 second'
  FROM generate_series(1, ${TOTAL}) AS i`)
const record = async () => (await s.app.pg.pool.query('SELECT id FROM conversations WHERE user_id = \'local\' ORDER BY update_time DESC, id DESC')).rows.map(({ id }) => id as string)
const page = (offset: number, limit: number) => s.call('GET', `/backend-api/conversations?offset=${offset}&limit=${limit}`)
const ids = (reply: { body: { items: { id: string }[] } }) => reply.body.items.map(({ id }) => id)

t.test('every page is the record\'s, inside the cached head, across its edge and beyond', async (t) => {
  const all = await record()
  for (const [offset, limit] of [[0, 20], [0, 100], [180, 20], [190, 20], [199, 1], [200, 1], [200, 100], [299, 3], [300, 100], [400, 100], [449, 20], [450, 20], [2_000_000_000, 100]] as const) {
    const reply = await page(offset, limit)
    t.same(ids(reply), all.slice(offset, offset + limit), `${offset} +${limit}`)
    t.match(reply.body, { total: TOTAL, offset, limit })
  }
  t.same(ids(await s.call('GET', '/backend-api/conversations')), all.slice(0, 20), 'the first 20 by default')
})

t.test('one key serves every page of the head; beyond it Postgres is asked, and says so', async (t) => {
  const key = `${s.prefix}user:local:conversation_list`
  await s.redis.del(key)
  // The process holds what it read until Redis has told it, which may be after the reply to who deleted it.
  await until(async () => (await page(40, 20)).headers.get('cache-status') === 'deflect; fwd=miss; stored; detail=list')
  for (const [offset, limit] of [[0, 20], [100, 100], [180, 20]] as const) t.equal((await page(offset, limit)).headers.get('cache-status'), 'deflect; hit; detail=list', `${offset}`)
  t.match((await page(200, 20)).headers.get('cache-status'), /fwd=miss; detail=beyond_head/)
  t.same(await keysOf(s, 'conversation_list'), [key])
  const ttl = await s.redis.pTTL(key)
  t.ok(ttl > 530_000 && ttl <= 660_000)
})

t.test('after a write every page is the record\'s again', async (t) => {
  const all = await record()
  const deep = all[420]!
  await page(0, 20)
  await s.call('PATCH', `/backend-api/conversation/${deep}`, { title: 'renamed' })
  t.match((await page(0, 1)).body.items, [{ id: deep, title: 'renamed' }])
  t.same(ids(await page(410, 20)), (await record()).slice(410, 430))
  const begun = (await s.send('What is new?')).body.conversation_id
  t.same(ids(await page(0, 2)), [begun, deep])
  t.equal((await page(0, 1)).body.total, TOTAL + 1)
  await s.call('DELETE', `/backend-api/conversation/${deep}`)
  const after = await page(0, 100)
  t.notOk(ids(after).includes(deep))
  t.equal(after.body.total, TOTAL)
  t.same(ids(await page(400, 100)), (await record()).slice(400, 500))
})

t.test('nobody sees another\'s list', async (t) => {
  const reply = await s.call('GET', '/backend-api/conversations', undefined, { 'x-deflect-user': 'somebody else' })
  t.same(reply.body, { items: [], total: 0, offset: 0, limit: 20 })
})
