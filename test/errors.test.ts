import { APIError } from 'openai'
import pg from 'pg'
import t from './tap.ts'
import { askerRefused, errorBody, errorFromWire, errorToWire, isPostgresUnavailable, LlmBusyError, LlmFailedError, NotFoundError, refusalOf, refusedTo, retryAfterOf, upstreamError } from '../src/errors.ts'

const coded = (code: string) => Object.assign(new Error('secret detail'), { code })

t.test("Fastify's shape, with our code", async (t) => {
  t.strictSame(errorBody(new NotFoundError('conversation')), { statusCode: 404, code: 'NOT_FOUND', error: 'Not Found', message: 'conversation not found' })
})

t.test('what we did not expect says nothing of our insides', async (t) => {
  t.strictSame(errorBody(coded('42P01')), { statusCode: 500, code: 'INTERNAL_ERROR', error: 'Internal Server Error', message: 'something went wrong on our side' })
})

t.test('a Postgres that is not there, or cannot do it now, is a 503 to try again', async (t) => {
  // A deadlock, a serialisation failure, no room on its disk, a standby, a lock that was waited for too long, a cancelled statement.
  for (const code of ['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', '08006', '57P01', '57P03', '53300', '40P01', '40001', '53100', '58030', '25006', '55P03', '57014']) {
    t.equal(isPostgresUnavailable(coded(code)), true, code)
    t.match(errorBody(coded(code)), { statusCode: 503, code: 'POSTGRES_UNAVAILABLE' })
  }
  for (const other of [coded('23505'), coded('42P01'), coded('22P02'), new Error('no'), 'ECONNREFUSED', null]) t.equal(isPostgresUnavailable(other), false, String(other))
  t.equal(retryAfterOf(503, new Error('x')), '1')
  t.equal(retryAfterOf(404, new Error('x')), null)
})

t.test('what pg really throws where nobody listens, or where nobody answers in time', async (t) => {
  const refused = new pg.Pool({ host: '127.0.0.1', port: 1, connectionTimeoutMillis: 2_000 })
  t.equal(isPostgresUnavailable(await refused.query('SELECT 1').catch((error: unknown) => error)), true)
  await refused.end()
  const full = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: 1 })
  const client = await full.connect()
  full.options.connectionTimeoutMillis = 10
  t.equal(isPostgresUnavailable(await full.query('SELECT 1').catch((error: unknown) => error)), true)
  client.release()
  await full.end()
})

t.test('an upstream that says what pg says is no Postgres', async (t) => {
  const said = 'Connection terminated unexpectedly'
  t.equal(isPostgresUnavailable(new Error(said)), true)
  t.equal(isPostgresUnavailable(APIError.generate(500, { error: { message: said } }, undefined, new Headers())), false)
  t.match(errorBody(new LlmFailedError(said)), { statusCode: 502, code: 'LLM_FAILED' })
})

t.test("the upstream's own refusal is kept behind our error", async (t) => {
  const cause = APIError.generate(429, { error: { message: 'slow down', code: 'rate_limit' } }, undefined, new Headers({ 'retry-after': '7' }))
  const error = new LlmBusyError({ cause })
  t.match(refusalOf(error), { status: 429, body: { error: { message: 'slow down', code: 'rate_limit' } }, retryAfter: '7' })
  t.equal(retryAfterOf(503, error), '7')
  for (const [code, status] of [[429, 429], ['403', 403], ['rate_limited', null], [42, null], ['4290', null]] as const) {
    t.match(refusalOf(new LlmFailedError('x', { cause: upstreamError(null, { error: { message: 'no', code } }) })), { status }, 'in an answer of status 200 the code may say it')
  }
  t.equal(refusalOf(new LlmFailedError('no connection', { cause: new Error('x') })), null)
  t.equal(refusalOf(null), null)
})

t.test('what an upstream said goes to who asked, here and in another process, and into no message', async (t) => {
  for (const status of [403, null]) {
    const said = { error: { message: 'refused: Pamphylia', code: 'content_filter', param: null } }
    const here = new LlmFailedError('status 403', { cause: upstreamError(status, said) })
    const there = errorFromWire(JSON.parse(JSON.stringify(errorToWire(here))))
    t.equal(askerRefused(errorFromWire(errorToWire(refusedTo('ann', here)))), 'ann')
    for (const error of [here, there]) {
      t.match(refusalOf(error), { status, body: said })
      t.match((error.cause as Error).message, 'content_filter')
      t.notMatch(`${error.message} ${(error.cause as Error).message}`, 'Pamphylia')
    }
  }
})
