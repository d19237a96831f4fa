import type { Series } from '../api.ts'

/** What may come of a request, deflected ones first, with the colour of each. */
export const OUTCOMES = [
  { name: 'exact', label: 'exact', colour: '--exact' },
  { name: 'semantic', label: 'semantic', colour: '--semantic' },
  { name: 'coalesced', label: 'coalesced', colour: '--coalesced' },
  { name: 'miss', label: 'miss', colour: '--miss' },
  { name: 'bypass', label: 'bypass', colour: '--bypass' },
  { name: 'error', label: 'error', colour: '--error' }
] as const

export type Percentile = 'p50_ms' | 'p95_ms' | 'p99_ms'
type Point = Series['points'][number]

export const secondsOf = ({ points }: Series): number[] => points.map(({ at }) => Date.parse(at) / 1_000)
export const countsOf = ({ points }: Series, outcome: string): number[] => points.map(({ statuses }) => statuses[outcome]?.requests ?? 0)
export const timesOf = ({ points }: Series, outcome: string, percentile: Percentile): (number | null)[] => points.map(({ statuses }) => statuses[outcome]?.[percentile] ?? null)
export const busiest = ({ points }: Series): Point | null => points.reduce<Point | null>((best, point) => point.requests > (best?.requests ?? 0) ? point : best, null)
