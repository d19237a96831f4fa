import type { Shape } from './shapes.ts'

const user = (text: string) => ({ role: 'user', content: [{ type: 'input_text', text }] })
const tool = (name: string) => ({ type: 'function', name, strict: false, parameters: { type: 'object', properties: { city: { type: 'string' } } } })
const schema = { type: 'json_schema', name: 'answer', schema: { type: 'object', properties: { ok: { type: 'boolean' }, text: { type: 'string' } } } }
const extras = { top: { provider: { name: 'nearby' } }, message: { reasoning_content: 'It is asked for a mountain, so a mountain is named.' } }

/** Requests whose responses have every shape there is. Each has a question of its own. */
export const SHAPES: Shape[] = [
  { name: 'plain', body: { input: 'What is the tallest mountain?' }, cached: true },
  { name: 'long, beyond the basic plane', body: { input: 'What is the longest river?' }, upstream: { answer: '🌊 From Lake Victoria 🏞️ to the sea, 6,650 km. '.repeat(20) }, cached: true },
  { name: 'instructions', body: { input: 'What is the largest desert?', instructions: 'Be brief.', temperature: 0, max_output_tokens: 500 }, cached: true },
  { name: 'messages', body: { input: [{ role: 'developer', content: 'Be exact.' }, user('What is the deepest lake?')] }, cached: true },
  { name: 'a conversation', body: { input: [user('Hello there'), { type: 'message', id: 'msg_1', role: 'assistant', status: 'completed', content: [{ type: 'output_text', text: 'Hello.', annotations: [] }] }, user('What is the widest canyon?')] }, cached: true },
  { name: 'what was thought', body: { input: 'What is the highest peak of Japan?', include: ['reasoning.encrypted_content'], reasoning: { summary: 'auto' } }, upstream: { extras }, cached: true },
  { name: 'what it rests on', body: { input: 'What is the longest cave?' }, upstream: { extras: { message: { annotations: [{ type: 'url_citation', url: 'https://example.org/a', title: 'Caves', start_index: 0, end_index: 4 }, { type: 'url_citation', url: 'https://example.org/b', title: 'More caves', start_index: 5, end_index: 9 }] } } }, cached: true },
  { name: 'JSON schema', body: { input: 'What is the highest waterfall?', text: { format: schema } }, cached: true },
  { name: 'whose it is', body: { input: 'What is the driest valley?', metadata: { page: 'a' }, user: 'ann', safety_identifier: 's', prompt_cache_key: 'k', a_field_of_next_year: { deep: [1, null] } }, cached: true },
  { name: 'tool', body: { input: 'Weather in Oslo?', tools: [tool('weather')], tool_choice: 'required' } },
  { name: 'parallel tools', body: { input: 'Weather and time in Oslo?', tools: [tool('weather'), tool('time')], tool_choice: 'required', parallel_tool_calls: true } },
  { name: 'after a tool', body: { input: [user('Weather in Bergen?'), { type: 'function_call', call_id: 'call_a', name: 'weather', arguments: '{}' }, { type: 'function_call_output', call_id: 'call_a', output: 'rain' }] } },
  { name: 'an image', body: { input: [{ role: 'user', content: [{ type: 'input_text', text: 'What is this?' }, { type: 'input_image', image_url: 'data:image/png;base64,iVBORw0KGgo=' }] }] } },
  { name: 'more beside it', body: { input: 'Name an animal.', include: ['message.output_text.logprobs'] } },
  { name: 'refusal', body: { input: 'How do I do harm?' }, upstream: { fault: 'refusal' } },
  { name: 'length', body: { input: 'Tell me about the moon.', max_output_tokens: 3 } },
  { name: 'content filter', body: { input: 'Tell me about the sun.' }, upstream: { fault: 'content-filter' } },
  { name: 'empty', body: { input: 'Tell me about nothing.' }, upstream: { fault: 'empty' } }
]

/** What the upstream refuses. */
export const REFUSALS: Shape[] = [
  ...['400', '401', '429', '500'].map((fault) => ({ name: fault, body: { input: `Who refuses with ${fault}?` }, upstream: { fault, retryAfterSeconds: 17 } })),
  { name: 'text', body: { input: 'Who refuses in words?' }, upstream: { fault: '502', faultBody: '<html>bad gateway</html>' } },
  { name: 'error inside a stream', body: { input: 'Who breaks with a word?', stream: true }, upstream: { fault: 'stream-error:2' } }
]
