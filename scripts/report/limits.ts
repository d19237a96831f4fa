import type { Deflection } from '../../src/events/deflection.ts'
import { UsageError } from '../arguments.ts'

const percent = (value: number) => `${(100 * value).toFixed(1)} %`

/** @returns a share in 0..1, undefined where none was given */
export function readShare (option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const share = Number(text)
  if (text.trim() === '' || !(share >= 0 && share <= 1)) throw new UsageError(`--${option} must be a share between 0 and 1 such as 0.10, got "${text}"`)
  return share
}

/**
 * Why a pipeline has to stop, or null. Pure. What is not shown does not pass: a limit on wrong hits is held against the upper end
 * of their interval, so a few checks that all were right are not enough for a tight one.
 */
export function whyNot ({ deflection_rate: rate, semantic, checks }: Deflection, { under, over }: { under?: number | undefined, over?: number | undefined }): string | null {
  if (under !== undefined && rate === null) return `no requests: deflection cannot be shown to reach ${percent(under)}`
  if (under !== undefined && rate! < under) return `deflection ${percent(rate!)} is under ${percent(under)}`
  if (over === undefined || (semantic === 0 && checks.checked === 0)) return null
  if (checks.false_hit_interval === null) return `no semantic hit was checked: wrong hits cannot be shown to stay within ${percent(over)}`
  const upper = checks.false_hit_interval[1]
  return upper > over ? `wrong hits may be ${percent(upper)} (95 % upper bound; ${checks.wrong} of ${checks.checked} checked), over ${percent(over)}` : null
}
