import fc from 'fast-check'
import t from '../tap.ts'
import { textOf, whyExactOnly, whyNotCacheable, whyNotStorable } from '../../src/answer/cacheability.ts'
import { decodeEntry, encodeEntry } from '../../src/cache/answer-entry.ts'
import type { Completion } from '../../src/completion.ts'
import { sampleCompletion, sampleEntry } from '../cache/fresh.ts'

const withChoice = (change: Partial<Completion['choices'][number]>): Completion => {
  const completion = sampleCompletion('An answer.')
  return { ...completion, choices: [{ ...completion.choices[0]!, ...change }] }
}
const message = (more: object) => withChoice({ message: { role: 'assistant', content: 'An answer.', ...more } })

t.test('only a complete, plain answer of one choice is kept', async (t) => {
  const cases: [string | null, Completion][] = [
    [null, sampleCompletion('An answer.')],
    ['choices', { ...sampleCompletion(''), choices: [] }],
    ['choices', { ...sampleCompletion('a'), choices: [...sampleCompletion('a').choices, ...sampleCompletion('b').choices] }],
    ['truncated', withChoice({ finish_reason: 'length' })],
    ['refused', withChoice({ finish_reason: 'content_filter' })],
    ['tools', withChoice({ finish_reason: 'tool_calls' })],
    ['incomplete', withChoice({ finish_reason: null })],
    ['empty_answer', message({ content: '' })],
    ['empty_answer', message({ content: ' \n' })],
    ['empty_answer', message({ content: null })],
    ['tools', message({ tool_calls: [{ id: 'call_1' }] })],
    [null, message({ tool_calls: [] })],
    ['tools', message({ function_call: { name: 'f' } })],
    ...[false, 0, '', {}].map((none): ['tools', Completion] => ['tools', message({ tool_calls: none })]),
    ...[{ model: 'a\0' }, { model: 7 }, { usage: 5 }, { usage: 'none' }].map((fields): ['malformed', Completion] => ['malformed', { ...sampleCompletion('An answer.'), ...fields } as never]),
    ['refused', message({ refusal: 'No.' })],
    [null, message({ refusal: null })],
    ['incomplete', { ...sampleCompletion('An answer.'), error: { message: 'overloaded' } }],
    ['incomplete', withChoice({ error: { code: 502 } })],
    ['not_text', message({ audio: { id: 'a' } })],
    ['too_large', message({ reasoning_content: 'x'.repeat(10_000) })]
  ]
  for (const [expected, completion] of cases) t.equal(whyNotStorable(completion, 1_000), expected, `${expected}: ${JSON.stringify(completion.choices)}`)
})

t.test('what is kept can be read again, whatever the upstream sent beside the text', async () => {
  const anything = fc.oneof(fc.jsonValue(), fc.constantFrom('\0', 0, '', false, null, [], {}))
  const fields = (names: string[]) => fc.record(Object.fromEntries(names.map((name) => [name, anything])), { requiredKeys: [] })
  fc.assert(fc.property(fields(['model', 'usage', 'error', 'id', 'created']), fields(['tool_calls', 'function_call', 'refusal', 'audio', 'images', 'annotations']), fields(['logprobs', 'error']), (top, said, beside) => {
    const completion = { ...message(said), ...top } as Completion
    Object.assign(completion.choices[0]!, beside)
    return whyNotStorable(completion, 10_000) !== null || decodeEntry(encodeEntry(sampleEntry({ completion }))) !== null
  }), { numRuns: 2_000 })
})

t.test('the size limit counts bytes, not characters', async (t) => {
  t.equal(whyNotStorable(sampleCompletion('a'.repeat(10)), 10), null)
  t.equal(whyNotStorable(sampleCompletion('a'.repeat(11)), 10), 'too_large')
  t.equal(whyNotStorable(sampleCompletion('ä'.repeat(6)), 10), 'too_large')
  t.equal(whyNotStorable(message({ reasoning_content: '考'.repeat(1_200) }), 10), null)
  t.equal(whyNotStorable(message({ reasoning_content: '考'.repeat(1_400) }), 10), 'too_large')
})

t.test('textOf: text, and lists of nothing but text', async (t) => {
  t.equal(textOf('a'), 'a')
  t.equal(textOf([{ type: 'text', text: 'a' }, { type: 'text', text: 'b' }]), 'ab')
  for (const other of [null, undefined, 7, {}, [{ type: 'image_url', image_url: {} }], [{ type: 'text', text: 'a' }, { type: 'input_audio' }], [{ type: 'text', text: 7 }], [null]]) {
    t.equal(textOf(other), null, JSON.stringify(other))
  }
})

