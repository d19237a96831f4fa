import type { AnswerEntry } from '../cache/answer-entry.ts'
import type { Ask, Plan } from './plan.ts'
import { foundUnasked, foundWithoutLook, hitElsewhere, toldOf } from './find.ts'
import { guards } from './guards/index.ts'
import { certaintyOf, findingOf, type Finding, type Judgement, type Terms } from './judge.ts'
import { ROOT_CONTEXT } from './lineage.ts'
import type { Found, LookUp, Question } from './lookup.ts'
import type { Place } from './places.ts'
import type { PlanByMeaning } from './plan-by-meaning.ts'

export type ExplainedCandidate = {
  entry: AnswerEntry
  similarity: number
  probability: number | null
  /** Under `verified`: what has to reach the bound in place of `probability`. */
  lowerBound: number | null
  finding: Finding
  /** Every guard: whether the policy asks it, and what it says, null where it is silent. */
  guards: { name: string, asked: boolean, evidence: string | null }[]
}
export type Explanation = {
  plan: Plan
  found: Found
  sentence: string
  exact: AnswerEntry | null
  candidates: ExplainedCandidate[]
}

/** A plan as it reads at one of its places. Pure. */
function planAt (plan: Plan, place: Place): Plan {
  const { main, own } = plan.places
  if (place === main) return plan
  return { ...plan, ...place, parts: place === own ? { ...plan.parts, user: plan.user } : { ...plan.parts, context: ROOT_CONTEXT } }
}

/** What would be served for a question now, and why: the lookup that serves, with everything it knows told. Calls no LLM, stores and counts nothing. */
export function createExplain (deps: {
  plan: (ask: Ask) => Promise<Plan>
  planByMeaning: PlanByMeaning | null
  lookup: LookUp
  questionOf: (plan: Plan, place?: Place) => Question
  whyBypassed: (plan: Plan) => string | null
}) {
  const { plan: makePlan, planByMeaning, lookup, questionOf, whyBypassed } = deps

  const explain = async (ask: Ask): Promise<Explanation> => await explainPlan(await makePlan(ask))

  async function explainPlan (plan: Plan): Promise<Explanation> {
    const bypass = whyBypassed(plan)
    const given = foundWithoutLook(plan, bypass)
    if (given !== null) {
      const sentence = bypass === null ? 'The LLM would be asked: Postgres could not be asked what is in force.' : `The LLM would be asked past the cache: ${bypass}.`
      return { plan, found: given, sentence, exact: null, candidates: [] }
    }
    const lookAt = async (place: Place) => {
      const question = { ...questionOf(plan, place), withWords: true }
      return { ...await lookup(question), place, question }
    }
    // In the order of `find`: the question's meaning is asked before the other places are.
    const main = await lookAt(plan.places.main)
    const replanned = planByMeaning && await planByMeaning(plan, main)
    if (replanned === 'unknown') main.found = foundUnasked(main.found)
    else if (replanned) return await explainPlan(replanned)
    const { found, judgements, place, question } = await hitElsewhere(main, plan.places.others, lookAt) ?? main
    // Behind an exact answer the semantic tier is not asked; here it is of interest all the same.
    const shown = found.status === 'exact' && question.tiers.includes('semantic')
      ? (await lookup({ ...question, tiers: ['semantic'] })).judgements
      : judgements
    const candidates = (shown ?? []).map((judgement) => told(judgement, question.terms))
    const { exactOnly, keeping: { narrowed } } = plan
    const sentence = sentenceOf(found, candidates, question) +
      (narrowed === null ? '' : ` Its answer is kept for its user alone: ${narrowed}.`) +
      (exactOnly ? ` Only the same words may share it: ${exactOnly}.` : '')
    return { plan: planAt(plan, place), found: toldOf(found, plan), sentence, exact: found.status === 'exact' ? found.entry : null, candidates }
  }
  return explain
}

function told (judgement: Judgement, terms: Terms): ExplainedCandidate {
  return {
    entry: judgement.candidate.entry,
    similarity: judgement.similarity,
    probability: judgement.probability(),
    lowerBound: terms.kind === 'verified' ? certaintyOf(judgement, terms) : null,
    finding: findingOf(judgement, terms),
    guards: guards.map((guard) => ({
      name: guard.name,
      asked: terms.kind === 'static' && terms.guards.includes(guard.name),
      evidence: judgement.against(guard)?.detail ?? null
    }))
  }
}

const four = (value: number) => value.toFixed(4)

function sentenceOf (found: Found, candidates: ExplainedCandidate[], { terms, exactHash }: Question): string {
  const { threshold, minProbability } = terms
  if (found.status === 'exact') return `Entry ${found.entry.id} would be served: ${found.entry.exactHash === exactHash ? 'it answers the same normalised question in the same scope' : 'a judge took this question for another name of its own'}.`
  if (found.status === 'semantic') {
    const served = candidates.find(({ entry }) => entry.id === found.entry.id)
    const why = terms.kind === 'static'
      ? `its similarity ${four(found.similarity)} is above ${threshold} and no guard that is asked speaks against it`
      : `${terms.kind === 'verified' ? `the lower bound of its probability ${four(served?.lowerBound ?? 0)}` : `its probability ${four(served?.probability ?? 0)}`} reaches ${minProbability} and is the highest of ${candidates.length}`
    return `Entry ${found.entry.id} would be served: ${why}.`
  }
  const llm = found.status === 'bypass' ? 'The LLM would be asked past the cache' : 'The LLM would be asked'
  if (found.reason === 'empty') return `${llm}: nothing alive is stored in this scope.`
  if (found.reason === 'error') return `${llm}: Redis or the embedding model did not answer.`
  const nearest = candidates.find(({ finding }) => finding !== 'expired' && finding !== 'too_old')
  if (found.reason.startsWith('guard:')) {
    const stopped = candidates.find(({ finding }) => finding === found.reason)
    const said = stopped?.guards.find(({ name }) => `guard:${name}` === found.reason)?.evidence
    return `${llm}: the similarity ${four(stopped?.similarity ?? 0)} is above ${threshold}, but the guard ${found.reason.slice('guard:'.length)} says: ${said}.`
  }
  if (nearest === undefined) return `${llm}: ${found.reason}.`
  if (nearest.finding === 'improbable' && terms.kind === 'verified') return `${llm}: the nearest has the lower bound of the probability ${four(nearest.lowerBound ?? 0)} and none of ${candidates.length} reaches ${minProbability}.`
  if (nearest.finding === 'improbable') return `${llm}: the nearest has probability ${four(nearest.probability ?? 0)} and none of ${candidates.length} reaches ${minProbability}.`
  if (nearest.finding === 'no_words') return `${llm}: the nearest was stored without its words, so its probability is not known.`
  return `${llm}: the nearest similarity is ${four(nearest.similarity)}, not above ${threshold}.`
}
