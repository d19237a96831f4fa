import t from '../tap.ts'
import { build } from '../helper.ts'
import { keysOf } from '../state.ts'

const s = await build(t)
const gateway = (messages: object[], more: object, headers: Record<string, string>) => s.call('POST', '/v1/chat/completions', { model: 'gpt-4o-mini', messages, ...more }, headers)
const user = (content: unknown) => ({ role: 'user', content })
const ns = (name: string) => ({ 'x-deflect-namespace': name })

t.test('what only the meaning of a question tells keeps it from the cache, too: in either tier, and where the semantic one is not asked', async (t) => {
  for (const [question, name] of [['Has the vet sent us the bill?', 'account'], ['Are the queues bad at Dover?', 'time_relative'], ['Something funny to write in a leaving card', 'creative']] as const) {
    for (const more of [{}, { seed: 1 }, { stream: true }]) {
      for (const cache of ['max-age=60', 'no-cache']) {
        const asked = await gateway([user(question)], more, { 'cache-control': cache })
        t.equal(asked.headers.get('cache-status'), `deflect; fwd=bypass; detail=not_cacheable:${name}`, `${question} ${JSON.stringify(more)} ${cache}`)
      }
    }
    t.match((await s.send(question)).body.cache, { status: 'bypass', reason: `not_cacheable:${name}` }, question)
    const { decision, cacheable } = (await s.call('POST', '/operator/explain', { text: question })).body
    t.match([decision, cacheable], [{ status: 'bypass', reason: `not_cacheable:${name}` }, { cacheable: false, reason: `not_cacheable:${name}` }], question)
  }
  t.strictSame(await keysOf(s, 'ans:'), [])
})

t.test('a class that only the meaning tells is let in as any other: for its user alone', async (t) => {
  await s.call('PUT', '/operator/policy/meant', { classes: { account: { keep: 'user', ttl_seconds: 90 } } })
  const ask = (user: string, content = 'Has the vet sent us the bill?') => s.send(content, { user, headers: ns('meant') })
  t.match((await ask('ann')).body.cache, { status: 'miss', reason: 'scope:account' })
  const hit = await ask('ann', 'has the vet sent us the bill')
  t.equal(hit.body.cache.status, 'exact')
  t.ok(Number(/ttl=(\d+)/.exec(hit.headers.get('cache-status')!)?.[1]) <= 99, '90 s and the jitter')
  t.match((await ask('bob')).body.cache, { status: 'miss', reason: 'scope:account' }, 'never anybody else')
})

t.test('a rule that was tightened binds what was stored before, and a pin that is taken back leaves the time of the class', async (t) => {
  const put = (body: object) => s.call('PUT', '/operator/policy/bound', { classes: body })
  const ask = async (content: string) => (await s.send(content, { headers: ns('bound') })).body.cache
  await put({ account: { keep: 'shared', ttl_seconds: 300 }, time_relative: { keep: 'shared', ttl_seconds: 60 } })
  for (const question of ['Has the vet sent us the bill?', 'Are the queues bad at Dover?']) {
    t.match(await ask(question), { status: 'miss' })
    t.match(await ask(question), { status: 'exact' }, question)
  }
  const { entry_id: id } = await ask('Are the queues bad at Dover?')
  for (const action of ['pin', 'unpin']) t.equal((await s.call('POST', `/operator/entries/${id}/${action}`, {})).status, 200)
  const { expire_time: expires } = (await s.call('GET', `/operator/entries/${id}`)).body
  t.ok(Date.parse(expires) - Date.now() <= 60_000, expires)
  await put({ account: { keep: 'never' } })
  t.match(await ask('Has the vet sent us the bill?'), { status: 'bypass', reason: 'not_cacheable:account' })
  t.match((await s.call('POST', '/operator/explain', { text: 'Has the vet sent us the bill?', namespace: 'bound' })).body.decision, { status: 'bypass' })
  await put({ account: { keep: 'user' } })
  t.match(await ask('Has the vet sent us the bill?'), { status: 'miss', reason: 'scope:account' })
})

t.test('what an entry tells of its question is added to what its meaning tells now, once', async (t) => {
  await s.call('PUT', '/operator/policy/added', { classes: { account: { keep: 'user' }, time_relative: { keep: 'shared' } } })
  const ask = async () => (await s.send('Has the vet sent us the bill?', { headers: ns('added') })).body.cache
  const { entry_id: id } = await ask()
  const [key] = s.app.answers.keysOf(id)
  // As another version of the model may have seen it.
  await s.redis.set(key!, (await s.redis.get(key!))!.replace('"meant":["account"]', '"meant":["time_relative"]'))
  t.match(await ask(), { status: 'exact', entry_id: id })
})

t.test('of a later question, too: whoever saw the same answers is not served it', async (t) => {
  for (const user of ['ann', 'bob']) {
    const first = await s.send('How do I track a parcel?', { user })
    const ask = async (question: string) => (await s.send(question, { user, conversation_id: first.body.conversation_id })).body.cache
    t.match(await ask('So did they sign for mine?'), { status: 'bypass', reason: 'not_cacheable:account' }, user)
    t.match(await ask('And abroad?'), { status: 'miss' }, user)
  }
})

t.test('what is right for everybody is left to the cache', async (t) => {
  const everyday = [
    'How many people live there?', 'What about 2019?', 'yes', 'the second one', 'Which model?', 'Name a colour.', 'Who founded it?', 'How do I track an order?', 'Can I return shoes without the box?',
    'What is the refund policy?', 'Why was my great-grandfather called up in 1916?', 'How do you write a limerick?', 'Is it safe to eat raw carrots?', 'If you could fly, where would you go first?'
  ]
  for (const text of everyday) t.match((await s.call('POST', '/operator/explain', { text })).body.cacheable, { cacheable: true }, text)
})

t.test('what holds nothing the model can find it by is asked what it is about all the same', async (t) => {
  t.match((await s.send('🐶 Has the vet sent us the bill?')).body.cache, { status: 'bypass', reason: 'not_cacheable:account' })
  t.match((await s.send('🐶 What is a vet?')).body.cache, { status: 'miss', reason: 'scope:exact_only:unread' })
  t.match((await s.send('🐶 What is a vet?')).body.cache, { status: 'exact' })
})

t.test('where the model cannot be asked what a question is about, its answer is kept for nobody, and no call for it is shared', async (t) => {
  const away = await build(t, { MODEL_DIR: t.testdir({}), CLASSES_BY_MEANING: 'on' })
  const ask = async (more: object = {}) => (await away.call('POST', '/v1/chat/completions', { model: 'gpt-4o-mini', messages: [user('Has the vet sent us the bill?')], ...more })).headers.get('cache-status')
  t.strictSame(await Promise.all([ask(), ask(), ask({ seed: 1 })]), Array.from({ length: 3 }, () => 'deflect; fwd=miss; detail=error'))
  t.match((await away.send('Has the vet sent us the bill?')).body.cache, { status: 'miss', reason: 'error' })
  t.equal(away.llm.stats().calls, 4)
  t.strictSame(await keysOf(away, 'ans:'), [])
})

t.test('off, the meaning says nothing', async (t) => {
  const off = await build(t, { CLASSES_BY_MEANING: 'off' })
  t.match((await off.send('Has the vet sent us the bill?')).body.cache, { status: 'miss' })
})
