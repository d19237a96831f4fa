import pg, { type Pool } from 'pg'
import { createAcknowledge, createHearing, HEARD } from './hearing.ts'

/** Invalidations committed with their writes, and the channel that tells every process of one that Redis did not take. */
export type OutboxRow = { id: string, keys: string[] }
const CHANNEL = 'deflect_invalidate'
const LISTENER = 'deflect-listen'
/** NOTIFY takes payloads under 8,000 bytes. */
const MAX_PAYLOAD = 7_900
const RECONNECT_MS = 500
/** After this long without a word the kernel asks whether the other side is still there, ms; by its own default after two hours. */
export const KEEP_ALIVE_MS = 10_000
/**
 * Longest that Postgres is waited for on the connection that listens, ms: the kernel does not ask while something it sent is under way, and gives up on that
 * after a quarter of an hour.
 */
const ANSWER_MS = 5_000
/** Longest that a process is waited for which listens, and says nothing. */
const SILENCE_MS = 1_000

export function createOutbox (pool: Pool, connectionString: string, silenceMs = SILENCE_MS, answerMs = ANSWER_MS) {
  /** Postgres' number of the connection that listens; none while there is none. */
  let own: number | undefined
  let count = 0
  const hearing = createHearing(silenceMs)

  return {
    /** Rows at least this old, oldest first; 0: all there are, also those that a clock which stepped back since leaves in the future. */
    async pending (olderThanMs: number, limit: number): Promise<OutboxRow[]> {
      const { rows } = await pool.query<OutboxRow>({
        name: 'outbox-pending',
        text: 'SELECT id, keys FROM cache_outbox WHERE $1::float8 = 0 OR at <= clock_timestamp() - make_interval(secs => $1) ORDER BY id LIMIT $2',
        values: [olderThanMs / 1000, limit]
      })
      return rows
    },
    /** For keys that became stale by no single statement. */
    async add (keys: string[]): Promise<string> {
      const { rows } = await pool.query<{ id: string }>({ name: 'outbox-add', text: 'INSERT INTO cache_outbox (keys) VALUES ($1) RETURNING id', values: [keys] })
      return rows[0]!.id
    },
    async remove (ids: string[]): Promise<void> {
      await pool.query({ name: 'outbox-remove', text: 'DELETE FROM cache_outbox WHERE id = ANY($1::bigint[])', values: [ids] })
    },
    /**
     * Returns once every process that listens has heard the keys: Postgres answers before it delivers, and on a busy machine a
     * reader may come in between. One that is silent is waited for once; while this process hears nobody, it waits for nobody.
     */
    async tell (keys: string[]): Promise<void> {
      const from = own
      const name = `${from}:${++count}`
      const hearers = hearing.expect(name)
      try {
        const payload = JSON.stringify({ name, keys })
        const { rows } = await pool.query<{ others: number[] }>(`SELECT pg_notify($1, $2), ARRAY(
          SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND application_name = $3 AND pid IS DISTINCT FROM $4::int) AS others`,
        [CHANNEL, Buffer.byteLength(payload) < MAX_PAYLOAD ? payload : JSON.stringify({ name, keys: null }), LISTENER, from ?? null])
        if (from === undefined) return
        await hearers.all(rows[0]!.others, () => own === from)
      } finally {
        hearers.forget()
      }
    },
    /**
     * Hears what others tell, on a connection of its own, for ever.
     * @param onKeys null: anything may be stale
     * @param onListening after each (re)connection: what was told in between was missed
     * @param onDeaf where the connection is lost or refused, and why: what is told from now on is missed
     * @returns ends it
     */
    listen (onKeys: (keys: string[] | null) => void, onListening: () => void, onDeaf: (reason: string) => void): () => Promise<void> {
      let client: pg.Client | undefined
      let timer: NodeJS.Timeout | undefined
      let closed = false
      /** The first attempt follows at once: most connections that break are not a Postgres that is away. */
      let pauseMs = 0
      async function connect (): Promise<void> {
        const mine = new pg.Client({
          connectionString,
          application_name: LISTENER,
          connectionTimeoutMillis: ANSWER_MS,
          query_timeout: answerMs,
          keepAlive: true,
          keepAliveInitialDelayMillis: KEEP_ALIVE_MS
        })
        client = mine
        const retry = (error?: unknown) => {
          if (client !== mine) return
          client = undefined
          own = undefined
          mine.end().catch(() => {})
          if (closed) return
          onDeaf((error as Error | undefined)?.message ?? 'the connection ended')
          timer = setTimeout(connect, pauseMs).unref()
          pauseMs = RECONNECT_MS
        }
        mine.on('error', retry)
        mine.on('end', retry)
        try {
          await mine.connect()
          // The types of pg leave it out.
          const { processID } = mine as unknown as { processID: number }
          const acknowledge = createAcknowledge(mine, processID, retry)
          mine.on('notification', ({ channel, payload = '' }) => {
            const said = read(payload)
            if (channel === HEARD) return hearing.note(said)
            const { name } = said
            // A list by itself is what other services send (docs/caching.md): they wait for nobody.
            onKeys(keysOf(Array.isArray(said) ? said : said['keys']))
            if (typeof name === 'string' && !name.startsWith(`${processID}:`)) acknowledge(name)
          })
          // Once more: a name in the connection string takes the place of what is set beside it (pg 8), and who tells looks for this one.
          await mine.query(`SET application_name TO '${LISTENER}'; LISTEN ${CHANNEL}; LISTEN ${HEARD}`)
          own = processID
          pauseMs = 0
          onListening()
        } catch (error) {
          retry(error)
        }
      }
      connect()
      return async () => {
        closed = true
        clearTimeout(timer)
        await client?.end().catch(() => {})
      }
    }
  }
}

function read (payload: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(payload)) as Record<string, unknown>
  } catch {
    return {}
  }
}

/** What cannot be read may be about any key. */
const keysOf = (keys: unknown): string[] | null => Array.isArray(keys) && keys.every((key) => typeof key === 'string') ? keys : null
