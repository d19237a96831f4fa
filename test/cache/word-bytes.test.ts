import fc from 'fast-check'
import t from '../tap.ts'
import { decodeWords, encodeWords } from '../../src/cache/word-bytes.ts'
import type { WordVectors } from '../../src/model/words.ts'

const DIMENSIONS = 8
const word = fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' }).filter((text) => text.isWellFormed() && !text.includes(' '))
const words = fc.array(fc.record({
  word,
  weight: fc.float({ min: 0, max: 1, noNaN: true }).map((x) => Math.abs(x)),
  pieces: fc.integer({ min: 1, max: 255 }),
  row: fc.array(fc.integer({ min: -127, max: 127 }), { minLength: DIMENSIONS, maxLength: DIMENSIONS })
}), { maxLength: 24 }).map((list): WordVectors => ({
  words: list.map(({ word }) => word),
  data: Int8Array.from(list.flatMap(({ row }) => row)),
  weights: Float32Array.from(list, ({ weight }) => weight),
  rarity: Uint8Array.from(list, ({ pieces }) => pieces),
  dimensions: DIMENSIONS
}))

t.test('what is written is read, from any place in a larger buffer', async (t) => {
  fc.assert(fc.property(words, fc.integer({ min: 0, max: 7 }), (from, shift) => {
    const bytes = Buffer.concat([Buffer.alloc(shift), encodeWords(from)]).subarray(shift)
    t.strictSame(decodeWords(bytes, DIMENSIONS), from)
  }))
})

t.test('a word costs its dimensions, five bytes and its text', async (t) => {
  const one: WordVectors = { words: ['violin'], data: new Int8Array(384), weights: new Float32Array(1), rarity: new Uint8Array([1]), dimensions: 384 }
  t.equal(encodeWords(one).length, 4 + 384 + 5 + 6)
})

t.test('anything else is no words: cut, another version, other dimensions, not bytes', async (t) => {
  fc.assert(fc.property(words.filter(({ words }) => words.length > 0), fc.double({ min: 0, max: 0.99, noNaN: true }), (from, share) => {
    const bytes = encodeWords(from)
    const rows = bytes.length - Buffer.byteLength(from.words.join(' '))
    return decodeWords(bytes.subarray(0, Math.floor(rows * share)), DIMENSIONS) === null
  }))
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => { decodeWords(Buffer.from(bytes), DIMENSIONS) }))
  const bytes = encodeWords({ words: ['a'], data: new Int8Array(8), weights: new Float32Array(1), rarity: new Uint8Array(1), dimensions: 8 })
  t.equal(decodeWords(bytes, 16), null)
  t.equal(decodeWords(Buffer.concat([Buffer.from([2]), bytes.subarray(1)]), 8), null)
  for (const nothing of [null, undefined, 'text', new Uint8Array(bytes)]) t.equal(decodeWords(nothing, 8), null)
})
