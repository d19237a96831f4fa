import type { Pipeline } from './client.ts'
import type { Keys } from './keys.ts'
import { loadScript } from './script.ts'

/** Counts of this minute and the one before, by the clock of Redis. `spent` is null until it was loaded from Postgres. */
export type MeterReading = {
  counted: boolean
  nowMs: number
  requests: { previous: number, current: number }
  tokens: { previous: number, current: number }
  spent: number | null
}
/** What is measured for an API key; `unit` and `month` name the budget it spends from. */
export type MeterOf = { keyId: string, unit: string, month: string }

/** Longer than a month, so that a counter outlives what it counts. */
const SPENT_TTL = 40 * 86_400
const meter = loadScript('meter')
const spentAtLeast = loadScript('spent-at-least')

/** The shared counters of API keys: one script, in a pipeline that others use as well. */
export function createRateMeter (deps: { keys: Keys }) {
  const { keys } = deps
  return {
    /** @param limit most requests in a minute, 0 for no limit */
    enqueue (pipeline: Pipeline, { keyId, unit, month }: MeterOf, add: { requests?: number, limit?: number, tokens?: number, spent?: number }): void {
      meter.enqueue(pipeline, [keys.rate(keyId), keys.spent(keyId, unit, month)], [add.requests, add.limit, add.tokens, add.spent].map((value) => String(Math.round(value ?? 0))))
    },
    /** Reads the reply to `enqueue`; null where there is none. */
    accept (reply: unknown): MeterReading | null {
      if (!Array.isArray(reply) || reply.length !== 7) return null
      const [counted, nowMs, rc, rp, tc, tp] = reply.slice(0, 6).map(Number) as [number, number, number, number, number, number]
      const spent = String(reply[6])
      return { counted: counted === 1, nowMs, requests: { previous: rp, current: rc }, tokens: { previous: tp, current: tc }, spent: spent === '' ? null : Number(spent) }
    },
    /** What Postgres knows, where Redis knows less: `recorded` there, or `seen` where the counter is gone. */
    enqueueSpent (pipeline: Pipeline, { keyId, unit, month }: MeterOf, { recorded, seen }: { recorded: number, seen: number }): void {
      spentAtLeast.enqueue(pipeline, [keys.spent(keyId, unit, month)], [recorded, seen, SPENT_TTL].map((value) => String(Math.round(value))))
    }
  }
}
export type RateMeter = ReturnType<typeof createRateMeter>
