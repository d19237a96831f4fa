import type { Reindexed } from './run.ts'

/** Above this share of changed decisions a threshold no longer means what it was set for. */
const RETUNE = 0.01

const share = (part: number, of: number) => of === 0 ? 'none' : `${(100 * part / of).toFixed(1)} %`

/** What was done, and what is to be done next. Pure. */
export function describe ({ from, to, settings, entries, caughtUp, comparison: { pairs, sameNeighbour, servedBefore, servedAfter, changed, medianShift }, knowsP }: Reindexed, seconds: number, isCatchUp: boolean): string {
  return [
    `${entries.seen} entries of ${from}: ${entries.copied} copied, ${entries.refreshed} there already, ${entries.skipped} skipped, ${entries.gone} expired; then ${caughtUp.copied} that came meanwhile; ${seconds} s`,
    pairs === 0
      ? 'no question has a neighbour in its scope: nothing to compare'
      : `${pairs} questions with a neighbour: ${share(sameNeighbour, pairs)} have the same one; above the policy's line ${share(servedBefore, pairs)} before, ${share(servedAfter, pairs)} after; ${share(changed, pairs)} of the decisions changed; similarity moved by ${medianShift ?? 0} at the median`,
    ...changed > RETUNE * pairs ? ['warning: tune the threshold anew (npm run tune) before you rely on this model'] : [],
    ...knowsP ? [] : ['warning: P(same answer) was learnt for another model: policies of other kinds decide as static'],
    isCatchUp
      ? 'where nobody wants to go back any more (npm run reindex -- --rollback): npm run reindex -- --drop-old'
      : `now start the servers with EMBEDDING_MODEL=${settings.model} EMBEDDING_DTYPE=${settings.dtype} (they answer from ${to}), then: npm run reindex -- --catch-up`,
    ''
  ].join('\n')
}