t.test('requests whose answer is more than one text go past the cache, each with its reason', async (t) => {
  const user = [{ role: 'user', content: 'Hello' }]
  const cases: [string | null, Record<string, unknown>, { role?: unknown, content?: unknown }[]][] = [
    [null, {}, user],
    ['tools', { tools: [{ type: 'function' }] }, user],
    [null, { tools: [] }, user],
    ['functions', { functions: [{}] }, user],
    ['logprobs', { logprobs: true }, user],
    [null, { logprobs: false, top_logprobs: null }, user],
    ['audio', { audio: {} }, user],
    ['modalities', { modalities: ['text', 'audio'] }, user],
    [null, { modalities: ['text'] }, user],
    ['prompt_logprobs', { prompt_logprobs: 1 }, user],
    ['search_parameters', { search_parameters: { mode: 'on' } }, user],
    ['enable_search', { enable_search: true }, user],
    [null, { enable_search: false, plugins: [] }, user],
    ['return_token_ids', { return_token_ids: true }, user],
    ['verbose', { verbose: true }, user],
    [null, { verbose: false, echo: false }, user],
    ['searching_model', { model: 'gpt-4o-search-preview' }, user],
    ['searching_model', { model: 'openai/gpt-4o:online' }, user],
    ['searching_model', { model: 'perplexity/sonar-pro' }, user],
    ['searching_model', { model: 'groq/compound-mini' }, user],
    ['searching_model', { model: 'compound-beta' }, user],
    ['searching_model', { model: 'openai/gpt-4o:online:nitro' }, user],
    ['searching_model', { model: 'openai/gpt-4o', models: ['openai/gpt-4o', 'openai/gpt-4o:online'] }, user],
    ['searching_model', { model: 'openai/o4-mini-deep-research' }, user],
    ['searching_model', { model: 'default:strip_thinking_response=true&enable_web_search=auto' }, user],
    [null, { model: 'default:enable_web_search=off' }, user],
    ['venice_parameters', { venice_parameters: { enable_web_search: 'on' } }, user],
    [null, { venice_parameters: { enable_web_search: 'off', character_slug: 'x' } }, user],
    ['features', { features: { web_search: true } }, user],
    [null, { features: { web_search: false, image_generation: false } }, user],
    ['files', { files: [{ type: 'collection', id: 'x' }] }, user],
    ['tool_ids', { tool_ids: ['x'] }, user],
    [null, { files: [], tool_ids: [] }, user],
    [null, { model: 'acme/compound-interest', models: ['a', 'b:onlines'] }, user],
    ['preset', { preset: 'email-copywriter' }, user],
    ['preset', { model: '@preset/email-copywriter' }, user],
    ['preset', { model: 'openai/gpt-4o@preset/email-copywriter' }, user],
    ['prompt_id', { prompt_id: 'greeting', prompt_variables: { name: 'Ann' } }, user],
    ['data_sources', { data_sources: [{ type: 'azure_search', parameters: {} }] }, user],
    ['vector_store_ids', { vector_store_ids: ['vs_1'] }, user],
    ['web_search', { web_search: { enable: true } }, user],
    [null, { data_sources: [], web_search: false }, user],
    [null, { model: 'text-research-1' }, user],
    ['n', { n: 2 }, user],
    [null, { n: 1 }, user],
    [null, { n: null }, user],
    ['last_message', {}, [{ role: 'assistant', content: 'Hello' }]],
    ['last_message', {}, [...user, { role: 'tool', content: 'x' }]],
    ['last_message', {}, []],
    ['not_text', {}, [{ role: 'user', content: [{ type: 'image_url' }] }]],
    ['not_text', {}, [{ role: 'assistant', content: null }, ...user]],
    ['empty', {}, [{ role: 'user', content: ' \u200b' }]]
  ]
  for (const [expected, body, messages] of cases) t.equal(whyNotCacheable(body, messages), expected, JSON.stringify([body, messages]))
})

t.test('what makes form or repetition matter, by the name each upstream has for it', async (t) => {
  for (const [name, value] of Object.entries({ seed: 0, random_seed: 7, response_format: { type: 'json_object' }, guided_choice: ['yes', 'no'], structured_outputs: { regex: 'a+' }, grammar: 'root ::= "a"', json_schema: { type: 'object' }, regex: 'a+', ebnf: 'root ::= "a"' })) {
    t.equal(whyExactOnly({ [name]: value }), name)
    t.equal(whyExactOnly({ [name]: null }), null)
  }
  t.equal(whyExactOnly({ response_format: { type: 'text' }, grammar: '' }), null)
  t.equal(whyExactOnly({ nvext: { guided_json: { type: 'object' } } }), 'guided_json')
  t.equal(whyExactOnly({ nvext: { top_k: 1 } }), null)
})
