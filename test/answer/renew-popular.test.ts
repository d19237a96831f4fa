import fc from 'fast-check'
import t from '../tap.ts'
import { createRenewPopular, wantsRenewal, type RenewalOutcome } from '../../src/answer/renew-popular.ts'
import type { AnswerEntry } from '../../src/cache/answer-entry.ts'
import { build, until } from '../helper.ts'
import { sampleEntry } from '../cache/fresh.ts'
import { keysOf } from '../state.ts'

const DAY = 86_400_000

t.test('only what was hit often enough, in the last tenth of its life', async (t) => {
  const entry = { createdAt: 0, expiresAt: 1_000 }
  for (const [hits, least, at, wants] of [[3, 3, 900, true], [2, 3, 900, false], [3, 3, 899, false], [3, 3, 1_000, false], [99, 0, 950, false]] as const) t.equal(wantsRenewal(entry, hits, least, at), wants, `${hits}/${least} at ${at}`)
  fc.assert(fc.property(fc.nat(10), fc.nat(10), fc.nat(1_200), (hits, least, at) => !wantsRenewal(entry, hits, least, at) || (hits >= least && at >= 900 && at < 1_000)))
})

t.test('never more than two at once, and none when closing', async (t) => {
  const outcomes: RenewalOutcome[] = []
  let started = 0
  const release: (() => void)[] = []
  const popular = createRenewPopular({
    renewals: { take: async () => { started++; return true }, store: async () => true },
    llm: { complete: (_body: unknown, signal: AbortSignal) => new Promise((_resolve, reject) => { release.push(() => reject(new Error('away'))); signal.addEventListener('abort', () => reject(new Error('closed'))) }) } as never,
    onOutcome: (outcome) => outcomes.push(outcome)
  })
  const due = () => sampleEntry({ createdAt: Date.now() - 20 * DAY, expiresAt: Date.now() + DAY })
  const note = (entry: AnswerEntry) => popular.note(entry, () => ({ model: 'm', messages: [] }), {} as never, { renewAfterHits: 1 } as never)
  for (let i = 0; i < 5; i++) note(due())
  await until(() => release.length === 2)
  t.equal(started, 2)
  release[0]!()
  await until(() => outcomes.length === 1)
  t.strictSame(outcomes, ['failed'])
  await popular.close()
  note(due())
  t.equal(started, 2)
})

const s = await build(t)
const QUESTION = 'How deep is the lake?'
const gateway = (content: string, headers: Record<string, string> = {}) => s.call('POST', '/v1/chat/completions', { model: 'gpt-4o-mini', messages: [{ role: 'user', content }] }, headers)
const renewals = async (outcome: string) => Number(new RegExp(`deflect_answer_renewals_total\\{outcome="${outcome}"\\} (\\d+)`).exec((await s.call('GET', '/metrics')).text)?.[1] ?? 0)

/** Makes the cached answer old: near the end of a long life. */
async function age (question = QUESTION, ms = 20 * DAY): Promise<AnswerEntry> {
  let old = ''
  for (const key of await keysOf(s, 'ans:x:')) {
    const { renewedAt: _renewedAt, ...entry } = JSON.parse((await s.redis.get(key))!)
    if (entry.question !== question) continue
    old = JSON.stringify({ ...entry, createdAt: Date.now() - ms })
    await s.redis.set(key, old, { expiration: 'KEEPTTL' })
    await s.redis.hSet((await keysOf(s, entry.id))[0]!, 'entry', old)
  }
  for await (const keys of s.redis.scanIterator({ MATCH: `*${s.prefix}*:renewal`, COUNT: 1000 })) if (keys.length > 0) await s.redis.del(keys)
  return JSON.parse(old)
}
const textOf = (reply: { body: any }) => (reply.body.answer?.content ?? reply.body.choices[0].message.content) as string

