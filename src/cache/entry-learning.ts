import { encodeAlias } from './answer-entry.ts'
import type { Attempt } from './attempt.ts'
import type { Redis } from './client.ts'
import type { Keys } from './keys.ts'
import { loadScript } from './script.ts'

/** Labels of an entry, counted by the logit of P they were made at. */
export type Learned = { logit: number, same: number, different: number }[]

const learn = loadScript('learn')
const alias = loadScript('alias')

/** null where nothing was ever looked up for the entry: none at all is an empty list. */
export function decodeLearned (text: unknown): Learned | null {
  if (typeof text !== 'string') return null
  try {
    const rows = JSON.parse(text) as [number, number, number][]
    return rows.map(([logit, same, different]) => ({ logit, same, different }))
  } catch {
    return null
  }
}

/** What is learnt about entries is kept with them: labels beside the vector, other names as pointers that die with the entry. */
export function createEntryLearning (deps: { redis: Redis, keys: Keys, attempt: Attempt, identity: string }) {
  const { redis, keys, attempt, identity } = deps
  const keyOf = (entryId: string) => keys.semanticEntry(identity, entryId)
  return {
    async storeLearned (entryId: string, atMs: number, learned: Learned): Promise<void> {
      const rows = learned.map(({ logit, same, different }) => [logit, same, different])
      await attempt('learn', () => learn.run(redis, [keyOf(entryId)], [String(atMs), JSON.stringify(rows)]))
    },
    /** @returns whether the question is another name of the entry now */
    async alias (entryId: string, exactKey: string, ownId: string): Promise<boolean> {
      const reply = await attempt('alias', () => alias.run(redis, [keyOf(entryId), exactKey, keyOf(ownId)], [encodeAlias(entryId)]))
      return reply.ok && reply.value === 1
    },
    /** Takes an entry out of the semantic tier; its exact answer stays. */
    async remove (entryId: string): Promise<void> {
      await attempt('learn', () => redis.del(keyOf(entryId)))
    }
  }
}
export type EntryLearning = ReturnType<typeof createEntryLearning>
