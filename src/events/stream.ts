import { ErrorReply } from 'redis'
import { encodeEvent, EVENT_FIELD, type AnswerEvent } from './event.ts'
import { within } from './within.ts'

/** What the stream needs of a node-redis client on REDIS_EVENTS_URL. */
export type StreamClient = {
  readonly isReady: boolean
  eval (script: string, options: { keys: string[], arguments: string[] }): Promise<unknown>
  xTrim (key: string, strategy: 'MAXLEN', threshold: number, options: { strategyModifier: '~' }): Promise<number>
}

type Log = { info (data: object, message: string): void, warn (data: object, message: string): void }

export type EventStreamOptions = {
  client: StreamClient
  key: string
  /** Entries the stream keeps at most, roughly: bounds the memory of the events Redis while Postgres is away. */
  maxLength: number
  /** Writes to Postgres directly, for when the events Redis stays away; must be idempotent by event id. */
  store?: (events: AnswerEvent[]) => Promise<unknown>
  log: Log
  /** Pause in which events gather into one round trip, ms. */
  gatherMs?: number
  /** Events held in memory at most; above, new ones are dropped. */
  bufferSize?: number
  /** How long the events Redis may be away before Postgres is written directly, ms. */
  patienceMs?: number
  /** Longest wait for one batch, ms. */
  timeoutMs?: number
}

/** `buffered` wait in memory; `dropped` are lost: new ones to a full buffer, old ones of any process to a full stream. */
type EventStreamCounters = { buffered: number, dropped: number }

export type EventStream = {
  /**
   * Settles, and never rejects, once the event is safe from a crash of this process: in the stream, or in Postgres where the
   * stream does not answer; in memory only where neither does.
   */
  keep (event: AnswerEvent): Promise<void>
  /** Never throws, never waits: into memory, from there to the stream. */
  record (event: AnswerEvent): void
  /** Settles when every event recorded so far has left memory, or one attempt failed. */
  flush (): Promise<void>
  counters (): EventStreamCounters
  /** Why the events Redis refuses events, where it did so lately and has taken none since; null else. */
  refusal (): string | null
  /** One last attempt each at Redis and at Postgres; what is left after them is counted as dropped. */
  close (): Promise<void>
}

const BATCH = 500
/**
 * Appends entries to a stream, in order. Of eight each takes the client a third of the time of an XADD of its own (16 µs, not 45: busy machine).
 * KEYS[1] the stream · ARGV the events, in JSON · nothing comes back
 */
const ADD = `for _, event in ipairs(ARGV) do redis.call('XADD', KEYS[1], '*', '${EVENT_FIELD}', event) end`
/** Redis trims whole nodes of 100 entries, so it is asked once for as many (stream-node-max-entries). */
const TRIM_EVERY = 100
const LONGEST_RETRY_MS = 5_000
/** A request waits this long for the stream, and after that none tries for `AWAY_MS`. */
const KEEP_MS = 40
const AWAY_MS = 500
/** What was refused longer ago says nothing of now. */
const REFUSAL_MS = 60_000

