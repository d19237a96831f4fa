import t from '../tap.ts'
import OpenAI from 'openai'
import type { ChatCompletionCreateParamsNonStreaming } from 'openai/resources/chat/completions'
import { startSimulatedLlm, type Options } from '../../scripts/simulated-llm.ts'
import { parseFault } from '../../scripts/simulated-llm/behaviour.ts'

async function start (t: { teardown (fn: () => Promise<void>): void }, options: Options = {}) {
  const llm = await startSimulatedLlm(options)
  t.teardown(llm.stop)
  const client = new OpenAI({ apiKey: 'simulated', baseURL: llm.url, maxRetries: 0 })
  const ask = (content: string, more: Partial<ChatCompletionCreateParamsNonStreaming> = {}) =>
    client.chat.completions.create({ model: 'gpt-4o-mini', messages: [{ role: 'user', content }], ...more })
  const stream = (content: string, options = {}) =>
    client.chat.completions.create({ model: 'gpt-4o-mini', messages: [{ role: 'user', content }], stream: true }, options)
  return { llm, client, ask, stream }
}

async function collect (stream: AsyncIterable<OpenAI.ChatCompletionChunk>) {
  let content = ''
  let finish: string | null = null
  for await (const { choices } of stream) {
    content += choices[0]?.delta.content ?? ''
    finish = choices[0]?.finish_reason ?? finish
  }
  return { content, finish }
}

async function all<T> (items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = []
  for await (const item of items) list.push(item)
  return list
}

t.test('an answer announces itself, is deterministic and carries usage', async (t) => {
  const { ask, llm } = await start(t)
  const first = await ask('What is the capital of France?')
  const again = await ask('What is the capital of France?')
  t.match(first.choices[0], { finish_reason: 'stop', message: { role: 'assistant', content: /^\[simulated\] .*Paris.*given 1 message\)/ } })
  t.equal(first.choices[0]?.message.content, again.choices[0]?.message.content)
  t.not(first.id, again.id)
  t.ok(first.usage && first.usage.prompt_tokens > 5 && first.usage.completion_tokens > 5)
  t.equal(first.usage?.total_tokens, first.usage!.prompt_tokens + first.usage!.completion_tokens)
  t.match(llm.stats(), { calls: 2, completed: 2, active: 0, aborted: 0, faulted: 0 })
})

t.test('what people type is text, also where it spells a token of the model', async (t) => {
  const { ask } = await start(t)
  t.match((await ask('What is <|endoftext|> for?')).choices[0]?.message.content, /endoftext/)
})

t.test('a follow-up shows the context it was given', async (t) => {
  const { client } = await start(t)
  const followUp = async (before: string) => (await client.chat.completions.create({
    model: 'm',
    messages: [{ role: 'user', content: before }, { role: 'assistant', content: 'x' }, { role: 'user', content: 'How many people live there?' }]
  })).choices[0]?.message.content
  t.match(await followUp('What is the capital of France?'), /given 3 messages; asked before: “What is the capital of France\?”/)
  t.not(await followUp('What is the capital of France?'), await followUp('What is the capital of Japan?'))
})

t.test('a stream carries the same answer, and usage only when asked', async (t) => {
  const { client, ask, stream } = await start(t)
  const whole = await ask('Why is the sky blue?')
  t.same(await collect(await stream('Why is the sky blue?')), { content: whole.choices[0]?.message.content, finish: 'stop' })
  const chunks = await all(await client.chat.completions.create({
    model: 'm', messages: [{ role: 'user', content: 'Why is the sky blue?' }], stream: true, stream_options: { include_usage: true }
  }))
  t.same(chunks.at(-1)?.choices, [])
  t.same(chunks.at(-1)?.usage, whole.usage)
  t.ok(chunks.slice(0, -1).every(({ usage }) => usage === null))
  const helper = client.chat.completions.stream({ model: 'm', messages: [{ role: 'user', content: 'Why is the sky blue?' }] })
  t.equal(await helper.finalContent(), whole.choices[0]?.message.content)
})

