import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { setTimeout as delay } from 'node:timers/promises'
import t from './tap.ts'
import { build, eventsOf, until } from './helper.ts'

/** What the upstream says to the next request: its events, or the whole of it; a number is a pause, ms. */
let says: { events?: (object | number)[], whole?: unknown, afterMs?: number } = {}
const upstream = createServer(async (request, response) => {
  const { stream } = await json(request) as { stream?: boolean }
  await delay(says.afterMs ?? 0)
  if (stream !== true) return response.setHeader('content-type', 'application/json').end(JSON.stringify(says.whole))
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  for (const event of says.events!) typeof event === 'number' ? await delay(event) : response.write(`data: ${JSON.stringify(event)}\n\n`)
  response.end()
}).listen(0, '127.0.0.1')
await once(upstream, 'listening')
t.teardown(() => { upstream.close().closeAllConnections() })
const s = await build(t, { OPENAI_BASE_URL: `http://127.0.0.1:${(upstream.address() as AddressInfo).port}/v1`, LLM_TIMEOUT_MS: '1000', LLM_FIRST_TOKEN_TIMEOUT_MS: '10000' })

let asked = 0
const question = () => `What is the name of lake number ${++asked}?`
const ask = (input: string, stream = false, model = 'm') => s.call('POST', '/v1/responses', { model, input, stream })
const cacheOf = ({ headers }: { headers: Headers }) => headers.get('cache-status') ?? ''
const told = (text: string) => eventsOf(text).map(({ data }) => JSON.parse(data))

const TEXT = 'It is called Mirror Lake.'
const message = (part: unknown) => ({ id: 'msg_1', type: 'message', role: 'assistant', status: 'completed', content: [part] })
const textual = (text: unknown) => message({ type: 'output_text', text, annotations: [] })
const response = (output: unknown, more: object = {}) => ({ id: 'resp_1', object: 'response', created_at: 1, model: 'm', status: 'completed', output, ...more })
const at = { item_id: 'msg_1', output_index: 0, content_index: 0 }
const begun = { type: 'response.created', response: response([], { status: 'in_progress' }) }
const delta = (text: string) => ({ type: 'response.output_text.delta', ...at, delta: text })
const done = { type: 'response.output_item.done', output_index: 0, item: textual(TEXT) }
const completed = (output: unknown) => ({ type: 'response.completed', response: response(output) })
const pieces = [begun, delta('It is called '), delta('Mirror Lake.')]

t.test('an answer is what was heard of it, where the last event has nothing of it, or its last piece', async (t) => {
  for (const output of [[], null, undefined, [textual('Lake.')]]) {
    const input = question()
    says = { events: [...pieces, done, completed(output)] }
    const events = told((await ask(input, true)).text)
    t.same(events, JSON.parse(JSON.stringify(says.events)), 'the stream is as it came, with nothing behind its end')
    const cached = await ask(input)
    t.match(cacheOf(cached), /hit/)
    t.match(cached.body.output, [{ content: [{ text: TEXT }] }])
  }
})

t.test('and where nobody says it whole, it is not kept', async (t) => {
  const input = question()
  says = { events: [...pieces, completed([textual('Lake.')])] }
  t.match(told((await ask(input, true)).text).at(-1), { type: 'response.completed' })
  t.notMatch(cacheOf(await ask(input, true)), /hit/)
})

t.test('what is no answer in text comes as it was said, and is not kept', async (t) => {
  for (const output of [null, undefined, [], [textual(null)], [textual(42)], [message(null)], [{ ...message(null), content: 'text' }], [null, { type: 'other' }]]) {
    const input = question()
    says = { whole: response(output), events: [begun, { type: 'response.later', response: null }, completed(output)] }
    for (const again of [1, 2]) {
      const whole = await ask(input)
      t.match(whole, { status: 200 }, `${JSON.stringify(output)}, ${again}`)
      t.same(whole.body.output, output)
      t.match(cacheOf(whole), /not_cacheable/)
    }
    t.same(told((await ask(input, true)).text), JSON.parse(JSON.stringify(says.events)))
  }
})

t.test('one who waits for a stream of what was asked in whole hears how it ends', async (t) => {
  const cases: [object, string][] = [
    [response([textual(TEXT)], { status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } }), 'incomplete'],
    [response([null, message(null)], { status: 'failed', error: { code: 'server_error', message: 'No.' } }), 'failed'],
    [response([message({ type: 'refusal', refusal: 'No.' })]), 'completed']
  ]
  for (const [whole, status] of cases) {
    const input = question()
    says = { whole, afterMs: 500 }
    const first = ask(input)
    await delay(200)
    const events = told((await ask(input, true)).text)
    t.same((await first).body, JSON.parse(JSON.stringify(whole)))
    t.match(events[0], { type: 'response.created', response: { status: 'in_progress' } })
    t.notOk(events[0].response.error ?? events[0].response.incomplete_details)
    t.match(events.at(-1), { type: `response.${status}`, response: { status } })
    if (status === 'completed') t.match(events.filter(({ type }) => type.startsWith('response.refusal')), [{ delta: 'No.' }, { refusal: 'No.' }])
  }
})

t.test('an error in a stream that is a text alone is its message', async (t) => {
  says = { events: [begun, { error: 'it broke' }] }
  t.same(told((await ask(question(), true)).text).at(-1), { type: 'error', message: 'it broke', error: 'it broke', sequence_number: 1 })
})

t.test('a model may think for as long behind the first events of its response as before the first piece of an answer', async (t) => {
  says = { events: [begun, 2_000, delta(TEXT), done, completed([textual(TEXT)])] }
  t.match(told((await ask(question(), true)).text).at(-1), { type: 'response.completed' })
  says = { events: [begun, delta('It is'), 2_000, done, completed([textual(TEXT)])] }
  t.match(told((await ask(question(), true)).text).at(-1), { type: 'error', code: 'LLM_TIMEOUT' }, 'once it speaks, it is to go on')
})

t.test('an upstream that counts nothing is charged by what it said, calls of tools and thoughts too', async (t) => {
  const long = 'a word '.repeat(100)
  const call = { id: 'fc_1', type: 'function_call', call_id: 'call_1', name: 'look_up', arguments: long }
  const thought = { id: 'rs_1', type: 'reasoning', summary: [{ type: 'summary_text', text: long }] }
  for (const [model, output] of [['calling', [call]], ['thinking', [thought, textual(long)]]] as const) {
    says = { whole: response(output) }
    await ask(question(), false, model)
    const told = async () => (await s.app.pg.pool.query('SELECT completion_tokens AS tokens FROM answer_events WHERE model = $1', [model])).rows
    await until(async () => (await told()).length === 1)
    const least = model === 'calling' ? 175 : 350
    const [{ tokens }] = await told()
    t.ok(tokens >= least && tokens < least + 60, `${model}: ${tokens}`)
  }
})