t.test('an answer that is asked for again and again is made anew before its end; everybody is served meanwhile', async (t) => {
  s.llm.set({ answer: 'Sixty metres.' })
  await s.send(QUESTION)
  const old = await age()
  s.llm.set({ answer: 'Sixty-one metres.' })
  const { calls } = s.llm.stats()
  const release = s.llm.hold()
  const first = await s.send(QUESTION)
  await s.send(QUESTION)
  t.equal(s.llm.stats().calls, calls, 'twice is not popular')
  t.equal(textOf(await s.send('how deep is the lake')), 'Sixty metres.')
  await s.llm.waitForCalls(calls + 1)
  t.equal(textOf(await gateway(QUESTION)), 'Sixty metres.', 'the old one while the new one is made')
  t.same(s.llm.requests().at(-1)!.body.messages, [{ role: 'user', content: QUESTION }], 'as it was asked first')
  release()
  await until(async () => await renewals('renewed') === 1)
  const second = await s.send(QUESTION)
  t.equal(textOf(second), 'Sixty-one metres.')
  t.equal(second.body.cache.entry_id, old.id, 'the same entry')
  t.ok(Number(second.headers.get('age')) < 60)
  t.equal(s.llm.stats().calls, calls + 1)
  const renewed = JSON.parse((await s.redis.hGet((await keysOf(s, 'ans:s:'))[0]!, 'entry')) as string)
  t.equal(renewed.completion.choices[0].message.content, 'Sixty-one metres.', 'in the semantic tier too')

  // Who saw the old answer and who saw the new one are not in one context.
  const follow = (id: string) => s.send('And how wide?', { conversation_id: id })
  await follow(first.body.conversation_id)
  t.equal((await follow(second.body.conversation_id)).body.cache.status, 'miss')
})

t.test('an answer is made anew in nobody\'s name', async (t) => {
  const question = 'How deep is Lake Como?'
  const ask = (more: object = {}, headers = {}) => s.call('POST', '/v1/chat/completions', { model: 'gpt-4o-mini', messages: [{ role: 'user', content: question }], ...more }, { 'openai-beta': 'x', ...headers })
  await ask()
  await age(question)
  const before = await renewals('renewed')
  for (let i = 0; i < 3; i++) await ask({ user: 'bob', metadata: { who: 'bob' }, store: true }, { 'x-client-request-id': 'of-bob' })
  await until(async () => await renewals('renewed') === before + 1)
  const { body, headers } = s.llm.requests().at(-1)!
  t.same([body.user, body.metadata, body.store, headers?.['x-client-request-id'], headers?.['openai-beta']], [undefined, undefined, undefined, undefined, 'x'])
  t.equal(body.messages[0]!.content, question)
})

t.test('a conversation that is given the answer to a first question does not make it anew: what was said in it is no part of that', async (t) => {
  const headers = { 'x-deflect-namespace': 'rooted' }
  await s.call('PUT', '/operator/policy/rooted', { followups: 'root' })
  const question = 'How deep is Loch Ness?'
  const own = { role: 'user', content: question }
  const ask = (messages: object[]) => s.call('POST', '/v1/chat/completions', { model: 'gpt-4o-mini', messages }, headers)
  await ask([own])
  await age(question)
  const [{ calls }, before] = [s.llm.stats(), await renewals('renewed')]
  const talk = [{ role: 'user', content: 'My name is Eve.' }, { role: 'assistant', content: 'Hello Eve.' }, own]
  for (let i = 0; i < 4; i++) t.match((await ask(talk)).headers.get('cache-status'), /hit/)
  t.equal(s.llm.stats().calls, calls)
  for (let i = 0; i < 3; i++) t.match((await ask([own])).headers.get('cache-status'), /hit/)
  await until(async () => await renewals('renewed') === before + 1)
  t.same(s.llm.requests().at(-1)!.body.messages, [own])
})

