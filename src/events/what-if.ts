import { rateInterval } from './intervals.ts'

/** As db/what-if.ts counts them. */
type Count = { status: string, failed: boolean, compared: boolean, passes: number, guarded: boolean | null, requests: number }
/** A label of an answer that was served or compared. `guarded`: a guard that is asked speaks against it; null where nobody knows. */
export type Label = { source: string, similarity: number, guarded: boolean | null, wrong: boolean }

type WrongShare = { source: string, labelled: number, wrong: number, share: number, lower: number, upper: number }
export type WhatIfRow = {
  threshold: number
  requests: number
  exact: number
  coalesced: number
  /** Decisions whose entry would be served at this threshold. */
  semantic: number
  deflection_rate: number | null
  /** Decisions that cannot be told: the cache failed, or the guards were not asked. */
  unjudged: number
  /** Of the labelled ones that would be served, by where the label is from: sources are sampled differently, so they are not added up. */
  wrong: WrongShare[]
}

const sum = (rows: readonly Count[], where: (row: Count) => boolean) => rows.reduce((total, row) => total + (where(row) ? row.requests : 0), 0)
const rateOf = (part: number, whole: number) => whole === 0 ? null : part / whole

/** What was decided, as it was. */
export function actual (rows: readonly Count[]) {
  const by = (status: string) => sum(rows, (row) => row.status === status)
  const requests = sum(rows, () => true)
  const [exact, semantic, coalesced] = [by('exact'), by('semantic'), by('coalesced')]
  return { requests, exact, semantic, coalesced, deflection_rate: rateOf(exact + semantic + coalesced, requests) }
}

/**
 * Logged decisions under other thresholds. Pure. Each decision is judged by the one entry it was about: further candidates
 * were not logged, and an answer that a lower threshold would not have stored is still counted as stored.
 */
export function whatIf (rows: readonly Count[], labels: readonly Label[], thresholds: readonly number[]): WhatIfRow[] {
  const ascending = [...thresholds].sort((a, b) => a - b)
  const { requests, exact, coalesced } = actual(rows)
  return thresholds.map((threshold) => {
    // Above this many of the ascending thresholds means above this one.
    const enough = ascending.indexOf(threshold) + 1
    const asked = rows.filter((row) => row.status === 'semantic' || row.status === 'miss')
    const near = asked.filter((row) => row.compared && row.passes >= enough)
    const semantic = sum(near, (row) => row.guarded === false)
    return {
      threshold,
      requests,
      exact,
      coalesced,
      semantic,
      deflection_rate: rateOf(exact + coalesced + semantic, requests),
      unjudged: sum(near, (row) => row.guarded === null) + sum(asked, (row) => row.failed),
      wrong: wrongShares(labels.filter((label) => label.similarity > threshold && label.guarded === false))
    }
  })
}

function wrongShares (labels: readonly Label[]): WrongShare[] {
  return [...new Set(labels.map(({ source }) => source))].sort().map((source) => {
    const own = labels.filter((label) => label.source === source)
    const wrong = own.filter((label) => label.wrong).length
    return { source, labelled: own.length, wrong, share: wrong / own.length, ...rateInterval(wrong, own.length) }
  })
}
