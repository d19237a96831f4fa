import { circuitBreaker, CircuitState, ConsecutiveBreaker, handleWhen } from 'cockatiel'
import { ErrorReply } from 'redis'
import { onceOver } from '../times.ts'
import type { Log } from './client.ts'

export type Outcome<T> = { ok: true, value: T } | { ok: false, reason: 'down' | 'timeout' | 'error', error?: unknown }
export type Attempt = <T>(what: string, work: () => Promise<T>) => Promise<Outcome<T>>

/** Whether the key holds somebody's value of another type. */
export const isWrongType = (outcome: Outcome<unknown>): boolean => !outcome.ok && String((outcome.error as Error | undefined)?.message).startsWith('WRONGTYPE')

/** Error replies that are about the server or this client's rights, not about the command. */
const REFUSAL = /^(OOM|READONLY|MISCONF|NOREPLICAS|NOPERM|NOAUTH|LOADING|MASTERDOWN|CLUSTERDOWN|BUSY) /
/** What was refused longer ago says nothing of now. */
const REFUSAL_MS = 60_000
const WARN_EVERY_MS = 10_000
/** Pause between two probes of an absent server, ms. */
const PROBE_MS = 100

class TimeoutError extends Error {}
class OfflineError extends Error {}

/** A promise, or a TimeoutError after `timeoutMs`. No option of node-redis bounds a command already written (5.12 and 6.3). A busy event loop is not a slow server. */
function withDeadline<T> (work: Promise<T>, timeoutMs: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const end = onceOver(timeoutMs, () => reject(new TimeoutError()))
    const settle = <V>(how: (value: V) => void) => (value: V) => {
      end()
      how(value)
    }
    work.then(settle(resolve), settle(reject))
  })
}

/**
 * Runs Redis work so that a fault is an outcome, never an exception. Behind a circuit breaker: one command that misses its
 * deadline, or finds no connection, opens it, so a request pays for an absent server once; it closes when a probe succeeds.
 * An error reply (OOM, wrong type) is an answer: that command fails, the circuit stays closed.
 */
export function createAttempt (options: {
  isReady: () => boolean,
  ping: () => Promise<unknown>,
  timeoutMs: number,
  log: Log
  onFault?: (what: string, reason: string) => void,
  onDown?: () => void,
  onUp?: () => void
}) {
  const { isReady, ping, timeoutMs, log, onFault } = options
  // Everything but a reply: no connection, a broken one, silence.
  const isAbsence = (error: Error) => !(error instanceof ErrorReply)
  const breaker = circuitBreaker(handleWhen(isAbsence), { halfOpenAfter: PROBE_MS, breaker: new ConsecutiveBreaker(1) })
  let warnedAt = -Infinity
  /** What was refused, why, and when; forgotten once one of it is done. */
  const refused = new Map<string, { reason: string, at: number }>()
  let prober: NodeJS.Timeout | undefined

  const reach = <T>(work: () => Promise<T>): Promise<T> => isReady() ? withDeadline(work(), timeoutMs) : Promise.reject(new OfflineError())
  breaker.onBreak(() => {
    options.onDown?.()
    // Probes are ours, not some request's: nobody pays for finding out.
    prober ??= setInterval(() => { breaker.execute(() => reach(ping)).catch(() => {}) }, PROBE_MS).unref()
  })
  breaker.onReset(() => {
    clearInterval(prober)
    prober = undefined
    options.onUp?.()
  })

  const attempt: Attempt = async (what, work) => {
    try {
      // Half open is the prober's: a request goes on as if the server were still away.
      if (breaker.state !== CircuitState.Closed) throw new OfflineError()
      const value = await reach(work)
      if (refused.size > 0 && refused.has(what)) refused.clear()
      return { ok: true, value }
    } catch (error) {
      // Told of failures only: a closed circuit learns nothing from what goes well, and that is nearly everything. Waited for, as the next
      // attempt of the same request must find it open.
      if (breaker.state === CircuitState.Closed) await breaker.execute(() => { throw error }).catch(() => {})
      const reason = error instanceof TimeoutError ? 'timeout' : error instanceof ErrorReply ? 'error' : 'down'
      onFault?.(what, reason)
      const now = performance.now()
      const refusal = reason === 'error' ? REFUSAL.exec((error as Error).message)?.[1] : undefined
      if (refusal !== undefined) refused.set(what, { reason: refusal, at: now })
      if (now - warnedAt > WARN_EVERY_MS) {
        warnedAt = now
        log.warn({ what, reason, error: reason === 'error' ? (error as Error).message : undefined }, 'cache unavailable, going on without it')
      }
      return reason === 'error' ? { ok: false, reason, error } : { ok: false, reason }
    }
  }
  return {
    attempt,
    isUp: () => breaker.state === CircuitState.Closed,
    /** Why Redis refuses what it is asked to do (`OOM`, `READONLY`, …), where it did so lately; null else. */
    refusal: (): string | null => [...refused.values()].find(({ at }) => performance.now() - at < REFUSAL_MS)?.reason ?? null,
    close: () => clearInterval(prober)
  }
}
