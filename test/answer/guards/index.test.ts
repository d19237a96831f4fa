import fc from 'fast-check'
import t from '../../tap.ts'
import { guardNames, guards, parse, runGuards } from '../../../src/answer/guards/index.ts'

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
