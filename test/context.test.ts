import fc from 'fast-check'
import t from './tap.ts'
import { alternating } from '../src/answer/context.ts'
import { build, until } from './helper.ts'
import { keysOf, rowsOf } from './state.ts'
import { openTurns } from './stream.ts'

const s = await build(t, { CONTEXT_TOKENS: '2000', LLM_SYSTEM_PROMPT: 'Be kind.' })
const window = async (id: string) => (await s.redis.lRange(`${s.prefix}chat:${id}:context`, 0, -1)).map((item) => JSON.parse(item) as { seq: number, role: string, content: string })
/** What the LLM was sent last, without the system prompt. */
const sent = () => {
  const [system, ...messages] = s.llm.requests().at(-1)!.body.messages
  if (system?.content !== 'Be kind.') throw new Error('the system prompt was not sent')
  return messages as { role: string, content: string }[]
}
const plain = (rows: { role: string, content: string }[]) => rows.map(({ role, content }) => ({ role, content }))
const newest = async (id: string) => plain((await rowsOf(s, id)).slice(0, -1).slice(-20))
/** A conversation nobody shares: each of its questions is its own. */
async function talk (topic: string, turns: number): Promise<string> {
  let id: string | undefined
  for (let i = 1; i <= turns; i++) id = (await s.send(`${topic}, part ${i}?`, { ...(id ? { conversation_id: id } : {}) })).body.conversation_id
  return id!
}

t.test('the window is the newest 20 messages, in order, with a day to live; the LLM is sent it', async (t) => {
  const id = await talk('The history of salt', 12)
  const kept = await window(id)
  t.equal(kept.length, 20)
  t.same(plain(kept), plain((await rowsOf(s, id)).slice(-20)))
  t.same(kept.map(({ seq }) => seq), Array.from({ length: 20 }, (_, i) => i + 5))
  const ttl = await s.redis.pTTL(`${s.prefix}chat:${id}:context`)
  t.ok(ttl > 86_300_000 && ttl <= 86_400_000)
  t.equal(sent().length, 20)
  t.same(sent(), await newest(id), 'ending with the question')
})

t.test('a window that is not exactly Postgres is rebuilt before the LLM sees it', async (t) => {
  const id = await talk('The history of pepper', 3)
  const key = `${s.prefix}chat:${id}:context`
  const damages: [string, () => Promise<unknown>][] = [
    ['evicted', () => s.redis.del(key)],
    ['the newest append never came', () => s.redis.rPop(key)],
    ['ahead of a Postgres that lost its last rows', async () => { for (const role of ['user', 'assistant']) await s.redis.rPush(key, JSON.stringify({ seq: (await window(id)).at(-1)!.seq + 1, role, content: 'What nobody asked' })) }],
    ['the oldest messages are gone', () => s.redis.lPop(key)],
    ['a gap inside', () => s.redis.lRem(key, 1, JSON.stringify({ seq: 3, role: 'user', content: 'The history of pepper, part 2?' }))]
  ]
  for (const [name, damage] of damages) {
    const before = (await window(id)).length
    await damage()
    t.not((await window(id)).length, before, `${name}: done`)
    await s.send(`And ${name}?`, { conversation_id: id })
    t.same(sent(), await newest(id), name)
    t.same(plain(await window(id)), plain((await rowsOf(s, id)).slice(-20)), `${name}: the window is whole again`)
  }
})

t.test('messages posted at once leave Postgres and the window in the same order', async (t) => {
  const id = await talk('The history of rope', 1)
  await Promise.all(Array.from({ length: 6 }, (_, i) => s.send(`Rope question ${i}?`, { conversation_id: id })))
  const rows = await rowsOf(s, id)
  t.same(rows.map(({ seq }) => seq), Array.from({ length: 14 }, (_, i) => i + 1), 'no gap and no place twice')
  // Appends that overtook each other leave no window: the next turn puts it right.
  await s.send('And one more thing about rope?', { conversation_id: id })
  t.same(plain(await window(id)), plain((await rowsOf(s, id)).slice(-20)))
  t.same(sent(), await newest(id))
})

t.test('the token budget cuts the oldest, never the question', async (t) => {
  const id = (await s.send(`long ${'salt and pepper '.repeat(400)}?`)).body.conversation_id
  await s.send(`longer ${'rope and cord '.repeat(400)}?`, { conversation_id: id })
  const messages = sent()
  t.match(messages.at(-1)?.content, /^longer/)
  t.notOk(messages.some(({ content }) => content.startsWith('long ')), 'the oldest is left out')
  t.equal((await window(id)).length, 4, 'of the LLM\'s messages, not of the window')
})

