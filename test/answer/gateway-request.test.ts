import fc from 'fast-check'
import t from '../tap.ts'
import { DEFAULT_CONTROLS } from '../../src/answer/controls.ts'
import { askOf, withQuestion } from '../../src/answer/gateway-request.ts'
import { scopeOf } from '../../src/answer/scope.ts'
import type { LlmBody } from '../../src/completion.ts'

const ask = (body: LlmBody, tenant = 'local') => askOf(body, { tenant, user: 'ann' }, DEFAULT_CONTROLS)
const scope = (body: LlmBody, tenant?: string) => scopeOf({ ...ask(body, tenant).scope, user: null, namespace: 'default', embedding: 'minilm', generation: '0' })

const content = fc.string({ minLength: 1 })
const asked = content.filter((text) => text.trim() !== '')
const earlier = fc.array(fc.record({ role: fc.constantFrom('user', 'assistant', 'system'), content }), { maxLength: 4 })
const MODEL = 'gpt-4o-mini'

t.test('the last user message is the question, and no part of the scope', async () => {
  fc.assert(fc.property(earlier, asked, asked, (earlier, a, b) => {
    const [first, second] = [a, b].map((content) => ({ model: MODEL, messages: [...earlier, { role: 'user', content }] }))
    return ask(first!).question === a && ask(first!).bypass === null && scope(first!) === scope(second!)
  }))
})

t.test('every earlier message is part of the scope: its words, its role and its place', async () => {
  fc.assert(fc.property(earlier, earlier, asked, (a, b, content) => {
    const [first, second] = [a, b].map((messages) => ({ model: MODEL, messages: [...messages, { role: 'user', content }] }))
    return (scope(first!) === scope(second!)) === (JSON.stringify(a) === JSON.stringify(b))
  }), { numRuns: 300 })
})

t.test('model, tenant and every parameter are part of the scope', async (t) => {
  const body = { model: MODEL, messages: [{ role: 'user', content: 'Hi' }] }
  const others: LlmBody[] = [
    { ...body, model: 'gpt-4o' }, { ...body, temperature: 0 }, { ...body, temperature: 1 }, { ...body, max_tokens: 10 }, { ...body, seed: 1 },
    { ...body, response_format: { type: 'json_object' } }, { ...body, stop: ['\n'] }, { ...body, a_parameter_of_next_year: true }
  ]
  t.equal(new Set([scope(body), scope(body, 'another tenant'), ...others.map((other) => scope(other))]).size, others.length + 2)
})

t.test('how an answer travels is no part of the scope', async (t) => {
  const body = { model: MODEL, messages: [{ role: 'user', content: 'Hi' }] }
  for (const transport of [{ stream: true }, { stream: true, stream_options: { include_usage: true } }, { user: 'u' }, { metadata: { a: 'b' } }, { store: true },
    { service_tier: 'auto' }, { prompt_cache_key: 'k' }, { prompt_cache_retention: '24h' }, { safety_identifier: 's' }, { temperature: undefined }]) {
    t.equal(scope({ ...body, ...transport }), scope(body), JSON.stringify(transport))
  }
})

t.test('where the parts of a question end is part of the scope', async (t) => {
  const inParts = (...texts: string[]): LlmBody => ({ model: MODEL, messages: [{ role: 'user', content: texts.map((text) => ({ type: 'text', text })) }] })
  const forms = [inParts('What is 12 plus 3?'), inParts('What is 1', '2 plus 3?'), inParts('What is 12', ' plus 3?'), inParts('What is 1', '2', ' plus 3?')]
  t.equal(new Set(forms.map((form) => ask(form).question)).size, 1)
  t.equal(new Set(forms.map((form) => scope(form))).size, forms.length)
  t.equal(scope(inParts('Of this text:', 'Who?')), scope(inParts('Of this text:', 'When was that?')), 'the last may be any')
})

