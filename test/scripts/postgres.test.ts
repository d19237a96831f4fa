import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import pg from 'pg'
import t from '../tap.ts'
import { createPool, explainPostgres } from '../../scripts/postgres.ts'
import { EmbedderBusyError, LlmFailedError } from '../../src/errors.ts'
import { freshSchema } from '../events/fresh.ts'

const told = (error: unknown) => (explainPostgres(error, 'postgres://someone:hunter2@db.example:5432/x', 'events') as Error).message

t.test('a failure of Postgres is one line that names the host, not the password', async (t) => {
  const nobody = createPool('postgres://someone:hunter2@127.0.0.1:1/x', 1)
  t.equal(told(await nobody.query('SELECT').catch((error: unknown) => error)), 'cannot read Postgres at db.example:5432 (DATABASE_URL): connect ECONNREFUSED 127.0.0.1:1')
  await nobody.end()
  t.match(told(Object.assign(new Error('self-signed certificate'), { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' })), /^cannot read Postgres at .*: self-signed certificate$/)
  t.match(told(Object.assign(new AggregateError([]), { code: 'ECONNREFUSED' })), /: ECONNREFUSED$/, 'refused on several addresses')

  const { url } = await freshSchema(t)
  const pool = createPool(url, 1, 'test')
  t.teardown(() => pool.end())
  t.equal(told(await pool.query('SELECT FROM nowhere').catch((error: unknown) => error)), 'the database at db.example:5432 has no events yet: start the service once, it makes the tables')

  const silent = createServer().listen(0, '127.0.0.1')
  await once(silent, 'listening')
  t.teardown(() => silent.close())
  const waiting = new pg.Pool({ host: '127.0.0.1', port: (silent.address() as AddressInfo).port, connectionTimeoutMillis: 20 })
  t.match(told(await waiting.query('SELECT').catch((error: unknown) => error)), /^cannot read Postgres at .*timeout/, 'pg gives this no code')
  await waiting.end()
})

t.test('any other failure stays as it is', async (t) => {
  const other = new Error('no labelled traffic')
  t.equal(explainPostgres(other, 'postgres://h/x', 'events'), other)
  for (const ours of [new LlmFailedError('connect ECONNREFUSED 127.0.0.1:9'), new EmbedderBusyError(), Object.assign(new Error('no space'), { code: 'ENOSPC' })]) t.equal(explainPostgres(ours, 'postgres://h/x', 'events'), ours)
})
