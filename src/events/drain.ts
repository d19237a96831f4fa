import { setTimeout as pause } from 'node:timers/promises'
import { createConsumer, type DrainClient, type Entry } from './consumer.ts'
import { decodeEvent, type AnswerEvent } from './event.ts'
import { within } from './within.ts'

/** Where events end. `insert` must be idempotent by event id; an error whose code is of class 22 or 23 blames the data, any other the database. */
export type EventStore = {
  insert (events: AnswerEvent[]): Promise<number>
  reject (entries: { stream_id: string, problem: string, entry: string }[]): Promise<void>
}

type Log = { info (data: object, message: string): void, warn (data: object, message: string): void }

export type EventDrainOptions = {
  client: DrainClient
  key: string
  store: EventStore
  log: Log
  /** Entries of one insert at most. */
  batch?: number
  /** Longest blocking read, ms. */
  blockMs?: number
  /** Pause after a batch that was not full, so that a trickle of events costs few inserts, ms. */
  lingerMs?: number
  /** After this long without an acknowledgement another process takes an entry over, ms. */
  claimIdleMs?: number
}

/** `stored` counts rows that were new, `repeated` those known already, `rejected` entries that were no event, `failures` failed rounds. */
type EventDrainCounters = { stored: number, repeated: number, rejected: number, failures: number }

export type EventDrain = {
  start (): void
  /** Entries in the stream that have not reached Postgres, of all processes. */
  pending (): Promise<number>
  /** Resolves when nothing is pending; for tests and check-consistency. */
  drained (): Promise<void>
  counters (): EventDrainCounters
  /** Stores what is there, for at most five seconds, then ends. */
  stop (): Promise<void>
}

const LONGEST_BACKOFF_MS = 5_000
const POSTGRES_MS = 30_000
const STOP_MS = 5_000

/** Moves events from the stream to Postgres, at least once. Runs in every server process; the consumer group shares the entries out. */
export function createEventDrain (options: EventDrainOptions): EventDrain {
  const { client, key, store, log, batch = 500, blockMs = 1_000, lingerMs = 200, claimIdleMs = 60_000 } = options
  const consumer = createConsumer({ client, key, group: 'postgres', batch, blockMs, claimIdleMs })
  const counters: EventDrainCounters = { stored: 0, repeated: 0, rejected: 0, failures: 0 }
  const stopping = new AbortController()
  /** Read, but not settled yet: after a failure the next round starts with these. */
  let held: Entry[] = []
  let running: Promise<void> | undefined

  const rest = (ms: number) => pause(ms, undefined, { signal: stopping.signal, ref: false }).catch(() => {})
  const rejected = ({ id, message }: Entry, problem: string) => ({ stream_id: id, problem, entry: JSON.stringify(message) })
  const blamesData = (error: unknown) => /^2[23]/.test(String((error as { code?: unknown }).code))

  async function insert (events: AnswerEvent[]): Promise<void> {
    const rows = await within(store.insert(events), POSTGRES_MS)
    counters.stored += rows
    counters.repeated += events.length - rows
  }

  async function settle (entries: Entry[]): Promise<void> {
    const good: { entry: Entry, event: AnswerEvent }[] = []
    const bad: ReturnType<typeof rejected>[] = []
    for (const entry of entries) {
      const decoded = decodeEvent(entry.message)
      if ('event' in decoded) good.push({ entry, event: decoded.event })
      else bad.push(rejected(entry, decoded.problem))
    }
    try {
      if (good.length > 0) await insert(good.map(({ event }) => event))
    } catch (error) {
      if (!blamesData(error)) throw error
      // One row that Postgres refuses must not hold up the others: found by inserting one at a time.
      for (const { entry, event } of good) {
        await insert([event]).catch((cause: Error) => {
          if (!blamesData(cause)) throw cause
          bad.push(rejected(entry, cause.message))
        })
      }
    }
    if (bad.length > 0) {
      await within(store.reject(bad), POSTGRES_MS)
      counters.rejected += bad.length
      log.warn({ count: bad.length, problem: bad[0]?.problem }, 'stream entries rejected, see answer_events_rejected')
    }
    await consumer.settle(entries)
  }

  /** @returns entries settled */
  async function round (block: boolean): Promise<number> {
    if (held.length === 0) held = await consumer.read(block)
    const count = held.length
    if (count > 0) await settle(held)
    held = []
    return count
  }

  async function run (): Promise<void> {
    let backoffMs = 0
    while (!stopping.signal.aborted) {
      try {
        const count = await round(true)
        if (backoffMs > 0) log.info({ ...counters }, 'event drain is back')
        backoffMs = 0
        if (count > 0 && count < batch) await rest(lingerMs)
      } catch (error) {
        if (stopping.signal.aborted) break
        if ((error as Error).message.startsWith('NOGROUP')) consumer.forgetGroup()
        if (backoffMs === 0) log.warn({ err: error }, 'event drain waits, events stay in the stream')
        counters.failures++
        backoffMs = Math.min(LONGEST_BACKOFF_MS, Math.max(50, backoffMs * 2))
        await rest(backoffMs)
      }
    }
  }

  /** What is left, including a batch that the interrupted read may just have been given. */
  async function finish (deadline: number): Promise<void> {
    do {
      if (held.length === 0) held = await consumer.own()
    } while (await round(false) > 0 && Date.now() < deadline)
    if ((await consumer.own()).length === 0) await consumer.leave()
  }

  return {
    start () { running ??= run() },
    pending: () => client.xLen(key),
    async drained () {
      // Another process may settle the last entry, so the stream itself is asked.
      while (await client.xLen(key) > 0) await pause(20)
    },
    counters: () => ({ ...counters }),
    async stop () {
      if (stopping.signal.aborted) return
      const deadline = Date.now() + STOP_MS
      stopping.abort()
      consumer.interrupt()
      try {
        await within(running?.then(() => finish(deadline)) ?? Promise.resolve(), STOP_MS + 1_000)
      } catch (error) {
        log.warn({ err: error }, 'events left in the stream at shutdown, another process takes them over')
      }
      consumer.interrupt()
    }
  }
}
