import fc from 'fast-check'
import t from '../../tap.ts'
import { guardNames, guards, parse, runGuards } from '../../../src/answer/guards/index.ts'
import { ownSentences } from '../../../src/answer/guards/own-sentences.ts'

const word = fc.constantFrom('how', 'do', 'i', 'get', 'from', 'Paris', 'to', 'London', 'not', '5', 'mg', 'enable', 'disable', 'than', 'and', ',', '"x y"', '`a b`', 'by', 'sued', '-R', 'v1.2', '?', 'İ', '1/0', '__proto__', 'constructor', '5 constructor', 'toString')
const text = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }), fc.array(word, { maxLength: 14 }).map(w => w.join(' ')))

t.test('guards never throw, are silent on the same question and do not depend on the side', async t => {
  fc.assert(fc.property(text, text, (x, y) => {
    const [a, b] = [parse(x), parse(y)]
    for (const guard of guards) if (guard.check(a, parse(x)) !== null) return false
    const fired = (p: typeof a, q: typeof a) => runGuards(p, q).map(e => e.guard).join()
    return fired(a, b) === fired(b, a)
  }), { numRuns: 3000 })
})

t.test('all guards are asked, or those that are named', async t => {
  const [a, b] = [parse('can i take 5 mg of aspirin before lunch'), parse('can i take 10 mg of aspirin after lunch')]
  const all = runGuards(a, b)
  t.same(all.map(e => e.guard), ['numbers', 'antonyms'])
  t.same(runGuards(a, b, guards.filter(g => g.name === 'antonyms')).length, 1)
  t.equal(new Set(guardNames).size, guards.length)
})

// What both say before the question, or behind it, hides nothing that is read of the question alone.
const told = [
  ['The kettle is new and does not whistle. ', ''], ['Thank you! One more thing: ', ''], ['', ' Please answer in two lines. Do not use a table.']
] as const
t.test('sentences that two texts share do not hide what differs in the others', async t => {
  for (const [before, behind] of told) {
    for (const [a, b] of [
      ['How do I find cells that are empty?', 'How do I find cells that are not empty?'], ['Who beat the Bears in May?', 'Who did the Bears beat in May?'], ['Why do owls hoot?', 'Do owls hoot?']
    ]) {
      const [x, y] = [parse(before + a + behind), parse(before + b + behind)]
      t.same([runGuards(x, y), runGuards(y, x)].map(found => found.length > 0), [true, true], x.raw)
    }
    for (const [a, b] of [['How do I frame a poster?', 'How can I frame a poster?'], ['What is the capital of Peru?', "What's the capital of Peru?"]]) {
      t.same(runGuards(parse(before + a + behind), parse(before + b + behind)), [], before + a + behind)
    }
  }
})

t.test('a question that both ask in the end is not taken from what is told before it', async t => {
  const story = (idle: string) => parse(`Ann has 4 kites${idle}. How many kites has she?`)
  t.equal(ownSentences(story(''), story(' on the shelf')), null)
})
