import type { AnswerCheck, AnswerChecks, LabelCount } from '../../src/db/answer-checks.ts'

/** What turned out in a replay, counted as Postgres counts it in the service: one voice for each question of each user, the latest. */
export function createLabels (): Pick<AnswerChecks, 'insert' | 'labelsOf'> {
  const byEntry = new Map<string, Map<string, AnswerCheck>>()
  let atMs = 0
  return {
    async insert (check: AnswerCheck) {
      if (check.outcome === 'unknown' || check.probability === null) return
      const voices = byEntry.get(check.entry_id) ?? new Map<string, AnswerCheck>()
      byEntry.set(check.entry_id, voices.set(`${check.user_hash} ${check.asked}`, check))
      atMs++
    },
    async labelsOf (_tenant: string, entryId: string) {
      const counts: LabelCount[] = [...byEntry.get(entryId)?.values() ?? []].map(({ probability, outcome }) =>
        ({ logit: Math.log(probability! / (1 - probability!)), same: outcome === 'same' ? 1 : 0, different: outcome === 'different' ? 1 : 0 }))
      return { atMs, counts }
    }
  }
}
