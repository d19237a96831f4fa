import type { Completion } from '../completion.ts'
import { whyNotStorable } from './cacheability.ts'
import { classesOfAnswer, contentClasses, ruleOf, type ContentClass } from './content/index.ts'
import type { Policy } from './policy.ts'
import { MAX_CHARACTERS, readQuestion, type QuestionReading } from './question-reading.ts'

/** What a question's content means for its answer: kept nowhere, with its user, or with everybody of the scope. */
export type Keeping = {
  /** Why the question goes past the cache, as it is told; null where it does not. */
  bypass: string | null
  /** Only the asker may be given the answer. */
  userOnly: boolean
  /** Told on a miss where the class made the scope narrower. */
  narrowed: string | null
  ttlSeconds: number
}

/** Pure. @param bypass what the request itself (not its words) has against the cache */
export function keepingOf (question: { text: string, classes: QuestionReading['classes'], bypass: string | null }, policy: Pick<Policy, 'classes' | 'sharing' | 'ttlSeconds'>): Keeping {
  const past = question.bypass ?? (question.text.length > MAX_CHARACTERS ? 'too_long' : null)
  const rule = ruleOf(past === null ? question.classes() : [], policy.classes)
  const why = past ?? (rule.keep === 'never' ? rule.class : null)
  const narrower = rule.keep === 'user' && policy.sharing !== 'user'
  return {
    bypass: why === null ? null : `not_cacheable:${why}`,
    userOnly: policy.sharing === 'user' || rule.keep === 'user',
    narrowed: narrower ? `scope:${rule.class}` : null,
    ttlSeconds: Math.min(policy.ttlSeconds, rule.ttlSeconds ?? Infinity)
  }
}

export type Kept = { whyNot: string } | { whyNot: null, ttlSeconds: number }

/** Whether an answer is kept, and for how long at most; or why not, as it is told. Reads the whole answer: once for all who share it. Pure. */
export function keepAnswer (completion: Completion, keeping: Keeping, policy: Pick<Policy, 'classes' | 'maxAnswerBytes'>): Kept {
  const why = whyNotStorable(completion, policy.maxAnswerBytes)
  if (why !== null) return { whyNot: `not_cacheable:${why}` }
  const classes = classesOfAnswer(completion.choices[0]!.message.content!)
  const rule = ruleOf(classes.filter((name) => name !== 'refused'), policy.classes)
  if (classes.includes('refused')) return { whyNot: 'not_cacheable:refused' }
  // Its place was chosen by the question: an answer for one user alone is kept only where its question was too.
  if (rule.keep === 'never' || (rule.keep === 'user' && !keeping.userOnly)) return { whyNot: `not_cacheable:${rule.class}` }
  return { whyNot: null, ttlSeconds: Math.min(keeping.ttlSeconds, rule.ttlSeconds ?? Infinity) }
}

/** What the meaning of an entry's question told when it was stored. Pure. */
export const meantOf = ({ meant = [] }: { meant?: string[] }): ContentClass[] => contentClasses.filter((name) => meant.includes(name))

/** How long an answer that is kept already lives at most, by its words and its question's. Pure. */
export function lifeOf ({ question, completion, meant }: { question: string, completion: Completion, meant?: string[] }, policy: Pick<Policy, 'classes' | 'ttlSeconds'>): number {
  const classes = [...readQuestion(question).classes(), ...meantOf({ meant }), ...classesOfAnswer(completion.choices[0]!.message.content!).filter((name) => name !== 'refused')]
  return Math.min(policy.ttlSeconds, ruleOf(classes, policy.classes).ttlSeconds ?? Infinity)
}
