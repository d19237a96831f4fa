import { normaliseQuestion } from '../../src/model/text.ts'
import { readLines } from '../lines.ts'

/** `label` 1: the answer to `a` is right for `b`; 0: it is not. */
export type Pair = { a: string, b: string, label: 0 | 1, source?: string | undefined, kind?: string | undefined }

const readPair = ({ a, b, label, source, kind }: Record<string, unknown>): Pair | string => {
  if (typeof a !== 'string' || typeof b !== 'string') return 'expected texts a and b'
  if (label !== 0 && label !== 1) return 'expected label 0 or 1'
  return { a, b, label, source: typeof source === 'string' ? source : undefined, kind: typeof kind === 'string' ? kind : undefined }
}

/**
 * Each pair once, by its normalised texts: repeated, it would count as further evidence, and certify what it does not show. Logged
 * traffic repeats itself; that is evidence.
 */
export async function readPairs (file: string): Promise<{ pairs: Pair[], lines: number }> {
  const pairs = await readLines(file, readPair)
  const distinct = [...new Map(pairs.map((pair) => [JSON.stringify([normaliseQuestion(pair.a), normaliseQuestion(pair.b), pair.label]), pair])).values()]
  return { pairs: distinct, lines: pairs.length }
}
