import { ROOT_CONTEXT } from './lineage.ts'
import type { Policy } from './policy.ts'
import { exactHashOf, scopeBaseOf, scopeUnder, type ScopeParts } from './scope.ts'
import { isSelfContained } from './self-contained.ts'

/** A scope with the question's key in it; `base` is the scope but for the embedding identity. */
export type Place = { base: string, scopeHash: string, exactHash: string }

/** Where a question is looked for: `main`, then `others` in order. `own` is the asker's, where answers have to be admitted first. */
export type Places = { main: Place, own: Place | null, others: Place[] }

/**
 * Pure.
 * @param question as it was asked, and normalised
 * @param asker who asks
 * @param userOnly whether only the asker may be given the answer
 */
export function placesOf (parts: Omit<ScopeParts, 'user'>, question: { text: string, normalised: string }, asker: string, userOnly: boolean, policy: Pick<Policy, 'admission' | 'followups'>): Places {
  const at = (user: string | null, context: string): Place => {
    const base = scopeBaseOf({ ...parts, user, context })
    const scopeHash = scopeUnder(base, parts.embedding)
    return { base, scopeHash, exactHash: exactHashOf(scopeHash, question.normalised) }
  }
  const user = userOnly ? asker : null
  const own = policy.admission === 'second_user' && !userOnly ? at(asker, parts.context) : null
  // Looked for only: an answer given in a conversation may lean on it, however its question reads.
  const beyond = policy.followups === 'root' && parts.context !== ROOT_CONTEXT && isSelfContained(question.text)
  return { main: at(user, parts.context), own, others: [...(own ? [own] : []), ...(beyond ? [at(user, ROOT_CONTEXT)] : [])] }
}
