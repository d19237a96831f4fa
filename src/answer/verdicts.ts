import { LRUCache } from 'lru-cache'
import type { AnswerEntry } from '../cache/answer-entry.ts'
import type { Completion } from '../completion.ts'
import type { CheckOutcome } from '../db/answer-checks.ts'
import type { Llm } from '../model/llm.ts'
import { isTelling } from './agreement.ts'
import { judgeBody, readVerdict } from './ask-judge.ts'
import { textOf, type CompareAnswers } from './compare-answers.ts'
import type { Plan } from './plan.ts'

export type Verdict = { outcome: CheckOutcome, promptTokens: number, completionTokens: number }

const MINUTE_MS = 60_000

export const costOf = ({ usage }: Completion) => ({ promptTokens: usage?.prompt_tokens ?? 0, completionTokens: usage?.completion_tokens ?? 0 })

/** Whether that two questions have this answer says that they are one. */
export const isEvidence = (completion: Completion) => isTelling(textOf(completion) ?? '')

/**
 * Whether two questions have one answer: by the answers, or by a judge, within the LLM calls that a tenant's checks may make in a minute.
 * @param deps.signal how long one of them may take
 */
export function createVerdicts (deps: { llm: Llm, compare: CompareAnswers, judgeModel: string | undefined, signal: () => AbortSignal, onDropped: (reason: 'budget') => void }) {
  const { llm, compare, judgeModel, signal, onDropped } = deps
  // A window begins with its first call: the TTL is not renewed by the next.
  const calls = new LRUCache<string, number>({ max: 10_000, ttl: MINUTE_MS, noUpdateTTL: true })

  /** Takes one LLM call from the tenant's minute. */
  function mayCall ({ scope: { tenant }, policy: { checksPerMinute } }: Plan): boolean {
    const used = calls.get(tenant) ?? 0
    if (used >= checksPerMinute) onDropped('budget')
    else calls.set(tenant, used + 1)
    return used < checksPerMinute
  }

  async function askJudge (plan: Plan, entry: AnswerEntry): Promise<Verdict> {
    const body = judgeBody(judgeModel ?? plan.scope.model, plan.question, entry.question)
    if (body === null) return { outcome: 'unknown', promptTokens: 0, completionTokens: 0 }
    const completion = await llm.complete(body, signal(), { firstOnly: true })
    return { outcome: readVerdict(textOf(completion)), ...costOf(completion) }
  }

  /** Compares the answers, and has the judge say where vectors cannot, if one is on. `teaches`: it says something of the questions. */
  async function compareOrJudge (plan: Plan, entry: AnswerEntry, fresh: Completion): Promise<Verdict & { judged: boolean, teaches: boolean }> {
    const outcome = await compare(entry.completion, fresh)
    if (outcome !== 'unknown' || plan.policy.judge === 'off' || !mayCall(plan)) {
      return { outcome, promptTokens: 0, completionTokens: 0, judged: false, teaches: outcome !== 'same' || (isEvidence(entry.completion) && isEvidence(fresh)) }
    }
    return { ...await askJudge(plan, entry), judged: true, teaches: true }
  }

  return { mayCall, askJudge, compareOrJudge }
}
