import { randomUUID } from 'node:crypto'
import t from '../tap.ts'
import { build } from '../helper.ts'
import { keysOf, stateOf } from '../state.ts'

const s = await build(t)
const id = (await s.send('How tall is the Eiffel tower?')).body.conversation_id as string
const path = (which: string) => `/backend-api/conversation/${which}`

t.test('bad ids, pages and titles are refused by name and change nothing', async (t) => {
  const before = await stateOf(s)
  const list = '/backend-api/conversations'
  const refused: [string, string, unknown, RegExp][] = [
    ['GET', path('42'), undefined, /^id must be a UUID$/],
    ['GET', path(`${id}0`), undefined, /^id must be a UUID$/],
    ['GET', path('..%2f..%2fetc'), undefined, /^id must be a UUID$/],
    ['GET', path('%00'), undefined, /^id must be a UUID$/],
    ['DELETE', path('42'), undefined, /^id must be a UUID$/],
    ['PATCH', path('42'), { title: 'a' }, /^id must be a UUID$/],
    ['GET', `${list}?offset=-1`, undefined, /^offset must be >= 0/],
    ['GET', `${list}?offset=99999999999`, undefined, /^offset must be <= 2147483647/],
    ['GET', `${list}?offset=1.5`, undefined, /^offset must be integer/],
    ['GET', `${list}?offset=x`, undefined, /^offset must be integer/],
    ['GET', `${list}?limit=10000`, undefined, /^limit must be <= 100/],
    ['GET', `${list}?limit=0`, undefined, /^limit must be >= 1/],
    ['GET', `${list}?limit=5&limit=6`, undefined, /^limit must be integer/],
    ['GET', `${list}?order=asc`, undefined, /^order is not a known field/],
    ['PATCH', path(id), {}, /^title is required/],
    ['PATCH', path(id), { title: '' }, /^title must not be empty$/],
    ['PATCH', path(id), { title: 'a'.repeat(201) }, /^title must NOT have more/],
    ['PATCH', path(id), { title: 'a\0' }, /^title must be text/],
    ['PATCH', path(id), { title: ' \n\u00a0' }, /^title must be text that is not only white space/],
    ['PATCH', path(id), { title: 5 }, /^title must be string/],
    ['PATCH', path(id), { title: 'a', user_id: 'me' }, /^user_id is not a known field/],
    ['PATCH', path(id), '{"title":"\\udc00"}', /^title must be text/]
  ]
  for (const [method, url, body, message] of refused) {
    const reply = await s.call(method, url, body)
    t.equal(reply.status, 400, `${method} ${url}`)
    t.match(reply.body, { statusCode: 400, code: String, error: 'Bad Request', message })
  }
  t.same(await stateOf(s), before)
  t.match((await s.call('GET', '/backend-api/nowhere')).body, { statusCode: 404, code: 'NOT_FOUND', message: 'GET /backend-api/nowhere not found' })
})

t.test('history: a miss is stored, a hit sends the same bytes, in either spelling of the id', async (t) => {
  const miss = await s.call('GET', path(id))
  t.equal(miss.headers.get('cache-status'), 'deflect; fwd=miss; stored; detail=history')
  const hit = await s.call('GET', path(id.toUpperCase()))
  t.equal(hit.headers.get('cache-status'), 'deflect; hit; detail=history')
  t.equal(hit.text, miss.text)
  t.equal(hit.headers.get('content-type'), miss.headers.get('content-type'))
  t.same(await keysOf(s, ':history'), [`${s.prefix}conv:${id}:history`])
  const ttl = await s.redis.pTTL(`${s.prefix}conv:${id}:history`)
  t.ok(ttl > 530_000 && ttl <= 660_000, `600 s and a jitter of 10 %, got ${ttl} ms`)
  t.match(miss.body, { conversation_id: id, title: 'How tall is the Eiffel tower?', messages: [{ role: 'user' }, { role: 'assistant', cache: { status: 'miss', reason: 'empty' } }] })
})

t.test('an answer of a history names its question: one before it may have none', async (t) => {
  s.llm.set({ fault: '500', times: 1 })
  const failed = await s.send('Who has no answer?', { user: 'una' })
  t.equal(failed.status, 502)
  const conversation = failed.headers.get('x-deflect-conversation')!
  const { message, answer } = (await s.send('Who has one?', { conversation_id: conversation, user: 'una' })).body
  for (let read = 0; read < 2; read++) {
    const { messages } = (await s.call('GET', path(conversation), undefined, { 'x-deflect-user': 'una' })).body
    t.same(messages.map((one: { id: string, reply_to?: string }) => [one.id, one.reply_to]), [[messages[0].id, undefined], [message.id, undefined], [answer.id, message.id]])
  }
})

