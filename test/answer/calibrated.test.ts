import fc from 'fast-check'
import t from '../tap.ts'
import { calibratedModel, createCalibrated, probabilitySame } from '../../src/answer/calibrated.ts'
import { featureNames, features, withEvidence } from '../../src/answer/features.ts'
import { guardNames, parse } from '../../src/answer/guards/index.ts'
import { alignment, wordVectors } from '../../src/answer/word-vectors.ts'

// A stand-in for the embedder: a word's row depends on the word only.
const rowFor = (word: string) => Array.from({ length: 384 }, (_, d) => Math.sin((d + 1) * [...word].reduce((h, c) => h * 31 + c.charCodeAt(0) | 0, 7)))
const reading = (text: string) => {
  const parsed = parse(text)
  const pieces = ['[CLS]', ...parsed.words, '[SEP]']
  return { parsed, words: wordVectors(pieces, pieces.flatMap(rowFor)) }
}

t.test('features: one number for every name, whatever the side, never NaN', async t => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (x, y) => {
    const [a, b] = [reading(x), reading(y)]
    const [ab, ba] = [features(0.9, a, b), features(0.9, b, a)]
    return ab.length === featureNames.length && ab.every((v, i) => Number.isFinite(v) && Math.abs(v - ba[i]!) < 1e-6)
  }), { numRuns: 300 })
})

t.test('word vectors: pieces joined, function words left out, equal words align', async t => {
  const pieces = ['[CLS]', 'how', 'do', 'i', 'un', '##zip', 'files', '[SEP]']
  const words = wordVectors(pieces, pieces.flatMap(rowFor))
  t.same(words.keys, ['unzip', 'fil'])
  t.same([...words.rarity], [2, 1])
  t.equal(words.data.length, 2 * 384)
  t.ok(Math.abs(alignment(words, words)[0]! - 1) < 1e-5)
  t.same(wordVectors(['[CLS]', '[SEP]'], new Float32Array(768)).keys, [])
  t.equal(wordVectors(['[CLS]', ...Array.from({ length: 90 }, (_, i) => 'word' + i), '[SEP]'], new Float32Array(92 * 384)).keys.length, 24)
})

t.test('P grows with similarity and falls with evidence', async t => {
  const x = features(0.9, reading('how do i bake bread'), reading('how can i bake bread'))
  t.ok(probabilitySame(x) > 0 && probabilitySame(x) < 1)
  fc.assert(fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: x.length, maxLength: x.length }), fc.double({ min: 0, max: 0.5, noNaN: true }), (at, more) => {
    const higher = at.with(featureNames.indexOf('cosine'), at[0]! + more)
    const fired = at.with(featureNames.indexOf('evidence'), at[featureNames.indexOf('evidence')]! + 1)
    return probabilitySame(higher) >= probabilitySame(at) - 1e-9 && probabilitySame(fired) <= probabilitySame(at) + 1e-9
  }), { numRuns: 500 })
})

t.test('no guard that fires raises P: what is not reached without them is not reached', async t => {
  const names = fc.uniqueArray(fc.constantFrom(...guardNames))
  fc.assert(fc.property(fc.array(fc.double({ min: 0, max: 3, noNaN: true }), { minLength: featureNames.length, maxLength: featureNames.length }), names, (any, fired) => {
    const silent = withEvidence(any, [])
    return silent.length === any.length && probabilitySame(withEvidence(silent, fired.map((guard) => ({ guard, detail: '' })))) <= probabilitySame(silent) + 1e-9
  }), { numRuns: 500 })
})

t.test('a model of other features is refused; the shipped one says where it comes from', async t => {
  t.throws(() => createCalibrated({ ...calibratedModel, version: 'x', features: ['cosine'] }), /calibrated model x: expected features/)
  t.ok(calibratedModel.points.every((p, i, all) => i === 0 || p.bound <= all[i - 1]!.bound))
  t.match(calibratedModel.provenance, { licence: /no question text/, method: /monotone/ })
})
