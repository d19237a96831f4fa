import { LRUCache } from 'lru-cache'
import type { Execute } from '../cache/execute.ts'
import type { Pipeline } from '../cache/client.ts'
import type { MeterOf, RateMeter } from '../cache/rate-meter.ts'
import type { KeyUsage } from '../db/key-usage.ts'
import { QuotaError, RateLimitedError } from '../errors.ts'
import type { Prices } from '../events/prices.ts'
import type { ApiKey } from './api-keys.ts'
import { chargedAs, describeBudget, limitOf, monthOf, secondsLeftInMonth, spendingOf, unitOf, type Tokens } from './budget.ts'
import { hasRoom, resetMs, slide, used, waitMs, type Window } from './rate-window.ts'

/** What one request of a key may do. */
export type Admission = {
  /** x-ratelimit-*, as OpenAI sends them */
  headers: Record<string, string>
  /** Why the request is not taken at all, or null. */
  refusal: RateLimitedError | null
  /** Before tokens are used. @throws RateLimitedError */
  assertTokens (): void
  /** Before the upstream is called. @throws QuotaError, RateLimitedError */
  assertUpstream (): Promise<void>
}
/** What a request used, to be told in a pipeline with whatever else is written then. */
export type Charge = { enqueue (pipeline: Pipeline): void, accept (reply: unknown): void }

const FREE: Admission = { headers: {}, refusal: null, assertTokens () {}, assertUpstream: async () => {} }
/** Postgres is asked again this often while Redis is away, ms. */
const RELOAD_MS = 10_000
/** And this often while Redis is there and its counter is not. */
const RESTORE_MS = 1_000
/** Pause between two looks at what a counter may lack, ms. */
const REPAIR_MS = 2_000
/** What was spent longer ago is in Postgres: events take about a second, more where many wait. */
const RECORDED_MS = 10_000
const MOST_KEYS = 10_000

const seconds = (ms: number) => `${Math.round(ms) / 1000}s`
const retryAfter = (ms: number) => Math.max(1, Math.ceil(ms / 1000))

/**
 * Limits of API keys, shared by all processes through Redis: one script in a pipeline before a request, one after it. Where Redis
 * does not answer, each process goes on from what it saw last, by itself. Only what was not deflected counts as tokens or money.
 */
