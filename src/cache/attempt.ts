import type { Log } from './client.ts'

export type Outcome<T> = { ok: true, value: T } | { ok: false, reason: 'down' | 'timeout' | 'error', error?: unknown }
export type Attempt = <T>(what: string, work: () => Promise<T>) => Promise<Outcome<T>>

const WARN_EVERY_MS = 10_000

/**
 * Runs Redis work so that a fault is an outcome, never an exception: absent, slow, and failing servers all fail open.
 * A timer is raced because no option of node-redis bounds a command already written (5.12 and 6.3).
 * Warns once per `WARN_EVERY_MS`, so that an outage is a line and not a flood.
 */
export function createAttempt (options: { isReady: () => boolean, timeoutMs: number, log: Log, onFault?: (what: string, reason: string) => void }): Attempt {
  const { isReady, timeoutMs, log, onFault } = options
  let warnedAt = -Infinity
  const fault = (what: string, reason: 'down' | 'timeout' | 'error', error?: unknown) => {
    onFault?.(what, reason)
    const now = performance.now()
    if (now - warnedAt > WARN_EVERY_MS) {
      warnedAt = now
      log.warn({ what, reason, error: error instanceof Error ? error.message : undefined }, 'cache unavailable, going on without it')
    }
    return { ok: false as const, reason, error }
  }

  return async (what, work) => {
    if (!isReady()) return fault(what, 'down')
    let timer: NodeJS.Timeout | undefined
    try {
      const late = new Promise<never>((_resolve, reject) => { timer = setTimeout(reject, timeoutMs, TIMEOUT) })
      return { ok: true, value: await Promise.race([work(), late]) }
    } catch (error) {
      return error === TIMEOUT ? fault(what, 'timeout') : fault(what, 'error', error)
    } finally {
      clearTimeout(timer)
    }
  }
}

const TIMEOUT = new Error('timeout')
