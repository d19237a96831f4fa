import { monitorEventLoopDelay } from 'node:perf_hooks'

/**
 * One figure: `median` with its 5th and 95th percentile, in `unit`. `ratio` is this row ÷ the row named `baseline`: the
 * median of the ratios of neighbouring rounds, so that drift of the machine cancels. `target` is what was promised.
 */
export type Row = {
  name: string, unit: string, median: number, p5: number, p95: number, baseline?: string, ratio?: number, target?: string, met?: boolean
}

/** What a bench is given: the shared services, how thorough to be, and where to say what it is doing. */
export type Bench<Stage> = { run (stage: Stage, quick: boolean): Promise<Row[]> }

export function quantile (samples: number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN
}
export const median = (samples: number[]): number => quantile(samples, 0.5)

export function row (name: string, unit: string, samples: number[], baseline?: Row): Row {
  const middle = median(samples)
  return {
    name, unit, median: middle, p5: quantile(samples, 0.05), p95: quantile(samples, 0.95), ...(baseline ? { baseline: baseline.name, ratio: middle / baseline.median } : {})
  }
}

/** As `row`, for figures taken in rounds: the ratio is that of each round with the same round of the baseline. */
export function pairedRow (name: string, unit: string, samples: number[], baseline: Row, against: number[]): Row {
  return { ...row(name, unit, samples), baseline: baseline.name, ratio: median(samples.map((sample, i) => sample / against[i]!)) }
}

export function atLeast (row: Row, ratio: number): Row {
  return { ...row, target: `≥ ${ratio} ×`, met: (row.ratio ?? NaN) >= ratio }
}
/** A figure that is itself the target, not its ratio. */
export function atLeastThat (row: Row, value: number): Row {
  return { ...row, target: `≥ ${Math.round(value)} ${row.unit}`, met: row.median >= value }
}
export function atMost (row: Row, ratio: number): Row {
  return { ...row, target: `≤ ${ratio} ×`, met: (row.ratio ?? NaN) <= ratio }
}
export function below (row: Row, value: number, text = `< ${value} ${row.unit}`): Row {
  return { ...row, target: text, met: row.median <= value }
}

/** Runs the sides in turn, round after round (A B A B), so that a slow moment of the machine meets all of them. */
export async function alternate<Side extends string> (rounds: number, sides: Record<Side, (round: number) => Promise<number[]>>): Promise<Record<Side, number[][]>> {
  const names = Object.keys(sides) as Side[]
  const results = Object.fromEntries(names.map((name) => [name, [] as number[][]])) as Record<Side, number[][]>
  for (let round = 0; round < rounds; round++) {
    for (const name of names) results[name].push(await sides[name](round))
  }
  return results
}

/** Milliseconds of each of `count` calls, one after another. */
export async function timeEach (count: number, call: (i: number) => Promise<unknown>): Promise<number[]> {
  const times: number[] = []
  for (let i = 0; i < count; i++) {
    const startedAt = performance.now()
    await call(i)
    times.push(performance.now() - startedAt)
  }
  return times
}

/** Longest stall of the event loop while `work` runs, ms. The histogram's own resolution of 1 ms is taken off. */
export async function stallOf (work: () => Promise<unknown>): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  await new Promise((resolve) => setTimeout(resolve, 20))
  delay.reset()
  await work()
  // The stall is only seen by the tick after it.
  await new Promise((resolve) => setTimeout(resolve, 5))
  delay.disable()
  return Math.max(0, delay.max / 1e6 - 1)
}
