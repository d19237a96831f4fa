import { randomUUID } from 'node:crypto'
import { SignJWT } from 'jose'
import t from '../../tap.ts'
import { build, until } from '../../helper.ts'

const SECRET = 'a secret for tests, long enough to be one'
const bearer = async (role: string, tenant = 'acme', sub = 'op') =>
  ({ authorization: `Bearer ${await new SignJWT({ sub, tenant, role }).setProtectedHeader({ alg: 'HS256' }).setExpirationTime('1h').sign(new TextEncoder().encode(SECRET))}` })

t.test('explain tells what the next asker is given, and leaves no trace', async (t) => {
  const s = await build(t)
  const explain = async (text: string, more = {}) => (await s.call('POST', '/operator/explain', { text, ...more })).body
  /** Rows in Postgres once the stream is empty. */
  const events = async () => {
    await until(async () => await s.app.redis.events.xLen(s.app.redis.keys.events()) === 0)
    return (await s.app.pg.pool.query('SELECT FROM answer_events')).rowCount
  }
  const stored = await s.send('How do I enable two factor authentication?')
  await s.send('How do I clean a cast iron pan?')

  const before = { calls: s.llm.requests().length, events: await events(), metrics: await count(s) }

  const same = await explain('how do i enable two factor authentication')
  t.match(same, {
    decision: { status: 'exact', entry_id: stored.body.cache.entry_id, sentence: /would be served/ },
    cacheable: { cacheable: true, reason: null },
    normalised: 'how do i enable two factor authentication',
    embedded: 'how do i enable two factor authentication',
    scope: { hash: /^[0-9a-f]{32}$/, parts: { tenant: 'local', user: null, namespace: 'default', model: 'gpt-4o-mini', context: 'root' } },
    exact: { entry: { entry_id: stored.body.cache.entry_id } }
  })
  t.equal(same.candidates.length, 2, 'the semantic candidates are shown beside an exact answer')
  t.equal(same.candidates[0].finding, 'serve')

  t.match(await explain('What is the best way to enable two factor authentication?'), {
    decision: { status: 'semantic', similarity: 1 },
    normalised: 'what is the best way to enable two factor authentication',
    embedded: 'how do i enable two factor authentication'
  })

  const trap = await explain('How do I disable two factor authentication?')
  t.match(trap, { decision: { status: 'miss', reason: 'below_threshold', similarity: Number, sentence: /not above 0.95/ }, exact: { entry: null } })
  const [near, far] = trap.candidates
  t.equal(near.question, 'How do I enable two factor authentication?')
  t.ok(near.similarity > 0.8 && near.similarity > far.similarity)
  t.type(near.probability, 'number', 'P is told under static too')
  t.equal(near.guards.length, 10)
  const said = near.guards.filter((guard: { evidence: string | null }) => guard.evidence !== null)
  t.match(said, [{ name: 'antonyms', asked: true, evidence: /enabl/ }])

  await s.call('PUT', '/operator/policy', { threshold: 0.5 })
  t.match((await explain('How do I disable two factor authentication?')).decision, { status: 'miss', reason: 'guard:antonyms', sentence: /guard antonyms says: .*enabl/ })
  await s.call('PUT', '/operator/policy', { threshold: 0.5, guards: ['numbers'] })
  const served = await explain('How do I disable two factor authentication?')
  t.match(served.decision, { status: 'semantic', entry_id: stored.body.cache.entry_id, sentence: /no guard that is asked/ })
  t.match(served.candidates[0].guards.find((guard: { name: string }) => guard.name === 'antonyms'), { asked: false, evidence: /enabl/ })
  await s.call('PUT', '/operator/policy', { kind: 'calibrated', min_probability: 1 })
  t.match((await explain('How do I disable two factor authentication?')).decision, { status: 'miss', sentence: /probability 0\.\d{4}.*reaches 1\./ })
  await s.call('PUT', '/operator/policy', { kind: 'calibrated', min_probability: 0.01 })
  t.match((await explain('How can I enable two factor authentication?')).decision, { status: 'semantic', sentence: /highest of/ })
  await s.call('PUT', '/operator/policy', { tiers: [] })
  t.match((await explain('anything')).decision, { status: 'bypass', reason: 'policy' })
  await s.call('PUT', '/operator/policy', {})

  t.match((await explain('How do I enable two factor authentication?', { model: 'gpt-other' })).decision, { status: 'miss', reason: 'empty' }, 'another model is another scope')
  t.match((await explain('How do I enable two factor authentication?', { namespace: 'faq' })).decision, { status: 'miss', reason: 'empty' })
  const after = await explain('How do I enable two factor authentication?', { messages: [{ role: 'user', content: 'Hello' }, { role: 'assistant', content: 'Hi' }] })
  t.not(after.scope.parts.context, 'root')
  t.equal(after.decision.status, 'miss')
  // A follow-up of a chat: in the context it was asked in, whoever shares it.
  const chat = { conversation_id: stored.body.conversation_id }
  const next = await s.send('What if I lose my phone?', chat)
  const there = await explain('what if i lose my phone', { message_id: next.body.message.id.toUpperCase() })
  t.match(there, { decision: { status: 'exact', entry_id: next.body.cache.entry_id }, scope: { parts: { context: /^[0-9a-f]{32}$/ } } })
  t.match((await explain('what if i lose my phone')).decision, { status: 'miss' }, 'as a first question it is another one')
  t.match((await explain('How do I enable two factor authentication?', { message_id: stored.body.message.id })).scope.parts, { context: 'root' })
  Object.assign(before, { calls: s.llm.requests().length, events: await events(), metrics: await count(s) })
  t.match(await explain('What is on it?', { messages: [{ role: 'user', content: [{ type: 'image_url' }] }] }), { decision: { status: 'bypass', reason: /not_text/ }, cacheable: { cacheable: false, reason: /not_text/ } })

  t.strictSame({ calls: s.llm.requests().length, events: await events(), metrics: await count(s) }, before)
  // What was explained as a miss was not stored: asked now, it is one.
  t.equal((await s.send('How do I disable two factor authentication?')).body.cache.status, 'miss')
})

