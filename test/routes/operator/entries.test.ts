import fc from 'fast-check'
import { SignJWT } from 'jose'
import t from '../../tap.ts'
import { placeAfter } from '../../../src/answer/entry-pages.ts'
import { buildApp } from '../../../src/app.ts'
import { sampleEntry } from '../../cache/fresh.ts'
import { build, noneOutstanding, until } from '../../helper.ts'

const SECRET = 'a secret for tests, long enough to be one'
const bearer = async (sub: string, tenant: string, role: string) => ({
  authorization: `Bearer ${await new SignJWT({ sub, tenant, role }).setProtectedHeader({ alg: 'HS256' }).setExpirationTime('1h').sign(new TextEncoder().encode(SECRET))}`
})
const s = await build(t, { AUTH_JWT_SECRET: SECRET })
const [ann, operator, stranger, rival] = await Promise.all([bearer('ann', 'acme', 'user'), bearer('op', 'acme', 'operator'), bearer('op', 'rival', 'operator'), bearer('ann', 'rival', 'user')])
const other = await buildApp(s.app.config, false, s.app.embedder)
t.teardown(() => other.close())
await until(() => other.redis.invalidation.state().caughtUp && s.app.redis.invalidation.state().caughtUp)

const send = async (content: string, more: Record<string, string> = {}, who = ann) => (await s.send(content, { headers: { ...who, ...more } })).body
const operate = (method: string, path: string, body?: object, who = operator) => s.call(method, `/operator${path}`, body, who)
const list = async (query = '', who = operator) => (await operate('GET', `/entries${query}`, undefined, who)).body
const questions = (page: { items: { question: string }[] }) => page.items.map(({ question }) => question)
const statusThere = async (content: string) => (await other.inject({ method: 'POST', url: '/backend-api/f/conversation', headers: ann, payload: { message: { content } } })).json().cache.status

t.test('listed: newest first, by namespace, tag and meaning, page by page, and only to the operator of the tenant', async (t) => {
  const asked = ['What is a fjord?', 'What is a geyser?', 'Who invented the telephone?', 'What is a glacier?', 'What is an atoll?']
  const turns = []
  for (const [i, content] of asked.entries()) turns.push(await send(content, i % 2 === 0 ? { 'x-deflect-namespace': 'even', 'x-deflect-tags': 'x,y' } : {}))
  await send('What is a fjord?', {}, rival)
  t.same(questions(await list()), asked.toReversed())
  t.same(questions(await list('?namespace=even')), [asked[4], asked[2], asked[0]])
  t.same(questions(await list('?tag=y&namespace=even&limit=1')), [asked[4]])
  t.same(questions(await list('?tag=z')), [])
  t.same(questions(await list('?namespace=even&state=quarantined')), [])
  t.equal(questions(await list('?q=Who%20was%20the%20inventor%20of%20the%20phone%3F&limit=2'))[0], asked[2])
  const seen: string[] = []
  for (let cursor: string | null = ''; cursor !== null;) {
    const page = await list(`?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`)
    seen.push(...questions(page))
    cursor = page.next_cursor
  }
  t.same(seen, asked.toReversed())

  const [first] = (await list('?namespace=even&limit=1')).items
  t.match(first, { id: turns[4].cache.entry_id, state: 'live', answer: turns[4].answer.content, namespace: 'even', tags: ['x', 'y'], conversation_id: turns[4].conversation_id, hits: 0, owner: /^[0-9a-f]{16}$/ })
  t.ok(Date.parse(first.expire_time) > Date.parse(first.create_time))
  t.same((await operate('GET', `/entries/${first.id}`)).body, first)
  await send(asked[4]!, { 'x-deflect-namespace': 'even' })
  await until(async () => (await operate('GET', `/entries/${first.id}`)).body.hits === 1)

  t.same(questions(await list('', stranger)), ['What is a fjord?'])
  const unknown = `${'0'.repeat(32)}-00000000`
  for (const [method, path] of [['GET', ''], ['DELETE', ''], ['POST', '/quarantine'], ['POST', '/release']] as const) {
    const replies = [await operate(method, `/entries/${unknown}${path}`), await operate(method, `/entries/${first.id}${path}`, undefined, stranger)]
    t.same(replies.map(({ status }) => status), [404, 404])
    t.same(replies[0]!.body, replies[1]!.body)
    t.equal((await operate(method, `/entries/${first.id}${path}`, undefined, ann)).status, 403)
  }
  t.equal((await send(asked[4]!, { 'x-deflect-namespace': 'even' })).cache.status, 'exact', 'nobody changed anything')
  for (const [query, field] of [['limit=0', 'limit'], ['limit=101', 'limit'], ['cursor=x', 'cursor'], ['tag=a|b', 'tag'], ['namespace=%7D%20@labels', 'namespace'], ['state=dead', 'state'], ['q=a&cursor=1-1', 'cursor'], ['sort=id', 'sort']] as const) {
    t.match(await operate('GET', `/entries?${query}`), { status: 400, body: { message: new RegExp(`^${field}`) } }, query)
  }
  for (const [path, message] of [['/entries?cursor=x', 'cursor must be the next_cursor of the page before'], ['/entries/x', 'id must be the id of a cached answer, as X-Deflect-Entry and GET /operator/entries tell it']] as const) {
    t.match(await operate('GET', path), { status: 400, body: { message } })
  }
})

