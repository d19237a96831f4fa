import t from './tap.ts'
import { build, eventsOf, until } from './helper.ts'

/** Two services over one Redis: what is asked of both at once is asked of the LLM once. */
const a = await build(t)
const b = await build(t, { REDIS_KEY_PREFIX: a.prefix, OPENAI_BASE_URL: a.llm.url })
const ask = (s: typeof a, content: string, more: object = {}) => s.call('POST', '/v1/chat/completions', { model: 'gpt-4o-mini', messages: [{ role: 'user', content }], ...more })
const detail = (reply: { headers: Headers }) => /detail=([\w-]+)/.exec(reply.headers.get('cache-status') ?? '')?.[1]

t.test('200 equal streams over two services: one call, every body the same', async (t) => {
  const before = a.llm.stats().calls
  const release = a.llm.hold(2)
  const body = JSON.stringify({ model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'What is a thundering herd?' }], stream: true })
  // A stream begins with the first piece of the answer: all 200 have begun while the one call is held at its third.
  const begun = await Promise.all(Array.from({ length: 200 }, (_, i) =>
    fetch(`${(i % 2 ? a : b).address}/v1/chat/completions`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })))
  release()
  const replies = await Promise.all(begun.map(async ({ status, headers, text }, i) => ({ status, headers, text: await text.call(begun[i]) })))
  t.equal(a.llm.stats().calls, before + 1)
  t.same(new Set(replies.map(({ status }) => status)), new Set([200]))
  const bodies = new Set(replies.map(({ text }) => text.replaceAll(': \n\n', '')))
  t.equal(bodies.size, 1)
  t.equal(eventsOf([...bodies][0]!).at(-1)!.data, '[DONE]')
  t.equal(replies.filter((reply) => detail(reply) !== 'coalesced').length, 1)
  t.equal(detail(await ask(b, 'What is a thundering herd?')), 'exact', 'and the answer is kept')
})

t.test('what the upstream refuses one, it has refused all who waited', async (t) => {
  const before = a.llm.stats().calls
  const release = a.llm.hold(0)
  const [first, second] = [ask(a, 'Who is refused?', { model: 'gpt-4o-mini?fault=429' }), ask(b, 'Who is refused?', { model: 'gpt-4o-mini?fault=429' })]
  await a.llm.waitForCalls(before + 1)
  release()
  const replies = await Promise.all([first, second])
  t.equal(replies[0]!.status, replies[1]!.status)
  t.same(replies[0]!.body, replies[1]!.body)
  t.equal(replies[0]!.headers.get('retry-after'), replies[1]!.headers.get('retry-after'))
})

t.test('a chat and its twin on another service: one call, both told, both kept', async (t) => {
  const before = a.llm.stats().calls
  const release = a.llm.hold(1)
  const turns = [a.send('Which twin was first?'), b.send('Which twin was first?')]
  await a.llm.waitForCalls(before + 1)
  await until(() => a.llm.stats().active === 1)
  release()
  const [one, two] = await Promise.all(turns)
  t.equal(a.llm.stats().calls, before + 1)
  t.equal(one!.body.answer.content, two!.body.answer.content)
  t.equal(one!.body.cache.entry_id, two!.body.cache.entry_id)
})

t.test('where meaning alone decides, what stands under the same words does not answer', async (t) => {
  const namespace = { 'x-deflect-namespace': 'meaning' }
  await a.call('PUT', '/operator/policy/meaning', { tiers: ['semantic'] })
  const put = (stream: boolean) => a.call('POST', '/v1/chat/completions', { model: 'm', stream, messages: [{ role: 'user', content: 'What is left when meaning is gone?' }] }, namespace)
  await put(false)
  for (const stream of [false, true]) {
    const id = (await put(false)).headers.get('x-deflect-entry')!
    await a.redis.del(a.app.semanticAnswers.keyOf(id))
    const before = a.llm.stats().calls
    const again = await put(stream)
    t.match([again.status, again.headers.get('cache-status')], [200, /fwd=miss.*detail=empty/])
    t.equal(a.llm.stats().calls, before + 1)
  }
})

t.test('who asks while a call that nobody waits for any more is being given up gets an answer, not that call’s end', async (t) => {
  const patient = await build(t, { REDIS_KEY_PREFIX: a.prefix, OPENAI_BASE_URL: a.llm.url, LLM_RETRIES: '5' })
  for (const [name, other] of [['here', patient], ['elsewhere', b]] as const) {
    const before = a.llm.stats().calls
    a.llm.set({ fault: '500' })
    const leave = new AbortController()
    const body = { model: 'gpt-4o-mini', messages: [{ role: 'user', content: `Who gave up ${name}?` }] }
    const first = fetch(`${patient.address}/v1/chat/completions`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body), signal: leave.signal })
    // The pauses between tries grow: after the fourth there is time to ask in the next one.
    await a.llm.waitForCalls(before + 4)
    leave.abort()
    await t.rejects(first)
    a.llm.set({ fault: null })
    const reply = await other.call('POST', '/v1/chat/completions', body)
    t.equal(reply.status, 200, `${name}: ${reply.text}`)
  }
})
