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
    const ask = async ({ app: { answers } }: typeof s, user: string, more: object = {}) => {
      const own = { ...body, user, ...more }
      const plan = await answers.plan({ owner: user, ...askOf(own, { tenant: 'local', user }, DEFAULT_CONTROLS) })
      return await answers.answer(plan, { body: async () => own, stream: true, asker: () => askerOf(own) }, { onCache: ({ status }) => { joined.push(status) }, onChunk () {} })
    }
    const before = s.llm.stats().calls
    const release = s.llm.hold(0)
    s.llm.set({ fault: String(status), times: 1, retryAfterSeconds: 7 })
    const first = ask(s, 'ann')
    await s.llm.waitForCalls(before + 1)
    const asAnn = [s, away].map((service) => ask(service, 'ann'))
    const others = [s, away].map((service, i) => ask(service, `user ${i}`))
    await until(() => joined.length === 5)
    release()
    for (const refused of [first, ...asAnn]) await t.rejects(refused, { cause: { status } })
    for (const answer of await Promise.all(others)) {
      t.match(answer, { cache: { status: 'miss' } })
      answer.land()
    }
    t.equal(s.llm.stats().calls - before, 3)
  }
})
