const float = new Float32Array(1)
const bits = new Uint32Array(float.buffer)

/** float32 to IEEE 754 half, round to nearest even. Vectors here lie in [-1, 1]: no overflow to handle. */
function toHalf (value: number): number {
  float[0] = value
  const x = bits[0]!
  const sign = (x >>> 16) & 0x8000
  const exponent = ((x >>> 23) & 0xff) - 112
  const mantissa = x & 0x7fffff
  if (exponent <= 0) {
    if (exponent < -10) return sign
    const full = mantissa | 0x800000
    const shift = 14 - exponent
    return sign | ((full + (1 << (shift - 1)) - 1 + ((full >>> shift) & 1)) >>> shift)
  }
  // A carry out of the mantissa rightly raises the exponent.
  return sign | (((exponent << 10) | (mantissa >>> 13)) + ((mantissa & 0x1fff) > 0x1000 - ((mantissa >>> 13) & 1) ? 1 : 0))
}

function fromHalf (half: number): number {
  const sign = half & 0x8000 ? -1 : 1
  const exponent = (half >>> 10) & 0x1f
  const mantissa = half & 0x3ff
  return sign * (exponent === 0 ? mantissa * 2 ** -24 : (1 + mantissa / 1024) * 2 ** (exponent - 15))
}

/** A vector as RediSearch FLOAT16 wants it: 2 bytes a dimension, little endian. */
export function encodeVector (vector: Float32Array): Buffer {
  const buffer = Buffer.allocUnsafe(vector.length * 2)
  for (let i = 0; i < vector.length; i++) buffer.writeUInt16LE(toHalf(vector[i]!), i * 2)
  return buffer
}

export function decodeVector (buffer: Buffer): Float32Array {
  return Float32Array.from({ length: buffer.length / 2 }, (_, i) => fromHalf(buffer.readUInt16LE(i * 2)))
}

/** RediSearch speaks of cosine distance, everything else here of similarity: the one place that converts. */
export function similarityOf (distance: number): number {
  return Math.min(1, Math.max(0, 1 - distance))
}
