import { createHmac, randomUUID } from 'node:crypto'
import { rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import t from '../tap.ts'
import { buildApp } from '../../src/app.ts'
import { ConfigError } from '../../src/config.ts'
import { build, until } from '../helper.ts'
import { stateOf } from '../state.ts'

const SECRET = 'a secret of thirty-two characters or more'
const s = await build(t, { AUTH_JWT_SECRET: SECRET })

const mint = (claims: Record<string, unknown>, { secret = SECRET, expires = '1h', alg = 'HS256' } = {}) =>
  new SignJWT(claims).setProtectedHeader({ alg }).setExpirationTime(expires).sign(new TextEncoder().encode(secret))
const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

t.test('without a token that holds, 401 on every route, and nothing happens', async (t) => {
  const before = await stateOf(s)
  const good = await mint({ sub: 'anna' })
  const unsigned = `${part({ alg: 'none' })}.${part({ sub: 'anna' })}`
  const renamed = `${good.split('.')[0]}.${part({ sub: 'root', exp: 9_999_999_999 })}.${good.split('.')[2]}`
  const cases: [string, Record<string, string>, RegExp][] = [
    ['none', {}, /expected Authorization: Bearer/],
    ['X-Deflect-User alone', { 'x-deflect-user': 'anna' }, /expected Authorization: Bearer/],
    ['another scheme', { authorization: `Basic ${good}` }, /expected Authorization: Bearer/],
    ['garbage', bearer('garbage'), /the token is not valid/],
    ['alg none', bearer(`${unsigned}.`), /the token is not valid/],
    ['alg none with a signature', bearer(`${unsigned}.${createHmac('sha256', SECRET).update(unsigned).digest('base64url')}`), /the token is not valid/],
    ['another algorithm', bearer(await mint({ sub: 'anna' }, { alg: 'HS512' })), /the token is not valid/],
    ['another secret', bearer(await mint({ sub: 'anna' }, { secret: 'another secret of thirty-two characters' })), /the token is not valid/],
    ['expired', bearer(await mint({ sub: 'anna' }, { expires: '-1s' })), /the token has expired/],
    ['changed claims', bearer(renamed), /the token is not valid/],
    ['no sub', bearer(await mint({})), /sub must be a name/],
    ['empty sub', bearer(await mint({ sub: '' })), /sub must be a name/],
    ['NUL in sub', bearer(await mint({ sub: 'a\0b' })), /sub must be a name/],
    ['bad tenant', bearer(await mint({ sub: 'a', tenant: 7 })), /tenant must be a name/],
    ['bad role', bearer(await mint({ sub: 'a', role: 'admin' })), /role must be user or operator/]
  ]
  for (const [name, headers, message] of cases) {
    const reply = await s.call('GET', '/backend-api/conversations', undefined, headers)
    t.equal(reply.headers.get('www-authenticate'), 'Bearer', name)
    t.match([reply.status, reply.body], [401, { statusCode: 401, code: 'UNAUTHORIZED', error: 'Unauthorized', message }], name)
    t.equal(reply.headers.get('www-authenticate'), 'Bearer', name)
    t.equal((await s.send('hello', { headers })).status, 401, name)
    t.match(await s.call('POST', '/v1/chat/completions', { model: 'm', messages: [] }, headers), { status: 401, body: { error: { message, type: 'invalid_request_error', code: 'invalid_api_key' } } })
  }
  t.same(await stateOf(s), before)
  t.equal((await s.call('GET', '/healthz')).status, 200, 'health needs none')
})

t.test('equal user ids in two tenants share neither list, history nor answers, on warm caches', async (t) => {
  const one = bearer(await mint({ sub: 'anna', tenant: 'one' }))
  const two = bearer(await mint({ sub: 'anna', tenant: 'two' }))
  const list = async (headers: Record<string, string>) => (await s.call('GET', '/backend-api/conversations', undefined, headers)).body.items.map(({ id }: { id: string }) => id)
  const id = randomUUID()
  const first = await s.send('What is our roadmap?', { id, headers: one })
  t.equal((await s.send('What is our roadmap?', { id, headers: two })).status, 409, 'nor does a known message id tell its answer')
  const mine = first.body.conversation_id
  const second = await s.send('What is our roadmap?', { headers: two })
  t.equal(second.body.cache.status, 'miss', 'no answer crosses')
  for (let warm = 0; warm < 3; warm++) {
    t.same(await list(one), [mine])
    t.same(await list(two), [second.body.conversation_id])
    t.equal((await s.call('GET', `/backend-api/conversation/${mine}`, undefined, one)).status, 200)
    t.equal((await s.call('GET', `/backend-api/conversation/${mine}`, undefined, two)).status, 404)
  }
  for (const refused of [
    await s.call('DELETE', `/backend-api/conversation/${mine}`, undefined, two),
    await s.call('PATCH', `/backend-api/conversation/${mine}`, { title: 'x' }, two),
    await s.send('more?', { conversation_id: mine, headers: two }),
    await s.call('POST', `/backend-api/message/${first.body.answer.id}/feedback`, { rating: 'down' }, two)
  ]) t.equal(refused.status, 404)
  t.equal((await s.send('What is our roadmap?', { headers: one })).body.cache.status, 'exact')
})

t.test('X-Deflect-User means nothing beside a token', async (t) => {
  const headers = { ...bearer(await mint({ sub: 'berta' })), 'x-deflect-user': 'anna' }
  const { body } = await s.send('Whose is this?', { headers })
  const { rows } = await s.app.pg.pool.query('SELECT user_id FROM conversations WHERE id = $1', [body.conversation_id])
  t.equal(rows[0].user_id, 'berta')
})

t.test('a key file that is missing or holds no key set ends the start with one line that names it', async (t) => {
  const { AUTH_JWT_SECRET: _secret, ...config } = s.app.config
  const folder = t.testdir({ 'text.json': 'keys', 'other.json': '{"kid": 1}' })
  for (const name of ['none.json', 'text.json', 'other.json']) {
    const building = buildApp({ ...config, AUTH_JWKS_FILE: join(folder, name) })
    const error = await building.then(() => null, (error: Error) => error)
    t.ok(error instanceof ConfigError, name)
    t.match(error?.message, new RegExp(`^bad setting: AUTH_JWKS_FILE .*${name}: [^\n]+$`))
  }
})

t.test('a file of public keys: a token need not name its key, and keys are rotated while the service runs', async (t) => {
  const [first, second, curve] = await Promise.all([generateKeyPair('RS256'), generateKeyPair('RS256'), generateKeyPair('ES256')])
  const jwk = async ({ publicKey }: typeof first, kid: string) => ({ ...await exportJWK(publicKey), kid })
  const [one, two, three] = await Promise.all([jwk(first, '1'), jwk(second, '2'), jwk(curve, '3')])
  const folder = t.testdir({ 'keys.json': JSON.stringify({ keys: [one, three] }) })
  const file = join(folder, 'keys.json')
  const set = async (text: string) => {
    await writeFile(`${file}.new`, text)
    await rename(`${file}.new`, file)
  }
  const { call } = await build(t, { AUTH_JWKS_FILE: file })
  const sign = ({ privateKey }: typeof first, header: { alg?: string, kid?: string } = {}, expires = '1h') => new SignJWT({ sub: 'anna' }).setProtectedHeader({ alg: 'RS256', ...header }).setExpirationTime(expires).sign(privateKey)
  const ask = async (token: string) => await call('GET', '/backend-api/me', undefined, bearer(token))
  const old = await sign(first)
  const young = await sign(second)

  t.match(await ask(old), { status: 200, body: { user: 'anna', role: 'user' } }, 'the only key of its algorithm')
  t.equal((await ask(await sign(first, { kid: '1' }))).status, 200)
  t.equal((await ask(await sign(curve, { alg: 'ES256' }))).status, 200)
  t.equal((await ask(await sign(first, { kid: '2' }))).status, 401, 'a key it does not hold')
  t.equal((await ask(young)).status, 401)

  await set(JSON.stringify({ keys: [one, two] }))
  await until(async () => (await ask(young)).status === 200)
  t.equal((await ask(old)).status, 200, 'while keys change, both are good')
  t.match(await ask(await sign(second, {}, '-1s')), { status: 401, body: { message: 'the token has expired' } })
  const other = await sign(await generateKeyPair('RS256'))
  t.match(await ask(other), { status: 401, body: { message: 'the token is not valid' } })

  await set(JSON.stringify({ keys: [two] }))
  await until(async () => (await ask(old)).status === 401)
  t.equal((await ask(young)).status, 200)
})
