import pg, { type Pool } from 'pg'

/** Invalidations committed with their writes, and the channel that tells every process of one that Redis did not take. */
export type OutboxRow = { id: string, keys: string[] }
const CHANNEL = 'deflect_invalidate'
/** NOTIFY takes payloads under 8,000 bytes. */
const MAX_PAYLOAD = 7_900
const RECONNECT_MS = 500

export function createOutbox (pool: Pool, connectionString: string) {
  return {
    /** Rows at least this old, oldest first. */
    async pending (olderThanMs: number, limit: number): Promise<OutboxRow[]> {
      const { rows } = await pool.query<OutboxRow>({
        name: 'outbox-pending',
        text: 'SELECT id, keys FROM cache_outbox WHERE at <= clock_timestamp() - make_interval(secs => $1) ORDER BY id LIMIT $2',
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
    /** Returns once every process that listens has been sent the keys. */
    async tell (keys: string[]): Promise<void> {
      const payload = JSON.stringify(keys)
      await pool.query('SELECT pg_notify($1, $2)', [CHANNEL, Buffer.byteLength(payload) < MAX_PAYLOAD ? payload : '*'])
    },
    /**
     * Hears what others tell, on a connection of its own, for ever.
     * @param onKeys null: anything may be stale
     * @param onListening after each (re)connection: what was told in between was missed
     * @param onDeaf where the connection is lost: what is told from now on is missed
     * @returns ends it
     */
    listen (onKeys: (keys: string[] | null) => void, onListening: () => void, onDeaf: () => void): () => Promise<void> {
      let client: pg.Client | undefined
      let timer: NodeJS.Timeout | undefined
      let closed = false
      /** The first attempt follows at once: most connections that break are not a Postgres that is away. */
      let pauseMs = 0
      async function connect (): Promise<void> {
        const mine = new pg.Client({ connectionString, application_name: 'deflect-listen', connectionTimeoutMillis: 2_000, keepAlive: true })
        client = mine
        const retry = () => {
          if (client !== mine) return
          client = undefined
          mine.end().catch(() => {})
          if (closed) return
          onDeaf()
          timer = setTimeout(connect, pauseMs).unref()
          pauseMs = RECONNECT_MS
        }
        mine.on('error', retry)
        mine.on('end', retry)
        mine.on('notification', ({ payload = '*' }) => onKeys(parse(payload)))
        try {
          await mine.connect()
          await mine.query(`LISTEN ${CHANNEL}`)
          pauseMs = 0
          onListening()
        } catch {
          retry()
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
export type Outbox = ReturnType<typeof createOutbox>

function parse (payload: string): string[] | null {
  try {
    const keys: unknown = JSON.parse(payload)
    return Array.isArray(keys) && keys.every((key) => typeof key === 'string') ? keys : null
  } catch {
    return null
  }
}
