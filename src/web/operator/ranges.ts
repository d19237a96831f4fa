/** Time ranges, and the step of a plot over each: 48 to 120 points, so that every one is seen. */
export const RANGES = {
  '1h': { label: 'last hour', stepSeconds: 60 },
  '6h': { label: 'last 6 hours', stepSeconds: 300 },
  '24h': { label: 'last 24 hours', stepSeconds: 1_800 },
  '7d': { label: 'last 7 days', stepSeconds: 7_200 },
  '30d': { label: 'last 30 days', stepSeconds: 43_200 },
  '90d': { label: 'last 90 days', stepSeconds: 86_400 },
  '365d': { label: 'last 365 days', stepSeconds: 345_600 }
} as const
export type Range = keyof typeof RANGES
/** Read from sums by the hour, as those are that are told by no narrower step than a day. */
export const isSummed = (range: Range): boolean => RANGES[range].stepSeconds >= 86_400
export const RANGE_OPTIONS = Object.entries(RANGES).map(([name, { label }]) => [name as Range, label] as const)
export const EVENT_RANGE_OPTIONS = RANGE_OPTIONS.filter(([name]) => !isSummed(name))
