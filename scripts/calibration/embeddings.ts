// Reads what embed.py wrote.
import { readFileSync } from 'node:fs'

export function openEmbeddings (dir: string, dimensions = 384) {
  const floats = (file: string) => {
    const { buffer, byteOffset, length } = readFileSync(`${dir}/${file}`)
    return new Float32Array(buffer, byteOffset, length / 4)
  }
  const [vectors, rows] = [floats('vectors.f32'), floats('rows.f32')]
  const index = new Map<string, { at: number, first: number, pieces: string[] }>()
  readFileSync(`${dir}/index.jsonl`, 'utf8').trim().split('\n').forEach((line, at) => {
    const { t, o, p } = JSON.parse(line) as { t: string, o: number, p: string[] }
    index.set(t, { at, first: o, pieces: p })
  })
  const find = (text: string) => {
    const found = index.get(text)
    if (!found) throw new Error(`${dir} has no embedding for a question of ${text.length} characters: run embed.py again`)
    return found
  }
  return {
    cosine (a: string, b: string): number {
      const [i, j] = [find(a).at * dimensions, find(b).at * dimensions]
      let dot = 0
      for (let d = 0; d < dimensions; d++) dot += vectors[i + d]! * vectors[j + d]!
      return dot
    },
    rowsOf (text: string) {
      const { first, pieces } = find(text)
      return { pieces, hidden: rows.subarray(first * dimensions, (first + pieces.length) * dimensions) }
    }
  }
}
