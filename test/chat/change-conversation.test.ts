import t from '../tap.ts'
import { build } from '../helper.ts'
import { keysOf, rowsOf } from '../state.ts'

const s = await build(t, { MODEL_DIR: t.testdir({}) })
const path = (id: string) => `/backend-api/conversation/${id}`

t.test('erased: rows, keys, window, and the cached answers that came only from it', async (t) => {
  const own = (await s.send('What is in my diary?', { user: 'anna' })).body
  await s.send('And yesterday?', { conversation_id: own.conversation_id, user: 'anna' })
  await s.call('GET', path(own.conversation_id), undefined, { 'x-deflect-user': 'anna' })
  await s.call('GET', '/backend-api/conversations', undefined, { 'x-deflect-user': 'anna' })
  t.equal((await keysOf(s, own.conversation_id)).length, 2)
  t.equal((await keysOf(s, 'ans:')).length, 4, 'two answers in two tiers')

  t.equal((await s.call('DELETE', path(own.conversation_id), undefined, { 'x-deflect-user': 'anna' })).status, 204)
  t.same(await keysOf(s, own.conversation_id), [])
  t.same(await keysOf(s, 'anna'), [])
  t.same(await keysOf(s, 'ans:'), [])
  t.same(await rowsOf(s, own.conversation_id), [])
  t.equal((await s.call('GET', path(own.conversation_id), undefined, { 'x-deflect-user': 'anna' })).status, 404)
  t.equal((await s.send('What is in my diary?', { user: 'berta' })).body.cache.status, 'miss', 'the next asker misses')
})

t.test('erasing a conversation that was only given an answer leaves it to the others', async (t) => {
  await s.send('What is the speed of light?', { user: 'source' })
  const guest = (await s.send('What is the speed of light?', { user: 'guest' })).body
  t.equal(guest.cache.status, 'exact')
  t.equal((await s.call('DELETE', path(guest.conversation_id), undefined, { 'x-deflect-user': 'guest' })).status, 204)
  t.equal((await s.send('What is the speed of light?', { user: 'third' })).body.cache.status, 'exact')
})
