import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { createAttempt } from '../src/cache/attempt.ts'
import { createCacheAside } from '../src/cache/cache-aside.ts'
import { createRedis, withBuffers } from '../src/cache/client.ts'
import { createHotValues } from '../src/cache/hot-values.ts'
import { createInvalidation, type Invalidation } from '../src/cache/invalidation.ts'
import { createKeys } from '../src/cache/keys.ts'
import { createWarmConversations, type Warmed } from '../src/chat/warm-conversations.ts'
import { readConfig, readDurationMs, type Config } from '../src/config.ts'
import { createConversations } from '../src/db/conversations.ts'
import { createMessages } from '../src/db/messages.ts'
import { createOutbox } from '../src/db/outbox.ts'
import { readArguments, runCommand, UsageError } from './arguments.ts'
import { readFaq, warmFaq, type FaqWarmed } from './warm/faq.ts'

/** Nobody waits for one command here, so it may take longer than in a request, ms. */
const COMMAND_MS = 2_000
const CONNECT_MS = 10_000
const LOOK_MS = 20
const AT_ONCE = 4

const quiet = { debug () {}, info () {}, warn () {}, error () {} }

/** The service's cache engine without its in-process tier and without HTTP. */
function createEngine (config: Config) {
  const pool = new pg.Pool({ connectionString: config.DATABASE_URL, max: AT_ONCE, connectionTimeoutMillis: 5_000, application_name: 'deflect-warm' })
  pool.on('error', () => {})
  const redis = createRedis({ url: config.REDIS_URL, name: 'warm', log: quiet })
  const buffers = withBuffers(redis)
  const keys = createKeys(config.REDIS_KEY_PREFIX)
  const { attempt, isUp, close } = createAttempt({
    isReady: () => redis.isReady,
    ping: () => redis.ping(),
    timeoutMs: COMMAND_MS,
    log: quiet,
    onDown: () => invalidation.onDown(),
    onUp: () => invalidation.onUp()
  })
  const hot = createHotValues({ url: config.REDIS_URL, maxBytes: 0, log: quiet, attempt, read: (key) => buffers.get(key) })
  const invalidation: Invalidation = createInvalidation({ redis, keys, attempt, isUp, hot, outbox: createOutbox(pool, config.DATABASE_URL), log: quiet })
  const cache = createCacheAside({ redis, keys, attempt, hot, invalidation, leaseMs: config.CACHE_LEASE_MS, ttlJitter: config.TTL_JITTER })
  const conversations = createConversations(pool)

  return {
    warm: createWarmConversations({ cache, keys, conversations, messages: createMessages(pool), historyTtl: config.HISTORY_TTL, listTtl: config.LIST_TTL }),
    /** Until Redis holds nothing that Postgres knows to be stale; before, nothing may be read or filled. */
    async ready (): Promise<void> {
      // First Postgres, so that a missing table has its own message.
      await pool.query('SELECT FROM conversations, cache_outbox LIMIT 0')
      invalidation.start()
      for (const deadline = performance.now() + CONNECT_MS; !redis.isReady || !invalidation.state().caughtUp; await pause(LOOK_MS)) {
        if (performance.now() < deadline) continue
        if (!redis.isReady) throw new Error(`cannot reach Redis at ${new URL(config.REDIS_URL).host} (REDIS_URL)`)
        throw new Error(`outstanding invalidations could not be applied within ${CONNECT_MS / 1000} s`)
      }
    },
    async close (): Promise<void> {
      await invalidation.close()
      close()
      await pool.end()
      redis.destroy()
    }
  }
}

function readRate (text: string): number {
  const rate = Number(/^(\d{1,6}(?:\.\d+)?)(\/s)?$/.exec(text)?.[1])
  if (!(rate > 0)) throw new UsageError(`--rate must be a number of fills per second such as 200/s, got "${text}"`)
  return rate
}

function readUsers (text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new UsageError(`--users must be a whole number above 0, got "${text}"`)
  return Number(text)
}

