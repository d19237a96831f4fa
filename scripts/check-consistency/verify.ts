import type { Operation } from './history.ts'
import { createModel, type StoredConversation, type Violation } from './verify/model.ts'
import { createReadJudge } from './verify/reads.ts'
import { createRecordJudge } from './verify/record.ts'
import { createWriteJudge } from './verify/writes.ts'

export { KINDS, type Kind, type StoredConversation, type Violation } from './verify/model.ts'

/**
 * Checks a history while it grows: `begin` when a request leaves, `end` when its response is there, both in the order of
 * their times. Reads are judged at once and forgotten, so memory grows with the writes only. Pure: no clock, no I/O.
 */
export function createVerifier (report: (violation: Violation) => void) {
  const model = createModel()
  const violate = (kind: Violation['kind'], problem: string, ...operations: Operation[]) => report({ kind, problem, operations })
  const writes = createWriteJudge(model, violate)
  const reads = createReadJudge(model, violate, writes)
  const { checkStored, finish } = createRecordJudge(model, violate)
  return {
    begin (op: Operation): void {
      if (op.kind === 'turn' || op.kind === 'rename' || op.kind === 'delete') writes.begin(op)
    },
    end (op: Operation): void {
      if (op.kind === 'history') reads.history(op)
      else if (op.kind === 'list') reads.list(op)
      else if (op.kind === 'window') reads.window(op)
      else writes.end(op)
    },
    /** At the end, each conversation Postgres holds … */
    checkStored,
    /** … and then what must be there as a whole. */
    finish,
    /** An error that no fault explains. */
    refuse: (op: Operation, problem: string) => violate('refused', problem, op),
    /** Conversations that were acknowledged, deleted ones too. */
    conversations: () => [...model.conversations.values()].map(({ id, user }) => ({ id, user }))
  }
}
export type Verifier = ReturnType<typeof createVerifier>

/** Checks a whole history at once. */
export function verify (history: Operation[], end: { stored?: StoredConversation[], events?: ReadonlyMap<string, number>, orphans?: ReadonlySet<string> } = {}): Violation[] {
  const violations: Violation[] = []
  const verifier = createVerifier((violation) => violations.push(violation))
  // A response at the very moment a request leaves counts as concurrent: requests first.
  const moments = history.flatMap((op) => [{ at: op.from, last: 0, run: () => verifier.begin(op) }, { at: op.to, last: 1, run: () => verifier.end(op) }])
  for (const { run } of moments.filter(({ at }) => at !== Infinity).sort((a, b) => a.at - b.at || a.last - b.last)) run()
  if (end.stored) {
    for (const stored of end.stored) verifier.checkStored(stored)
    verifier.finish(new Set(end.stored.map(({ id }) => id)), end.events ?? new Map(), end.orphans ?? new Set())
  }
  return violations
}
