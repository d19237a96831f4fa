import { spawnSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import OpenAI from 'openai'
import { SignJWT } from 'jose'
import t from '../tap.ts'
import { buildApp } from '../../src/app.ts'
import { create, revoke } from '../../scripts/keys/change.ts'
import { list } from '../../scripts/keys/list.ts'
import { termsOf } from '../../scripts/keys/terms.ts'
import { createKeyFile, createVerifier, mintApiKey, parseKeyFile, type ApiKey } from '../../src/access/api-keys.ts'
import { createKeyRing } from '../../src/access/key-ring.ts'
import { build, until } from '../helper.ts'
import { stateOf } from '../state.ts'

const SECRET = 'a secret of thirty-two characters or more'
const root = fileURLToPath(new URL('../..', import.meta.url))
const file = join(t.testdir({}), 'keys.json')
const content = createKeyFile()
const add = (terms: Partial<ApiKey>): string => {
  const { token, key } = mintApiKey(content, { name: 'test', tenant: 'acme', created: new Date().toISOString(), ...terms })
  content.keys.push(key)
  return token
}
const good = add({})
const other = add({ tenant: 'other' })
const narrow = add({ namespaces: ['faq', 'docs/v2'], models: ['gpt-4o'] })
const revoked = add({ revoked: new Date().toISOString() })
const expired = add({ expires: '2020-01-01T00:00:00.000Z' })
await writeFile(file, JSON.stringify(content))

const s = await build(t, { API_KEYS_FILE: file, AUTH_JWT_SECRET: SECRET, GATEWAY_BODY_LIMIT: '20000' })
const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
const jwt = (sub: string) => new SignJWT({ sub, tenant: 'acme' }).setProtectedHeader({ alg: 'HS256' }).setExpirationTime('1h').sign(new TextEncoder().encode(SECRET))
const ask = (content: string, headers: Record<string, string>, more: object = {}) =>
  s.call('POST', '/v1/chat/completions', { model: 'gpt-4o-mini', messages: [{ role: 'user', content }], ...more }, headers)
const shape = { error: { message: String, type: String, param: null, code: String } }

t.test('no key, a wrong, revoked or expired one: 401 in OpenAI\'s shape on every route of /v1, and nothing happens', async (t) => {
  const before = await stateOf(s)
  const cases: [string, Record<string, string>, RegExp][] = [
    ['none', {}, /expected Authorization: Bearer/],
    ['a wrong secret', bearer(`${good.slice(0, -4)}AAAA`), /the API key is not valid/],
    ['another key\'s secret', bearer(good.slice(0, 24) + other.slice(24)), /the API key is not valid/],
    ['an unknown id', bearer(good.replace(/^sk-deflect-.{12}/, 'sk-deflect-000000000000')), /the API key is not valid/],
    ['a beginning', bearer('sk-deflect-'), /the API key is not valid/],
    ['more behind it', bearer(`${good}x`), /the API key is not valid/],
    ['a name of Object.prototype', bearer('sk-deflect-constructor-' + 'A'.repeat(43)), /the API key is not valid/],
    ['revoked', bearer(revoked), /the API key was revoked/],
    ['expired', bearer(expired), /the API key has expired/],
    ['another service\'s', bearer('sk-proj-abcdefghijklmnop'), /the token is not valid/]
  ]
  for (const [name, headers, message] of cases) {
    for (const reply of [await ask('Who am I?', headers), await s.call('GET', '/v1/models', undefined, headers), await s.call('POST', '/v1/embeddings', {}, headers)]) {
      t.match([reply.status, reply.body], [401, { error: { message, type: 'invalid_request_error', param: null, code: 'invalid_api_key' } }], name)
    }
  }
  t.same(await stateOf(s), before)
  t.equal(s.llm.stats().calls, 0)
})

t.test('an API key is good on /v1 only', async (t) => {
  for (const [method, path] of [['GET', '/backend-api/conversations'], ['GET', '/operator/policy'], ['PUT', '/operator/policy']] as const) {
    t.match(await s.call(method, path, method === 'PUT' ? { threshold: 0.99 } : undefined, bearer(good)), { status: 401, body: { statusCode: 401, code: 'UNAUTHORIZED' } }, path)
  }
  t.equal((await s.send('hello', { headers: bearer(good) })).status, 401)
})

t.test('a key answers inside its tenant; its models and namespaces are kept to', async (t) => {
  t.match((await ask('What is our motto?', bearer(good))).headers.get('cache-status'), /fwd=miss; stored/)
  t.match((await ask('What is our motto?', bearer(other))).headers.get('cache-status'), /fwd=miss; stored/, 'another tenant')
  t.match((await ask('What is our motto?', bearer(await jwt('anna')))).headers.get('cache-status'), /hit/, 'a bearer token of the tenant')

  t.match(await ask('Which model?', bearer(narrow)), { status: 404, body: { error: { message: /gpt-4o-mini/, type: 'invalid_request_error', code: 'model_not_found' } } })
  for (const beside of [{ models: ['gpt-4o', 'o1-pro'] }, { fallbacks: ['o1-pro'] }, { fallbacks: [{ model: 'o1-pro' }] }, { fallbacks: [{ 'gpt-4o': ['o1-pro'] }] }, { fallbacks: [{ model: 'o1-pro', messages: [] }] }, { context_window_fallbacks: [{ 'gpt-4o': ['o1-pro'] }] }, { content_policy_fallbacks: [{ 'gpt-4o': [{ model: 'o1-pro' }] }] }, { extra_body: { model: 'o1-pro' } }, { extra_body: { models: ['gpt-4o', 'o1-pro'] } },
    { tools: [{ type: 'openrouter:advisor', parameters: { model: 'o1-pro' } }] }, { tools: [{ type: 'openrouter:fusion', parameters: { analysis_models: ['gpt-4o', 'o1-pro'] } }] }, { tools: [{ type: 'image_generation', model: 'o1-pro' }] },
    { plugins: [{ id: 'fusion', judge_model: 'o1-pro' }] }, { extra_body: { tools: [{ type: 'openrouter:subagent', parameters: { tools: [{ type: 'openrouter:advisor', parameters: { model: 'o1-pro' } }] } }] } }]) {
    t.match(await ask('Which other model?', bearer(narrow), { model: 'gpt-4o', ...beside }), { status: 404, body: { error: { message: /o1-pro/, code: 'model_not_found' } } }, JSON.stringify(beside))
  }
  t.equal((await ask('Which other model?', bearer(narrow), { model: 'gpt-4o', models: ['gpt-4o'], fallbacks: [{ model: 'gpt-4o', messages: [{ role: 'user', content: 'Hi' }] }], context_window_fallbacks: null, extra_body: { model: 'gpt-4o', google: { thinking_config: {} } } })).status, 200)
  t.equal((await ask('Which car?', bearer(narrow), { model: 'gpt-4o', tools: [{ type: 'function', function: { name: 'find', parameters: { type: 'object', properties: { model: { enum: ['o1-pro'] } }, model: 'o1-pro' } } }, { type: 'openrouter:advisor', parameters: { model: 'gpt-4o' } }] })).status, 200)
  t.match(await ask('What is a namespace?', { ...bearer(narrow), 'x-deflect-namespace': 'hr' }, { model: 'gpt-4o' }), { status: 403, body: { error: { message: /hr.*faq, docs\/v2/, code: 'namespace_not_allowed' } } })
  t.equal((await ask('What is a namespace?', bearer(narrow), { model: 'gpt-4o' })).status, 200)
  t.match((await ask('What is a namespace?', { ...bearer(narrow), 'x-deflect-namespace': 'faq' }, { model: 'gpt-4o' })).headers.get('cache-status'), /hit/, 'its first namespace is where it is without a header')
  t.match((await ask('What is a namespace?', { ...bearer(narrow), 'x-deflect-namespace': 'docs/v2' }, { model: 'gpt-4o' })).headers.get('cache-status'), /miss/)
  t.same((await s.call('GET', '/v1/models', undefined, bearer(narrow))).body.data.map(({ id }: { id: string }) => id), ['gpt-4o'])
  t.ok((await s.call('GET', '/v1/models', undefined, bearer(good))).body.data.length > 1)
})

t.test('where answers are shared with nobody, the body\'s user counts inside the key\'s tenant, and inside the sub of a bearer token', async (t) => {
  const operator = bearer(await new SignJWT({ sub: 'op', tenant: 'acme', role: 'operator' }).setProtectedHeader({ alg: 'HS256' }).setExpirationTime('1h').sign(new TextEncoder().encode(SECRET)))
  t.equal((await s.call('PUT', '/operator/policy/own', { sharing: 'user' }, operator)).status, 200)
  const own = async (token: string, user?: string) => (await ask('Which shoes suit a beginner?', { ...bearer(token), 'x-deflect-namespace': 'own' }, user === undefined ? {} : { user })).headers.get('cache-status')
  const [anna, berta] = [await jwt('anna'), await jwt('berta')]
  for (const [token, user] of [[anna], [good, 'berta'], [good], [anna, 'berta'], [berta, 'anna']] as [string, string?][]) {
    t.match(await own(token, user), /fwd=miss/, 'nobody else\'s')
    t.match(await own(token, user), /hit/)
  }
  t.match(await own(good, 'anna'), /hit/, 'a key speaks for the users of its tenant')
  t.match(await own(other, 'anna'), /fwd=miss/, 'and of no other')
})

t.test('every error of /v1 has OpenAI\'s shape', async (t) => {
  const headers = bearer(good)
  t.match(await s.call('POST', '/v1/chat/completions', {}, headers), { status: 400, body: { error: { message: /^model is required/, param: 'model', type: 'invalid_request_error' } } })
  t.match(await s.call('POST', '/v1/chat/completions', { model: 'm', messages: [{ content: 'a' }] }, headers), { status: 400, body: { error: { param: 'messages.0.role' } } })
  for (const [status, reply] of [
    [400, await s.call('POST', '/v1/chat/completions', '{', headers)],
    [413, await ask('a'.repeat(30_000), headers)],
    [415, await s.call('POST', '/v1/chat/completions', 'a=b', { ...headers, 'content-type': 'application/x-www-form-urlencoded' })],
    [404, await s.call('GET', '/v1/nothing', undefined, headers)],
    [404, await s.call('GET', '/v1', undefined, headers)],
    [404, await s.call('GET', '/v1?a=b', undefined, headers)],
    [405, await s.call('DELETE', '/v1/models', undefined, headers)],
    [400, await s.call('GET', '/v1/%', undefined, headers)],
    [504, await ask('Never asked?', { ...headers, 'cache-control': 'only-if-cached' })]
  ] as const) {
    t.equal(reply.status, status)
    t.match(reply.body, shape, reply.text)
    t.same(Object.keys(reply.body), ['error'])
  }
})

t.test('the official client works by key and base URL alone, and knows the errors by class', async (t) => {
  const client = (apiKey: string) => new OpenAI({ apiKey, baseURL: `${s.address}/v1`, maxRetries: 0 })
  const ok = await client(good).chat.completions.create({ model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'Who is there?' }] })
  t.equal(ok.object, 'chat.completion')
  await t.rejects(client(revoked).models.list(), { constructor: OpenAI.AuthenticationError, code: 'invalid_api_key' })
  await t.rejects(client(narrow).chat.completions.create({ model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'a' }] }), { constructor: OpenAI.NotFoundError, code: 'model_not_found' })
})

