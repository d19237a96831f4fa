// What a question asks for, by its meaning: the words of content/*.ts tell what is said in the ways that were thought of.
// A logistic regression a class, over the question's vector, its words, and pairs of words with at most one between them.
import type { ContentClass } from './index.ts'
import model from './meant-model.json' with { type: 'json' }

export type MeantModel = {
  version: string
  classes: ContentClass[]
  /** By class: what is added to the sum, above 0 of which a question is of the class. */
  bias: number[]
  /** By class and dimension. */
  vector: number[][]
  /** By word, or pair as `wordsAndPairs` writes it; by class. */
  words: Record<string, number[]>
  provenance: Record<string, unknown>
}

const YEAR = /\b(?:1\d{3}|20\d\d)\b/g
const TOKENS = /[a-z0-9']+|[^\sa-z0-9]/g

/** The words, pairs of neighbours ("is it") and pairs around a word ("is _ still"), each once, the ends being words, too. Pure. @param text normalised */
export function wordsAndPairs (text: string): Set<string> {
  const tokens = ['^', ...text.match(TOKENS) ?? [], '$']
  return new Set([...tokens, ...tokens.slice(1).map((token, i) => `${tokens[i]} ${token}`), ...tokens.slice(2).map((token, i) => `${tokens[i]} _ ${token}`)])
}

/** "What about 2019?": what was so in a year that is over stays so. */
const isOfThePast = (text: string, year: number): boolean => text.match(YEAR)?.some((named) => Number(named) < year) ?? false

/** Throws where the model's numbers do not belong together. */
export function createMeant (from: MeantModel): (vector: Float32Array, text: string, year?: number) => ContentClass[] {
  const words = new Map(Object.entries(from.words))
  const dimensions = from.vector[0]?.length ?? 0
  const count = from.classes.length
  if (from.bias.length !== count || from.vector.some(({ length }) => length !== dimensions) || from.vector.length !== count) throw new Error(`expected ${count} classes of one length in the model of meanings ${from.version}`)

  return (vector, text, year = new Date().getUTCFullYear()) => {
    if (vector.length !== dimensions) return []
    const sums = from.vector.map((weights, at) => weights.reduce((sum, weight, i) => sum + weight * vector[i]!, from.bias[at]!))
    for (const word of wordsAndPairs(text)) words.get(word)?.forEach((weight, at) => { sums[at]! += weight })
    return from.classes.filter((name, at) => sums[at]! > 0 && !(name === 'time_relative' && isOfThePast(text, year)))
  }
}

export const meantModel = model as MeantModel

/**
 * Classes of a question by its meaning. Pure but for the year.
 * @param vector of the question as it is embedded, of the model that was learnt from; of one of another length no class is told
 * @param text normalised
 * @param year it is, by default this one
 */
export const classesMeant: (vector: Float32Array, text: string, year?: number) => ContentClass[] = createMeant(meantModel)
