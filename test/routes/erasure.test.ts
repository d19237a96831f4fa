import { randomUUID } from 'node:crypto'
import { SignJWT } from 'jose'
import t from '../tap.ts'
import { hashUser } from '../../src/events/event.ts'
import { build, until } from '../helper.ts'
import { keysOf, rowsOf, stateOf } from '../state.ts'

const s = await build(t)
const as = (user: string) => ({ 'x-deflect-user': user })
const path = (id: string) => `/backend-api/conversation/${id}`
const rows = async (sql: string, ...values: unknown[]) => (await s.app.pg.pool.query(sql, values)).rows
const ask = (content: string, user: string) => s.call('POST', '/v1/chat/completions', { model: 'gpt-4o-mini', messages: [{ role: 'user', content }], user })
const eventsStored = () => until(async () => (await s.call('GET', '/metrics')).text.includes('\ndeflect_events_pending 0\n'))
/** A labelled outcome, as shadow checks and feedback leave them. */
async function check (entryId: string, fields: { conversation?: string, user: string, alias?: string }): Promise<void> {
  await rows(`INSERT INTO answer_checks (id, tenant, namespace, entry_id, asked, entry_question, similarity, outcome, source, served, conversation_id, user_hash, model, alias)
    VALUES ($1, 'local', 'default', $2, 'asked', 'stored', 0.9, 'same', 'judge', true, $3, $4, 'm', $5)`, randomUUID(), entryId, fields.conversation, hashUser('local', fields.user), fields.alias)
}

t.test('a conversation: 204, and the receipt where it is preferred', async (t) => {
  const own = (await s.send('What is in my diary?', { user: 'anna' })).body
  const second = (await s.send('And yesterday?', { conversation_id: own.conversation_id, user: 'anna' })).body
  await s.call('POST', `/backend-api/message/${second.answer.id}/feedback`, { rating: 'up' }, as('anna'))
  const alias = 'a'.repeat(32)
  await s.redis.set(`${s.prefix}ans:x:${alias}`, 'another question', { EX: 100 })
  await check(own.cache.entry_id, { user: 'guest', alias })
  // Asked for anew since: an answer of its own stands there.
  const [standing, other] = [`${s.prefix}ans:x:${'b'.repeat(32)}`, 'b'.repeat(32)]
  await s.redis.set(standing, '{"id":"another answer"}', { EX: 100 })
  await check(own.cache.entry_id, { user: 'guest', alias: other })
  await check('somebody-else', { user: 'anna', conversation: own.conversation_id })
  await check('somebody-else', { user: 'guest' })
  await eventsStored()

  t.equal((await s.call('DELETE', path(own.conversation_id), undefined, as('thief'))).status, 404)
  const reply = await s.call('DELETE', path(own.conversation_id), undefined, { ...as('anna'), prefer: 'respond-async, Return="representation"; x=1' })
  t.match([reply.status, reply.headers.get('preference-applied')], [200, 'return=representation'])
  t.match(reply.body, {
    kind: 'conversation',
    conversation_id: own.conversation_id,
    user_hash: hashUser('local', 'anna'),
    asked_by: 'self',
    complete: true,
    erased: { conversations: 1, messages: 4, feedback: 1, entries: 2, vectors: 2, aliases: 1, checks: 3 }
  })
  t.ok(reply.body.erased.events >= 2, 'the rating may have left one too')
  t.notOk('pending' in reply.body)
  t.same(await rowsOf(s, own.conversation_id), [])
  t.same(await keysOf(s, 'ans:'), [standing])
  await s.redis.del(standing)
  t.same(await rows('SELECT FROM answer_events WHERE conversation_id = $1', own.conversation_id), [])
  t.equal((await rows('SELECT FROM answer_checks')).length, 1)

  const plain = (await s.send('Only once', { user: 'anna' })).body.conversation_id
  const deleted = await s.call('DELETE', path(plain), undefined, { ...as('anna'), prefer: 'return=minimal, return=representation' })
  t.same([deleted.status, deleted.text], [204, ''])
  t.equal((await s.call('DELETE', path(plain), undefined, as('anna'))).status, 404)
  t.match((await s.call('GET', '/operator/erasures?limit=1')).body, { items: [{ conversation_id: plain, erased: { messages: 2 } }] }, 'the receipt is kept either way')
})