t.test('npm run keys: create, list, revoke; running services take note; a broken file changes nothing', async (t) => {
  const run = (...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/keys.js', ...args], { cwd: root, encoding: 'utf8', env: { PATH: process.env['PATH'], API_KEYS_FILE: file } })
    return { status, out: stdout.trim(), err: stderr.trim() }
  }
  const made = run('create', '--name', 'ci', '--tenant', 'acme', '--namespaces', 'faq,docs', '--rpm', '60', '--budget-usd', '2.5', '--expires', '30d')
  t.match(made, { status: 0, out: /^sk-deflect-[0-9a-f]{12}-[\w-]{43}$/, err: /the only time the key is shown/ })
  t.equal(statSync(file).mode & 0o777, 0o600)
  t.notMatch(await readFile(file, 'utf8'), made.out.slice(-43), 'the file holds no key')
  const ask401 = async (status: number) => await until(async () => (await s.call('GET', '/v1/models', undefined, bearer(made.out))).status === status)
  await ask401(200)

  const whole = await readFile(file, 'utf8')
  const copy = join(t.testdir({}), 'copy.json')
  await writeFile(copy, whole)
  const warnings: string[] = []
  const ring = createKeyRing({ file: copy, log: { info () {}, warn: (data) => warnings.push(JSON.stringify(data)) } })
  t.teardown(() => ring.close())
  await writeFile(copy, whole.slice(0, -20))
  await until(() => warnings.length > 0)
  t.same(warnings, ['{"reason":"expected JSON"}'])
  t.match(ring.verify(made.out), { key: { name: 'ci' } }, 'the keys read last go on')
  await t.rejects(list(copy, {}), { message: /expected JSON/ })

  const id = made.out.slice(11, 23)
  const listed = await list(file, { format: 'json' })
  t.match(JSON.parse(listed).keys.at(-1), { id, name: 'ci', tenant: 'acme', state: 'good', namespaces: ['faq', 'docs'], requests_per_minute: 60, monthly_budget: { usd: 2.5 } })
  t.notMatch(listed + await list(file, {}), /hash|[0-9a-f]{64}|sk-deflect/)
  t.notMatch(listed, content.secret)
  t.match(await list(file, {}), /good +never +faq,docs/)
  await revoke(file, id)
  await ask401(401)
  t.match(await list(file, {}), new RegExp(`${id} .*revoked`))

  for (const [options, message] of [
    [{}, /--name/], [{ name: 'a', rpm: '0' }, /--rpm must be/], [{ name: 'a', expires: '2020-01-01' }, /--expires/],
    [{ name: 'a', 'budget-usd': '1', 'budget-tokens': '1' }, /exclude/], [{ name: 'a', 'budget-usd': '-1' }, /--budget-usd/]
  ] as const) t.throws(() => termsOf(options, new Date()), { message }, JSON.stringify(options))
  await t.rejects(create(file, termsOf({ name: 'a', namespaces: 'a b' }, new Date())), { message: /a key cannot be like this: namespaces/ })
  await t.rejects(revoke(file, '000000000000'), { message: /has no key/ })
  t.equal((await Promise.all(['a', 'b', 'c'].map((name) => create(file, termsOf({ name }, new Date()))))).length, 3)
  t.same(JSON.parse(await list(file, { format: 'json' })).keys.slice(-3).map(({ name }: ApiKey) => name).sort(), ['a', 'b', 'c'], 'none of several at once is lost')
})