t.test('quarantined: served to nobody in either tier and either process, kept, released again, deleted', async (t) => {
  const question = 'What is the boiling point of water?'
  const { cache: { entry_id: id } } = await send(question)
  t.equal(await statusThere(question), 'exact')
  t.match(await operate('POST', `/entries/${id}/quarantine`), { status: 200, body: { id, state: 'quarantined' } })
  t.match(await operate('POST', `/entries/${id}/quarantine`), { status: 200, body: { id, state: 'quarantined' } }, 'again')
  t.equal((await operate('GET', `/entries/${id}`)).body.state, 'quarantined')
  t.same((await list('?state=quarantined')).items.map((one: { id: string }) => one.id), [id])
  for (const content of [question, 'What is the boiling point, of water?']) {
    t.equal((await s.send(content, { headers: { ...ann, 'cache-control': 'only-if-cached' } })).status, 504)
  }
  const fresh = await (async () => (await other.inject({ method: 'POST', url: '/backend-api/f/conversation', headers: ann, payload: { message: { content: question } } })).json())()
  t.equal(fresh.cache.status, 'miss')
  t.not(fresh.cache.entry_id, id)
  t.equal((await operate('DELETE', `/entries/${fresh.cache.entry_id}`)).status, 204)
  t.equal((await operate('GET', `/entries/${fresh.cache.entry_id}`)).status, 404)
  t.match(await operate('POST', `/entries/${id}/release`), { status: 200, body: { id, state: 'live' } })
  t.match((await send(question)).cache, { status: 'exact', entry_id: id })
  t.same(await list('?state=quarantined'), { items: [], next_cursor: null })
})

t.test('thumbs down quarantines at once, in every process; the next asker gets a fresh answer', async (t) => {
  const question = 'How tall is the Eiffel tower?'
  const first = await send(question)
  t.equal(await statusThere(question), 'exact')
  t.equal((await s.call('POST', `/backend-api/message/${first.answer.id}/feedback`, { rating: 'down' }, ann)).status, 204)
  t.equal(await statusThere(question), 'miss')
  const page = await list('?state=quarantined')
  t.match(page.items, [{ id: first.cache.entry_id, question, state: 'quarantined' }])
  // The fresh answer has the exact key now: rated once more, the old entry leaves it alone.
  await s.call('POST', `/backend-api/message/${first.answer.id}/feedback`, { rating: 'down' }, ann)
  t.equal(await statusThere(question), 'exact')
})