const count = async (s: Awaited<ReturnType<typeof build>>) => (await s.call('GET', '/metrics')).text.split('\n').filter((line) => /^deflect_(answers|tokens_saved)/.test(line))

t.test('for operators, of their own tenant; bad input is named', async (t) => {
  const s = await build(t, { AUTH_JWT_SECRET: SECRET })
  const ask = (body: object, headers: Record<string, string>) => s.call('POST', '/operator/explain', body, headers)
  await s.send('Who wrote Middlemarch?', { headers: await bearer('user', 'acme') })
  t.equal((await ask({ text: 'Who wrote Middlemarch?' }, await bearer('operator', 'acme'))).body.decision.status, 'exact')
  t.match((await ask({ text: 'Who wrote Middlemarch?' }, await bearer('operator', 'globex'))).body, { decision: { reason: 'empty' }, candidates: [] })
  t.equal((await ask({ text: 'x' }, await bearer('user'))).status, 403)
  const operator = await bearer('operator')
  const foreign = (await s.send('Who wrote Emma?', { headers: await bearer('user', 'acme', 'ann') })).body
  const own = (await s.send('Who wrote Emma?', { headers: operator })).body
  const unknown = await ask({ text: 'x', message_id: randomUUID() }, operator)
  t.equal(unknown.status, 404)
  for (const id of [foreign.message.id, own.answer.id]) t.same((await ask({ text: 'x', message_id: id }, operator)).body, unknown.body)
  t.equal((await ask({ text: 'x', message_id: own.message.id }, operator)).status, 200)
  for (const [body, field] of [[{}, 'text'], [{ text: '' }, 'text'], [{ text: 'x', namespace: '{*}' }, 'namespace'], [{ text: 'x', messages: 'y' }, 'messages'], [{ text: 'x', threshold: 0 }, 'threshold'], [{ text: 'a\0b' }, 'text'], [{ text: 'x', message_id: '7' }, 'message_id'], [{ text: 'x', message_id: own.message.id, messages: [] }, 'message_id']] as const) {
    const reply = await ask(body, operator)
    t.equal(reply.status, 400, JSON.stringify(body))
    t.match(reply.body.message, field)
  }
})

t.test('a request of the gateway is explained with its other fields, as each of them is part of what answers are shared by', async (t) => {
  const s = await build(t)
  const explain = async (parameters: object, text = 'What does temperature do?') => (await s.call('POST', '/operator/explain', { text, parameters })).body.decision
  await s.call('POST', '/v1/chat/completions', { model: 'gpt-4o-mini', temperature: 0.2, seed: 7, user: 'ann', messages: [{ role: 'user', content: 'What does temperature do?' }] })
  t.match(await explain({ temperature: 0.2, seed: 7, user: 'bob', stream: true, messages: [], model: 'another' }), { status: 'exact' })
  t.match(await explain({ temperature: 0.2 }), { status: 'miss', reason: 'empty' })
  t.match(await explain({ seed: 4 }), { status: 'miss', reason: 'scope:exact_only:seed', sentence: /nothing alive.*same words.*seed/ })
  const served = await s.call('POST', '/v1/chat/completions', { model: 'gpt-4o-mini', seed: 4, messages: [{ role: 'user', content: 'What does temperature do?' }] })
  t.match(served.headers.get('cache-status'), /detail=scope:exact_only:seed/, 'as it is served')
  t.match(await explain({ temperature: 0.2, tools: [{}] }), { status: 'bypass', reason: 'not_cacheable:tools' })
  t.match(await explain({}, ' '), { status: 'bypass', reason: 'not_cacheable:empty' })
  for (const blank of [' ', '\u200b\n']) t.match((await s.call('POST', '/operator/explain', { text: blank })).body, { decision: { status: 'bypass', reason: 'not_cacheable:empty' }, cacheable: { cacheable: false } }, 'nor is it a question of a chat')
  for (const body of [{ parameters: [] }, { parameters: {}, message_id: randomUUID() }]) t.match(await s.call('POST', '/operator/explain', { text: 'x', ...body }), { status: 400, body: { message: /parameters/ } })
})

