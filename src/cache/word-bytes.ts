import type { WordVectors } from '../model/words.ts'

/** Bumped when the layout changes: bytes of another version are no words, and their entry is decided by `static` only. */
const VERSION = 1
const HEAD = 4
const PER_WORD = 5

/**
 * Words as one binary field, little endian:
 *
 *     0  uint8    version
 *     1  uint8    n, number of words, at most 255
 *     2  uint16   d, dimensions
 *     4  float32  weights, n of them
 *        uint8    rarities, n of them
 *        int8     rows, n times d
 *        UTF-8    the words, a space between two (a word has none)
 */
export function encodeWords (from: WordVectors): Buffer {
  const n = Math.min(from.words.length, 255)
  const { dimensions } = from
  const text = Buffer.from(from.words.slice(0, n).join(' '))
  const bytes = Buffer.allocUnsafe(HEAD + n * (PER_WORD + dimensions) + text.length)
  bytes.writeUInt8(VERSION, 0)
  bytes.writeUInt8(n, 1)
  bytes.writeUInt16LE(dimensions, 2)
  for (let i = 0; i < n; i++) bytes.writeFloatLE(from.weights[i]!, HEAD + 4 * i)
  bytes.set(from.rarity.subarray(0, n), HEAD + 4 * n)
  bytes.set(new Uint8Array(from.data.buffer, from.data.byteOffset, n * dimensions), HEAD + PER_WORD * n)
  text.copy(bytes, HEAD + n * (PER_WORD + dimensions))
  return bytes
}

/** @returns null for anything that is not whole words of this layout */
export function decodeWords (bytes: unknown, wantedDimensions: number): WordVectors | null {
  if (!Buffer.isBuffer(bytes) || bytes.length < HEAD || bytes[0] !== VERSION) return null
  const n = bytes.readUInt8(1)
  const dimensions = bytes.readUInt16LE(2)
  const rows = HEAD + PER_WORD * n
  const end = rows + n * dimensions
  if (dimensions !== wantedDimensions || bytes.length < end) return null
  const text = bytes.toString('utf8', end)
  const words = text === '' ? [] : text.split(' ')
  if (words.length !== n) return null
  const weights = new Float32Array(n)
  for (let i = 0; i < n; i++) weights[i] = bytes.readFloatLE(HEAD + 4 * i)
  return {
    words,
    // Copies: views would keep the whole reply alive, and a float must lie at a multiple of four.
    data: new Int8Array(bytes.buffer, bytes.byteOffset + rows, n * dimensions).slice(),
    weights,
    rarity: new Uint8Array(bytes.buffer, bytes.byteOffset + HEAD + 4 * n, n).slice(),
    dimensions
  }
}
