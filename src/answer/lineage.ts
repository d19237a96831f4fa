import { digest } from './scope.ts'

/** The lineage of a conversation in which nothing has been said. */
export const ROOT_CONTEXT = 'root'

/**
 * The lineage after a turn. Conversations that were given the answer of one and the same entry go on in one context,
 * so that their follow-ups may share answers; every other pair differs.
 * @param mark the entry's id, or the answer's own id where it came from no entry
 */
export const nextContext = (context: string, mark: string): string => digest(['context', context, mark])

/** What a conversation that was given this answer goes on from: an answer that was made anew is another one. */
export const markOf = (entry: { id: string, renewedAt?: number }): string => entry.renewedAt === undefined ? entry.id : `${entry.id}@${entry.renewedAt}`

/** The gateway has no conversation to follow: what was said before the question, word for word, is its context. */
export const contextOfMessages = (earlier: unknown[]): string => earlier.length === 0 ? ROOT_CONTEXT : digest(['messages', earlier])
