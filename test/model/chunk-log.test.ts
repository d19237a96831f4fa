import fc from 'fast-check'
import t from '../tap.ts'
import type { Chunk } from '../../src/completion.ts'
import { ChunkLog } from '../../src/model/chunk-log.ts'

/** Chunks as upstreams send them: mostly alike but for a few letters, now and then something else. */
const text = fc.constantFrom('a', 'bc', '', 'Ein Fluß', '\ud800')
const delta = fc.oneof({ weight: 6, arbitrary: text.map((content) => ({ content })) }, fc.constantFrom<object>({}, { role: 'assistant', content: '' }, { content: null }, { reasoning_content: 'hm' }, { content: 'x', role: 'assistant' }, { tool_calls: [{ index: 0 }] }))
const choice = fc.record({ index: fc.constantFrom(0, 0, 0, 1), delta, finish_reason: fc.constantFrom(null, null, null, 'stop'), logprobs: fc.constantFrom<object | null>(null, null, { content: [] }) }, { requiredKeys: ['index', 'delta', 'finish_reason'] })
const chunk = fc.tuple(fc.constantFrom<object>({ id: 'a' }, { id: 'a' }, { id: 'b', usage: null }, { usage: { total_tokens: 3 } }), fc.array(choice, { minLength: 0, maxLength: 2 }), fc.constantFrom<object>({}, { obfuscation: 'xx' }, { obfuscation: 'y' }, { obfuscation: null }), fc.boolean())
  .map(([head, choices, tail, first]) => (first ? { choices, ...head, ...tail } : { ...head, choices, ...tail }) as unknown as Chunk)
/** The same of responses: events that count on, or do not. */
const event = fc.record({ type: fc.constantFrom('response.output_text.delta', 'response.output_text.delta', 'response.refusal.delta'), sequence_number: fc.constantFrom(1, 1, 1, 7), item_id: fc.constantFrom('a', 'a', 'b'), delta: text, logprobs: fc.constantFrom<unknown>([], [], [1], null), obfuscation: fc.constantFrom('x', 'yy') }, { requiredKeys: ['type', 'delta'] })
const events = fc.array(event, { maxLength: 30 }).map((events) => events.map((event, i) => ({
  choices: [{ index: 0, delta: { content: event.delta }, finish_reason: null }],
  response_event: event.sequence_number === undefined ? event : { ...event, sequence_number: event.sequence_number + i }
}) as unknown as Chunk))

t.test('what was said comes back as it was said, to the order of its fields, from any place on', async (t) => {
  fc.assert(fc.property(fc.oneof(fc.array(chunk, { maxLength: 30 }), events), fc.nat(31), (chunks, from) => {
    const log = new ChunkLog()
    const before = JSON.stringify(chunks)
    for (const one of chunks) log.push(one)
    t.equal(log.length, chunks.length)
    t.equal(JSON.stringify(log.slice()), before)
    t.equal(JSON.stringify(log.slice(from)), JSON.stringify(chunks.slice(from)))
  }))
})

t.test('of pieces that differ by a few letters, only those letters are kept', async (t) => {
  const log = new ChunkLog()
  const piece = (i: number): Chunk => ({ id: 'a', model: 'm', choices: [{ index: 0, delta: { content: `word ${i} ` }, finish_reason: null }], obfuscation: 'x'.repeat(i % 8) })
  for (let i = 0; i < 1_000; i++) log.push(piece(i))
  t.same(log.slice(998), [piece(998), piece(999)])
  t.not(log.slice(998)[0], log.slice(998)[0], 'made when asked for')
  t.equal(log.slice()[0], log.slice()[0], 'but for the first, whose shape they have')

  const responses = new ChunkLog()
  const told = (i: number): Chunk => ({ choices: [{ index: 0, delta: { content: `word ${i} ` }, finish_reason: null }], response_event: { type: 'response.output_text.delta', sequence_number: i + 4, item_id: 'a', delta: `word ${i} `, logprobs: [], obfuscation: 'x'.repeat(i % 8) } })
  for (let i = 0; i < 1_000; i++) responses.push(told(i))
  t.same(responses.slice(998), [told(998), told(999)])
  t.not(responses.slice(998)[0], responses.slice(998)[0], 'so of the events of a response')
})
