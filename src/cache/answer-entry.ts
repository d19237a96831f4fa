import type { Completion } from '../completion.ts'

/** A cached answer. Times are ms since the epoch; `expiresAt` is absolute, a hit never extends it. */
export type AnswerEntry = {
  id: string
  exactHash: string
  question: string
  completion: Completion
  /** When its call began: of two, the later one counts. Earlier versions did not keep it. */
  askedAt?: number
  createdAt: number
  expiresAt: number
  tenant: string
  namespace: string
  model: string
  tags: string[]
  /** The conversation whose turn produced the answer; null for the gateway. */
  conversationId: string | null
  /** Pseudonym of the user whose question caused it; null where it was nobody's. */
  owner: string | null
  /** The tenant's latest invalidation that was known when the answer was asked for. */
  generation: number
  /** Its scope but for the embedding identity. */
  base?: string
  /** Classes that the question's meaning told; its words tell theirs themselves. */
  meant?: string[]
  /** When the answer was made anew under the same id; absent where it is the first. */
  renewedAt?: number
  /** An operator keeps it: it lives for a year, and is not made anew. */
  pinned?: boolean
  /** When an operator wrote its answer; absent where the LLM did. */
  editedAt?: number
}

/** Whether an operator wrote it, or keeps it as it is: what the LLM says by now is not its measure. */
export const isOperators = ({ pinned, editedAt }: Pick<AnswerEntry, 'pinned' | 'editedAt'>): boolean => pinned === true || editedAt !== undefined

/** `quarantined`: kept for the operator, in no scope, so never served. */
export type EntryState = 'live' | 'quarantined'
/**
 * Stands under a question's exact hash where the question is another name of an entry: it says nothing once the entry is gone.
 * `similarity` of the question and the entry's own; earlier versions did not keep it.
 */
export type Alias = { aliasOf: string, similarity?: number }
export const encodeAlias = (entryId: string, similarity: number): string => JSON.stringify({ aliasOf: entryId, similarity } satisfies Alias)
/** What every alias of this entry begins with. */
export const aliasPrefix = (entryId: string): string => JSON.stringify({ aliasOf: entryId }).slice(0, -1)

export const encodeEntry = (entry: AnswerEntry): string => JSON.stringify(entry)

/** An operator pins for a year; other clocks and other versions are given half of one. */
export const LONGEST_MS = 550 * 86_400_000
// Ids go into headers and keys.
const ID = /^[\w.-]{1,200}$/
const isText = (value: unknown): value is string => typeof value === 'string'
const isTextOrNull = (value: unknown) => value === null || isText(value)
// Postgres keeps no NUL.
const isPlain = (value: unknown) => isText(value) && !value.includes('\0')
const isTime = (value: unknown): value is number => Number.isFinite(value) && (value as number) >= 0
const isTimeOrNone = (value: unknown) => value === undefined || isTime(value)
/** Some upstreams name what an answer does not have, as an empty list. */
export const isNothing = (value: unknown) => value === undefined || value === null || (Array.isArray(value) && value.length === 0)

/** A whole answer in text: what an entry may hold. */
export function isAnswer ({ choices, model, usage }: Completion): boolean {
  if (!Array.isArray(choices) || choices.length !== 1) return false
  const [{ message, finish_reason: reason }] = choices as [Completion['choices'][number]]
  return isPlain(message.content) && reason === 'stop' && isNothing(message['tool_calls']) && isNothing(message['function_call']) &&
    (isNothing(model) || isPlain(model)) && (isNothing(usage) || typeof usage === 'object')
}

/** Whether everything that code relies on is what it should be: Redis is shared, and another version may have written there. */
function isEntry (entry: AnswerEntry): boolean {
  const { id, exactHash, question, completion, createdAt, expiresAt, tags, generation } = entry
  return isAnswer(completion) &&
    isText(id) && ID.test(id) && isText(exactHash) && isText(question) && isText(entry.tenant) && isText(entry.namespace) && isText(entry.model) &&
    isTime(createdAt) && isTime(expiresAt) && expiresAt > createdAt && expiresAt <= Date.now() + LONGEST_MS &&
    isTimeOrNone(entry.askedAt) && isTimeOrNone(entry.renewedAt) && isTimeOrNone(entry.editedAt) && (entry.base === undefined || isText(entry.base)) &&
    Array.isArray(tags) && tags.every(isText) && (entry.meant === undefined || (Array.isArray(entry.meant) && entry.meant.every(isText))) && Number.isFinite(generation) && isTextOrNull(entry.conversationId) && isTextOrNull(entry.owner)
}

/**
 * An entry must prove itself: whole JSON with a whole answer in it, else it is no entry.
 */
export function decodeEntry (text: unknown): AnswerEntry | null {
  if (typeof text !== 'string') return null
  try {
    const entry = JSON.parse(text) as AnswerEntry
    return isEntry(entry) ? entry : null
  } catch {
    return null
  }
}

/** What stands under an exact hash. */
export function decodeStored (text: unknown): AnswerEntry | Alias | null {
  // An entry begins with its id.
  if (typeof text !== 'string' || !text.startsWith('{"aliasOf":')) return decodeEntry(text)
  try {
    const { aliasOf, similarity } = JSON.parse(text) as Alias
    return typeof aliasOf === 'string' ? { aliasOf, ...(Number.isFinite(similarity) ? { similarity: similarity! } : {}) } : null
  } catch {
    return null
  }
}
