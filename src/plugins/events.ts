import fp from 'fastify-plugin'
import { createAnswerEvents } from '../db/answer-events.ts'
import { createEventDrain } from '../events/drain.ts'
import { createEvent, type AnswerEventInput } from '../events/event.ts'
import { createEventStream } from '../events/stream.ts'
import { within } from '../events/within.ts'

declare module 'fastify' {
  interface FastifyInstance {
    /** Counts an answer and leaves its event. Settles, and never rejects, once a crash of this process cannot lose it. */
    record (event: AnswerEventInput): Promise<void>
    /** Keeps an event that was counted before, under its own id. */
    keepEvent (event: AnswerEventInput): Promise<void>
    /** Events in the stream that have not reached Postgres; rejects where it does not answer in time. */
    eventsPending (): Promise<number>
    /** Why the stream refuses events; null where it does not. */
    eventsRefusal (): string | null
  }
}

const STREAM_LENGTH = 1_000_000
/** Longest that metrics wait for the stream, ms. */
const PENDING_MS = 500

/** Write-behind of what was answered: memory → stream on the second Redis → Postgres. */
export default fp(async (app) => {
  const { log, metrics, redis } = app
  const store = createAnswerEvents(app.pg.pool, (entryIds) => app.entries.removeAll(entryIds))
  const key = redis.keys.events()
  const stream = createEventStream({ client: redis.events, key, maxLength: STREAM_LENGTH, store: (events) => store.insert(events), log })
  const drain = createEventDrain({ client: redis.events, key, store, log })
  // The table must exist before the first batch, and the client be connected: where it cannot, it says so itself.
  app.migrated.then(() => redis.events.isReady ? drain.start() : redis.events.once('ready', () => drain.start()), () => {})

  const pending = () => within(drain.pending(), PENDING_MS)
  metrics.gauge('deflect_events_buffered', 'Events in memory that have not reached the stream', () => stream.counters().buffered)
  metrics.counter('deflect_events_dropped_total', 'Events lost to a full buffer or stream since the start', () => stream.counters().dropped)
  metrics.gauge('deflect_events_pending', 'Events in the stream that have not reached Postgres; -1 where the stream does not answer', () => pending().catch(() => -1))

  app.decorate('record', (event: AnswerEventInput) => {
    const { surface, status, reason = '' } = event
    metrics.answers.inc({ surface, status, reason })
    metrics.answerSeconds.observe({ surface, status }, event.milliseconds / 1000)
    if (['exact', 'semantic', 'coalesced'].includes(status)) {
      metrics.tokensSaved.inc({ kind: 'prompt' }, event.prompt_tokens)
      metrics.tokensSaved.inc({ kind: 'completion' }, event.completion_tokens)
    }
    return stream.keep(createEvent(event, app.clock.now()))
  })
  app.decorate('eventsPending', pending)
  app.decorate('eventsRefusal', stream.refusal)
  app.decorate('keepEvent', (event: AnswerEventInput) => stream.keep(createEvent(event)))
  app.addHook('onClose', async () => {
    await stream.close()
    await drain.stop()
  })
}, { name: 'events', dependencies: ['redis', 'postgres', 'metrics'] })