t.test('n, tools, tool_choice and response_format', async (t) => {
  const { client, ask } = await start(t)
  t.same((await ask('Hello', { n: 3 })).choices.map(({ index }) => index), [0, 1, 2])
  const several = await all(await client.chat.completions.create({ model: 'm', messages: [{ role: 'user', content: 'Hello' }], n: 2, stream: true }))
  t.same([...new Set(several.flatMap(({ choices }) => choices.map(({ index }) => index)))].sort(), [0, 1])

  const tools = [{ type: 'function' as const, function: { name: 'weather', parameters: { type: 'object', properties: { city: { type: 'string' }, days: { type: 'integer' } } } } }]
  const expected = { city: 'Weather in Oslo?', days: 1 }
  const called = (await ask('Weather in Oslo?', { tools, tool_choice: 'required' })).choices[0]
  const call = called?.message.tool_calls?.[0]
  t.equal(called?.finish_reason, 'tool_calls')
  t.equal(called?.message.content, null)
  t.same(call?.type === 'function' && [call.function.name, JSON.parse(call.function.arguments)], ['weather', expected])
  t.equal((await ask('Weather in Oslo?', { tools })).choices[0]?.finish_reason, 'stop', 'not obliged, not called')
  const streamed = await client.chat.completions.stream({
    model: 'm', messages: [{ role: 'user', content: 'Weather in Oslo?' }], tools, tool_choice: { type: 'function', function: { name: 'weather' } }
  }).finalChatCompletion()
  const streamedCall = streamed.choices[0]?.message.tool_calls?.[0]
  t.same(streamedCall?.type === 'function' && JSON.parse(streamedCall.function.arguments), expected)

  t.match(JSON.parse((await ask('Hi', { response_format: { type: 'json_object' } })).choices[0]?.message.content ?? ''), { answer: /^\[simulated\]/, messages: 1 })
  const schema = { type: 'object', properties: { ok: { type: 'boolean' }, list: { type: 'array', items: { enum: ['a', 'b'] } } } }
  t.same(JSON.parse((await ask('Hi', { response_format: { type: 'json_schema', json_schema: { name: 's', schema } } })).choices[0]?.message.content ?? ''), { ok: true, list: ['a'] })
})

t.test('answers that are not complete say so', async (t) => {
  const { ask, llm } = await start(t)
  const choice = async (fault: string, more = {}) => { llm.set({ fault }); return (await ask('Why is the sky blue?', more)).choices[0] }
  t.equal((await choice('length'))?.finish_reason, 'length')
  t.equal((await choice('none', { max_tokens: 3 }))?.finish_reason, 'length')
  t.match(await choice('empty'), { finish_reason: 'stop', message: { content: '' } })
  t.match(await choice('refusal'), { message: { content: null, refusal: /^\[simulated\]/ } })
  t.equal((await choice('content-filter'))?.finish_reason, 'content_filter')
  t.equal((await choice('tool-call'))?.finish_reason, 'tool_calls')
  llm.set({ fault: null, words: 40 })
  t.equal((await ask('Hi')).choices[0]?.message.content?.split(' ').length, 40)
  llm.set({ answer: 'exactly this' })
  llm.set({ words: undefined })
  t.equal((await ask('Hi')).choices[0]?.message.content, 'exactly this')
})

t.test('error statuses, once or for ever', async (t) => {
  const { client, ask, llm } = await start(t, { fault: '429', retryAfterSeconds: 7 })
  const limited = await ask('Hi').catch((error) => error)
  t.type(limited, OpenAI.RateLimitError)
  t.equal(limited.headers.get('retry-after'), '7')
  t.equal(limited.code, 'rate_limit_exceeded')
  llm.set({ fault: '500', times: 1 })
  await t.rejects(ask('Hi'), { message: /^500 / })
  await t.resolves(ask('Hi'))
  llm.set({ fault: '503', times: 1, retryAfterSeconds: 0 })
  await t.resolves(client.chat.completions.create({ model: 'm', messages: [{ role: 'user', content: 'Hi' }] }, { maxRetries: 1 }), 'a retrying client recovers')
})

t.test('the socket dies before the first byte, or after some chunks', async (t) => {
  const { ask, stream, llm } = await start(t, { fault: 'cut' })
  await t.rejects(ask('Hi'), { message: 'Connection error.' })
  await t.rejects(stream('Hi'), { message: 'Connection error.' })
  llm.set({ fault: 'cut:3' })
  await t.rejects(ask('Hi'), 'half a body')
  const seen: string[] = []
  await t.rejects(async () => {
    for await (const { choices } of await stream('Hi')) if (choices[0]?.delta.content) seen.push(choices[0].delta.content)
  })
  t.equal(seen.length, 3)
  await llm.waitFor(({ active }) => active === 0)
  t.match(llm.stats(), { calls: 4, faulted: 4, completed: 0, aborted: 0 })
})

