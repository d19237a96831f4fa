import fc from 'fast-check'
import t from '../tap.ts'
import { decodeEntry, encodeEntry } from '../../src/cache/answer-entry.ts'
import { sampleCompletion, sampleEntry } from './fresh.ts'

t.test('an entry comes back as it went', async (t) => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }).filter((text) => text.isWellFormed() && !text.includes('\0')), fc.string(), (content, question) => {
    const entry = sampleEntry({ question, completion: sampleCompletion(content) })
    t.strictSame(decodeEntry(encodeEntry(entry)), entry)
  }), { numRuns: 50 })
})

t.test('what is not whole is no entry', async (t) => {
  const text = encodeEntry(sampleEntry())
  fc.assert(fc.property(fc.integer({ min: 0, max: text.length - 1 }), (length) => decodeEntry(text.slice(0, length)) === null))
  const { completion, ...rest } = sampleEntry()
  const others: unknown[] = [undefined, null, 7, '', 'null', '[]', '{}', JSON.stringify(rest), JSON.stringify({ ...rest, completion: { ...completion, choices: [] } }),
    JSON.stringify({ ...rest, completion: sampleCompletion(null as never) }), JSON.stringify({ ...rest, completion, id: 7 }), JSON.stringify({ ...rest, completion, expiresAt: 'soon' }),
    ...[{ question: undefined }, { question: 5 }, { tags: null }, { tags: [7] }, { id: 'a\nb' }, { createdAt: undefined }, { expiresAt: rest.createdAt }, { expiresAt: 1e18 }, { owner: 7 }, { generation: 'x' }, { tenant: null },
      { createdAt: -1 }, { createdAt: 9e15, expiresAt: 9e15 + 1 }, { expiresAt: Date.now() + 600 * 86_400_000 }, { editedAt: [null] }, { renewedAt: 'x' }, { base: {} },
      ...[{ model: {} }, { model: 'a\0' }, { usage: 5 }, { choices: null }].map((fields) => ({ completion: { ...completion, ...fields } })),
      ...[{ tool_calls: {} }, { tool_calls: [{}] }, { function_call: 'x' }, { content: 'a\0' }].map((said) => ({ completion: { ...completion, choices: [{ ...completion.choices[0], message: { ...completion.choices[0]!.message, ...said } }] } })),
      { completion: { ...completion, choices: [completion.choices[0], null] } }, { completion: { ...completion, choices: { 0: completion.choices[0] } } },
      { completion: { ...completion, choices: [{ ...completion.choices[0], finish_reason: 'length' }] } }].map((broken) => JSON.stringify({ ...rest, completion, ...broken }))]
  for (const other of others) t.equal(decodeEntry(other), null, String(other))
})

t.test('an old entry that is pinned once more is one', async (t) => {
  const entry = sampleEntry({ createdAt: Date.now() - 3 * 365 * 86_400_000, pinned: true, expiresAt: Date.now() + 365 * 86_400_000 })
  t.strictSame(decodeEntry(encodeEntry(entry)), entry)
})

t.test('anything at all decodes to an entry or to null, never to an exception', async () => {
  fc.assert(fc.property(fc.oneof(fc.anything(), fc.json(), fc.string()), (value) => { decodeEntry(value) }), { numRuns: 500 })
})
