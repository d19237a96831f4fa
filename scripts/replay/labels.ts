import { LOGIT_STEP, type AnswerCheck, type AnswerChecks, type LabelCount } from '../../src/db/answer-checks.ts'

type Voice = { atMs: number, logit: number, outcome: AnswerCheck['outcome'] }

const LEAST_P = 1e-6
/** An entry's id begins with the digits of its exact hash: those after it with the same question and scope share them. */
const originOf = (entryId: string) => entryId.slice(0, 32)

function logitOf (probability: number): number {
  const p = Math.min(Math.max(probability, LEAST_P), 1 - LEAST_P)
  return Math.round(Math.log(p / (1 - p)) / LOGIT_STEP) * LOGIT_STEP
}

/** What turned out in a replay, counted as Postgres counts it in the service (labelsOf in db/answer-checks.ts). */
export function createLabels (): Pick<AnswerChecks, 'insert' | 'labelsOf'> {
  const byOrigin = new Map<string, Map<string, Voice>>()
  return {
    async insert ({ entry_id: entryId, met_id: metId, user_hash: user, asked, probability, outcome }, since = new Date()) {
      if (outcome === 'unknown' || probability === null) return
      for (const origin of new Set([originOf(entryId), originOf(metId)])) {
        const voices = byOrigin.get(origin) ?? new Map<string, Voice>()
        byOrigin.set(origin, voices.set(`${user} ${asked}`, { atMs: since.getTime(), logit: logitOf(probability), outcome }))
      }
    },
    async labelsOf (_tenant, entryId) {
      const voices = [...byOrigin.get(originOf(entryId))?.values() ?? []]
      const counts = new Map<number, LabelCount>()
      for (const { logit, outcome } of voices) {
        const count = counts.get(logit) ?? { logit, same: 0, different: 0 }
        count[outcome === 'same' ? 'same' : 'different']++
        counts.set(logit, count)
      }
      return { atMs: Math.max(0, ...voices.map(({ atMs }) => atMs)), counts: [...counts.values()].sort((a, b) => a.logit - b.logit) }
    }
  }
}