t.test('what is cached never outlives a write', async (t) => {
  const list = async () => (await s.call('GET', '/backend-api/conversations')).body.items
  await list()
  await s.send('And how old is it?', { conversation_id: id })
  t.equal((await s.call('GET', path(id))).body.messages.length, 4)
  const other = (await s.send('Who is Ada Lovelace?')).body.conversation_id
  t.same((await list()).map((item: { id: string }) => item.id), [other, id], 'newest update first')
  const renamed = await s.call('PATCH', path(id), { title: 'Tower ✓' })
  t.match([renamed.status, renamed.body], [200, { id, title: 'Tower ✓' }])
  t.equal((await s.call('GET', path(id))).body.title, 'Tower ✓')
  t.match(await list(), [{ id, title: 'Tower ✓' }, { id: other }], 'a renamed conversation is the newest')
  for (let warm = 0; warm < 2; warm++) t.equal((await s.call('GET', path(other))).status, 200)
  t.equal((await s.call('PATCH', path(id.toUpperCase()), { title: 'Tower' })).status, 200)
  t.equal((await s.call('GET', path(id))).body.title, 'Tower', 'in either spelling of the id')
  t.equal((await s.call('DELETE', path(other.toUpperCase()))).status, 204)
  t.equal((await s.call('GET', path(other))).status, 404)
  t.same((await list()).map((item: { id: string }) => item.id), [id])
  t.equal((await s.call('DELETE', path(other))).status, 404, 'only once')
})

t.test('a client that names JSON with everything may delete without a body; elsewhere one is missing', async (t) => {
  const json = { 'content-type': 'application/json' }
  for (const body of [undefined, '']) {
    const id = (await s.send('Who was Grace Hopper?')).body.conversation_id
    t.equal((await s.call('DELETE', path(id), body, json)).status, 204)
    t.equal((await s.call('GET', path(id))).status, 404)
  }
  t.match(await s.call('DELETE', path(id), '{', json), { status: 400 })
  for (const [method, url] of [['POST', '/backend-api/f/conversation'], ['PUT', '/operator/policy'], ['PATCH', path(id)]] as const) {
    t.match((await s.call(method, url, '', json)).body, { statusCode: 400, code: 'FST_ERR_CTP_EMPTY_JSON_BODY', message: /^Body cannot be empty/ }, `${method} ${url}`)
  }
})

t.test('unknown, foreign and deleted: the same 404, on a warm cache too, and nothing of it changes', async (t) => {
  const owner = { 'x-deflect-user': 'owner' }
  const turn = await s.send('What is my secret plan about?', { user: 'owner' })
  const mine = turn.body.conversation_id
  const gone = (await s.send('Soon gone', { user: 'owner' })).body.conversation_id
  await s.call('DELETE', path(gone), undefined, owner)
  for (let warm = 0; warm < 2; warm++) t.equal((await s.call('GET', path(mine), undefined, owner)).status, 200)
  t.equal((await keysOf(s, mine)).length, 2, 'history and window are in Redis')

  const unknown = randomUUID()
  // That an id is unknown may be remembered under that id; nothing else may come or go.
  const state = async () => {
    const { keys, ...rows } = await stateOf(s)
    return { ...rows, keys: keys.filter((key) => !key.includes(unknown) && !key.includes(gone)) }
  }
  const before = await state()
  const asked = [
    await s.call('GET', path(unknown), undefined, { 'x-deflect-user': 'thief' }),
    await s.call('GET', path(mine), undefined, { 'x-deflect-user': 'thief' }),
    await s.call('GET', path(gone), undefined, owner),
    await s.call('PATCH', path(mine), { title: 'mine now' }, { 'x-deflect-user': 'thief' }),
    await s.call('DELETE', path(mine), undefined, { 'x-deflect-user': 'thief' }),
    await s.send('tell me more', { conversation_id: mine, user: 'thief' }),
    await s.send('tell me more', { conversation_id: gone, user: 'owner' })
  ]
  for (const reply of asked) t.same([reply.status, reply.text], [404, asked[0]!.text])
  t.same(asked[0]!.body, { statusCode: 404, code: 'NOT_FOUND', error: 'Not Found', message: 'conversation not found' })
  t.same(await state(), before)
  t.equal((await s.call('GET', path(mine), undefined, owner)).headers.get('cache-status'), 'deflect; hit; detail=history', 'the owner still hits')
  t.equal((await s.send('What is my secret plan about?', { id: turn.body.message.id, user: 'thief' })).status, 409, 'nor does a known message id tell its answer')
})

t.test('a history of more than a megabyte is read from Postgres each time, and nothing else goes past Redis for it', async (t) => {
  const { body } = await s.send('How long is a chat?')
  await s.app.pg.pool.query(`INSERT INTO messages (id, conversation_id, seq, role, content, model, context)
    SELECT gen_random_uuid(), $1, 100 + n, 'user', repeat('x', 30000), 'm', '' FROM generate_series(1, 40) n`, [body.conversation_id])
  t.equal((await s.call('PATCH', path(body.conversation_id), { title: 'Long' })).status, 200)
  for (let read = 0; read < 2; read++) {
    const reply = await s.call('GET', path(body.conversation_id))
    t.match([reply.status, reply.body.title, reply.body.messages.length], [200, 'Long', 42])
    t.equal(reply.headers.get('cache-status'), 'deflect; fwd=miss; detail=too_large')
  }
  t.same(await keysOf(s, `${body.conversation_id}:history`), [])
  await s.call('GET', path(id))
  t.equal((await s.call('GET', path(id))).headers.get('cache-status'), 'deflect; hit; detail=history')
})

t.test('a title is the beginning of the question, cut between characters', async (t) => {
  for (const [content, title] of [['x'.repeat(81), 'x'.repeat(80)], [`${'x'.repeat(79)}😀😀`, `${'x'.repeat(79)}😀`], ['😀'.repeat(100), '😀'.repeat(80)]] as const) {
    const { body } = await s.send(content, { user: 'titles' })
    t.equal((await s.call('GET', path(body.conversation_id), undefined, { 'x-deflect-user': 'titles' })).body.title, title)
  }
})