t.test('an answer goes from where versions before this one kept it, too: by erasure, thumbs down, or an operator', async (t) => {
  const ways: Record<string, (turn: { conversation_id: string, answer: { id: string }, cache: { entry_id: string } }) => Promise<{ status: number }>> = {
    erasure: (turn) => s.call('DELETE', path(turn.conversation_id), undefined, as('vera')),
    feedback: (turn) => s.call('POST', `/backend-api/message/${turn.answer.id}/feedback`, { rating: 'down' }, as('vera')),
    operator: (turn) => s.call('DELETE', `/operator/entries/${turn.cache.entry_id}`)
  }
  for (const [way, takeAway] of Object.entries(ways)) {
    const turn = (await s.send(`What was before ${way}?`, { user: 'vera' })).body
    const key = s.app.semanticAnswers.keyOf(turn.cache.entry_id)
    const former = key.replace('ans:s:4:', 'ans:s:3:')
    t.not(former, key)
    await s.redis.copy(key, former)
    t.equal((await takeAway(turn)).status, 204, way)
    t.equal(await s.redis.exists(former), 0, way)
  }
})

t.test('a question that a judge took for another name of an entry is counted as a name, not as an answer, too', async (t) => {
  const headers = { 'x-deflect-namespace': 'names' }
  await s.call('PUT', '/operator/policy/names', { judge: 'grey_zone', judge_floor: 0.5 })
  await s.send('How do I bake sourdough bread?', { user: 'zoe', headers })
  await s.send('How do I bake sourdough bread at home?', { user: 'zoe', headers })
  await s.app.checks.done()
  t.equal((await s.send('How do I bake sourdough bread at home?', { user: 'guest', headers })).body.cache.status, 'exact')
  await eventsStored()
  t.match((await s.call('DELETE', '/backend-api/me', undefined, as('zoe'))).body.erased, { conversations: 2, entries: 1, vectors: 1, aliases: 1 })
  await s.call('DELETE', '/backend-api/me', undefined, as('guest'))
})

t.test('the words of a wording go with who asked it, also from checks of the entry that learns for it', async (t) => {
  const headers = { 'x-deflect-namespace': 'wordings' }
  const [first, wording, third] = ['What is the easiest way to bake sourdough bread?', 'How do you bake sourdough bread?', 'How do I bake sourdough bread?']
  await s.call('PUT', '/operator/policy/wordings', { kind: 'verified', min_probability: 0.999 })
  s.llm.set({ answer: 'Feed a starter for a week, then fold, proof overnight, and bake hot with steam.' })
  for (const [user, question] of [['xena', first], ['yves', wording], ['zack', third]] as const) {
    await s.send(question, { user, headers })
    await s.app.checks.done()
  }
  s.llm.set({ answer: undefined })
  const said = () => rows("SELECT DISTINCT entry_question FROM answer_checks WHERE namespace = 'wordings' ORDER BY 1")
  t.match(await said(), [{ entry_question: wording }, { entry_question: first }])
  await s.call('DELETE', '/backend-api/me', undefined, as('yves'))
  t.same(await said(), [])
  for (const user of ['xena', 'zack']) await s.call('DELETE', '/backend-api/me', undefined, as(user))
})