t.test('a service that starts at that moment, and makes up for deletions that others owe, leaves what was quarantined to the operator', async (t) => {
  await send('What is a moraine?')
  const [rated, asked] = [await send('What is a moraine?'), await send('What is a tarn?')]
  const ids = [rated, asked].map(({ cache }) => cache.entry_id)
  t.equal((await s.call('POST', `/backend-api/message/${rated.answer.id}/feedback`, { rating: 'down' }, ann)).status, 204)
  t.equal((await operate('POST', `/entries/${ids[1]}/quarantine`)).status, 200)
  const starting = await buildApp(s.app.config, false, s.app.embedder)
  t.teardown(() => starting.close())
  await until(() => starting.redis.invalidation.state().caughtUp)
  for (const id of ids) t.equal((await operate('GET', `/entries/${id}`)).body?.state, 'quarantined')
})

t.test('a new connection to Redis may lead to a replica that lacks what came last: a quarantine that is there stands, one that is not takes the entry away', async (t) => {
  const [kept, lost, released] = [await send('What is a drumlin?'), await send('What is an oxbow lake?'), await send('What is a sandur?')].map(({ cache }) => cache.entry_id)
  for (const id of [kept, lost, released]) await operate('POST', `/entries/${id}/quarantine`)
  await s.app.storedEntries.release(lost, [])
  await s.redis.hDel(s.app.answers.keysOf(lost)[1]!, 'quarantine')
  await operate('POST', `/entries/${released}/release`)
  const { cache, invalidation } = s.app.redis
  const connected = new Promise((resolve) => { cache.once('ready', resolve) })
  await cache.sendCommand(['CLIENT', 'KILL', 'ID', String(await cache.clientId()), 'SKIPME', 'no']).catch(() => {})
  await connected
  await until(() => invalidation.state().caughtUp)
  t.equal((await operate('GET', `/entries/${kept}`)).body.state, 'quarantined')
  t.equal((await operate('GET', `/entries/${lost}`)).status, 404)
  t.equal((await operate('GET', `/entries/${released}`)).body.state, 'live')
  t.equal((await send('What is an oxbow lake?')).cache.status, 'miss')
})

t.test('what goes takes nothing along that has its place by now: deleted after its quarantine, or rated after it was asked for anew', async (t) => {
  // The exact tier alone, which no search stands behind.
  await operate('PUT', '/policy/exact', { tiers: ['exact'] })
  const ask = async (content: string, control = '') => await send(content, { 'x-deflect-namespace': 'exact', 'cache-control': control })
  for (const [question, leave, go] of [
    ['What is a jetty?', (id: string) => operate('POST', `/entries/${id}/quarantine`), (id: string) => operate('DELETE', `/entries/${id}`)],
    ['What is a quay?', () => ask('What is a quay?', 'no-cache'), (_id: string, message: string) => s.call('POST', `/backend-api/message/${message}/feedback`, { rating: 'down' }, ann)]
  ] as const) {
    const first = await ask(question)
    await leave(first.cache.entry_id)
    const { entry_id: later } = (await ask(question)).cache
    t.not(later, first.cache.entry_id)
    t.equal((await go(first.cache.entry_id, first.answer.id)).status, 204)
    await noneOutstanding(s)
    t.match((await ask(question)).cache, { status: 'exact', entry_id: later }, question)
  }
})

t.test('what goes takes another name along, but no answer that stands there by now', async (t) => {
  await operate('PUT', '/policy/names', { tiers: ['exact'] })
  const ask = async (content: string) => (await send(content, { 'x-deflect-namespace': 'names' })).cache
  const { entry_id: id } = await ask('What is a groyne?')
  const { entry_id: other } = await ask('What are groynes?')
  const hash = other.slice(0, 32)
  await s.app.pg.pool.query(`INSERT INTO answer_checks (id, tenant, namespace, entry_id, met_id, asked, entry_question, similarity, outcome, source, served, user_hash, model, alias)
    VALUES (gen_random_uuid(), 'acme', 'names', $1, $1, 'What are groynes?', 'What is a groyne?', 0.9, 'same', 'judge', false, 'u', 'm', $2)`, [id, hash])
  t.equal((await operate('DELETE', `/entries/${id}`)).status, 204)
  t.match(await ask('What are groynes?'), { status: 'exact', entry_id: other })
})

