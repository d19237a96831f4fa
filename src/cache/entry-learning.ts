import { encodeAlias } from './answer-entry.ts'
import type { Attempt } from './attempt.ts'
import type { Redis } from './client.ts'
import type { Keys } from './keys.ts'
import { loadScript } from './script.ts'

/** Labels of an entry, counted by the logit of P they were made at. */
export type Learned = { logit: number, same: number, different: number }[]

const learn = loadScript('learn')
const alias = loadScript('alias')
const join = loadScript('join')

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

/** Other wordings that learn along with an entry; of more there is nothing left to learn, so they have no vector. */
const MOST_WORDINGS = 16

/** What is learnt about entries is kept with them: labels beside the vector, other names as pointers that die with the entry. */
export function createEntryLearning (deps: { redis: Redis, keys: Keys, attempt: Attempt, identity: string }) {
  const { redis, keys, attempt, identity } = deps
  const keyOf = (entryId: string) => keys.semanticEntry(identity, entryId)
  return {
    /** For an entry and its other wordings. @param met a wording of it that may have outlived it */
    async storeLearned (entryId: string, met: string, atMs: number, learned: Learned): Promise<void> {
      const args = [String(atMs), JSON.stringify(learned.map(({ logit, same, different }) => [logit, same, different]))]
      await attempt('learn', async () => {
        const wordings = await learn.run(redis, [keyOf(entryId)], args)
        const others = new Set([...typeof wordings === 'string' ? wordings.split(' ') : [], met])
        others.delete(entryId)
        await Promise.all([...others].map((id) => learn.run(redis, [keyOf(id)], args)))
      })
    },
    /** Makes an entry another wording of one with the same answer: what is found out about either, both learn. */
    async join (entryId: string, wordingId: string): Promise<void> {
      await attempt('learn', () => join.run(redis, [keyOf(entryId), keyOf(wordingId)], [entryId, wordingId, String(MOST_WORDINGS)]))
    },
    /** The entry that learns for this one: itself, unless it is another wording. */
    async learnerOf (entryId: string): Promise<string> {
      const reply = await attempt('learn', () => redis.hGet(keyOf(entryId), 'wording_of'))
      return (reply.ok && reply.value) || entryId
    },
    /** @returns whether the question is another name of the entry now */
    async alias (entryId: string, similarity: number, { exactKey, ownId, ownKey }: { exactKey: string, ownId: string, ownKey: string }): Promise<boolean> {
      const reply = await attempt('alias', () => alias.run(redis, [keyOf(entryId), exactKey, keyOf(ownId), ownKey], [encodeAlias(entryId, similarity), ownId]))
      return reply.ok && reply.value === 1
    }
  }
}
export type EntryLearning = ReturnType<typeof createEntryLearning>