/** Carries events from requests to the stream, in batches, behind the request's back. */
export function createEventStream (options: EventStreamOptions): EventStream {
  const { client, key, maxLength, store, log, gatherMs = 20, bufferSize = 10_000, patienceMs = 2_000, timeoutMs = 2_000 } = options
  let dropped = 0
  let buffer: AnswerEvent[] = []
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | undefined
  let failedSince: number | undefined
  let retryMs = gatherMs
  let closed = false

  let added = 0
  /** Trims by a command of its own: XADD would not tell what it took. */
  function add (events: AnswerEvent[]): Promise<unknown> {
    const taken = client.eval(ADD, { keys: [key], arguments: events.map(encodeEvent) })
    added += events.length
    if (added >= TRIM_EVERY) {
      added = 0
      client.xTrim(key, 'MAXLEN', maxLength, { strategyModifier: '~' }).then((trimmed) => {
        if (trimmed > 0 && dropped === 0) log.warn({ maxLength }, 'event stream is full, its oldest events are dropped')
        dropped += trimmed
      }, () => { /* the next one trims them */ })
    }
    return taken
  }

  let awayUntil = 0
  let refused: { message: string, at: number } | undefined
  function noteFailure (error: unknown): void {
    if (!(error instanceof ErrorReply)) return
    if (refused === undefined) log.warn({ reason: error.message }, 'event stream refuses events, they go to Postgres')
    refused = { message: error.message, at: performance.now() }
  }
  function noteSuccess (): void {
    refused = undefined
  }

  async function streamed (events: AnswerEvent[]): Promise<boolean> {
    if (!client.isReady || performance.now() < awayUntil) return false
    try {
      await within(add(events), KEEP_MS)
      noteSuccess()
      return true
    } catch (error) {
      noteFailure(error)
      awayUntil = performance.now() + AWAY_MS
      return false
    }
  }

  /** Events that leave together at the end of this turn of the event loop. */
  let leaving: { events: AnswerEvent[], streamed: Promise<boolean> } | undefined
  function streamedWithOthers (event: AnswerEvent): Promise<boolean> {
    if (leaving === undefined) {
      const events: AnswerEvent[] = []
      const turn = new Promise<void>((resolve) => { setImmediate(resolve) })
      leaving = {
        events,
        streamed: turn.then(() => {
          leaving = undefined
          return streamed(events)
        })
      }
    }
    leaving.events.push(event)
    return leaving.streamed
  }

  async function toRedis (batch: AnswerEvent[]): Promise<void> {
    if (!client.isReady) throw new Error('expected the events Redis, got no connection')
    // Where some arrived all come again: the insert ignores an id it knows.
    await within(add(batch), timeoutMs)
  }

  async function send (batch: AnswerEvent[], last: boolean): Promise<void> {
    try {
      // At shutdown a Redis that failed already gets no second chance to keep the process waiting.
      if (last && store && failedSince !== undefined) throw new Error('the events Redis is away')
      await toRedis(batch)
      noteSuccess()
      if (failedSince !== undefined) log.info({ dropped }, 'event stream is back')
      failedSince = undefined
    } catch (error) {
      noteFailure(error)
      if (failedSince === undefined) log.warn({ err: error, buffered: buffer.length }, 'event stream is away, events wait in memory')
      failedSince ??= performance.now()
      if (!store || (!last && performance.now() - failedSince < patienceMs)) throw error
      await within(store(batch), timeoutMs)
    }
  }

  async function drainBuffer (last: boolean): Promise<void> {
    try {
      while (buffer.length > 0) {
        const batch = buffer.slice(0, BATCH)
        await send(batch, last)
        buffer = buffer.slice(batch.length)
      }
      retryMs = gatherMs
    } catch {
      retryMs = Math.min(LONGEST_RETRY_MS, Math.max(100, retryMs * 2))
    }
  }

  function flushNow (last = false): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    running ??= drainBuffer(last).finally(() => {
      running = undefined
      if (buffer.length > 0 && !closed) schedule()
    })
    return running
  }

  function schedule (): void {
    if (timer !== undefined || running) return
    timer = setTimeout(() => { flushNow() }, retryMs)
    timer.unref()
  }

  return {
    async keep (event) {
      if (await streamedWithOthers(event)) return
      const stored = store && await within(store([event]), timeoutMs).then(() => true, () => false)
      if (!stored) this.record(event)
    },
    record (event) {
      if (buffer.length >= bufferSize || closed) {
        if (dropped++ === 0) log.warn({ bufferSize }, 'event buffer is full, events are dropped')
        return
      }
      buffer.push(event)
      schedule()
    },
    async flush () {
      await running
      await flushNow()
    },
    counters: () => ({ buffered: buffer.length, dropped }),
    refusal: () => refused !== undefined && performance.now() - refused.at < REFUSAL_MS ? refused.message : null,
    async close () {
      await running
      closed = true
      await flushNow(true)
      if (buffer.length === 0) return
      log.warn({ lost: buffer.length }, 'events lost at shutdown: neither Redis nor Postgres took them')
      dropped += buffer.length
      buffer = []
    }
  }
}