t.test('quarantined entries hide nothing: the search sees live ones alone', async (t) => {
  for (let i = 0; i < 8; i++) {
    const { cache } = await send(`How do I prune a rose bush in garden ${i}?`, { 'x-deflect-namespace': 'roses' })
    await operate('POST', `/entries/${cache.entry_id}/quarantine`)
  }
  await send('How do I prune a rose bush in Garden ten?', { 'x-deflect-namespace': 'roses' })
  const hit = await s.send('how do I prune a rose bush, in Garden ten?', { headers: { ...ann, 'x-deflect-namespace': 'roses', 'cache-control': 'only-if-cached' } })
  t.equal(hit.status, 201)
})

t.test('an invalidated entry is not shown', async (t) => {
  await send('What is a meander?', { 'x-deflect-namespace': 'rivers' })
  t.equal((await list('?namespace=rivers')).items.length, 1)
  const [{ id }] = (await list('?namespace=rivers')).items
  await operate('POST', '/invalidate', { namespace: 'rivers', dry_run: false })
  t.same(await list('?namespace=rivers'), { items: [], next_cursor: null })
  t.same((await list('?q=meander&namespace=rivers')).items, [])
  t.equal((await operate('GET', `/entries/${id}`)).status, 404)
})

t.test('pages leave nothing out and show nothing twice, however many were created at one time', async () => {
  fc.assert(fc.property(fc.array(fc.nat(4), { maxLength: 30 }), fc.integer({ min: 1, max: 5 }), (times, limit) => {
    const all = times.toSorted((a, b) => b - a).map((created, id) => ({ created, id }))
    const seen: number[] = []
    for (let place: { created: number, skip: number } | null = null; ;) {
      const from: { created: number, skip: number } | null = place
      const page = all.filter(({ created }) => from === null || created <= from.created).slice(from?.skip ?? 0).slice(0, limit)
      if (page.length === 0) break
      seen.push(...page.map(({ id }) => id))
      place = placeAfter(from, page.map(({ created }) => created))
    }
    return JSON.stringify(seen) === JSON.stringify(all.map(({ id }) => id))
  }))
})

for (const [tenant, apart] of [['ms', 1], ['hours', 5_000_000]] as const) {
  t.test(`pages show each entry once, however many were made at one time: ${tenant} apart`, async (t) => {
    const now = Date.now()
    // 80 entries at 23 times, in no order.
    const made = Array.from({ length: 80 }, (_, i) => sampleEntry({ id: `${(tenant === 'ms' ? 'c' : 'd').repeat(32)}-${(i * 37 % 80).toString(16).padStart(8, '0')}`, tenant, createdAt: now - i * 7 % 23 * apart }))
    await s.app.redis.execute('test', (pipeline) => { for (const entry of made) s.app.semanticAnswers.enqueueStore(pipeline, entry, 100, null) })
    const operator = await bearer('op', tenant, 'operator')
    for (const limit of [1, 3, 7, 20]) {
      const seen: { id: string, create_time: string }[] = []
      for (let cursor: string | null = ''; cursor !== null;) {
        const { body } = await s.call('GET', `/operator/entries?limit=${limit}${cursor === '' ? '' : `&cursor=${cursor}`}`, undefined, operator)
        seen.push(...body.items)
        cursor = body.next_cursor
      }
      t.same(seen.map(({ id }) => id).sort(), made.map(({ id }) => id).sort(), `${limit} a page`)
      t.same(seen.map(({ create_time: at }) => at), seen.map(({ create_time: at }) => at).sort().reverse(), 'newest first')
    }
  })
}

t.test('the list does Redis no harm, however often entries are replaced (its search has an optimizer that ends the server)', async (t) => {
  // Of its own: the fewer others are in the index, the sooner.
  const { send, call } = await build(t)
  for (let i = 0; i < 100; i++) {
    await send('What is an esker?', { headers: { 'cache-control': 'no-cache' } })
    t.equal((await call('GET', '/operator/entries?limit=20')).body.items?.length, 1)
  }
})