t.test('a user: everything, in steps that go on where they stopped, and nothing of anybody else', async (t) => {
  const guest = (await s.send('What is a fugue?', { user: 'guest' })).body
  const before = await stateOf(s)
  await s.send('What is a fugue?', { user: 'ben' })
  for (let i = 0; i < 3; i++) await s.send(`What is the ${i + 2}th planet called?`, { user: 'ben' })
  await s.call('GET', '/backend-api/conversations', undefined, as('ben'))
  const kept = (await ask('How deep is the sea?', 'ann')).headers.get('x-deflect-entry')
  await ask('How deep is the sea?', 'ben')
  await ask('How high is the sky?', 'ben')
  await check('somebody-else', { user: 'ben' })
  await eventsStored()

  const erase = s.app.chat.erase
  const person = { tenant: 'local', user: 'ben' }
  const begun = await erase.user(person, 'boss', 0)
  t.match(begun, { finish_time: null, conversations: 0 }, 'no time: nothing done, and it says so')
  const reply = await s.call('DELETE', '/operator/users/ben')
  t.match(reply.body, {
    id: begun.id, kind: 'user', complete: true, asked_by: 'boss', user_hash: hashUser('local', 'ben'), erased: { conversations: 4, messages: 8, entries: 4, vectors: 4, checks: 1 }
  })
  t.equal(reply.status, 200)
  t.notMatch(reply.text, '"ben"')
  t.same(await rows('SELECT FROM answer_events WHERE user_hash = $1', hashUser('local', 'ben')), [])
  t.same(await keysOf(s, 'ben'), [])
  const { keys, ...after } = await stateOf(s)
  t.same(after, (({ keys: _keys, ...rest }) => rest)(before), 'the record is as it was before ben')
  t.same(keys.filter((key) => before.keys.includes(key)), before.keys, 'and nobody lost a key')
  t.equal(keys.length - before.keys.length, 2, 'but for the answer that ann asked for first')
  t.equal((await s.send('What is a fugue?', { user: 'guest2' })).body.cache.entry_id, guest.cache.entry_id)
  t.equal(kept, null)

  t.match(await s.call('DELETE', '/operator/users/nobody%20at%20all'), { status: 200, body: { complete: true, erased: { conversations: 0, messages: 0, entries: 0, events: 0 } } })
  t.match(await s.call('DELETE', '/operator/users/%00'), { status: 400 })
})

t.test('an answer of the exact tier alone goes, although its event is not in Postgres', async (t) => {
  const body = { model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'How old is the oak by my house of 1912?' }], seed: 1, user: 'eve' }
  const before = await keysOf(s, 'ans:')
  t.match((await s.call('POST', '/v1/chat/completions', body)).headers.get('cache-status'), /stored/)
  t.equal((await keysOf(s, 'ans:')).length, before.length + 2)
  // Taken out, and not left on its way: one that comes while she is erased takes the answer away first, and no receipt counts it.
  await eventsStored()
  t.equal((await s.app.pg.pool.query('DELETE FROM answer_events WHERE user_hash = $1', [hashUser('local', 'eve')])).rowCount, 1)
  // The call itself looks, unwaited for, whether she was erased meanwhile: it would delete the answer, and the receipt not count it.
  await until(() => s.app.pg.pool.idleCount === s.app.pg.pool.totalCount)
  t.match(await s.call('DELETE', '/operator/users/eve'), { status: 200, body: { complete: true, erased: { entries: 1, vectors: 0 } } })
  t.same(await keysOf(s, 'ans:'), before)
})

t.test('an answer that took the place of the erased one stays, also where the exact tier alone has it', async (t) => {
  const headers = { 'x-deflect-namespace': 'plain' }
  await s.call('PUT', '/operator/policy/plain', { tiers: ['exact'] })
  const say = async (content: string, user: string, more = {}) => (await s.send(content, { user, headers: { ...headers, ...more } })).body
  const hers = [await say('How high is the dyke?', 'gail'), await say('How high is the dyke?', 'gail', { 'cache-control': 'no-cache' })]
  const his = await say('How high is the dyke?', 'hugo', { 'cache-control': 'no-cache' })
  await s.call('PUT', `/operator/entries/${his.cache.entry_id}`, { answer: 'Seven metres.' })
  const served = async () => await say('How high is the dyke?', 'guest')
  t.match(await served(), { cache: { status: 'exact' }, answer: { content: 'Seven metres.' } })
  const receipt = await s.call('DELETE', path(hers[0].conversation_id), undefined, { ...as('gail'), prefer: 'return=representation' })
  t.match(await served(), { cache: { status: 'exact' }, answer: { content: 'Seven metres.' } })
  t.match(receipt.body.erased, { entries: 0 }, 'hers was replaced before')
  await s.call('DELETE', '/backend-api/me', undefined, as('gail'))
  t.match(await served(), { cache: { status: 'exact' }, answer: { content: 'Seven metres.' } })

  for (let i = 0; i < 2; i++) await say('How long is the dyke?', 'ivan', { 'cache-control': 'no-cache' })
  // An event that comes only while they are erased takes the answer away first, and no receipt counts it.
  await eventsStored()
  t.match((await s.call('DELETE', '/backend-api/me', undefined, as('ivan'))).body.erased, { conversations: 2, entries: 1 }, 'the second took the place of the first')
  t.equal((await say('How long is the dyke?', 'guest')).cache.status, 'miss')
  for (const user of ['hugo', 'guest']) await s.call('DELETE', '/backend-api/me', undefined, as(user))
})

