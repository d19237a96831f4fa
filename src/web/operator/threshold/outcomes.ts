import type { WhatIf } from '../api.ts'
import { formatCount, formatPercent } from '../../shared/format.ts'

/** The thresholds the slider stands on: one answer of `whatif` holds them all, 50 at most. */
export const STEP = 0.005
export const LOWEST = 0.75
export const HIGHEST = 0.995
export const THRESHOLDS = Array.from({ length: 50 }, (_step, i) => Math.round((LOWEST + i * STEP) * 1_000) / 1_000)

export type Outcome = WhatIf['thresholds'][number]

/** The outcome at the threshold of the grid nearest to the one wanted. */
export const outcomeAt = ({ thresholds }: WhatIf, threshold: number): Outcome =>
  thresholds.reduce((best, row) => Math.abs(row.threshold - threshold) < Math.abs(best.threshold - threshold) ? row : best)

const SOURCES: Record<string, string> = { shadow: 'sampled checks', explore: 'checked misses', judge: 'near misses judged', feedback: 'ratings by users' }
export const sourceWords = (source: string): string => SOURCES[source] ?? source

/** `2 of 40 wrong: 5.0 % (0.6 % to 16.9 %)` */
export const wrongWords = ({ wrong, labelled, share, lower, upper }: Outcome['wrong'][number]): string =>
  `${formatCount(wrong)} of ${formatCount(labelled)} wrong: ${formatPercent(share)} (95 % interval ${formatPercent(lower)} to ${formatPercent(upper)})`.replaceAll(' %', '\u00a0%')