t.test('the order of the fields an answer is to have is part of the scope, that of other fields is not', async (t) => {
  const schema = (...names: string[]) => ({ type: 'object', properties: Object.fromEntries(names.map((name) => [name, { type: 'string' }])) })
  const messages = [{ role: 'user', content: 'Hi' }]
  const forms: ((schema: object) => LlmBody)[] = [
    (schema) => ({ model: MODEL, messages, response_format: { type: 'json_schema', json_schema: { name: 'x', schema } } }),
    (schema) => ({ model: MODEL, messages, guided_json: schema }),
    (schema) => ({ model: MODEL, messages, nvext: { guided_json: schema } }),
    (schema) => ({ model: MODEL, input: 'Hi', text: { format: { type: 'json_schema', name: 'x', schema } } })
  ]
  for (const form of forms) {
    t.not(scope(form(schema('why', 'answer'))), scope(form(schema('answer', 'why'))), JSON.stringify(form({})))
    t.equal(scope(form(schema('why', 'answer'))), scope(Object.fromEntries(Object.entries(form(schema('why', 'answer'))).reverse()) as LlmBody))
  }
  t.equal(scope({ model: MODEL, messages, logit_bias: { a: 1, b: 2 } }), scope({ model: MODEL, messages, logit_bias: { b: 2, a: 1 } }))
})

t.test('what LiteLLM writes over a request is read as if it stood there', async (t) => {
  const extra = (fields: object) => ask({ model: MODEL, messages: [{ role: 'user', content: 'Hi' }], extra_body: fields })
  t.equal(extra({ tools: [{}] }).bypass, 'tools')
  t.equal(extra({ seed: 1 }).exactOnly, 'seed')
  t.match(extra({ google: { thinking_config: {} } }), { bypass: null, exactOnly: null })
})

t.test('tags by which LiteLLM chooses who answers are part of the scope, other metadata is not', async (t) => {
  const tagged = (metadata: object): LlmBody => ({ model: MODEL, messages: [{ role: 'user', content: 'Hi' }], metadata })
  t.equal(new Set([{}, { tags: ['free'] }, { tags: ['paid'] }].map((metadata) => scope(tagged(metadata)))).size, 3)
  t.equal(scope(tagged({ tags: 'a', who: 'ann' })), scope(tagged({})))
  t.equal(new Set([{}, { guardrails: ['pii'] }, { guardrails: ['pii', 'toxic'] }, { guardrail_config: { language: 'de' } }, { policies: ['strict'] }].map((metadata) => scope(tagged(metadata)))).size, 5)
})

t.test('one plain system message is a system prompt, as the chat backend sends it', async (t) => {
  const { scope } = ask({ model: MODEL, messages: [{ role: 'system', content: 'Be brief.' }, { role: 'user', content: 'Hi' }] })
  t.match(scope, { system: 'Be brief.', context: 'root', parameters: {} })
})

t.test('no system prompt can imitate another form of instructions', async (t) => {
  const user = { role: 'user', content: 'Hi' }
  const forms = [
    [{ role: 'developer', content: 'x' }],
    [{ role: 'system', content: 'x' }],
    [{ role: 'system', content: 'x', name: 'n' }],
    [{ role: 'system', content: [{ type: 'text', text: 'x' }] }],
    [{ role: 'system', content: 'x' }, { role: 'system', content: 'x' }]
  ]
  // Each form, and the text of each form as the content of one plain system message.
  const all = [...forms, ...forms.map((form) => [{ role: 'system', content: JSON.stringify(form) }])]
  t.equal(new Set(all.map((form) => scope({ model: MODEL, messages: [...form, user] }))).size, all.length)
})

t.test('what the last message carries besides its text is part of the scope', async (t) => {
  const named = (name?: string) => scope({ model: MODEL, messages: [{ role: 'user', content: 'Who am I?', ...(name ? { name } : {}) }] })
  t.equal(new Set([named(), named('Ann'), named('Bob')]).size, 3)
})

