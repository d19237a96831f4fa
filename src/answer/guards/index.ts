// The guards, cheapest and surest first. Each is silent (null) when unsure.
import { antonyms } from './antonyms.ts'
import { direction } from './direction.ts'
import { entities } from './entities.ts'
import { format } from './format.ts'
import { identifiers } from './identifiers.ts'
import { modality } from './modality.ts'
import { negation } from './negation.ts'
import { numbers } from './numbers.ts'
import type { Evidence, Guard, Parsed } from './parse.ts'
import { questionType } from './question-type.ts'
import { restriction } from './restriction.ts'

export { parse } from './parse.ts'
export type { Evidence, Guard, Parsed } from './parse.ts'

export const guards: Guard[] = [numbers, identifiers, negation, antonyms, entities, direction, questionType, restriction, modality, format]
export const guardNames: string[] = guards.map(g => g.name)

// All evidence, for explain and for the features.
export function runGuards (a: Parsed, b: Parsed, only: Guard[] = guards): Evidence[] {
  if (a.text === b.text) return []
  return only.map(g => g.check(a, b)).filter(e => e !== null)
}
