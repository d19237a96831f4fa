import { Writable } from 'node:stream'
import t from './tap.ts'
import { startSimulatedLlm } from '../scripts/simulated-llm.ts'
import { buildApp } from '../src/app.ts'
import { build } from './helper.ts'

const fallback = await startSimulatedLlm()
t.teardown(() => fallback.stop())
const alone = await build(t, { LLM_RETRIES: '2' })
// The official client reads them by itself.
Object.assign(process.env, { OPENAI_ORG_ID: 'org-of-the-first', OPENAI_PROJECT_ID: 'project-of-the-first' })
const covered = await build(t, { OPENAI_FALLBACK_BASE_URL: fallback.url, OPENAI_FALLBACK_API_KEY: 'sk-simulated', OPENAI_FALLBACK_MODEL: 'spare', LLM_RETRIES: '1' })
// Other files' tests run in this process, too.
for (const name of ['OPENAI_ORG_ID', 'OPENAI_PROJECT_ID']) delete process.env[name]

let asked = 0
/** A question of its own each time, so that no answer is cached. */
const ask = (s: typeof alone, more: object = {}, content = `Who is number ${++asked}?`) =>
  s.call('POST', '/v1/chat/completions', { model: 'gpt-4o-mini', messages: [{ role: 'user', content }], ...more })
const calls = async (s: typeof alone, work: () => Promise<unknown>) => {
  const before = s.llm.stats().calls
  await work()
  return s.llm.stats().calls - before
}
const metric = async (s: typeof alone, name: string) => Number(new RegExp(`^${name} (.*)$`, 'm').exec(await s.app.metrics.registry.metrics())![1])

t.test('what fails before its first byte is tried again, as often as set', async (t) => {
  for (const fault of ['500', '429', 'cut']) {
    alone.llm.set({ fault, times: 2, retryAfterSeconds: 0 })
    t.equal(await calls(alone, async () => t.equal((await ask(alone, { stream: fault === '500' })).status, 200, fault)), 3, fault)
  }
  t.equal(await metric(alone, 'deflect_upstream_retries_total'), 6)
})

t.test('and not before it said that it is worth it', async (t) => {
  alone.llm.set({ fault: '429', times: 1, retryAfterSeconds: 1 })
  const askedAt = performance.now()
  t.equal((await ask(alone)).status, 200)
  t.ok(performance.now() - askedAt >= 1_000, `asked again after ${Math.round(performance.now() - askedAt)} ms`)
})

t.test('neither a refusal of the request, nor a wait that is long, nor an answer that broke in the middle', async (t) => {
  for (const [fault, status] of [['400', 400], ['401', 401], ['404', 404]] as const) {
    alone.llm.set({ fault, times: 1 })
    t.equal(await calls(alone, async () => t.equal((await ask(alone)).status, status)), 1, fault)
  }
  alone.llm.set({ fault: '429', times: 1, retryAfterSeconds: 7 })
  t.equal(await calls(alone, async () => {
    const reply = await ask(alone)
    t.same([reply.status, reply.headers.get('retry-after')], [429, '7'])
  }), 1)
  alone.llm.set({ fault: 'cut:2', times: 1 })
  t.equal(await calls(alone, async () => t.match((await ask(alone, { stream: true })).text, /"error"/)), 1)
})

t.test('a refusal without a body is told in ours, with the status it had, whoever waits for it', async (t) => {
  for (const status of [400, 503]) {
    alone.llm.set({ fault: String(status), faultBody: '', retryAfterSeconds: 7 })
    const question = `Who says nothing but ${status}?`
    for (const reply of await Promise.all([ask(alone, {}, question), ask(alone, { stream: true }, question)])) {
      t.match(reply, { status, body: { error: { message: `the LLM failed: status ${status}`, code: 'LLM_FAILED' } } })
      t.match(reply.headers.get('content-type'), /^application\/json/)
    }
  }
  alone.llm.set({ fault: null, faultBody: undefined })
})

t.test('a refusal that quotes the question is passed on as it is, and named in the log without the words', async (t) => {
  let log = ''
  const app = await buildApp({ ...alone.app.config, LLM_RETRIES: 0, MODEL_DIR: t.testdir({}) }, { level: 'info', stream: new Writable({ write (chunk, _encoding, done) { log += chunk; done() } }) })
  t.teardown(() => app.close())
  const ask = (url: string, payload: object) => app.inject({ method: 'POST', url, payload })
  const question = () => `Where is Pamphylia ${++asked}?`
  for (const faultBody of ['{"error":{"message":"too long: Pamphylia","code":"context_length_exceeded","input":"Pamphylia"}}', '{"detail":[{"input":"Pamphylia"}]}', 'no Pamphylia here']) {
    for (const fault of ['400', '403', '422', '500']) {
      alone.llm.set({ fault, faultBody })
      const reply = await ask('/v1/chat/completions', { model: 'gpt-4o-mini', messages: [{ role: 'user', content: question() }] })
      t.same([reply.statusCode, reply.body], [Number(fault), faultBody])
      t.equal((await ask('/backend-api/f/conversation', { message: { content: question() } })).statusCode, 502)
      // Failures in a row would open the circuit.
      alone.llm.set({ fault: null })
      t.equal((await ask('/backend-api/f/conversation', { message: { content: question() } })).statusCode, 201)
    }
  }
  alone.llm.set({ fault: null, faultBody: undefined })
  t.match(log, /status 422.*context_length_exceeded/)
  t.notMatch(log, /Pamphylia/)
})

t.test('an upstream that fails time and again is left alone, and says so', async (t) => {
  alone.llm.set({ fault: '500' })
  while (await metric(alone, 'deflect_upstream_up') === 1) await ask(alone)
  t.equal(await calls(alone, async () => {
    const reply = await ask(alone)
    t.match(reply, { status: 503, body: { error: { code: 'LLM_DOWN', message: 'the LLM failed several times in a row and is left alone for some seconds; try again' } } })
    t.ok(reply.headers.get('retry-after'))
  }), 0)
  alone.llm.set({ fault: null })
})

t.test('where the first is out the fallback answers, in whole or in pieces; its answers are not kept', async (t) => {
  covered.llm.set({ fault: '503' })
  for (const stream of [false, true]) {
    const before = fallback.stats().calls
    const question = `Who stands in, ${stream}?`
    for (let i = 0; i < 2; i++) {
      const reply = await ask(covered, { stream }, question)
      t.equal(reply.status, 200)
      t.match(reply.text, /spare/)
      t.notMatch(reply.headers.get('cache-status'), /stored/)
    }
    t.equal(fallback.stats().calls, before + 2)
    t.match(covered.llm.requests().at(-1)!.headers, { 'openai-organization': 'org-of-the-first', 'openai-project': 'project-of-the-first' })
    t.same(Object.keys(fallback.requests().at(-1)!.headers).filter((header) => header.startsWith('openai-')), [], 'whose account it is with the first is none of its business')
  }
  covered.llm.set({ fault: '429', retryAfterSeconds: 1 })
  t.equal(await calls(covered, async () => t.match((await ask(covered)).text, /spare/)), 1, 'and is not waited for')
  covered.llm.set({ fault: '400' })
  const before = fallback.stats().calls
  t.equal((await ask(covered)).status, 400, 'what one refuses is not asked of another')
  t.equal(fallback.stats().calls, before)

  covered.llm.set({ fault: '503' })
  for (const [fault, told] of [['401', 503], ['404', 503], ['429', 429], ['500', 500]] as const) {
    fallback.set({ fault })
    t.match(await ask(covered), { status: told }, 'a refusal about the account or the models there says nothing to a client')
  }
})
