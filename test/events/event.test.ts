import fc from 'fast-check'
import t from '../tap.ts'
import { createEvent, createEventId, decodeEvent, encodeEvent, EVENT_FIELD, hashUser, type AnswerEventInput } from '../../src/events/event.ts'

const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined })
const number = fc.double()
const text = fc.string({ unit: 'binary', maxLength: 300, size: 'max' })

/** Anything a caller could hand over, sensible or not; only ids and enumerations are what they should be. */
const inputs: fc.Arbitrary<AnswerEventInput> = fc.record({
  user: text,
  tenant: text,
  namespace: text,
  model: text,
  surface: fc.constantFrom('chat' as const, 'gateway' as const),
  status: fc.constantFrom('exact' as const, 'semantic' as const, 'coalesced' as const, 'miss' as const, 'bypass' as const, 'error' as const),
  reason: optional(text),
  similarity: optional(number),
  entry_id: optional(text),
  threshold: number,
  conversation_id: optional(fc.uuid()),
  message_id: optional(fc.uuid()),
  milliseconds: number,
  embed_ms: optional(number),
  lookup_ms: optional(number),
  llm_ms: optional(number),
  prompt_tokens: number,
  completion_tokens: number,
  window_tokens_saved: number,
  nearest_entry_id: optional(text),
  guards: optional(fc.array(text, { maxLength: 40 })),
  probability: optional(number),
  at: fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true })
})

t.test('whatever went in, what is encoded decodes to itself', async () => {
  fc.assert(fc.property(inputs, (input) => {
    const event = createEvent(input)
    const decoded = decodeEvent({ [EVENT_FIELD]: encodeEvent(event) })
    if (!('event' in decoded)) throw new Error(decoded.problem)
    return JSON.stringify(decoded.event) === JSON.stringify(event)
  }), { numRuns: 500 })
})

t.test('half a surrogate pair, sent or made by a cut, would be refused by Postgres', async (t) => {
  const [sample] = fc.sample(inputs, 1)
  for (const model of ['m\ud800', `${'m'.repeat(199)}\u{1f600}`]) t.ok(createEvent({ ...sample!, model }).model.isWellFormed())
})

t.test('an entry that is no event is refused with a reason, never thrown', async (t) => {
  const [sample] = fc.sample(inputs, 1)
  const good = createEvent(sample!)
  for (const entry of [{}, { event: '' }, { event: '{' }, { event: 'null' }, { event: '[]' }, { other: 'x' },
    { event: JSON.stringify({ ...good, status: 'odd' }) },
    { event: JSON.stringify({ ...good, at: '2026-13-45T99:00:00.000Z' }) }, { event: JSON.stringify({ ...good, model: 'a\0b' }) },
    { event: JSON.stringify({ ...good, prompt_tokens: 3e9 }) }]) {
    t.match(decodeEvent(entry), { problem: /./ }, JSON.stringify(entry).slice(0, 60))
  }
  t.match(decodeEvent({ event: JSON.stringify({ ...good, from_a_later_version: 1 }) }), { event: { id: good.id } })
  fc.assert(fc.property(fc.dictionary(fc.string(), fc.string()), fc.json(), (entry, event) =>
    'problem' in decodeEvent(entry) && 'problem' in decodeEvent({ event })))
})

t.test('ids sort by time, users are pseudonyms by tenant', async (t) => {
  const ids = [1, 2, 1_000, Date.now()].map((ms) => createEventId(new Date(ms)))
  t.strictSame(ids.toSorted(), ids)
  t.not(createEventId(new Date(1)), createEventId(new Date(1)))
  t.not(hashUser('a', 'u'), hashUser('b', 'u'))
  t.equal(JSON.stringify(createEvent({ ...fc.sample(inputs, 1)[0]!, user: 'somebody@example.org' })).includes('somebody'), false)
})
