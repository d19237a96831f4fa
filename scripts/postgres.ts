import pg from 'pg'
import { isPostgresRefusal, isPostgresUnavailable } from '../src/errors.ts'

/** A command's own connections. */
export function createPool (url: string, max: number, name?: string): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max, connectionTimeoutMillis: 5_000, ...(name === undefined ? {} : { application_name: name }) })
  // One that is lost while idle must not end the process; the next query tells.
  pool.on('error', () => {})
  return pool
}

/** Codes of node where the two do not trust each other: the LLM's certificate is the LLM's failure by then, which has a code of ours. */
const UNTRUSTED = /CERT|^ERR_(?:SSL|TLS)_|^UNABLE_TO_/

/** What the server said, or what keeps a connection from it; a code alone says little, as every error of ours has one. */
const isOfPostgres = (error: unknown): boolean =>
  error instanceof pg.DatabaseError || isPostgresUnavailable(error) || isPostgresRefusal(error) || UNTRUSTED.test((error as { code?: string }).code ?? '')

/**
 * What a failure of Postgres says on a terminal; any other stays as it is.
 * @param what is not there before the service was started for the first time
 */
export function explainPostgres (error: unknown, url: string, what: string): unknown {
  const { code, message } = error as { code?: string, message: string }
  if (!isOfPostgres(error)) return error
  // The URL holds a password, so only the host is named. A refusal on several addresses has no message of its own.
  const where = new URL(url).host
  return new Error(code === '42P01' ? `the database at ${where} has no ${what} yet: start the service once, it makes the tables` : `cannot read Postgres at ${where} (DATABASE_URL): ${message || code}`, { cause: error })
}
