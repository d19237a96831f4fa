// Reads what embed.py wrote.
import { readFileSync } from 'node:fs'
import type { Reading } from '../../src/answer/features.ts'
import { parse } from '../../src/answer/guards/index.ts'
import { wordVectors } from '../../src/answer/word-vectors.ts'
import { embeddedText } from '../../src/model/embedded-text.ts'

const DIMENSIONS = 384

export function openEmbeddings (dir: string) {
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
    const found = index.get(embeddedText(text))
    if (!found) throw new Error(`${dir} has no embedding for a question of ${text.length} characters: run embed.py again`)
    return found
  }
  const readings = new Map<string, Reading>()
  return {
    cosine (a: string, b: string): number {
      const [i, j] = [find(a).at * DIMENSIONS, find(b).at * DIMENSIONS]
      let dot = 0
      for (let d = 0; d < DIMENSIONS; d++) dot += vectors[i + d]! * vectors[j + d]!
      return dot
    },
    // A question as the second stage reads it; kept, as many pairs share one.
    readingOf (text: string): Reading {
      const known = readings.get(text)
      if (known) return known
      const { first, pieces } = find(text)
      const hidden = rows.subarray(first * DIMENSIONS, (first + pieces.length) * DIMENSIONS)
      const reading = { parsed: parse(text), words: wordVectors(pieces, hidden) }
      readings.set(text, reading)
      return reading
    }
  }
}