t.test('so is what its parts carry besides their texts; a list of plain parts is its text', async (t) => {
  const scopeWith = (content: unknown) => scope({ model: MODEL, messages: [{ role: 'user', content }] })
  const part = (more: object = {}) => ({ type: 'text', text: 'Hi', ...more })
  t.equal(scopeWith([part()]), scopeWith('Hi'))
  const marked = [[part({ x: 1 })], [part({ x: 2 })], [part({ y: 1 })], [part({ x: 1 }), part()], [part(), part({ x: 1 })]]
  t.equal(new Set([scopeWith('Hi'), ...marked.map(scopeWith)]).size, marked.length + 1)
  t.equal(ask({ model: MODEL, messages: [{ role: 'user', content: marked[0] }] }).bypass, null)
  for (const odd of [[null], [7], ['Hi']]) t.equal(ask({ model: MODEL, messages: [{ role: 'user', content: odd }] }).bypass, 'not_text')
})

t.test('an answer is made anew by whom the first was, without what says whose request it is', async (t) => {
  const body: LlmBody = { model: MODEL, user: 'ann', metadata: { who: 'ann', tags: ['paid'], guardrails: ['pii'] }, messages: [{ role: 'user', content: 'Hi' }] }
  t.strictSame(withQuestion(body, 'Ho'), { model: MODEL, metadata: { tags: ['paid'], guardrails: ['pii'] }, messages: [{ role: 'user', content: 'Ho' }] })
  t.strictSame(withQuestion({ ...body, metadata: { who: 'ann' } }, 'Ho'), { model: MODEL, messages: [{ role: 'user', content: 'Ho' }] })
})

t.test('no answer is made anew with marks that were another text\'s', async (t) => {
  const body = (content: unknown): LlmBody => ({ model: MODEL, stream: true, messages: [{ role: 'system', content: 'x' }, { role: 'user', name: 'Ann', content }] })
  t.strictSame(withQuestion(body([{ type: 'text', text: 'Hi' }]), 'Ho'), { model: MODEL, messages: [{ role: 'system', content: 'x' }, { role: 'user', name: 'Ann', content: 'Ho' }] })
  t.equal(withQuestion(body([{ type: 'text', text: 'Hi', x: 1 }]), 'Ho'), null)
})

t.test('somebody else\'s question is not asked in the asker\'s name', async (t) => {
  const own = { user: 'bob', safety_identifier: 'b', metadata: { who: 'bob' }, prompt_cache_key: 'k', store: true, stream: true }
  t.strictSame(withQuestion({ model: MODEL, temperature: 0, ...own, messages: [{ role: 'user', content: 'Hi' }] }, 'Ho'), { model: MODEL, temperature: 0, messages: [{ role: 'user', content: 'Ho' }] })
})

t.test('what goes past the cache has no scope: nothing of it is digested, however large', async (t) => {
  const image = { type: 'image_url', image_url: { url: `data:image/png;base64,${'QUJD'.repeat(1_000)}` } }
  const said = [{ role: 'system', content: 'Be brief.' }, { role: 'user', content: 'Hi' }, { role: 'assistant', content: 'Ho' }]
  const past: [string, LlmBody][] = [
    ['not_text', { model: MODEL, messages: [...said, { role: 'user', name: 'Ann', content: [{ type: 'text', text: 'What is this?' }, image] }] }],
    ['not_text', { model: MODEL, messages: [{ role: 'user', content: [image] }, ...said.slice(2), { role: 'user', content: 'And this?' }] }],
    ['tools', { model: MODEL, temperature: 0, tools: [{}], messages: [...said, { role: 'user', content: 'Hi' }] }],
    ['empty', { model: MODEL, messages: [...said, { role: 'user', content: ' ' }] }],
    ['too_long', { model: MODEL, messages: [...said, { role: 'user', content: 'word '.repeat(1_000_000) }] }]
  ]
  for (const [why, body] of past) {
    const { bypass, scope, question } = ask(body)
    t.strictSame([bypass, scope], [why, { tenant: 'local', model: MODEL, system: null, parameters: {}, context: 'root' }], why)
    t.ok(question.length < 20_000, 'nor its question')
  }
})

t.test('a request that ends with no user message goes past the cache', async (t) => {
  t.equal(ask({ model: MODEL, messages: [{ role: 'system', content: 'x' }] }).bypass, 'last_message')
})

