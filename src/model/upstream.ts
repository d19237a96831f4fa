import { circuitBreaker, CircuitState, ConsecutiveBreaker, DelegateBackoff, ExponentialBackoff, type IBackoff, type IRetryBackoffContext, handleWhen, isBrokenCircuitError, retry, wrap } from 'cockatiel'
import OpenAI, { APIConnectionError, APIError, APIUserAbortError } from 'openai'
import { Agent } from 'undici'
import type { Pace } from '../completion.ts'
import { LlmBusyError, LlmDownError, LlmFailedError, LlmIncompleteError, LlmTimeoutError, refusalOf, statusOf, upstreamError } from '../errors.ts'
import { createFetch } from './upstream-fetch.ts'

export type UpstreamOptions = {
  name: string
  apiKey: string | undefined
  baseURL: string
  connectTimeoutMs: number
  /** Longest silence before the first piece of an answer, and between two of them. */
  firstTokenTimeoutMs: number
  idleTimeoutMs: number
  /** Longest that an answer in whole may take, which is silent to its end, and that signs of life alone keep a stream open. */
  wholeTimeoutMs: number
  /** How often a call is tried again, before its first byte only. */
  retries: number
  /** Longest wait for another try: what the upstream asks beyond that is left to the client, or to a fallback. Two seconds where it is not set. */
  maxWaitMs?: number
  onRetry?: (upstream: string) => void
}

/**
 * `whole`: nothing comes before the end. `begun`: whether a piece of the answer has gone out; from then on nothing is tried again.
 * `thinks`: whether what has gone out was none of the answer's words, which are waited for as the first piece is.
 * `aside`: no answer, so how it ends says nothing about them, and is not counted.
 */
export type Kind = { whole?: boolean, begun?: () => boolean, thinks?: () => boolean, aside?: boolean }

/** Something came: a piece of the answer, or a sign of life such as a comment. `pace`: until when it is not listened for more. */
export type Alive = (isPiece?: boolean, pace?: Pace) => void

/** Its errors keep the whole body of a refusal, whatever its shape. */
class Client extends OpenAI {
  protected override makeStatusError (status: number, error: object, message: string | undefined, headers: Headers) {
    return upstreamError(status, error ?? message, headers)
  }
}

/** Failures in a row that open the circuit, and how long it stays open, ms. */
const FAILURES = 5
const OPEN_MS = 5_000
/** Longest wait for another try, ms. */
const MAX_WAIT_MS = 2_000

/** Not there, or broken: a refusal of this one request (4xx) is neither. */
const isFault = (error: Error) => error instanceof LlmTimeoutError || (error instanceof LlmFailedError && (refusalOf(error)?.status ?? 500) >= 500)

/**
 * A failure of a client that left before the answer began: not tried again, and not counted.
 * `unheard`: it tried an open circuit. By a probe whose error it does not handle a breaker closes (cockatiel 3.2), so it handles this one, and opens again.
 */
class Uncounted extends Error {
  readonly unheard: boolean
  constructor (unheard: boolean, cause: unknown) {
    super('not counted', { cause })
    this.unheard = unheard
  }
}

/** What the upstream asks to wait (`Retry-After`), ms; NaN where it names a date. */
const askedMs = (error: unknown): number => Number(refusalOf(error)?.retryAfter ?? 0) * 1000

const mayRetry = (maxWaitMs: number) => (error: Error): boolean =>
  (error instanceof LlmBusyError || (isFault(error) && !(error instanceof LlmTimeoutError))) && askedMs(error) <= maxWaitMs

const steps = new ExponentialBackoff<unknown>({ initialDelay: 100, maxDelay: MAX_WAIT_MS })
/** Longer from try to try, and as long as the upstream asks at least: sooner it would only refuse again. */
const backoff = new DelegateBackoff<IRetryBackoffContext<unknown>, IBackoff<unknown>>((context, last) => {
  const state = (last ?? steps).next(context)
  return { state, delay: Math.max(state.duration, 'error' in context.result ? askedMs(context.result.error) : 0) }
})