t.test('oneself; what is asked afterwards is new', async (t) => {
  const id = (await s.send('Who was Ada Lovelace?', { user: 'cleo' })).body.conversation_id
  t.match(await s.call('DELETE', '/backend-api/me', undefined, as('cleo')), { status: 200, body: { asked_by: 'self', erased: { conversations: 1 } } })
  t.equal((await s.call('GET', path(id), undefined, as('cleo'))).status, 404)
  t.equal((await s.send('Who was Ada Lovelace?', { user: 'cleo' })).body.cache.status, 'miss')
  t.equal((await s.call('GET', '/backend-api/conversations', undefined, as('cleo'))).body.total, 1)
})

t.test('a turn and a gateway call under way bring nothing back', async (t) => {
  // An event of cleo's first question that comes only now takes its answer away, which is her new one's place in the exact tier.
  await eventsStored()
  const before = await stateOf(s)
  const release = s.llm.hold()
  const { calls } = s.llm.stats()
  const turn = s.send('What is under way?', { user: 'dora' })
  const call = ask('What else is under way?', 'dora')
  await s.llm.waitForCalls(calls + 2)
  t.match(await s.call('DELETE', '/operator/users/dora'), { status: 200, body: { erased: { conversations: 1, messages: 1 } } })
  release()
  t.equal((await turn).status, 404)
  t.equal((await call).status, 200, 'who waits is answered')
  await until(async () => (await keysOf(s, 'ans:')).length === before.keys.filter((key) => key.includes('ans:')).length)
  await eventsStored()
  t.same(await rows('SELECT FROM answer_events WHERE user_hash = $1', hashUser('local', 'dora')), [])
  const state = await stateOf(s)
  t.same([state.conversations, state.messages], [before.conversations, before.messages])
  t.same(state.keys.filter((key) => /chat:|history/.test(key)), before.keys.filter((key) => /chat:|history/.test(key)))
})

t.test('a check of an answer under way brings no question back', async (t) => {
  const ask = (user: string, content: string) => s.call('POST', '/v1/chat/completions', { model: 'gpt-4o-mini', messages: [{ role: 'user', content }], user }, { 'x-deflect-namespace': 'checked' })
  await s.call('PUT', '/operator/policy/checked', { threshold: 0.5, guards: [], shadow_rate: 1 })
  await ask('gus', 'How do I brew green tea?')
  const release = s.llm.hold()
  const { calls } = s.llm.stats()
  for (const user of ['hal', 'ida']) t.match((await ask(user, `How do I brew black tea, asks ${user}?`)).headers.get('cache-status'), /hit/)
  await s.llm.waitForCalls(calls + 2)
  t.equal((await s.call('DELETE', '/operator/users/hal')).status, 200)
  release()
  await s.app.checks.done()
  t.same(await rows("SELECT asked FROM answer_checks WHERE namespace = 'checked'"), [{ asked: 'How do I brew black tea, asks ida?' }])
  await ask('hal', 'How do I brew white tea, asks hal?')
  await until(async () => (await rows("SELECT FROM answer_checks WHERE namespace = 'checked'")).length >= 2)
  t.pass('what is asked afterwards is new')
})

