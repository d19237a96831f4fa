import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import t from '../tap.ts'
import { DEFAULT_CONTROLS } from '../../src/answer/controls.ts'
import { askerOf, askOf } from '../../src/answer/gateway-request.ts'
import type { LlmBody } from '../../src/completion.ts'
import { NotFoundError, PostgresBusyError } from '../../src/errors.ts'
import { build, sharedBy, until } from '../helper.ts'

t.test('what one asker cannot ask for himself keeps nobody from asking who waited for his answer', async (t) => {
  const s = await build(t, { MODEL_DIR: t.testdir({}) })
  const away = await build(t, { ...sharedBy(s), MODEL_DIR: t.testdir({}) })
  const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })
  for (const fault of [new NotFoundError('conversation'), new PostgresBusyError(), refused]) {
    const body: LlmBody = { model: 'gpt-4o-mini', messages: [{ role: 'user', content: `Who is told of ${fault.code}?` }] }
    const ask = async ({ app: { answers } }: typeof s, user: string, bodyOf: () => Promise<LlmBody>, onCache: (outcome: { status: string }) => void) => {
      const plan = await answers.plan({ owner: user, ...askOf(body, { tenant: 'local', user }, DEFAULT_CONTROLS) })
      return await answers.answer(plan, { body: bodyOf, stream: true }, { onCache, onChunk () {} })
    }
    let fail = (_error: Error) => {}
    const joined: string[] = []
    const onCache = ({ status }: { status: string }) => { joined.push(status) }
    const first = ask(s, 'ann', () => new Promise((_resolve, reject) => { fail = reject }), onCache)
    await until(() => joined.length === 1)
    const others = [s, away].map((service, i) => ask(service, `user ${i}`, async () => body, onCache))
    await until(() => joined.length === 3)
    t.same(joined, ['miss', 'coalesced', 'coalesced'])
    fail(fault)
    await t.rejects(first, { code: fault.code })
    for (const answer of await Promise.all(others)) {
      t.match(answer, { cache: { status: 'miss' }, stores: true })
      answer.land()
    }
  }
})

t.test('what the upstream refuses one end user, it has refused who says the same of himself, and nobody else', async (t) => {
  const s = await build(t, { MODEL_DIR: t.testdir({}) })
  const away = await build(t, { ...sharedBy(s), MODEL_DIR: t.testdir({}) })
  for (const status of [402, 403, 429]) {
    const body: LlmBody = { model: 'gpt-4o-mini', messages: [{ role: 'user', content: `Who is over budget at ${status}?` }] }
    const joined: string[] = []
    const ask = async ({ app: { answers } }: typeof s, user: string) => {
      const own = { ...body, user }
      const plan = await answers.plan({ owner: user, ...askOf(own, { tenant: 'local', user }, DEFAULT_CONTROLS) })
      return await answers.answer(plan, { body: async () => own, stream: true, asker: () => askerOf(own) }, { onCache: ({ status }) => { joined.push(status) }, onChunk () {} })
    }
    const before = s.llm.stats().calls
    const release = s.llm.hold(0)
    s.llm.set({ fault: String(status), times: 1, retryAfterSeconds: 7 })
    const first = ask(s, 'ann')
    await s.llm.waitForCalls(before + 1)
    // Here: elsewhere the letter that joins may come when the call is over.
    const asAnn = ask(s, 'ann')
    const others = ([[s, 'ben'], [s, 'ben'], [s, 'ben'], [away, 'cas']] as const).map(([service, user]) => ask(service, user))
    await until(() => joined.length === 6)
    release()
    for (const refused of [first, asAnn]) await t.rejects(refused, { cause: { status } })
    const answers = await Promise.all(others)
    for (const answer of answers) answer.land()
    t.same(answers.map(({ cache }) => cache.status), ['miss', 'coalesced', 'coalesced', 'miss'], 'who says the same of himself asks together')
    t.equal(s.llm.stats().calls - before, 3)
  }
})

t.test('a call that has to be made again may say something else to who has passed nothing on', async (t) => {
  let calls = 0
  const server = createServer((_request, response) => {
    const piece = (content: string, reason: string | null = null) => `data: ${JSON.stringify({ id: `c${calls}`, created: 1, model: 'm', choices: [{ index: 0, delta: { content }, finish_reason: reason }] })}\n\n`
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write(piece(`Version ${++calls}`))
    // The first is never told to its end.
    if (calls > 1) response.end(`${piece(' of it.', 'stop')}data: [DONE]\n\n`)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => { server.close().closeAllConnections() })
  const env = { OPENAI_BASE_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, MODEL_DIR: t.testdir({}) }
  const s = await build(t, env)
  for (const passingOn of [0, 1]) {
    calls = 0
    const away = await build(t, { ...env, ...sharedBy(s), OPENAI_BASE_URL: env.OPENAI_BASE_URL })
    const body: LlmBody = { model: 'm', messages: [{ role: 'user', content: `Who of ${passingOn} was told?` }] }
    const heard: string[] = []
    const ask = async ({ app: { answers } }: typeof s, user: string, whole: boolean) => {
      const plan = await answers.plan({ owner: user, ...askOf(body, { tenant: 'local', user }, DEFAULT_CONTROLS) })
      return await answers.answer(plan, { body: async () => body, stream: true }, { onCache () {}, onChunk: () => { heard.push(user) }, whole })
    }
    const led = t.rejects(ask(away, 'ann', false))
    await until(() => heard.length === 1)
    const wholes = ['bob', 'carol'].map((user) => ask(s, user, true))
    const streams = ['dora'].slice(1 - passingOn).map((user) => t.rejects(ask(s, user, false), { code: 'LLM_INCOMPLETE' }))
    await until(() => heard.length === 3 + passingOn)
    await away.app.close()
    const [one, other] = await Promise.all(wholes)
    t.match(one!.completion.choices[0]!.message.content, /^Version [23] of it\.$/)
    t.same(other!.completion, one!.completion)
    t.same([one!, other!].map(({ cache, stores }) => [cache.status, stores]), [['miss', true], ['coalesced', false]])
    for (const answer of [one!, other!]) answer.land()
    await Promise.all([led, ...streams])
    t.equal(calls, 2 + passingOn)
  }
})
