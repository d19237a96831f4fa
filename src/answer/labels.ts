import type { AnswerEntry } from '../cache/answer-entry.ts'
import type { Log } from '../cache/client.ts'
import type { EntryLearning } from '../cache/entry-learning.ts'
import type { AnswerCheck, AnswerChecks } from '../db/answer-checks.ts'
import { EVIDENCE_CHECKS, nextStep } from './error-budget.ts'
import type { Policies } from './policy.ts'

/** What follows from an answer that turned out right or wrong: its entry learns, and its namespace's tier tightens or loosens. */
export function createLabels (deps: { store: AnswerChecks, learning: EntryLearning, policies: Pick<Policies, 'step' | 'forNamespace'>, log: Log, onCheck: (check: AnswerCheck) => void }) {
  const { store, learning, policies, log, onCheck } = deps

  async function keep (check: AnswerCheck, met: AnswerEntry, since: Date): Promise<void> {
    await store.insert(check, since, met)
    onCheck(check)
    if (check.outcome !== 'unknown' && check.probability !== null) await learn(check.tenant, check.entry_id, met.id)
  }

  async function learn (tenant: string, entryId: string, met: string): Promise<void> {
    const { atMs, counts } = await store.labelsOf(tenant, entryId)
    await learning.storeLearned(entryId, met, atMs, counts)
  }

  /** Whether a namespace's tier is to tighten or to loosen. Only a wrong answer can tighten. */
  async function weigh ({ tenant, namespace }: Pick<AnswerCheck, 'tenant' | 'namespace'>, wrong: boolean): Promise<void> {
    // As it is now: another check may have moved it since this one began.
    const { errorBudget, tightening, evidenceSince } = await policies.forNamespace(tenant, namespace)
    const step = tightening?.step ?? 0
    if (errorBudget === null || (!wrong && step === 0)) return
    const evidence = await store.evidence(tenant, namespace, new Date(evidenceSince ?? 0), EVIDENCE_CHECKS)
    const next = nextStep(step, evidence, errorBudget)
    if (next === null || !await policies.step(tenant, namespace, step, next)) return
    log.warn({ tenant, namespace, from: step, to: next.step, reason: next.reason }, next.step > step ? 'semantic tier tightened itself' : 'semantic tier loosened again')
  }

  return { keep, learn, weigh }
}
