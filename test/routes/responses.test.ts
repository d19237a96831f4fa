import t from '../tap.ts'
import { build, eventsOf, until, type Reply } from '../helper.ts'
import { keysOf, stateOf } from '../state.ts'
import { openStream } from '../stream.ts'

const PATH = '/v1/responses'
const s = await build(t)
const ask = (input: unknown, more: object = {}, headers: Record<string, string> = {}) => s.call('POST', PATH, { model: 'gpt-4o-mini', input, ...more }, headers)
const cacheOf = ({ headers }: Reply) => headers.get('cache-status') ?? ''
const textOf = ({ body }: Reply): string => body.output.at(-1).content[0].text
const lastAsked = () => s.llm.requests().at(-1)!.body
const user = (content: unknown) => ({ role: 'user', content })

t.test('bad requests: OpenAI\'s error shape, the field named, nothing changed', async (t) => {
  const before = await stateOf(s)
  const refused: [string, unknown, RegExp, string?][] = [
    ['no model', { input: 'a' }, /^model is required/],
    ['no input', { model: 'm' }, /^input is required/],
    ['an empty input', { model: 'm', input: '' }, /^input must not be empty/],
    ['no items', { model: 'm', input: [] }, /^input must not be empty/],
    ['a number as input', { model: 'm', input: 7 }, /^input must be/],
    ['texts as items', { model: 'm', input: ['a'] }, /^input\.0 must be object/],
    ['a number as instructions', { model: 'm', input: 'a', instructions: 7 }, /^instructions must be string/],
    ['text as stream', { model: 'm', input: 'a', stream: 'yes' }, /^stream must be/],
    ['messages', { model: 'm', input: 'a', messages: [user('a')] }, /^messages must not be used here/, 'messages'],
    ['another response', { model: 'm', input: 'a', previous_response_id: 'resp_1' }, /^previous_response_id must not be used here, where no response is kept/, 'previous_response_id'],
    ['what LiteLLM would write over the rest', { model: 'm', input: 'a', extra_body: { previous_response_id: 'resp_1' } }, /^extra_body\.previous_response_id must not be used here/, 'extra_body.previous_response_id'],
    ['nor that it is to be kept', { model: 'm', input: 'a', extra_body: { store: true } }, /^extra_body\.store must not be used here/, 'extra_body.store'],
    ['a conversation', { model: 'm', input: 'a', conversation: { id: 'conv_1' } }, /^conversation must not be used here/, 'conversation'],
    ['in the background', { model: 'm', input: 'a', background: true }, /^background must not be true/, 'background'],
    ['a reference', { model: 'm', input: [{ type: 'item_reference', id: 'msg_1' }, user('a')] }, /^input\.0 must be an item as it was said/, 'input.0'],
    ['a reference that does not say so', { model: 'm', input: [user('a'), { id: 'msg_1' }] }, /^input\.1 must be an item/, 'input.1'],
    ['nor as a client writes what it does not know', { model: 'm', input: [user('a'), { id: 'msg_1', type: null, role: null, content: null }] }, /^input\.1 must be an item/, 'input.1'],
    ['an image that somebody else had made', { model: 'm', input: [{ type: 'image_generation_call', id: 'ig_1', status: 'completed', result: null }, user('Make it blue')], tools: [{ type: 'image_generation' }] }, /^input\.0 must be an item/, 'input.0'],
    ['a message by its name', { model: 'm', input: [{ type: 'message', role: 'assistant', id: 'msg_1' }, user('a')] }, /^input\.0 must be an item/, 'input.0'],
    ['a response to be compared with', { model: 'm', input: 'a', prompt_cache_options: { comparison_response_id: 'resp_1' } }, /^prompt_cache_options\.comparison_response_id must not be used here, where no response is kept/, 'prompt_cache_options.comparison_response_id'],
    ['nor beside it', { model: 'm', input: 'a', extra_body: { prompt_cache_options: { comparison_response_id: 'resp_1' } } }, /^prompt_cache_options\.comparison_response_id must not/, 'prompt_cache_options.comparison_response_id']
  ]
  for (const [name, body, message, param] of refused) {
    const reply = await s.call('POST', PATH, body)
    t.equal(reply.status, 400, `${name}: ${reply.text.slice(0, 200)}`)
    t.match(reply.body, { error: { message, type: 'invalid_request_error', code: 'BAD_REQUEST', ...(param ? { param } : {}) } }, name)
  }
  t.same(await stateOf(s), before)
  t.equal(s.llm.stats().calls, 0)
})