t.test('nor is one that was given in a conversation: its question is asked of nobody by itself', async (t) => {
  const [question, follow] = ['How deep is Lake Garda?', 'And how wide is it?']
  const talk = async () => await s.send(follow, { conversation_id: (await s.send(question)).body.conversation_id })
  await talk()
  await age(follow)
  const [{ calls }, before] = [s.llm.stats(), await renewals('renewed')]
  for (let i = 0; i < 3; i++) t.match((await talk()).body.cache, { status: 'exact' })
  await age(question)
  await s.send(question)
  await until(async () => await renewals('renewed') > before)
  t.same(s.llm.requests().at(-1)!.body.messages, [{ role: 'user', content: question }])
  t.equal(s.llm.stats().calls, calls + 1)
})

t.test('made anew it lives no longer than it did, which its asker may have shortened', async (t) => {
  const question = 'How deep is Crater Lake?'
  await gateway(question, { 'x-deflect-ttl': '3600' })
  await age(question, DAY / 2)
  const before = await renewals('renewed')
  for (let i = 0; i < 3; i++) await gateway(question)
  await until(async () => await renewals('renewed') === before + 1)
  const left = Number(/hit; ttl=(\d+)/.exec((await gateway(question)).headers.get('cache-status')!)![1])
  t.ok(left > 3_600 && left <= 13 * 3_600, `${left} s`)
})

t.test('one that fails, or may not be kept, changes nothing; one that was taken away stays away', async (t) => {
  for (const [patch, outcome] of [[{ fault: '500' }, 'failed'], [{ fault: 'length' }, 'not_kept'], [{ answer: "I'm sorry, but I can't help with that." }, 'not_kept']] as const) {
    const before = await renewals(outcome)
    await age()
    s.llm.set(patch)
    for (let i = 0; i < 3; i++) t.equal(textOf(await gateway(QUESTION)), 'Sixty-one metres.')
    await until(async () => await renewals(outcome) === before + 1)
    s.llm.set({ fault: null, answer: 'Sixty-one metres.' })
    t.equal(textOf(await gateway(QUESTION)), 'Sixty-one metres.')
  }
  await age()
  const { calls } = s.llm.stats()
  const release = s.llm.hold()
  const replies = []
  for (let i = 0; i < 3; i++) replies.push(await s.send(QUESTION))
  await s.llm.waitForCalls(calls + 1)
  t.equal((await s.call('POST', `/backend-api/message/${replies[0]!.body.answer.id}/feedback`, { rating: 'down' })).status, 204)
  release()
  await until(async () => await renewals('gone') === 1)
  t.equal((await s.send(QUESTION, { headers: { 'cache-control': 'only-if-cached' } })).status, 504)
})

t.test('what shapes the answers of a scope besides the body shapes the new one', async (t) => {
  const beta = { 'openai-beta': 'answers=v2' }
  const before = await renewals('renewed')
  s.llm.set({ answer: 'Sixty metres.' })
  await s.call('POST', '/operator/invalidate', { all: true, dry_run: false })
  await gateway(QUESTION, beta)
  await age()
  for (let i = 0; i < 3; i++) t.match((await gateway(QUESTION, beta)).headers.get('cache-status'), /hit/)
  await until(async () => await renewals('renewed') === before + 1)
  t.equal(s.llm.requests().at(-1)!.headers['openai-beta'], 'answers=v2')
  t.match((await gateway(QUESTION)).headers.get('cache-status'), /fwd=miss/, 'and is of that scope alone')

  await s.call('PUT', '/operator/policy/shadowed', { shadow_rate: 1 })
  const { calls } = s.llm.stats()
  for (const question of ['How do I reset my password?', 'How can I reset my password?']) await gateway(question, { ...beta, 'x-deflect-namespace': 'shadowed' })
  await s.llm.waitForCalls(calls + 2)
  t.equal(s.llm.requests().at(-1)!.headers['openai-beta'], 'answers=v2', 'so does a check')
})
