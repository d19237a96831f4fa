// The guards, cheapest and surest first. Each is silent (null) when unsure.
import { antonyms } from './antonyms.ts'
import { direction } from './direction.ts'
import { entities } from './entities.ts'
import { format } from './format.ts'
import { identifiers } from './identifiers.ts'
import { modality } from './modality.ts'
import { negation } from './negation.ts'
import { numbers } from './numbers.ts'
import { ownSentences } from './own-sentences.ts'
import type { Evidence, Guard, Parsed } from './parse.ts'
import { questionType } from './question-type.ts'
import { restriction } from './restriction.ts'

export { parse, readingOf } from './parse.ts'
export type { Evidence, Guard, Parsed } from './parse.ts'

export const guards: Guard[] = [numbers, identifiers, negation, antonyms, entities, direction, questionType, restriction, modality, format]
export const guardNames: string[] = guards.map(g => g.name)

/** What a guard says of two texts: of all they say, else of the sentences that they do not share. */
export function compare (a: Parsed, b: Parsed): (guard: Guard) => Evidence | null {
  if (a.text === b.text) return () => null
  let own: Map<Guard, Evidence | null> | undefined
  // All guards at once: what they find of the last pair they remember, and would find anew after each other one.
  const ofOwn = () => {
    const pair = ownSentences(a, b)
    return new Map(pair && guards.map(guard => [guard, guard.check(...pair)]))
  }
  return guard => guard.check(a, b) ?? (own ??= ofOwn()).get(guard) ?? null
}

// All evidence, for explain and for the features.
export const runGuards = (a: Parsed, b: Parsed, only: Guard[] = guards): Evidence[] => only.map(compare(a, b)).filter(e => e !== null)
