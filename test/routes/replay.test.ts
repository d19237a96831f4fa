import fc from 'fast-check'
import t from '../tap.ts'
import type { Chunk, Completion } from '../../src/completion.ts'
import { assemble } from '../../src/model/assemble.ts'
import { replay } from '../../src/routes/replay.ts'

// As long as they may be: by itself fast-check makes them too short for a second piece.
const text = fc.oneof(...['binary' as const, fc.constantFrom('a', '😀')].map((unit) => fc.string({ unit, minLength: 1, maxLength: 200, size: 'max' })))
const completion = fc.record({
  content: text,
  refusal: fc.constant(null),
  // Some upstreams say so that they called none.
  tool_calls: fc.constantFrom(undefined, false),
  reasoning_content: fc.option(text, { nil: undefined }),
  citations: fc.option(fc.array(fc.record({ url: text }), { minLength: 1, maxLength: 3 }), { nil: undefined }),
  logprobs: fc.constantFrom(null, undefined, { content: [{ token: 'a', logprob: -1 }], refusal: null }),
  usage: fc.option(fc.constant({ prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 }), { nil: undefined })
}).map(({ logprobs, usage, ...message }): Completion => JSON.parse(JSON.stringify({
  id: 'chatcmpl-1', created: 1, model: 'm', object: 'chat.completion', service_tier: 'default', choices: [{ index: 0, message: { role: 'assistant', ...message }, logprobs, finish_reason: 'stop', stop_reason: 7 }], usage
})))

t.test('a replayed answer, put together again, is the answer', async (t) => {
  fc.assert(fc.property(completion, (whole) => { t.same(assemble(replay(whole)), whole) }))
})

t.test('its pieces are well-formed text, in the order of a real stream', async () => {
  fc.assert(fc.property(completion, (whole) => {
    const chunks = replay(whole)
    const ends = chunks.filter(({ choices }) => choices[0]?.finish_reason)
    return chunks.every(({ choices }) => choices.length === 0 || String(choices[0]!.delta.content ?? '').isWellFormed() === String(whole.choices[0]!.message.content).isWellFormed()) &&
      chunks[0]!.choices[0]!.delta['role'] === 'assistant' && ends.length === 1
  }))
})

t.test('what is long beside the choices comes once, or a short answer would be megabytes', async (t) => {
  const whole: Completion = { id: 'c', created: 1, model: 'm', object: 'chat.completion', provider: 'p', prompt_token_ids: Array.from({ length: 1_000 }, (_, i) => i), choices: [{ index: 0, message: { role: 'assistant', content: 'x'.repeat(10_000) }, finish_reason: 'stop' }] }
  const chunks = replay(whole)
  t.same(assemble(chunks), whole)
  t.ok(JSON.stringify(chunks).length < 60_000 && chunks.every((chunk) => chunk['provider'] === 'p' && chunk.id === 'c' && chunk['created'] === 1))
})

const chunkOf = (delta: object, more: object = {}, top: object = {}): Chunk => ({ id: 'c', model: 'm', created: 1, ...top, choices: [{ index: 0, delta, finish_reason: null, ...more }] }) as Chunk

t.test('pieces of tool calls, of texts under other names, and fields that come late', async (t) => {
  const whole = assemble([
    { id: '', model: '', created: 0, choices: [], prompt_filter_results: [{ a: 1 }] },
    chunkOf({ role: 'assistant', content: null }),
    chunkOf({ tool_calls: [{ index: 0, id: 'x', type: 'function', function: { name: 'f', arguments: '' } }] }),
    chunkOf({ tool_calls: [{ index: 1, id: 'y', type: 'function', function: { name: 'g', arguments: '{' } }] }),
    // Some upstreams name the call again with each piece.
    chunkOf({ role: null, tool_calls: [{ index: 0, id: 'x', type: 'function', function: { name: 'f', arguments: '{"a"' } }] }),
    chunkOf({ tool_calls: [{ index: 0, function: { arguments: ':1}' } }, { index: 1, function: { arguments: '}' } }] }),
    chunkOf({ refusal: 'No' }, { logprobs: { content: [{ token: 'a' }] } }),
    chunkOf({ refusal: ', thanks' }, { logprobs: { content: [{ token: 'b' }] } }),
    chunkOf({}, { finish_reason: 'tool_calls' }, { service_tier: 'flex', obfuscation: 'xx' })
  ] as Chunk[])
  t.strictSame(JSON.parse(JSON.stringify(whole)), {
    id: 'c',
    model: 'm',
    created: 1,
    prompt_filter_results: [{ a: 1 }],
    service_tier: 'flex',
    object: 'chat.completion',
    choices: [{
      index: 0,
      message: {
        role: 'assistant',
        content: null,
        tool_calls: [{ index: 0, id: 'x', type: 'function', function: { name: 'f', arguments: '{"a":1}' } }, { index: 1, id: 'y', type: 'function', function: { name: 'g', arguments: '{}' } }],
        refusal: 'No, thanks'
      },
      finish_reason: 'tool_calls',
      logprobs: { content: [{ token: 'a' }, { token: 'b' }] }
    }]
  })
})