t.test('nor the question of an erased user whose answer is being checked for another', async (t) => {
  const headers = { 'x-deflect-namespace': 'others' }
  const ask = (user: string, content: string) => s.call('POST', '/v1/chat/completions', { model: 'gpt-4o-mini', messages: [{ role: 'user', content }], user }, headers)
  await s.call('PUT', '/operator/policy/others', { threshold: 0.5, guards: [], shadow_rate: 1 })
  await ask('jon', 'How do I brew green tea, asks jon?')
  const { conversation_id: id } = (await s.send('Who painted the ceiling of the chapel, asks lea?', { user: 'lea', headers })).body
  const release = s.llm.hold()
  const { calls } = s.llm.stats()
  for (const content of ['How do I brew black tea, asks kim?', 'Who painted the walls of the chapel, asks kim?']) t.match((await ask('kim', content)).headers.get('cache-status'), /hit/)
  await s.llm.waitForCalls(calls + 2)
  t.equal((await s.call('DELETE', '/operator/users/jon')).status, 200)
  t.equal((await s.call('DELETE', path(id), undefined, as('lea'))).status, 204)
  release()
  await s.app.checks.done()
  t.same(await rows("SELECT entry_question FROM answer_checks WHERE namespace = 'others'"), [])
})

t.test('what was checked for a user that a token\'s request names goes with the holder of the token', async (t) => {
  const AUTH_JWT_SECRET = 'a secret for tests, long enough to be one'
  const s = await build(t, { AUTH_JWT_SECRET })
  const bearer = async (sub: string, role = 'user') => ({ authorization: `Bearer ${await new SignJWT({ sub, tenant: 'acme', role }).setProtectedHeader({ alg: 'HS256' }).setExpirationTime('1h').sign(new TextEncoder().encode(AUTH_JWT_SECRET))}` })
  await s.call('PUT', '/operator/policy', { threshold: 0.5, guards: [], shadow_rate: 1 }, await bearer('op', 'operator'))
  const ask = async (sub: string, content: string) => await s.call('POST', '/v1/chat/completions', { model: 'gpt-4o-mini', messages: [{ role: 'user', content }], user: 'end user' }, await bearer(sub))
  await ask('ann', 'How do I brew green tea?')
  t.match((await ask('eve', 'How do I brew black tea?')).headers.get('cache-status'), /hit/)
  const checked = async () => (await s.app.pg.pool.query('SELECT FROM answer_checks')).rowCount
  await until(async () => await checked() === 1)
  t.match(await s.call('DELETE', '/operator/users/eve', undefined, await bearer('op', 'operator')), { status: 200, body: { erased: { checks: 1 } } })
  t.equal(await checked(), 0)
})

t.test('operators only, and their own tenant', async (t) => {
  const SECRET = 'a secret for tests, long enough to be one'
  const guarded = await build(t, { AUTH_JWT_SECRET: SECRET, MODEL_DIR: t.testdir({}) })
  const bearer = async (tenant: string, sub: string, role = 'user') => ({ authorization: `Bearer ${await new SignJWT({ sub, tenant, role }).setProtectedHeader({ alg: 'HS256' }).setExpirationTime('1h').sign(new TextEncoder().encode(SECRET))}` })
  for (const tenant of ['one', 'two']) await guarded.send('Mine', { headers: await bearer(tenant, 'eve') })
  for (const [method, url] of [['DELETE', '/operator/users/eve'], ['GET', '/operator/erasures']] as const) t.equal((await guarded.call(method, url, undefined, await bearer('one', 'eve'))).status, 403)
  t.match((await guarded.call('DELETE', '/operator/users/eve', undefined, await bearer('one', 'boss', 'operator'))).body, { asked_by: 'boss', erased: { conversations: 1 } })
  t.equal((await guarded.call('GET', '/backend-api/conversations', undefined, await bearer('two', 'eve'))).body.total, 1)
  t.same((await guarded.call('GET', '/operator/erasures', undefined, await bearer('two', 'boss', 'operator'))).body.items, [])
})