const items = fc.array(fc.record({ role: fc.constantFrom('user', 'assistant', 'developer'), content }), { maxLength: 4 })
const forResponse = (earlier: object[], content: unknown, more: object = {}): LlmBody => ({ model: MODEL, input: [...earlier, { role: 'user', content }], ...more })

t.test('a response: the last item is the question, every earlier one part of the scope, and no chat completion has that scope', async (t) => {
  fc.assert(fc.property(items, items, asked, asked, (a, b, one, other) => {
    const [first, second] = [forResponse(a, one), forResponse(b, other)]
    return ask(first).question === one && (scope(first) === scope(second)) === (JSON.stringify(a) === JSON.stringify(b))
  }))
  fc.assert(fc.property(items, asked, fc.dictionary(content, fc.json()), (earlier, content, more) =>
    scope({ ...more, model: MODEL, messages: [...earlier, { role: 'user', content }] }) !== scope(forResponse(earlier, content))))
  t.equal(scope({ model: MODEL, input: 'Hi' }), scope(forResponse([], 'Ho')), 'a text is its only message')
  const plain = forResponse([], 'Hi')
  const others = [{ instructions: 'x' }, { instructions: '' }, { temperature: 0 }, { text: { verbosity: 'low' } }, { reasoning: { effort: 'low' } }, { a_parameter_of_next_year: true }].map((more) => forResponse([], 'Hi', more))
  t.equal(new Set([plain, forResponse([{ role: 'system', content: 'x' }], 'Hi'), ...others].map((body) => scope(body))).size, others.length + 2)
  t.equal(scope({ ...plain, stream: true, store: true, metadata: { a: 'b' }, user: 'u' }), scope(plain))
})

t.test('a response: what is no text, or told beside it, goes past the cache', async (t) => {
  const why = (body: LlmBody) => ask(body).bypass
  t.equal(why(forResponse([], [{ type: 'input_text', text: 'Hi' }])), null)
  t.equal(why(forResponse([{ type: 'reasoning', id: 'rs_1', summary: [] }], 'Hi')), null, 'what was thought is context')
  t.equal(why(forResponse([], [{ type: 'input_image', image_url: 'x' }])), 'not_text')
  t.equal(why(forResponse([{ type: 'function_call_output', call_id: 'a', output: 'rain' }], 'Hi')), 'not_text')
  t.equal(why({ model: MODEL, input: [{ role: 'assistant', content: 'Hi' }] }), 'last_message')
  t.equal(why({ model: MODEL, input: [{ type: 'function_call_output', call_id: 'a', output: 'rain' }] }), 'last_message')
  t.equal(why(forResponse([], 'Hi', { include: ['message.output_text.logprobs'] })), 'include')
  t.equal(why(forResponse([], 'Hi', { include: ['reasoning.encrypted_content'] })), null)
  t.equal(why(forResponse([], 'Hi', { prompt: { id: 'pmpt_1' } })), 'prompt')
  t.equal(why(forResponse([], 'Hi', { enable_response_messages: true })), 'enable_response_messages', 'the response would hold the prompt (vLLM)')
  t.equal(why(forResponse([], 'Hi', { tools: [{ type: 'web_search' }] })), 'tools')
  t.equal(ask(forResponse([], 'Hi', { text: { format: { type: 'json_object' } } })).exactOnly, 'text.format')
  t.equal(ask(forResponse([], 'Hi', { text: { format: { type: 'text' } } })).exactOnly, null)
})

t.test('a response asked again with another question', async (t) => {
  const own = { stream: true, metadata: { a: 'b' }, user: 'u', temperature: 0 }
  t.same(withQuestion({ model: MODEL, input: 'Hi', ...own }, 'Ho'), { model: MODEL, input: 'Ho', temperature: 0 })
  t.same(withQuestion(forResponse([{ role: 'assistant', content: 'x' }], [{ type: 'input_text', text: 'Hi' }], own), 'Ho'), { model: MODEL, input: [{ role: 'assistant', content: 'x' }, { role: 'user', content: 'Ho' }], temperature: 0 })
})
