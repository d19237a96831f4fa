import t, { type Test } from '../tap.ts'
import { createUpstream, type Kind } from '../../src/model/upstream.ts'

const answers = async () => 'answer'
const fails = async () => { throw new Error('broken') }
const stays = new AbortController().signal

/** An upstream whose calls are what the test says, and a clock for its circuit. */
function createSubject (t: Test) {
  const upstream = createUpstream({ name: 'test', apiKey: undefined, baseURL: 'http://127.0.0.1:1', connectTimeoutMs: 60_000, firstTokenTimeoutMs: 60_000, idleTimeoutMs: 60_000, wholeTimeoutMs: 60_000, retries: 0 })
  const now = Date.now
  let ahead = 0
  t.intercept(Date, 'now', { value: () => now() + ahead })
  t.teardown(() => upstream.close())
  /** A call whose client leaves once it was made. */
  const isLeft = (kind: Kind = {}) => {
    const client = new AbortController()
    return upstream.run(client.signal, (_client, signal) => new Promise<string>((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(new Error('cancelled')))
      queueMicrotask(() => client.abort())
    }), kind)
  }
  const failTimes = async (times: number) => {
    for (let i = 0; i < times; i++) await t.rejects(upstream.run(stays, fails), { code: 'LLM_FAILED' })
  }
  return { upstream, isLeft, failTimes, later: (ms: number) => { ahead += ms } }
}

t.test('a client that leaves while an open circuit is tried says nothing: it stays open, and is tried again later', async (t) => {
  const { upstream, isLeft, failTimes, later } = createSubject(t)
  await failTimes(5)
  later(5_000)
  const left = isLeft()
  const waits = upstream.run(stays, answers)
  await t.rejects(left, { code: 'LLM_FAILED', message: /cancelled/ })
  await t.rejects(waits, { code: 'LLM_DOWN' })
  t.equal(upstream.isUp(), false)
  await t.rejects(upstream.run(stays, answers), { code: 'LLM_DOWN' })
  later(5_000)
  t.equal(await upstream.run(stays, answers), 'answer')
  t.equal(upstream.isUp(), true)
})

t.test('one that leaves after the first piece has seen it answer', async (t) => {
  const { upstream, isLeft, failTimes, later } = createSubject(t)
  await failTimes(5)
  later(5_000)
  await t.rejects(isLeft({ begun: () => true }), { message: /cancelled/ })
  t.equal(upstream.isUp(), true)
})

t.test('between failures it neither counts as one nor as a success', async (t) => {
  const { upstream, isLeft, failTimes } = createSubject(t)
  await failTimes(4)
  for (let i = 0; i < 5; i++) await t.rejects(isLeft(), { message: /cancelled/ })
  t.equal(upstream.isUp(), true)
  await failTimes(1)
  t.equal(upstream.isUp(), false)
})