t.test('without a budget, the system prompt takes its room in the model\'s window, too', async (t) => {
  const wordy = await build(t, { LLM_MODEL: 'gpt-4', LLM_SYSTEM_PROMPT: 'be kind and wise '.repeat(1200) })
  const id = (await wordy.send(`long ${'salt and pepper '.repeat(600)}?`)).body.conversation_id
  await wordy.send(`longer ${'rope and cord '.repeat(600)}?`, { conversation_id: id })
  const { messages } = wordy.llm.requests().at(-1)!.body
  t.same(messages.map(({ content }) => String(content).slice(0, 7)), ['be kind', '[simula', 'longer '], 'of 8,192 tokens the prompt takes 4,800, each question 1,800')
})

t.test('follow-ups hit between conversations that share their answers, and only there', async (t) => {
  const ask = async (user: string, content: string, id?: string) => (await s.send(content, { user, ...(id ? { conversation_id: id } : {}) })).body
  const a = await ask('a', 'How many people live in Paris?')
  const a2 = await ask('a', 'What about 2019?', a.conversation_id)
  t.equal(a2.cache.status, 'miss')
  const b = await ask('b', 'how many people live in paris')
  t.equal(b.cache.status, 'exact')
  const b2 = await ask('b', 'What about 2019?', b.conversation_id)
  t.same([b2.cache.status, b2.answer.content], ['exact', a2.answer.content], 'the same path so far')
  const b3 = await ask('b', 'And 2020?', b.conversation_id)
  t.equal(b3.cache.status, 'miss')
  t.equal((await ask('a', 'And 2020?', a.conversation_id)).cache.status, 'exact', 'it goes on along the path')

  const c = await ask('c', 'Who won the football world cup?')
  const c2 = await ask('c', 'What about 2019?', c.conversation_id)
  t.equal(c2.cache.status, 'miss', 'another topic never gets it')
  t.not(c2.answer.content, a2.answer.content)
  t.equal((await ask('d', 'What about 2019?')).cache.status, 'miss', 'nor does a first question')
  const e = await ask('e', 'How many people live in Paris?')
  await ask('e', 'And in Lyon?', e.conversation_id)
  t.equal((await ask('e', 'What about 2019?', e.conversation_id)).cache.status, 'miss', 'nor a conversation that has taken another turn')
  const f = (await s.send('How many people live in Paris?', { user: 'f', headers: { 'cache-control': 'no-cache' } })).body
  t.equal(f.cache.status, 'bypass')
  t.equal((await ask('f', 'What about 2019?', f.conversation_id)).cache.status, 'miss', 'nor one with a fresher answer of its own')
})

t.test('conversations that joined one call share a context', async (t) => {
  const release = s.llm.hold()
  const turns = await openTurns(s.address, ['a', 'b'].map((user) => ({ content: 'How deep is the Mariana trench?', user })))
  release()
  const [a, b] = await turns.done()
  t.same([a!.body.cache.status, b!.body.cache.status].sort(), ['coalesced', 'miss'])
  t.equal((await s.send('In feet?', { conversation_id: a!.body.conversation_id, user: 'a' })).body.cache.status, 'miss')
  t.equal((await s.send('In feet?', { conversation_id: b!.body.conversation_id, user: 'b' })).body.cache.status, 'exact')
})

t.test('while a turn is open nobody shares its conversation\'s context', async (t) => {
  const first = (await s.send('What is a fjord?')).body
  const release = s.llm.hold()
  const open = await openTurns(s.address, [{ content: 'Where is the longest?', conversation_id: first.conversation_id }, { content: 'Why is it so deep?', conversation_id: first.conversation_id }])
  release()
  await open.done()
  const other = (await s.send('What is a fjord?', { user: 'other' })).body
  t.equal(other.cache.status, 'exact')
  const asked = await Promise.all(['Where is the longest?', 'Why is it so deep?'].map(async (content) => {
    const again = (await s.send('What is a fjord?', { user: content })).body
    return (await s.send(content, { conversation_id: again.conversation_id, user: content })).body.cache.status
  }))
  t.same(asked.sort(), ['exact', 'miss'], 'only the question that came first was asked in that context')
})

t.test('namespace, model, threshold, TTL and the Cache-Control directives', async (t) => {
  const content = 'Where do storks winter?'
  const ask = (headers: Record<string, string>, body: object = {}) =>
    s.call('POST', '/backend-api/f/conversation', { message: { content }, ...body }, headers)
  const status = async (headers: Record<string, string>, body?: object) => (await ask(headers, body)).body.cache?.status
  t.equal((await ask({ 'cache-control': 'only-if-cached' })).status, 504, 'nothing is cached yet')
  t.equal(await status({ 'cache-control': 'no-store' }), 'bypass')
  t.equal((await ask({ 'cache-control': 'only-if-cached' })).status, 504, 'no-store stored nothing')
  t.equal(await status({}), 'miss')
  t.equal(await status({ 'cache-control': 'only-if-cached' }), 'exact')
  t.equal(await status({ 'x-deflect-namespace': 'birds' }), 'miss')
  t.equal(await status({ 'x-deflect-namespace': 'birds' }), 'exact')
  t.equal(await status({}, { model: 'gpt-4o' }), 'miss')
  t.equal(await status({ 'cache-control': 'no-store' }), 'bypass', 'nor does it read')
  const before = (await ask({})).body
  t.equal(await status({ 'cache-control': 'no-cache' }), 'bypass')
  const after = (await ask({})).body
  t.equal(after.cache.status, 'exact')
  t.not(after.cache.entry_id, before.cache.entry_id, 'no-cache put a fresh answer in its place')
  await until(async () => await status({ 'cache-control': 'max-age=0' }) === 'miss')
  t.equal(await status({ 'cache-control': 'max-age=60' }), 'exact')
  t.equal((await ask({ 'cache-control': 'no-cache, only-if-cached' })).status, 504)
})