t.test('a time that JavaScript cannot read makes no key that lasts for ever', async (t) => {
  const file = createKeyFile()
  const { token, key } = mintApiKey(file, { name: 'leap', tenant: 'acme', created: new Date().toISOString(), expires: '2016-12-31T23:59:60Z' })
  const leap = { ...file, keys: [key] }
  for (const name of ['created', 'expires', 'revoked'] as const) {
    const other = { ...key, expires: '2017-01-01T00:00:00Z', [name]: '2016-12-31T23:59:60Z' }
    t.throws(() => parseKeyFile(JSON.stringify({ ...leap, keys: [other] })), { message: new RegExp(`^/keys/0/${name} must be a time such as`) })
  }
  t.same(createVerifier(leap)(token, Date.now()), { refused: 'expired' })
})

t.test('a key never gets into the log; with API keys alone there is no development mode', async (t) => {
  let log = ''
  const stream = new Writable({ write (chunk, _encoding, done) { log += chunk; done() } })
  const { AUTH_JWT_SECRET: _secret, ...config } = { ...s.app.config, MODEL_DIR: t.testdir({}) }
  const app = await buildApp(config, { level: 'trace', stream })
  t.teardown(() => app.close())
  const post = (authorization?: string) => app.inject({ method: 'POST', url: '/v1/chat/completions', headers: { ...(authorization ? { authorization } : {}), 'cache-control': 'only-if-cached' }, payload: { model: 'm', messages: [{ role: 'user', content: 'a' }] } })
  t.equal((await post(`Bearer ${good}`)).statusCode, 504)
  t.equal((await post(`Bearer ${revoked}`)).statusCode, 401)
  t.equal((await post()).statusCode, 401)
  t.equal((await app.inject({ url: '/backend-api/conversations', headers: { 'x-deflect-user': 'anna' } })).statusCode, 401)
  t.equal((await app.inject({ url: '/operator/policy' })).statusCode, 401)
  t.match(log, /embedding model not loaded/, 'the log is told something')
  for (const token of [good, revoked]) t.notMatch(log, token.slice(-43))
  t.notMatch(log, /development mode/)
  await t.rejects(buildApp({ ...config, API_KEYS_FILE: join(t.testdir({}), 'none.json') }), /bad setting: API_KEYS_FILE .*none\.json/)
})