/** One line, written over on a terminal; nothing where the output goes to a file. */
function showProgress ({ users, of, filled, present }: Readonly<Warmed>): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[Kwarming: ${users} of ${of} users, ${filled} filled, ${present} there already`)
}

function explain (error: unknown, config: Config): Error {
  const { code, message } = error as { code?: string, message: string }
  // The URL holds a password, so only the host is named.
  const where = new URL(config.DATABASE_URL).host
  if (code === '42P01') return new Error(`the database at ${where} has no conversations yet: start the service once, it makes the tables`, { cause: error })
  if (code !== undefined) return new Error(`cannot read Postgres at ${where} (DATABASE_URL): ${message || code}`, { cause: error })
  return error as Error
}

async function warmByFaq (file: string, options: { tenant: string, namespace: string, model: string | undefined, rate: string | undefined, format: string }): Promise<void> {
  const faqs = await readFaq(file)
  const perSecond = readRate(options.rate ?? '5/s')
  const config = readConfig()
  const stopped = new AbortController()
  process.once('SIGINT', () => stopped.abort(new Error('interrupted')))
  const onProgress = ({ done, of, kept, present }: Readonly<FaqWarmed>) => { if (process.stderr.isTTY) process.stderr.write(`\r\x1b[Kwarming: ${done} of ${of} questions, ${kept} kept, ${present} there already`) }
  const startedAt = performance.now()
  try {
    const warmed = await warmFaq(config, faqs, { tenant: options.tenant, namespace: options.namespace, model: options.model, perSecond, atOnce: AT_ONCE, signal: stopped.signal, onProgress })
    const seconds = Math.round((performance.now() - startedAt) / 10) / 100
    const refused = Object.entries(warmed.refused).map(([reason, n]) => `${n} not kept (${reason})`)
    process.stdout.write(options.format === 'json'
      ? `${JSON.stringify({ ...warmed, seconds })}\n`
      : `${[`${warmed.of} questions: ${warmed.kept} kept, ${warmed.asked} of them by the LLM`, `${warmed.present} there already`, ...refused].join(', ')}, in ${seconds} s\n`)
  } catch (error) {
    throw stopped.signal.aborted ? new Error('interrupted') : explain(error, config)
  } finally {
    if (process.stderr.isTTY) process.stderr.write('\r\x1b[K')
  }
}

await runCommand('npm run warm', async () => {
  const options = readArguments({
    name: 'npm run warm --',
    summary: 'With --recent, fills the cached lists and histories of users that were active lately, latest users first. With --faq, answers known questions before anybody asks.',
    options: {
      recent: { type: 'string', value: 'DURATION', description: 'how far back to look: 30m, 1h, 2d; at most 30d' },
      faq: { type: 'string', value: 'FILE', description: 'JSONL, a line each {"question", "answer"}; where answer is left out, the LLM is asked' },
      tenant: { type: 'string', default: 'local', description: 'faq: whose answers' },
      namespace: { type: 'string', default: 'default', description: 'faq: in which namespace' },
      model: { type: 'string', description: 'faq: model of the chat turns they are for (default LLM_MODEL)' },
      rate: { type: 'string', value: 'N/s', description: 'filled in a second, at most (default 200/s; faq 5/s)' },
      users: { type: 'string', default: '10000', value: 'N', description: 'most users' },
      format: { type: 'string', default: 'text', value: 'text|json', description: 'how to print what was done' }
    }
  })
  if ((options.recent === undefined) === (options.faq === undefined)) throw new UsageError('--recent DURATION or --faq FILE is required, such as --recent 1h; see --help')
  if (options.faq !== undefined) return await warmByFaq(options.faq, options)
  if (options.recent === undefined) return
  const sinceMs = readDurationMs(options.recent)
  if (Number.isNaN(sinceMs)) throw new UsageError(`--recent must be a duration such as 30m, 1h or 2d, at most 30d, got "${options.recent}"`)
  const limits = { sinceMs, users: readUsers(options.users), perSecond: readRate(options.rate ?? '200/s'), atOnce: AT_ONCE }
  const config = readConfig()
  const engine = createEngine(config)
  const stopped = new AbortController()
  process.once('SIGINT', () => stopped.abort(new Error('interrupted')))
  const startedAt = performance.now()
  try {
    await engine.ready()
    const warmed = await engine.warm({ ...limits, signal: stopped.signal, onProgress: showProgress })
    const seconds = Math.round((performance.now() - startedAt) / 10) / 100
    process.stdout.write(options.format === 'json'
      ? `${JSON.stringify({ ...warmed, seconds })}\n`
      : `${warmed.users} users: ${warmed.lists} lists and ${warmed.histories} histories, ${warmed.filled} filled, ${warmed.present} there already, in ${seconds} s\n`)
  } catch (error) {
    throw stopped.signal.aborted ? new Error('interrupted') : explain(error, config)
  } finally {
    if (process.stderr.isTTY) process.stderr.write('\r\x1b[K')
    await engine.close().catch(() => {})
  }
})
