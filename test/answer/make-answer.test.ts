import t from '../tap.ts'
import { DEFAULT_CONTROLS } from '../../src/answer/controls.ts'
import { askOf } from '../../src/answer/gateway-request.ts'
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
