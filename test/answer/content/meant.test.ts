import fc from 'fast-check'
import t from '../../tap.ts'
import { contentClasses } from '../../../src/answer/content/index.ts'
import { createMeant, meantModel, wordsAndPairs, type MeantModel } from '../../../src/answer/content/meant.ts'

const model: MeantModel = { version: 'x', classes: ['account', 'creative'], bias: [-1, -2], vector: [[1, 0], [0, 1]], words: { my: [2, 0], 'my cat': [-3, 0], ode: [0, 1.5] }, provenance: {} }
const found = createMeant(model)

t.test('words, neighbours and pairs around a word, each once, the ends among them', async (t) => {
  t.strictSame([...wordsAndPairs("is it's é is it")], ['^', 'is', "it's", 'é', 'it', '$', '^ is', "is it's", "it's é", 'é is', 'is it', 'it $', "^ _ it's", 'is _ é', "it's _ is", 'é _ it', 'is _ $'])
  t.strictSame([...wordsAndPairs('')], ['^', '$', '^ $'])
  t.strictSame([...wordsAndPairs('a a a')], ['^', 'a', '$', '^ a', 'a a', 'a $', '^ _ a', 'a _ a', 'a _ $'])
})

t.test('a question is of the classes whose sum is above 0', async (t) => {
  const none = Float32Array.of(0, 0)
  t.strictSame(found(none, 'the cat'), [])
  t.strictSame(found(none, 'my dog, my hat'), ['account'], 'counted once')
  t.strictSame(found(none, 'my cat'), [], 'a pair beside its words')
  t.strictSame(found(Float32Array.of(0, 0.4), 'my dog'), ['account'])
  t.strictSame(found(Float32Array.of(1.1, 2.1), ''), ['account', 'creative'])
  const words = fc.array(fc.constantFrom('my', 'cat', 'ode', 'to', 'constructor', '__proto__')).map((list) => list.join(' '))
  const at = fc.tuple(fc.double({ min: -3, max: 3, noNaN: true }), fc.double({ min: -3, max: 3, noNaN: true })).map((pair) => Float32Array.from(pair))
  fc.assert(fc.property(at, words, fc.nat({ max: 3 }), (vector, text, more) => {
    const nearer = found(Float32Array.from(vector, (value) => value + more), text)
    return found(vector, text).every((name) => nearer.includes(name))
  }))
})

t.test('what was so in a year that is over is not of the present', async (t) => {
  const { classes, ...rest } = model
  const found = createMeant({ ...rest, classes: ['time_relative', 'creative'] })
  const both = Float32Array.of(9, 9)
  for (const text of ['who won in 2019', 'from 1066', '2019 or 2031', '2019?']) t.strictSame(found(both, text, 2030), ['creative'], text)
  for (const text of ['who wins', 'in 2030', 'in 2031', 'of 12019', '999', 'rx2019']) t.strictSame(found(both, text, 2030), ['time_relative', 'creative'], text)
  const before = new Date().getUTCFullYear() - 1
  t.strictSame(found(both, `in ${before}`), ['creative'], 'this year where none is given')
})

t.test('vectors of another length say nothing; a model that does not hold together is refused', async (t) => {
  t.strictSame(found(new Float32Array(3).fill(9), 'my dog'), [])
  t.throws(() => createMeant({ ...model, bias: [1] }), /expected 2 classes/)
  t.throws(() => createMeant({ ...model, vector: [[1], [0, 1]] }), /expected 2 classes/)
})

t.test('the shipped model is of known classes, and says where it comes from', async (t) => {
  t.ok(meantModel.classes.length > 0 && meantModel.classes.every((name) => contentClasses.includes(name)))
  t.ok(meantModel.vector.every(({ length }) => length === 384))
  t.ok(Object.values(meantModel.words).every(({ length }) => length === meantModel.classes.length))
  t.match(meantModel.provenance, { method: /regression/, licence: /own/ })
})
