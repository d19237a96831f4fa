import fc from 'fast-check'
import t from 'tap'
import { normaliseQuestion } from '../../src/model/text.ts'

t.test('one form for the ways to type a question', async (t) => {
  for (const typed of ['What is  Redis?', ' what is redis ', 'WHAT\tIS\nREDIS ?!', 'Ｗhat is redis…']) {
    t.equal(normaliseQuestion(typed), 'what is redis')
  }
  t.equal(normaliseQuestion('version 1.2.3?'), 'version 1.2.3')
})

t.test('is a fixed point', async () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => {
    const once = normaliseQuestion(text)
    return normaliseQuestion(once) === once
  }), { numRuns: 1_000 })
})
