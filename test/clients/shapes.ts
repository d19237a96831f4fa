import type { SimulatedLlm } from '../../scripts/simulated-llm.ts'
import type { Patch } from '../../scripts/simulated-llm/behaviour.ts'

/** A request as a client sends it, what the upstream does with it, and whether its answer may come from the cache. */
export type Shape = { name: string, body: Record<string, unknown>, upstream?: Patch, cached?: true }

const user = (content: unknown) => ({ role: 'user', content })
const tool = (name: string) => ({ type: 'function', function: { name, parameters: { type: 'object', properties: { city: { type: 'string' }, days: { type: 'integer' } } } } })
const schema = { type: 'json_schema', json_schema: { name: 'answer', schema: { type: 'object', properties: { ok: { type: 'boolean' }, text: { type: 'string' } } } } }
const extras = {
  top: { provider: { name: 'nearby', region: 'eu' } },
  choice: { stop_reason: 'end_of_text' },
  message: { reasoning_content: 'It is asked for a mountain, so a mountain is named.', citations: [{ url: 'https://example.org/a' }] }
}

/** Requests whose answers have every shape there is. Each has a question of its own. */
export const SHAPES: Shape[] = [
  { name: 'plain', body: { messages: [user('What is the tallest mountain?')] }, cached: true },
  { name: 'long, beyond the basic plane', body: { messages: [user('What is the longest river?')] }, upstream: { answer: '🌊 From Lake Victoria 🏞️ to the sea, 6,650 km. '.repeat(20) }, cached: true },
  { name: 'parts', body: { messages: [user([{ type: 'text', text: 'What is the deepest lake?' }])] }, cached: true },
  { name: 'developer', body: { messages: [{ role: 'developer', content: 'Be brief.' }, user('What is the largest desert?')] }, cached: true },
  { name: 'stop sequences', body: { messages: [user('What is the widest canyon?')], stop: ['\n', 'END'], temperature: 0, max_completion_tokens: 500 }, cached: true },
  { name: 'JSON schema', body: { messages: [user('What is the highest waterfall?')], response_format: schema }, cached: true },
  { name: 'JSON object', body: { messages: [user('What is the oldest tree?')], response_format: { type: 'json_object' } }, cached: true },
  { name: 'seed', body: { messages: [user('What is the coldest place?')], seed: 7 }, cached: true },
  { name: 'unknown fields', body: { messages: [{ ...user('What is the driest valley?'), weight: 2 }], metadata: { page: 'a' }, store: false, service_tier: 'auto', a_field_of_next_year: { deep: [1, null] } }, upstream: { extras }, cached: true },
  { name: 'tool', body: { messages: [user('Weather in Oslo?')], tools: [tool('weather')], tool_choice: 'required' } },
  { name: 'parallel tools', body: { messages: [user('Weather and time in Oslo?')], tools: [tool('weather'), tool('time')], tool_choice: 'required', parallel_tool_calls: true } },
  { name: 'after a tool', body: { messages: [user('Weather in Bergen?'), { role: 'assistant', content: null, tool_calls: [{ id: 'call_a', type: 'function', function: { name: 'weather', arguments: '{}' } }] }, { role: 'tool', tool_call_id: 'call_a', content: 'rain' }], tools: [tool('weather')] } },
  { name: 'three choices', body: { messages: [user('Name a colour.')], n: 3 } },
  { name: 'logprobs', body: { messages: [user('Name an animal.')], logprobs: true, top_logprobs: 2 } },
  { name: 'image', body: { messages: [user([{ type: 'text', text: 'What is in this picture?' }, { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw0KGgo=' } }])] } },
  { name: 'refusal', body: { messages: [user('How do I do harm?')] }, upstream: { fault: 'refusal' } },
  { name: 'length', body: { messages: [user('Tell me about the moon.')], max_tokens: 3 } },
  { name: 'content filter', body: { messages: [user('Tell me about the sun.')] }, upstream: { fault: 'content-filter' } },
  { name: 'empty', body: { messages: [user('Tell me about nothing.')] }, upstream: { fault: 'empty' } }
]

/** What the upstream refuses: every status, and bodies that are not OpenAI's. */
export const REFUSALS: Shape[] = [
  ...['400', '401', '404', '429', '500'].map((fault) => ({ name: fault, body: { messages: [user(`Who refuses with ${fault}?`)] }, upstream: { fault, retryAfterSeconds: 17 } })),
  { name: 'other JSON', body: { messages: [user('Who refuses in JSON?')] }, upstream: { fault: '422', faultBody: '{"detail":[{"loc":["body","model"],"msg":"not here"}]}' } },
  { name: 'text', body: { messages: [user('Who refuses in words?')] }, upstream: { fault: '502', faultBody: '<html>bad gateway</html>' } },
  { name: 'error inside a stream', body: { messages: [user('Who breaks with a word?')], stream: true }, upstream: { fault: 'stream-error:2' } }
]

/** Answers that break off: an error on both ways, and nothing that looks whole. */
export const CUTS: Shape[] = ['cut', 'cut:0', 'cut:2'].map((fault) => ({ name: fault, body: { messages: [user(`Who hangs up with ${fault}?`)] }, upstream: { fault } }))

/** The work, while the upstream does what the shape wants of it. */
export async function withUpstream<T> (llm: Pick<SimulatedLlm, 'set'>, { upstream = {} }: Shape, work: () => Promise<T>): Promise<T> {
  llm.set(upstream)
  try {
    return await work()
  } finally {
    llm.set({ fault: null, faultBody: undefined, answer: undefined, extras: undefined })
  }
}
