/**
 * The words of a text with the vectors the model gave them in their context. Rows are int8, each with its own scale: only
 * its direction counts.
 */
export type WordVectors = {
  words: string[]
  /** One row of `dimensions` for each word. */
  data: Int8Array
  /** How much of the text a word carries: cosine with the mean of all rows, at least 0. */
  weights: Float32Array
  /** Pieces the tokeniser needed for it: common words are one piece. */
  rarity: Uint8Array
  dimensions: number
}

/**
 * Joins wordpieces to words and takes the mean of their rows. Marks between words are left out. Pure.
 * @param pieces with `[CLS]` first and `[SEP]` last, as the tokeniser gives them
 * @param hidden one row for each piece
 */
export function readWords (pieces: readonly string[], hidden: ArrayLike<number>, dimensions = 384): WordVectors {
  const joined: { word: string, rows: number[] }[] = []
  for (let i = 1; i < pieces.length - 1; i++) {
    const piece = pieces[i]!
    const last = joined.at(-1)
    if (piece.startsWith('##') && last) {
      last.word += piece.slice(2)
      last.rows.push(i)
    } else joined.push({ word: piece, rows: [i] })
  }
  const spoken = joined.filter(({ word }) => /[\p{L}\p{N}]/u.test(word))
  const whole = average(hidden, pieces.map((_, i) => i), dimensions)
  const data = new Int8Array(spoken.length * dimensions)
  const weights = new Float32Array(spoken.length)
  spoken.forEach(({ rows }, k) => {
    const row = average(hidden, rows, dimensions)
    quantise(row, data.subarray(k * dimensions, (k + 1) * dimensions))
    weights[k] = Math.max(0, cosine(row, whole))
  })
  return { words: spoken.map(({ word }) => word), data, weights, rarity: Uint8Array.from(spoken, ({ rows }) => rows.length), dimensions }
}

function average (hidden: ArrayLike<number>, rows: number[], dimensions: number): Float32Array {
  const out = new Float32Array(dimensions)
  for (const row of rows) {
    const from = row * dimensions
    for (let d = 0; d < dimensions; d++) out[d]! += hidden[from + d]!
  }
  return out
}

function cosine (x: Float32Array, y: Float32Array): number {
  let [dot, xx, yy] = [0, 0, 0]
  for (let d = 0; d < x.length; d++) { dot += x[d]! * y[d]!; xx += x[d]! * x[d]!; yy += y[d]! * y[d]! }
  return dot / (Math.sqrt(xx * yy) || 1)
}

/** Scales the largest part to 127. */
function quantise (row: Float32Array, into: Int8Array): void {
  let max = 0
  for (const x of row) if (Math.abs(x) > max) max = Math.abs(x)
  if (max > 0) for (let d = 0; d < row.length; d++) into[d] = Math.round(row[d]! * 127 / max)
}
