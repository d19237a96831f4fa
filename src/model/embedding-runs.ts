import { LRUCache } from 'lru-cache'
import type { WordVectors } from './words.ts'

/**
 * What one run of the model gave. `vector` has length 1; it and `words` are shared with all who ask: read only. `tokens` are wordpieces
 * with the two specials. `unread`: something in the text is no word to the model, as whole scripts are, or emoji, and the vector is the
 * same whatever it was.
 */
export type Run = { vector: Float32Array, words: WordVectors, tokens: number, unread: boolean }

/** `waiting`: how many wait for it; a text that nobody waits for any more is not run. */
type Running = { result: Promise<Run>, waiting: number }

/** Runs of the model: one for all who ask for a text at once, and remembered. @param run asks `isWanted` before it is the text's turn */
export function createEmbeddingRuns (run: (text: string, isWanted: () => boolean) => Promise<Run>, cacheBytes: number) {
  const remembered = new LRUCache<string, Run>({
    maxSize: cacheBytes,
    // 600 bytes: the entry's own objects and its place in the map, roughly; 40: a word and its numbers.
    sizeCalculation: ({ vector, words }, text) => vector.byteLength + words.data.byteLength + 40 * words.words.length + 2 * text.length + 600
  })
  const inFlight = new Map<string, Running>()

  /** Has a text run for one who waits. @param onLeft told that it is not run, as nobody waits by now */
  function begin (text: string, onLeft: () => void = () => {}): Running {
    const mine = { waiting: 1 } as Running
    mine.result = run(text, () => {
      if (mine.waiting === 0) onLeft()
      return mine.waiting > 0
    })
    return mine
  }

  /** The same, for all who ask for it at once, and remembered. */
  function compute (text: string): Running {
    const running = inFlight.get(text)
    if (running) {
      running.waiting++
      return running
    }
    // Who asks for it later has it run anew.
    const remove = () => { if (inFlight.get(text) === mine) inFlight.delete(text) }
    const mine = begin(text, remove)
    inFlight.set(text, mine)
    mine.result = mine.result
      .then((embedding) => {
        remembered.set(text, embedding)
        return embedding
      })
      .finally(remove)
    return mine
  }

  return {
    find: (text: string): Run | undefined => remembered.get(text),
    has: (text: string): boolean => remembered.has(text),
    isIdle: () => inFlight.size === 0,
    begin,
    compute
  }
}
