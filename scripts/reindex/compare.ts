import { scopeUnder } from '../../src/answer/scope.ts'
import { decodeEntry, type AnswerEntry } from '../../src/cache/answer-entry.ts'
import { withBuffers, type Redis } from '../../src/cache/client.ts'
import type { Keys } from '../../src/cache/keys.ts'
import { matching } from '../../src/cache/tag.ts'
import { similarityOf } from '../../src/cache/vector.ts'

/**
 * What the two models say of each question's nearest neighbour. `served`: it is above the line of the namespace's policy.
 * `changed` decisions are served under one of them only; shares are of `pairs`.
 */
export type Comparison = {
  pairs: number, sameNeighbour: number, servedBefore: number, servedAfter: number, changed: number, medianShift: number | null
}

type Neighbour = { id: string, similarity: number }

/** @param thresholdOf the similarity that a hit must exceed, by tenant and namespace */
export async function compareDecisions (deps: {
  redis: Redis, keys: Keys, from: string, to: string, sample: number, thresholdOf: (entry: AnswerEntry) => Promise<number>
}): Promise<Comparison> {
  const { redis, keys, from, to, sample, thresholdOf } = deps
  const buffers = withBuffers(redis)

  async function neighbour (identity: string, entry: AnswerEntry): Promise<Neighbour | null> {
    const vector = await buffers.hGet(keys.semanticEntry(identity, entry.id), 'vector')
    if (!Buffer.isBuffer(vector)) return null
    const { documents } = await redis.ft.search(keys.semanticIndex(identity), `(${matching('scope', [scopeUnder(entry.base!, identity)])})=>[KNN 2 @vector $vector AS distance]`,
      { PARAMS: { vector }, RETURN: ['distance'], SORTBY: 'distance', LIMIT: { from: 0, size: 2 }, DIALECT: 2 })
    const other = documents.find(({ id, value }) => !id.endsWith(`:${entry.id}`) && value['distance'] !== undefined)
    return other ? { id: other.id.slice(other.id.lastIndexOf(':') + 1), similarity: similarityOf(Number(other.value['distance'])) } : null
  }

  const result = { pairs: 0, sameNeighbour: 0, servedBefore: 0, servedAfter: 0, changed: 0 }
  const shifts: number[] = []
  for await (const page of redis.scanIterator({ MATCH: `${keys.semanticEntryPrefix(to)}*`, COUNT: 500 })) {
    for (const key of page) {
      if (result.pairs >= sample) break
      const entry = decodeEntry(await redis.hGet(key, 'entry'))
      if (entry?.base === undefined) continue
      const [before, after] = [await neighbour(from, entry), await neighbour(to, entry)]
      if (before === null || after === null) continue
      const threshold = await thresholdOf(entry)
      const [was, is] = [before.similarity > threshold, after.similarity > threshold]
      result.pairs++
      if (before.id === after.id) {
        result.sameNeighbour++
        shifts.push(after.similarity - before.similarity)
      }
      if (was) result.servedBefore++
      if (is) result.servedAfter++
      if (was !== is) result.changed++
    }
    if (result.pairs >= sample) break
  }
  shifts.sort((a, b) => a - b)
  const middle = shifts[Math.floor(shifts.length / 2)]
  return { ...result, medianShift: middle === undefined ? null : Math.round(middle * 1e4) / 1e4 }
}
