import type { paths } from '../../shared/api.js'

// Types alone, and nothing of a browser: what is pure here can be tested without one.
type Series = paths['/operator/series']['get']['responses'][200]['content']['application/json']

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

/** Where the step of each point begins: the first one may have been cut by the range, and would stand too near to the second. */
export const secondsOf = ({ points, step_seconds: step }: Series): number[] => points.map(({ at }) => Math.floor(Date.parse(at) / 1_000 / step) * step)
export const countsOf = ({ points }: Series, outcome: string): number[] => points.map(({ statuses }) => statuses[outcome]?.requests ?? 0)
export const timesOf = ({ points }: Series, outcome: string, percentile: Percentile): (number | null)[] => points.map(({ statuses }) => statuses[outcome]?.[percentile] ?? null)
export const busiest = ({ points }: Series): Point | null => points.reduce<Point | null>((best, point) => point.requests > (best?.requests ?? 0) ? point : best, null)