export function createLimits (deps: { execute: Execute, meter: RateMeter, usage: KeyUsage, prices: Prices }) {
  const { execute, meter, usage, prices } = deps
  const windows = new LRUCache<string, Window>({ max: MOST_KEYS })
  /** The most that is known to be spent, by key, unit and month: whatever is rebuilt, it never falls. */
  const spent = new LRUCache<string, number>({ max: MOST_KEYS })
  /** `at`: when it was known; Infinity while it is asked. */
  const loaded = new LRUCache<string, { at: number, total: Promise<number> }>({ max: MOST_KEYS })
  /** When Redis last did not answer for a key, or did not count: its counter may lack what was spent then, or shortly before. */
  const missed = new LRUCache<string, { key: ApiKey, subject: MeterOf, at: number }>({ max: MOST_KEYS })
  let repairing: NodeJS.Timeout | undefined
  let closed = false

  const subjectOf = (key: ApiKey): MeterOf => ({ keyId: key.id, unit: unitOf(key), month: monthOf(Date.now()) })
  const nameOf = ({ keyId, unit, month }: MeterOf) => `${keyId} ${unit} ${month}`
  const learn = (subject: MeterOf, total: number): number => {
    const most = Math.max(total, spent.get(nameOf(subject)) ?? 0)
    spent.set(nameOf(subject), most)
    return most
  }

  async function load (key: ApiKey, subject: MeterOf): Promise<number> {
    const rows = await usage.since([key.id], new Date(`${subject.month}-01T00:00:00Z`))
    return rows.reduce((sum, row) => sum + spendingOf(key, prices, row.model, { prompt: row.prompt_tokens, completion: row.completion_tokens }), 0)
  }
  /** @returns null where Redis does not answer */
  const tell = (subject: MeterOf, total: number) => execute('limits', (pipeline) => meter.enqueueSpent(pipeline, subject, { recorded: total, seen: learn(subject, total) }))

  /** Spent by the record, asked anew where that is long ago; the counter is told. @param redisIsThere false: the answer is used for a while, as nobody can keep it for us */
  function recorded (key: ApiKey, subject: MeterOf, redisIsThere: boolean): Promise<number> {
    const name = nameOf(subject)
    const last = loaded.get(name)
    if (last !== undefined && Date.now() - last.at <= (redisIsThere ? RESTORE_MS : RELOAD_MS)) return last.total
    const next = { at: Infinity, total: load(key, subject) }
    loaded.set(name, next)
    next.total.then(async (total) => {
      next.at = Date.now()
      await tell(subject, total)
    }).catch(() => loaded.delete(name))
    return next.total
  }

  function miss (key: ApiKey, subject: MeterOf): void {
    if (key.monthly_budget === undefined || closed) return
    missed.set(nameOf(subject), { key, subject, at: Date.now() })
    repairing ??= setTimeout(repair, REPAIR_MS).unref()
  }
  /** Adds what counters lack, whether their keys are used again or not. One at a time: of a month with millions of events a sum takes seconds. */
  async function repair (): Promise<void> {
    let isAway = false
    for (const [name, { key, subject, at }] of [...missed.entries()]) {
      const began = Date.now()
      isAway = await load(key, subject).then((total) => tell(subject, total)).catch(() => null) === null
      if (isAway) break
      if (began - at > RECORDED_MS && missed.peek(name)?.at === at) missed.delete(name)
    }
    repairing = missed.size === 0 || closed ? undefined : setTimeout(repair, isAway ? RELOAD_MS : REPAIR_MS).unref()
  }
  /** Without the record nobody knows: what this process saw has to do. */
  const spentOf = async (key: ApiKey, subject: MeterOf, redisIsThere: boolean): Promise<number> =>
    learn(subject, await recorded(key, subject, redisIsThere).catch(() => 0))

  function headersOf (key: ApiKey, window: Window, nowMs: number): Record<string, string> {
    const headers: Record<string, string> = {}
    for (const [name, limit] of [['requests', key.requests_per_minute], ['tokens', key.tokens_per_minute]] as const) {
      if (limit === undefined) continue
      headers[`x-ratelimit-limit-${name}`] = String(limit)
      headers[`x-ratelimit-remaining-${name}`] = String(Math.max(0, Math.floor(limit - used(window[name], nowMs))))
      headers[`x-ratelimit-reset-${name}`] = seconds(resetMs(window[name], nowMs))
    }
    return headers
  }

  /** Counts a request without Redis. */
  function countHere (key: ApiKey): { counted: boolean, nowMs: number, window: Window } {
    const nowMs = Date.now()
    const window = slide(windows.get(key.id), nowMs)
    const counted = key.requests_per_minute === undefined || hasRoom(window.requests, key.requests_per_minute, nowMs)
    const { previous, current } = window.requests
    return { counted, nowMs, window: counted ? { ...window, requests: { previous, current: current + 1 } } : window }
  }

  return {
    /**
     * Counts a request, in one round trip with what `more` enqueues.
     * @returns the replies to `more`; undefined where it was not sent (no limits, so no round trip of ours), null where Redis did not answer
     */
    async admit (key: ApiKey | null, more?: (pipeline: Pipeline) => void): Promise<{ admission: Admission, replies: unknown[] | null | undefined }> {
      if (key === null || (key.requests_per_minute ?? key.tokens_per_minute ?? key.monthly_budget) === undefined) return { admission: FREE, replies: undefined }
      const subject = subjectOf(key)
      const replies = await execute('limits', (pipeline) => {
        meter.enqueue(pipeline, subject, { requests: 1, limit: key.requests_per_minute ?? 0 })
        more?.(pipeline)
      })
      const reading = meter.accept(replies?.[0])
      const { counted, nowMs, window } = reading
        ? { counted: reading.counted, nowMs: reading.nowMs, window: slide({ minute: Math.floor(reading.nowMs / 60_000), requests: reading.requests, tokens: reading.tokens }, reading.nowMs) }
        : countHere(key)
      windows.set(key.id, window)
      // Where the counter was lost, so was what Postgres has not been told yet.
      if ((reading?.spent ?? null) === null) miss(key, subject)

      const { requests_per_minute: rpm, tokens_per_minute: tpm, monthly_budget: budget } = key
      const assertTokens = () => {
        if (tpm !== undefined && !hasRoom(window.tokens, tpm, nowMs)) throw new RateLimitedError('tokens', tpm, retryAfter(waitMs(window.tokens, tpm, nowMs)))
      }
      return {
        replies: replies?.slice(1) ?? null,
        admission: {
          headers: headersOf(key, window, nowMs),
          refusal: counted || rpm === undefined ? null : new RateLimitedError('requests', rpm, retryAfter(waitMs(window.requests, rpm, nowMs))),
          assertTokens,
          async assertUpstream () {
            if (budget !== undefined) {
              const counted = reading?.spent ?? null
              const total = counted === null ? await spentOf(key, subject, reading !== null) : learn(subject, counted)
              if (total >= limitOf(budget)) throw new QuotaError(describeBudget(budget), secondsLeftInMonth(Date.now()))
            }
            assertTokens()
          }
        }
      }
    },

    /** @param models its own first, then those it names beside it */
    chargedAs: (key: ApiKey | null, models: readonly [string, ...string[]], tokens: Tokens): string => chargedAs(key, prices, models, tokens),

    /** @returns null where nothing depends on it */
    charge (key: ApiKey | null, model: string | null, tokens: Tokens): Charge | null {
      if (key === null || (key.tokens_per_minute ?? key.monthly_budget) === undefined) return null
      const subject = subjectOf(key)
      const spending = model === null ? 0 : Math.round(spendingOf(key, prices, model, tokens))
      const count = tokens.prompt + tokens.completion
      return {
        enqueue: (pipeline) => meter.enqueue(pipeline, subject, { tokens: count, spent: spending }),
        accept (reply) {
          const reading = meter.accept(reply)
          if (reading?.spent !== undefined && reading.spent !== null) learn(subject, reading.spent)
          else if (spending > 0) {
            learn(subject, (spent.get(nameOf(subject)) ?? 0) + spending)
            miss(key, subject)
          }
          if (reading) return
          const window = slide(windows.get(key.id), Date.now())
          windows.set(key.id, { ...window, tokens: { ...window.tokens, current: window.tokens.current + count } })
        }
      }
    },

    close (): void {
      closed = true
      clearTimeout(repairing)
    }
  }
}
export type Limits = ReturnType<typeof createLimits>