t.test('an error object inside the stream', async (t) => {
  const { stream, llm } = await start(t)
  for (const chunks of [0, 2]) {
    llm.set({ fault: { kind: 'stream-error', afterChunks: chunks } })
    await t.rejects(async () => await collect(await stream('Hi')), { message: /simulated/ })
  }
})

t.test('a hang ends when the client leaves', async (t) => {
  const { stream, llm } = await start(t)
  for (const fault of ['hang', 'hang:2']) {
    llm.set({ fault })
    const leave = new AbortController()
    const answer = stream('Hi', { signal: leave.signal }).then(collect)
    await llm.waitFor(({ active }) => active === 1)
    leave.abort()
    await answer.catch(() => {})
    await llm.waitFor(({ active }) => active === 0)
  }
  t.match(llm.stats(), { calls: 2, completed: 0 })
})

t.test('answers are held until released, before the first byte or inside a stream', async (t) => {
  const { ask, stream, llm } = await start(t)
  const release = llm.hold()
  const answers = Promise.all([ask('one'), ask('two')])
  await llm.waitForCalls(2)
  t.equal(llm.stats().completed, 0)
  release()
  t.equal((await answers).length, 2)

  const releaseStream = llm.hold(2)
  let words = 0
  for await (const { choices } of await stream('three')) {
    if (choices[0]?.delta.content) words++
    if (words === 2) {
      t.equal(llm.stats().completed, 2, 'held after two chunks')
      releaseStream()
    }
  }
  t.ok(words > 2)
})

t.test('a client that leaves counts as aborted', async (t) => {
  const { stream, llm } = await start(t)
  llm.hold(1)
  for await (const { choices } of await stream('Hi')) if (choices[0]?.delta.content) break
  await llm.waitFor(({ aborted }) => aborted === 1)
  t.match(llm.stats(), { calls: 1, active: 0, completed: 0, aborted: 1 })
})

t.test('one request carries its own behaviour: header, model name or text', async (t) => {
  const { client, ask } = await start(t)
  const messages = [{ role: 'user' as const, content: 'Hi' }]
  await t.rejects(client.chat.completions.create({ model: 'm', messages }, { headers: { 'x-simulate': 'fault=500' } }), { message: /^500 / })
  await t.rejects(ask('Hi', { model: 'm?fault=429' }), { message: /^429 / })
  t.equal((await ask('Hi [[simulate fault=length, token-ms=1]]')).choices[0]?.finish_reason, 'length')
  t.equal((await ask('Hi', { model: 'm?words=9' })).model, 'm')
  await t.rejects(ask('Hi [[simulate fault=nonsense]]'), { message: /unknown fault "nonsense"/ })
  await t.rejects(ask('Hi [[simulate speed=1]]'), { message: /unknown directive "speed"/ })
  t.throws(() => parseFault('700'), /unknown fault/)
})

t.test('what was sent is recorded, bounded', async (t) => {
  const { ask, llm } = await start(t, { recordLimit: 2 })
  for (const text of ['one', 'two', 'three']) await ask(text)
  t.same(llm.requests().map(({ body }) => body.messages[0]?.content), ['two', 'three'])
  t.equal(llm.requests()[0]?.headers.authorization, 'Bearer simulated')
})

t.test('models, control over HTTP, and bad input', async (t) => {
  const { client, ask, llm } = await start(t)
  t.ok((await all(await client.models.list())).some(({ id }) => id === 'gpt-4o-mini'))
  const origin = new URL(llm.url).origin
  const control = async (body: string) => await fetch(`${origin}/control`, { method: 'POST', body })
  t.equal((await control('{"fault":"500","times":1}')).status, 200)
  await t.rejects(ask('Hi'), { message: /^500 / })
  t.match(await (await fetch(`${origin}/control`)).json(), { stats: { calls: 1, faulted: 1 } })
  t.match(await (await fetch(`${origin}/control/requests`)).json(), [{ model: 'gpt-4o-mini' }])
  t.equal((await control('{"speed":1}')).status, 400)
  t.equal((await control('not json')).status, 400)
  t.equal((await fetch(`${llm.url}/chat/completions`, { method: 'POST', body: '{' })).status, 400)
  t.equal((await fetch(`${llm.url}/chat/completions`, { method: 'POST', body: '{"model":"m","messages":[]}' })).status, 400)
  t.equal((await fetch(`${llm.url}/elsewhere`)).status, 404)
})