t.test('a prompt that is kept upstream needs no input here, and is asked each time', async (t) => {
  for (const more of [{}, { input: null }, { input: [] }]) {
    for (const named of [{ prompt: { id: 'pmpt_1', variables: { city: 'Paris' } } }, { prompt_id: 'greeting', instructions: 'Be brief.' }]) {
      const body = { model: 'gpt-4o-mini', ...named, ...more }
      for (const again of [false, true]) {
        const reply = await s.call('POST', PATH, { ...body, stream: again })
        t.equal(reply.status, 200, reply.text)
        t.equal(cacheOf(reply), `deflect; fwd=bypass; detail=not_cacheable:${Object.keys(named)[0]}`)
        t.match(lastAsked(), { ...body, store: false })
      }
    }
  }
})

t.test('nothing is kept upstream, whatever the client says', async (t) => {
  for (const [i, more] of [{}, { store: true }, { store: false }, { previous_response_id: null, conversation: null, background: false }].entries()) {
    const reply = await ask(`Who keeps the answers, ${['one', 'two', 'three', 'four'][i]} of them?`, more)
    t.match(reply, { status: 200, body: { object: 'response', status: 'completed', store: false } })
    t.equal(lastAsked()['store'], false)
  }
})

t.test('both tiers answer; the same words in another form of input are the same question', async (t) => {
  t.match(cacheOf(await ask('How do I reset my password?')), /fwd=miss; stored/)
  const hit = await ask([user([{ type: 'input_text', text: 'how do I reset my password' }])])
  t.match(cacheOf(hit), /hit.*detail=exact/)
  t.ok(hit.headers.get('x-deflect-entry'))
  const near = await ask('How can I reset my password?')
  t.match(cacheOf(near), /hit.*detail=semantic/)
  t.equal(textOf(near), textOf(hit))
  t.match(await ask('Never asked before at all?', {}, { 'cache-control': 'only-if-cached' }), { status: 504, body: { error: { code: 'NOT_CACHED' } } })
})

t.test('what a chat completion was answered with answers no response, and the other way round', async (t) => {
  const content = 'What is the capital of Japan?'
  await s.call('POST', '/v1/chat/completions', { model: 'gpt-4o-mini', messages: [user(content)] })
  t.match(cacheOf(await ask(content)), /fwd=miss/)
  t.match(cacheOf(await ask(content)), /hit/)
  t.match((await s.call('POST', '/v1/chat/completions', { model: 'gpt-4o-mini', messages: [user(content)] })).body, { object: 'chat.completion' })
})

t.test('a follow-up is answered where the same was said before, whatever its ids; elsewhere it is not', async (t) => {
  const first = await ask('Tell me about the tides')
  const said = { ...first.body.output[0], content: [{ ...first.body.output[0].content[0] }] }
  const followUp = (answer: object, question = 'Tell me about the tides') => ask([user(question), answer, user('And what causes them?')])
  t.match(cacheOf(await followUp(said)), /fwd=miss; stored/)
  t.match(cacheOf(await followUp({ ...said, id: 'msg_of_another_call' })), /hit/)
  t.match(cacheOf(await followUp({ ...said, content: [{ ...said.content[0], text: 'Something else.' }] })), /fwd=miss/)
  t.match(cacheOf(await followUp(said, 'Tell me about the winds')), /fwd=miss/)
  t.match(cacheOf(await ask('And what causes them?')), /fwd=miss/)
})

t.test('what was thought before is what it says; where only its name is told, the upstream finds it by that', async (t) => {
  const followUp = (thought: object) => ask([user('Tell me about the planets'), { type: 'reasoning', ...thought }, { role: 'assistant', content: 'There are eight.' }, user('And which is the largest?')])
  const summary = [{ type: 'summary_text', text: 'They want a list.' }]
  for (const said of [{ summary, encrypted_content: 'gAAAA' }, { summary: [], content: [{ type: 'reasoning_text', text: 'They want a list.' }] }]) {
    t.match(cacheOf(await followUp({ id: 'rs_1', ...said })), /fwd=miss; stored/)
    t.match(cacheOf(await followUp({ id: 'rs_2', ...said })), /hit/)
  }
  t.match(cacheOf(await followUp({ id: 'rs_1', summary })), /fwd=miss; stored/)
  t.match(cacheOf(await followUp({ id: 'rs_2', summary })), /fwd=miss; stored/)
  t.match(cacheOf(await followUp({ id: 'rs_1', summary })), /hit/)
})

