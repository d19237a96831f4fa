import fp from 'fastify-plugin'
import { createEventRetention, keptSince } from '../db/event-retention.ts'
import { HOUR_MS } from '../db/spans.ts'

/** Events older than EVENT_RETENTION_DAYS go, at the start and every hour; whole hours of them, which is how sums are read. */
export default fp(async (app) => {
  const { config: { EVENT_RETENTION_DAYS: days }, log } = app
  if (days === undefined) return
  const forget = createEventRetention(app.operatorLane)
  let isOver = false

  async function look (): Promise<void> {
    const before = keptSince(days!, Date.now())
    const events = await forget(before, () => isOver)
    if (events > 0) log.info({ events, before }, 'events older than EVENT_RETENTION_DAYS deleted')
  }
  let looking = Promise.resolve()
  const begin = () => {
    looking = looking.then(look).catch((error: unknown) => { if (!isOver) log.warn({ err: error }, 'old events not deleted, trying again in an hour') })
  }
  let clock: NodeJS.Timeout | undefined
  app.migrated.then(() => {
    if (isOver) return
    begin()
    clock = setInterval(begin, HOUR_MS).unref()
  }, () => {})
  app.addHook('onClose', async () => {
    isOver = true
    clearInterval(clock)
    await looking
  })
}, { name: 'retention', dependencies: ['postgres'] })
