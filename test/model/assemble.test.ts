import t from '../tap.ts'
import type { Chunk } from '../../src/completion.ts'
import { assemble } from '../../src/model/assemble.ts'

const piece = (delta: object, more: object = {}) => ({ id: 'x', created: 1, model: 'm', choices: [{ index: 0, delta, finish_reason: null, ...more }] }) as Chunk
const logprobs = (token: string) => piece({ content: token }, { logprobs: { content: [{ token, logprob: -1 }], refusal: null } })

t.test('lists grow by the items of each piece, and the pieces stay as they were', async (t) => {
  const chunks = [logprobs('a'), logprobs('b'), logprobs('c'), piece({ annotations: [1] }), piece({ annotations: [2] }, { finish_reason: 'stop' })]
  const before = structuredClone(chunks)
  const whole = assemble(chunks)
  t.match(whole.choices, [{ message: { content: 'abc', annotations: [1, 2] }, logprobs: { content: [{ token: 'a' }, { token: 'b' }, { token: 'c' }] }, finish_reason: 'stop' }])
  t.same(chunks, before)
  t.same(assemble(chunks), whole)
})

// Lists that are copied for each piece took 115 times as long: far enough from 16 that a busy machine does not decide.
t.test('a stream of sixteen times as many pieces with lists does not take sixty times as long', async (t) => {
  const work = (n: number) => {
    const chunks = Array.from({ length: n }, () => logprobs('word '))
    return Math.min(...Array.from({ length: 3 }, () => {
      const before = process.cpuUsage()
      assemble(chunks)
      return process.cpuUsage(before).user
    }))
  }
  work(2_500)
  const [few, many] = [work(2_500), work(40_000)]
  t.ok(many < 60 * few, `${Math.round(many / few)} times`)
})