t.test('a client may only shorten a TTL, and only raise the threshold', async (t) => {
  const entryTtl = async (headers: Record<string, string>, content: string) => {
    const { body } = await s.send(content, { headers })
    const keys = (await keysOf(s, 'ans:')).filter((key) => key.includes(body.cache.entry_id) || key.endsWith(body.cache.entry_id.split('-')[0]))
    t.equal(keys.length, 2, 'both tiers')
    return Promise.all(keys.map((key) => s.redis.pTTL(key)))
  }
  for (const ttl of await entryTtl({ 'x-deflect-ttl': '300' }, 'How long is a short life?')) t.ok(ttl > 250_000 && ttl <= 300_000, `${ttl}`)
  for (const ttl of await entryTtl({ 'x-deflect-ttl': '99999999' }, 'How long is a long life?')) t.ok(ttl > 70_000_000 && ttl <= 95_040_000, `${ttl}`)
  const age = async (content: string) => Number(/ttl=(\d+)/.exec((await s.send(content)).headers.get('cache-status') ?? '')?.[1])
  t.ok(await age('How long is a short life?') <= 300)

  t.equal((await s.send('How do you reset a password?')).body.cache.status, 'miss')
  const similar = 'How do I reset a password?'
  const hit = await s.send(similar, { headers: { 'cache-control': 'only-if-cached' } })
  t.equal(hit.body.cache.status, 'semantic')
  t.match(hit.headers.get('x-deflect-similarity'), /^0\.9[5-9]\d\d$/)
  const raised = await s.send(similar, { headers: { 'x-deflect-threshold': '0.9999', 'cache-control': 'no-store, only-if-cached' } })
  t.equal(raised.status, 504)
  const strict = (await s.send(similar, { headers: { 'x-deflect-threshold': '0.9999', 'x-deflect-ttl': '60' } })).body.cache
  t.match(strict, { status: 'miss', reason: 'below_threshold' })
  const far = (await s.send('How can I change the name of my cat?', { headers: { 'x-deflect-threshold': '0' } })).body.cache
  t.match(far, { status: 'miss', reason: 'below_threshold' }, 'lowering it does nothing')
})

t.test('where the model demands it, what the LLM is sent goes by turns and begins with a user; the window is what was said', async (t) => {
  const { call, send, llm, redis, prefix } = await build(t, { LLM_ROLES: 'alternate' })
  const sentTo = () => (llm.requests().at(-1)!.body.messages as { role: string, content: string }[])
  let id: string | undefined
  for (let i = 1; i <= 11; i++) {
    if (i === 4) {
      llm.set({ fault: '500', times: 1 })
      t.equal((await send('The history of flax, unanswered?', { conversation_id: id! })).status, 502)
    }
    const { status, body } = await send(`The history of flax, part ${i}?`, { ...(id ? { conversation_id: id } : {}) })
    t.ok(status < 300, `part ${i}`)
    id = body.conversation_id
    t.same(sentTo().map(({ role }) => role), sentTo().map((_, at) => at % 2 === 0 ? 'user' : 'assistant'), `part ${i}`)
    if (i === 4) t.equal(sentTo().at(-1)!.content, 'The history of flax, unanswered?\n\nThe history of flax, part 4?')
  }
  t.equal(sentTo().at(-1)!.content, 'The history of flax, part 11?')
  t.equal(await redis.lLen(`${prefix}chat:${id}:context`), 20)
  t.equal((await call('GET', `/backend-api/conversation/${id}`)).body.messages.filter(({ role }: { role: string }) => role === 'user').length, 12)
})

t.test('by turns: a property', async (t) => {
  const message = fc.record({ role: fc.constantFrom('user', 'assistant'), content: fc.string({ minLength: 1 }) })
  fc.assert(fc.property(fc.array(message, { maxLength: 20 }), (messages) => {
    const turns = alternating(messages)
    const first = messages.findIndex(({ role }) => role === 'user')
    const said = first < 0 ? [] : messages.slice(first)
    for (const role of ['user', 'assistant']) {
      const of = (list: typeof messages) => list.filter((one) => one.role === role).map(({ content }) => content).join('\n\n')
      if (of(turns) !== of(said)) return false
    }
    return turns.every(({ role }, i) => role === (i % 2 === 0 ? 'user' : 'assistant'))
  }))
  t.pass()
})
