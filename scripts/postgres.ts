import pg from 'pg'

/** A command's own connections. */
export function createPool (url: string, max: number, name?: string): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max, connectionTimeoutMillis: 5_000, ...(name === undefined ? {} : { application_name: name }) })
  // One that is lost while idle must not end the process; the next query tells.
  pool.on('error', () => {})
  return pool
}

/** pg's own, which have no code. */
const UNCODED = /^(?:timeout exceeded when trying to connect|Connection terminated)/

/**
 * What a failure of Postgres says on a terminal; any other stays as it is.
 * @param what is not there before the service was started for the first time
 */
export function explainPostgres (error: unknown, url: string, what: string): unknown {
  const { code, message } = error as { code?: string, message: string }
  if (code === undefined && !UNCODED.test(message)) return error
  // The URL holds a password, so only the host is named. A refusal on several addresses has no message of its own.
  const where = new URL(url).host
  return new Error(code === '42P01' ? `the database at ${where} has no ${what} yet: start the service once, it makes the tables` : `cannot read Postgres at ${where} (DATABASE_URL): ${message || code}`, { cause: error })
}