t.test('a request for a response is explained by its input', async (t) => {
  const s = await build(t)
  const said = [{ role: 'user', content: 'What is flax?' }, { role: 'assistant', content: 'A plant.' }]
  const text = 'How is it spun?'
  const instructions = 'Be brief.'
  await s.call('POST', '/v1/responses', { model: 'gpt-4o-mini', instructions, input: [...said, { role: 'user', content: text }] })
  const explain = async (body: object) => (await s.call('POST', '/operator/explain', { text, ...body })).body.decision.status
  t.equal(await explain({ input: said, parameters: { instructions } }), 'exact')
  for (const other of [{ input: [], parameters: { instructions } }, { input: said }, { messages: said, parameters: { instructions } }]) t.equal(await explain(other), 'miss', JSON.stringify(other))
  for (const body of [{ input: [], messages: [] }, { input: [], message_id: randomUUID() }, { input: 'x' }]) t.match(await s.call('POST', '/operator/explain', { text, ...body }), { status: 400, body: { message: /input/ } })
})

t.test('the user whom a request of the gateway names is the one it is explained for', async (t) => {
  const s = await build(t)
  await s.call('PUT', '/operator/policy', { sharing: 'user' })
  await s.call('POST', '/v1/chat/completions', { model: 'gpt-4o-mini', user: 'ann', messages: [{ role: 'user', content: 'How is flax spun?' }] })
  const explain = async (user: unknown) => (await s.call('POST', '/operator/explain', { text: 'How is flax spun?', parameters: { user } })).body
  t.match(await explain('ann'), { decision: { status: 'exact' }, scope: { parts: { user: 'ann' } } })
  t.match(await explain('bob'), { decision: { status: 'miss', reason: 'empty' }, scope: { parts: { user: 'bob' } } })
  t.match(await explain(['ann', 'bob']), { statusCode: 400, message: /user/ })
})

t.test('what a policy has looked for elsewhere too is explained where it is found', async (t) => {
  const s = await build(t)
  const asAnn = (name: string) => ({ 'x-deflect-namespace': name, 'x-deflect-user': 'ann' })
  const explain = async (text: string, namespace: string, user: string, more = {}) => (await s.call('POST', '/operator/explain', { text, namespace, ...more }, { 'x-deflect-user': user })).body
  const question = 'What is the boiling point of lead?'

  await s.call('PUT', '/operator/policy/careful', { admission: 'second_user' })
  const stored = (await s.send(question, { headers: asAnn('careful') })).body.cache.entry_id
  t.match((await s.send(question, { headers: asAnn('careful') })).body.cache, { status: 'exact', entry_id: stored })
  t.match(await explain(question, 'careful', 'ann'), { decision: { status: 'exact', entry_id: stored }, exact: { entry: { entry_id: stored }, hash: stored.slice(0, 32) }, scope: { parts: { user: 'ann' } } })
  t.match(await explain('Whats the boiling point of lead?', 'careful', 'ann'), { decision: { status: 'semantic', entry_id: stored }, candidates: [{ entry_id: stored }] })
  t.match(await explain(question, 'careful', 'bob'), { decision: { status: 'miss', reason: 'empty' }, scope: { parts: { user: null } } }, 'it is nobody else\'s')

  await s.call('PUT', '/operator/policy/rooted', { followups: 'root' })
  const standsAlone = 'What is the capital of Japan?'
  const first = (await s.send(standsAlone, { headers: asAnn('rooted') })).body.cache.entry_id
  const messages = [{ role: 'user', content: 'Hello' }, { role: 'assistant', content: 'Hi' }]
  t.match(await explain(standsAlone, 'rooted', 'bob', { messages, model: 'gpt-4o-mini' }), { decision: { status: 'exact', entry_id: first }, scope: { parts: { context: 'root' } } })
})

t.test('verified: the bound that decides is told, not the probability above it', async (t) => {
  const s = await build(t)
  await s.call('PUT', '/operator/policy', { kind: 'verified' })
  const explain = async (text: string) => (await s.call('POST', '/operator/explain', { text })).body
  await s.send('What is the best way to bake sourdough bread?')
  const served = await explain('How do you bake sourdough bread?')
  const missed = await explain('What is the best method to bake sourdough bread?')
  t.match([served.decision.status, missed.decision.status], ['semantic', 'miss'])
  for (const { decision, candidates: [nearest], policy } of [served, missed]) {
    t.ok(nearest.lower_bound < nearest.probability)
    t.equal(nearest.lower_bound >= policy.min_probability, decision.status === 'semantic')
    t.match(decision.sentence, `lower bound of ${decision.status === 'semantic' ? 'its probability' : 'the probability'} ${nearest.lower_bound.toFixed(4)}`)
  }
  await s.call('PUT', '/operator/policy', { kind: 'calibrated' })
  const { candidates: [nearest], decision } = await explain('How do you bake sourdough bread?')
  t.equal(nearest.lower_bound, null)
  t.match(decision.sentence, `its probability ${nearest.probability.toFixed(4)} reaches 0.93`)
})