t.test('whose request it was is told to nobody else: not from the cache, not in a shared call', async (t) => {
  const own = (name: string) => ({ metadata: { page: name }, user: name, safety_identifier: `s-${name}`, prompt_cache_key: `k-${name}` })
  t.match((await ask('Who may see this?', own('zoe'))).body, own('zoe'))
  t.match((await ask('Who may see this?', own('bob'))).body, own('bob'))
  t.match((await ask('Who may see this?')).body, { metadata: {}, user: null, safety_identifier: null, prompt_cache_key: null })
  for (const key of await keysOf(s, 'ans:')) if (key.includes('ans:x:')) t.notMatch(await s.redis.get(key), /s-zoe/, 'nor kept')

  const release = s.llm.hold(3)
  const before = s.llm.stats().calls
  const ann = await openStream(s.address + PATH, { body: { model: 'gpt-4o-mini', input: 'How is one call shared?', stream: true, ...own('zoe') } })
  const bob = await openStream(s.address + PATH, { body: { model: 'gpt-4o-mini', input: 'How is one call shared?', stream: true, ...own('bob') } })
  release()
  const [told, others] = await Promise.all([ann.end(), bob.end()])
  t.equal(s.llm.stats().calls, before + 1)
  t.match(bob.headers.get('cache-status'), /collapsed/)
  t.notMatch(others.text, /zoe/)
  t.match(others.text, /s-bob/)
  t.equal(others.text.replaceAll('bob', 'zoe'), told.text, 'and all else is the same')
})

t.test('an error in the middle is the last event, in both places where clients look for it', async (t) => {
  s.llm.set({ fault: 'cut:3' })
  const { text } = await ask('What breaks in the middle?', { stream: true })
  s.llm.set({ fault: 'none' })
  const events = eventsOf(text)
  t.equal(events.at(-1)!.name, 'error')
  t.match(JSON.parse(events.at(-1)!.data), { type: /^error$/, code: 'LLM_FAILED', sequence_number: events.length - 1, error: { code: 'LLM_FAILED', type: 'server_error' } })
  t.match(cacheOf(await ask('What breaks in the middle?')), /fwd=miss/)
})

t.test('an operator\'s own answer is told as a response', async (t) => {
  const first = await ask('When do you open?')
  const id = first.headers.get('x-deflect-entry') ?? (await ask('When do you open?')).headers.get('x-deflect-entry')
  t.match(await s.call('PUT', `/operator/entries/${id}`, { answer: 'At nine.' }), { status: 200 })
  const whole = await ask('When do you open?')
  t.match(whole.body, { object: 'response', status: 'completed', model: 'gpt-4o-mini', output: [{ type: 'message', content: [{ type: 'output_text', text: 'At nine.' }] }], usage: { total_tokens: Number } })
  const events = eventsOf((await ask('When do you open?', { stream: true })).text)
  t.match(JSON.parse(events.at(-1)!.data), { type: 'response.completed', response: { output: [{ content: [{ text: 'At nine.' }] }] } })
})

t.test('tokens are counted as the upstream billed them; of a client that left in the middle, as it had said', async (t) => {
  const rows = async (status: string) => (await s.app.pg.pool.query('SELECT prompt_tokens AS prompt, completion_tokens AS completion FROM answer_events WHERE model = $1 AND status = $2', ['counted', status])).rows
  const { body } = await ask('What does a response cost?', { model: 'counted' })
  await until(async () => (await rows('miss')).length === 1)
  t.same(await rows('miss'), [{ prompt: body.usage.input_tokens, completion: body.usage.output_tokens }])
  const release = s.llm.hold(8)
  const gone = new AbortController()
  const left = await openStream(s.address + PATH, { signal: gone.signal, body: { model: 'counted', input: 'Who leaves before it is said?', instructions: 'Be brief.', stream: true } })
  await left.until('output_text.delta')
  gone.abort()
  await until(async () => (await rows('error')).length === 1)
  release()
  t.match(await rows('error'), [{ prompt: 12, completion: Number }])
})
