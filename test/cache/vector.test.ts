import fc from 'fast-check'
import t from '../tap.ts'
import { decodeVector, encodeVector, similarityOf } from '../../src/cache/vector.ts'

const there = (value: number) => decodeVector(encodeVector(Float32Array.of(value)))[0]!
const bitsOf = (value: number) => encodeVector(Float32Array.of(value)).readUInt16LE(0)
const float = fc.float({ min: -1, max: 1, noNaN: true })

t.test('there and back: off by at most 2^-11 of the value, or half the smallest step', async () => {
  fc.assert(fc.property(float, (value) => Math.abs(there(value) - value) <= Math.max(Math.abs(value) * 2 ** -11, 2 ** -25)), { numRuns: 5_000 })
})

t.test('every half in [-1, 1] is itself again, its bits too', async (t) => {
  let wrong = 0
  for (let half = 0; half <= 0x3c00; half++) {
    for (const bits of [half, half | 0x8000]) {
      const buffer = Buffer.alloc(2)
      buffer.writeUInt16LE(bits)
      if (!encodeVector(decodeVector(buffer)).equals(buffer)) wrong++
    }
  }
  t.equal(wrong, 0)
})

t.test('known halves', async (t) => {
  const known: [number, number][] = [[0, 0], [-0, 0x8000], [1, 0x3c00], [-1, 0xbc00], [0.5, 0x3800], [-0.25, 0xb400], [2 ** -14, 0x0400], [2 ** -24, 0x0001], [2 ** -26, 0], [1023 * 2 ** -24, 0x03ff]]
  for (const [value, bits] of known) t.equal(bitsOf(value), bits, String(value))
})

t.test('halfway between two halves goes to the even one, with its carry', async (t) => {
  t.equal(bitsOf(1 - 2 ** -12), 0x3c00, 'up, across the exponent')
  t.equal(bitsOf(0.5 + 2 ** -12), 0x3800, 'down to even')
  t.equal(bitsOf(0.5 + 3 * 2 ** -12), 0x3802, 'up to even')
  t.equal(bitsOf(2 ** -25), 0, 'denormal, down to even')
  t.equal(bitsOf(3 * 2 ** -25), 0x0002, 'denormal, up to even')
  t.equal(bitsOf(2 ** -14 - 2 ** -25), 0x0400, 'the largest denormal rounds up to the smallest normal')
})

t.test('order is kept', async () => {
  fc.assert(fc.property(float, float, (a, b) => a < b ? there(a) <= there(b) : there(a) >= there(b)), { numRuns: 1_000 })
})

t.test('a vector is two bytes a dimension, little endian', async (t) => {
  t.equal(encodeVector(Float32Array.of(1, -0.5)).toString('hex'), '003c00b8')
})

t.test('similarity is 1 - distance, inside 0..1 whatever rounding did', async (t) => {
  t.same([0, 0.25, 1, 1.5, 2, -1e-7].map(similarityOf), [1, 0.75, 0, 0, 0, 1])
})
