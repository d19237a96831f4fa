import { normaliseQuestion } from '../../model/text.ts'
import type { PolicyFields } from '../../schemas/policy.ts'
import { isAccountMatter } from './account.ts'
import { isRefusal, tellsThePresent } from './answer-text.ts'
import { isCreative } from './creative.ts'
import { isOfElsewhere } from './other-languages.ts'
import { givesPersonalData, holdsPersonalData } from './personal-data.ts'
import { isOfThePlace } from './place.ts'
import { isTimeRelative } from './time-relative.ts'

/** Kinds of questions and answers that are not everybody's for a day. */
export const contentClasses = ['personal', 'account', 'time_relative', 'creative'] as const
export type ContentClass = typeof contentClasses[number]

/** `never`: past the cache; `user`: for who asked alone; `shared`: as any other. `ttlSeconds`: at most that long. */
export type ClassRule = { keep: 'never' | 'user' | 'shared', ttlSeconds: number | null }
export type ClassRules = Record<ContentClass, ClassRule>

/** What an operator does not change. The times are for those who let a class in: it is still none for a day. */
export const defaultClassRules: ClassRules = {
  personal: { keep: 'never', ttlSeconds: 3600 },
  account: { keep: 'never', ttlSeconds: 300 },
  time_relative: { keep: 'never', ttlSeconds: 60 },
  creative: { keep: 'never', ttlSeconds: null }
}

/** Pure. */
export function applyClassRules (rules: ClassRules, changes: NonNullable<PolicyFields['classes']>): ClassRules {
  const applied = contentClasses.map((name) => [name, { keep: changes[name]?.keep ?? rules[name].keep, ttlSeconds: changes[name]?.ttl_seconds ?? rules[name].ttlSeconds }])
  return Object.fromEntries(applied) as ClassRules
}

/** The classes of a question; none for almost all. Pure. */
export function classesOfQuestion (text: string, normalised = normaliseQuestion(text)): ContentClass[] {
  const found: ContentClass[] = []
  if (holdsPersonalData(text)) found.push('personal')
  if (isAccountMatter(normalised) || isOfThePlace(normalised) || isOfElsewhere('account', normalised)) found.push('account')
  if (isTimeRelative(normalised) || isOfElsewhere('time_relative', normalised)) found.push('time_relative')
  if (isCreative(normalised) || isOfElsewhere('creative', normalised)) found.push('creative')
  return found
}

/** Has the patterns compiled, which the first question that gets to them would wait for: 0.5 s in all on a slow processor. Past the signs of each class, and of none; in a sentence and without a verb; each twice, as V8 compiles once more what is asked again. */
export function compilePatterns (): void {
  for (const text of ['i now here at 1 A', 'my now here at 1 A', 'now here at 1 A', 'now here at 2 B']) classesOfQuestion(text)
}

/** The classes of an answer's text, and whether it is none: `refused`. Pure. */
export function classesOfAnswer (text: string): (ContentClass | 'refused')[] {
  const found: (ContentClass | 'refused')[] = []
  if (isRefusal(text)) found.push('refused')
  if (givesPersonalData(text)) found.push('personal')
  if (tellsThePresent(text)) found.push('time_relative')
  return found
}

const STRICTEST = ['never', 'user', 'shared'] as const

/** What the classes of one text come to: the strictest rule, the class it is of, and the shortest time. Pure. */
export function ruleOf (classes: ContentClass[], rules: ClassRules): ClassRule & { class: ContentClass | null } {
  const by = STRICTEST.flatMap((keep) => classes.filter((name) => rules[name].keep === keep))[0] ?? null
  const times = classes.map((name) => rules[name].ttlSeconds).filter((ttl) => ttl !== null)
  return { class: by, keep: by === null ? 'shared' : rules[by].keep, ttlSeconds: times.length === 0 ? null : Math.min(...times) }
}
