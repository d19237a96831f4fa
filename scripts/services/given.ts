import pg from 'pg'
import { createClient } from 'redis'
import { ServiceError } from './process.ts'

/** A URL that may be shown: without its password. */
function shown (url: string): string {
  try {
    const parsed = new URL(url)
    if (parsed.password) parsed.password = '***'
    return parsed.href
  } catch {
    return '(not a URL)'
  }
}

function refuse (name: string, url: string, cause: unknown): never {
  // A refusal on several addresses of one name comes as an AggregateError without a message.
  const { message, code } = cause as Error & { code?: string }
  throw new ServiceError(`${name} ${shown(url)} does not answer: ${message || code}; start it, or unset ${name} to have one started here`, { cause })
}

/** @throws ServiceError when the Redis the environment names does not answer */
export async function checkRedis (name: string, url: string): Promise<void> {
  try {
    const client = createClient({ url, disableOfflineQueue: true, socket: { connectTimeout: 5_000, reconnectStrategy: false } })
    client.on('error', () => {})
    await client.connect()
    await client.ping()
    client.destroy()
  } catch (error) {
    refuse(name, url, error)
  }
}

/** @throws ServiceError when the Postgres the environment names does not answer */
export async function checkPostgres (url: string): Promise<void> {
  try {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
    client.on('error', () => {})
    await client.connect()
    await client.end()
  } catch (error) {
    refuse('DATABASE_URL', url, error)
  }
}
