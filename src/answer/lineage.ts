import { digest } from './scope.ts'

/** The lineage of a conversation in which nothing has been said. */
export const ROOT_CONTEXT = 'root'

/**
 * The lineage after a turn. Conversations that were given the answer of one and the same entry go on in one context,
 * so that their follow-ups may share answers; every other pair differs.
 * @param mark the entry's id, or the answer's own id where it came from no entry
 */
export const nextContext = (context: string, mark: string): string => digest(['context', context, mark])

/** What a conversation that was given this answer goes on from: an answer that was made anew, or that an operator wrote, is another one. */
export function markOf (entry: { id: string, renewedAt?: number, editedAt?: number }): string {
  const changedAt = Math.max(entry.renewedAt ?? 0, entry.editedAt ?? 0)
  return changedAt === 0 ? entry.id : `${entry.id}@${changedAt}`
}

/** The gateway has no conversation to follow: what was said before the question, word for word, is its context. */
export const contextOfMessages = (earlier: unknown[]): string => earlier.length === 0 ? ROOT_CONTEXT : digest(['messages', earlier])
