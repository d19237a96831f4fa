import type { Attempt } from './attempt.ts'
import type { Redis } from './client.ts'
import type { SemanticIndex } from './semantic-index.ts'
import { matching, tagOf } from './tag.ts'

/** Entries by who caused them. */
export function createOwnedEntries (deps: { redis: Redis, attempt: Attempt, index: SemanticIndex }) {
  const { redis, attempt, index } = deps
  return {
    /** Ids of some entries that questions of a user (a pseudonym) produced. Without the search module none: they go by their events (db/answer-events.ts). @returns null where Redis cannot tell */
    async find (tenant: string, owner: string, limit: number): Promise<string[] | null> {
      if (index.state() === 'no_module') return []
      const reply = await attempt('semantic', () => redis.ft.searchNoContent(
        index.name, matching('labels', [tagOf('owner', tenant, owner)]), { LIMIT: { from: 0, size: limit }, DIALECT: 2 }))
      if (reply.ok) return reply.value.documents.map((key) => key.slice(key.lastIndexOf(':') + 1))
      return reply.error !== undefined && index.noteFault(reply.error) === 'no_module' ? [] : null
    },
    /** Which of these entries have a vector: those of the exact tier alone have none. @param entryKeys keys of hashes */
    async withVector (entryKeys: string[]): Promise<Set<string>> {
      const reply = await attempt('semantic', () => Promise.all(entryKeys.map((key) => redis.hExists(key, 'vector'))))
      return new Set(reply.ok ? entryKeys.filter((_, i) => reply.value[i]) : [])
    }
  }
}
export type OwnedEntries = ReturnType<typeof createOwnedEntries>