/** One OpenAI-compatible upstream: kept connections, timeouts, tries, and a circuit that opens when it is down. */
export function createUpstream (options: UpstreamOptions) {
  const { name, firstTokenTimeoutMs, idleTimeoutMs, wholeTimeoutMs } = options
  const agent = new Agent({ connect: { timeout: options.connectTimeoutMs }, headersTimeout: 0, bodyTimeout: 0, keepAliveTimeout: 30_000 })
  const client = new Client({
    apiKey: options.apiKey ?? 'none',
    baseURL: options.baseURL,
    // Those of the environment, which the client reads by itself, name an account with the first.
    ...(name === 'fallback' ? { organization: null, project: null } : {}),
    // The watchdog below bounds every call, and the policy below tries again.
    timeout: 2 ** 31 - 1,
    maxRetries: 0,
    fetch: createFetch(agent) as never
  })
  const breaker = circuitBreaker(handleWhen((error) => error instanceof Uncounted ? error.unheard : isFault(error)), { halfOpenAfter: OPEN_MS, breaker: new ConsecutiveBreaker(FAILURES) })
  const again = retry(handleWhen(mayRetry(options.maxWaitMs ?? MAX_WAIT_MS)), { maxAttempts: options.retries, backoff })
  again.onRetry(() => options.onRetry?.(name))
  const policy = wrap(again, breaker)

  function asOurs (cause: unknown, silentMs: number | null): unknown {
    if (silentMs !== null) return new LlmTimeoutError(String(silentMs), { cause })
    if (cause instanceof LlmIncompleteError || cause instanceof LlmFailedError || cause instanceof APIUserAbortError) return cause
    if (cause instanceof APIError && statusOf(cause) === 429) return new LlmBusyError({ cause })
    if (cause instanceof APIConnectionError) return new LlmFailedError('no connection', { cause })
    if (cause instanceof APIError && cause.status !== undefined) return new LlmFailedError(`status ${cause.status}`, { cause })
    // It quotes what could not be read.
    if (cause instanceof SyntaxError) return new LlmFailedError('what it sent is no JSON')
    return new LlmFailedError((cause as Error).message, { cause })
  }

  /** One try under a watchdog. */
  async function attempt<T> (signal: AbortSignal, call: (client: OpenAI, signal: AbortSignal, alive: Alive) => Promise<T>, { whole = false, begun = () => false, thinks = () => false }: Kind): Promise<T> {
    const end = new AbortController()
    let limitMs = whole ? wholeTimeoutMs : firstTokenTimeoutMs
    let over = false
    let silent = false
    const fallSilent = () => {
      silent = true
      end.abort()
    }
    let timer = setTimeout(fallSilent, limitMs)
    /** Of the last piece: a proxy may go on with comments for ever before an upstream that hangs. */
    let saidAt = performance.now()
    let toldMs = limitMs
    const listen = () => {
      if (over) return
      const leftMs = saidAt + wholeTimeoutMs - performance.now()
      toldMs = leftMs < limitMs ? wholeTimeoutMs : limitMs
      timer = setTimeout(fallSilent, Math.min(limitMs, leftMs))
    }
    const goOn = () => {
      saidAt = performance.now()
      listen()
    }
    // Not AbortSignal.any: it keeps 1.4 KB more as long as an answer is read (Node 20).
    const leave = () => end.abort(signal.reason)
    if (signal.aborted) leave()
    else signal.addEventListener('abort', leave, { once: true })
    const heard: Alive = (isPiece = false, pace) => {
      clearTimeout(timer)
      if (isPiece) saidAt = performance.now()
      if (begun()) limitMs = thinks() ? Math.max(firstTokenTimeoutMs, idleTimeoutMs) : idleTimeoutMs
      if (pace) pace.then(goOn, goOn)
      else listen()
    }
    try {
      return await call(client, end.signal, heard)
    } catch (cause) {
      throw asOurs(cause, silent ? toldMs : null)
    } finally {
      over = true
      clearTimeout(timer)
      signal.removeEventListener('abort', leave)
    }
  }

  return {
    name,
    isUp: () => breaker.state !== CircuitState.Open && breaker.state !== CircuitState.Isolated,
    /** @throws LlmFailedError, LlmBusyError, LlmTimeoutError, LlmIncompleteError, LlmDownError */
    async run<T> (signal: AbortSignal, call: (client: OpenAI, signal: AbortSignal, alive: Alive) => Promise<T>, kind: Kind = {}): Promise<T> {
      try {
        const made = await (kind.aside ? again : policy).execute(async (): Promise<{ value: T } | { late: unknown }> => {
          const probes = breaker.state !== CircuitState.Closed
          try {
            return { value: await attempt(signal, call, kind) }
          } catch (error) {
            // It answered: what breaks afterwards is not tried again, and no failure to answer.
            if (kind.begun?.()) return { late: error }
            throw signal.aborted ? new Uncounted(probes, error) : error
          }
        }, signal)
        if ('late' in made) throw made.late
        return made.value
      } catch (error) {
        if (error instanceof Uncounted) throw error.cause
        throw isBrokenCircuitError(error) ? new LlmDownError(name === 'fallback' ? 'fallback LLM' : 'LLM', { cause: error }) : error
      }
    },
    /** Ends what is under way, too. */
    close: () => agent.destroy()
  }
}
