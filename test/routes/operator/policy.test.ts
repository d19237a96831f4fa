import { SignJWT } from 'jose'
import t from '../../tap.ts'
import { buildApp } from '../../../src/app.ts'
import { EXAMPLES } from '../../../src/schemas/openapi/examples.ts'
import { build, until } from '../../helper.ts'

const SECRET = 'a secret for tests, long enough to be one'
const bearer = async (role: string) => `Bearer ${await new SignJWT({ sub: 'op', tenant: 'acme', role }).setProtectedHeader({ alg: 'HS256' }).setExpirationTime('1h').sign(new TextEncoder().encode(SECRET))}`

t.test('a policy is in force at once, in every process, and is kept', async (t) => {
  const s = await build(t)
  const other = await buildApp(s.app.config, false, s.app.embedder)
  t.teardown(() => other.close())
  await until(() => other.redis.invalidation.state().caughtUp && s.app.redis.invalidation.state().caughtUp)
  const inOther = async (content: string) => (await other.inject({ method: 'POST', url: '/backend-api/f/conversation', headers: { 'x-deflect-namespace': 'faq' }, payload: { message: { content } } })).json().cache
  const here = (content: string) => s.send(content, { headers: { 'x-deflect-namespace': 'faq' } })

  await here('What is the capital of France?')
  t.equal((await inOther('Whats the capital of France?')).status, 'semantic')

  const put = await s.call('PUT', '/operator/policy/faq', { threshold: 0.999, note: 'too many wrong ones' })
  t.match(put, { status: 200, body: { namespace: 'faq', version: 1, effective: { threshold: 0.999, sharing: 'tenant' } } })
  t.match(await inOther('Whats the capital of France?'), { status: 'miss', reason: 'below_threshold' })
  t.equal((await s.call('GET', '/operator/policy')).body.effective.threshold, 0.95, 'other namespaces keep theirs')

  await s.call('PUT', '/operator/policy', { tiers: [] })
  t.match((await s.send('What is the capital of France?')).body.cache, { status: 'bypass', reason: 'policy' })
  t.equal((await s.call('GET', '/operator/policy/faq')).body.effective.tiers.length, 0, 'a namespace inherits what it does not set')

  await s.call('PUT', '/operator/policy', {})
  await s.call('PUT', '/operator/policy/faq', { sharing: 'user' })
  await s.send('Who painted Guernica?', { user: 'ann', headers: { 'x-deflect-namespace': 'faq' } })
  t.equal((await s.send('Who painted Guernica?', { user: 'bob', headers: { 'x-deflect-namespace': 'faq' } })).body.cache.status, 'miss')
  t.equal((await s.send('Who painted Guernica?', { user: 'ann', headers: { 'x-deflect-namespace': 'faq' } })).body.cache.status, 'exact')

  await s.redis.del(`${s.prefix}policy:local`)
  t.equal((await s.call('GET', '/operator/policy/faq')).body.version, 2, 'Postgres keeps it')
})

t.test('calibrated: a paraphrase below 0.95 is served, a near miss is not', async (t) => {
  const s = await build(t)
  /** What is served, without a question being stored; 504 where nothing is. */
  const peek = async (content: string, headers = {}) => await s.send(content, { headers: { 'cache-control': 'only-if-cached', ...headers } })
  const paraphrase = 'How would you bake a sourdough bread?'
  const trap = 'How can I disable two factor authentication?'
  // Stored under static: an entry outlives the policy it was stored under.
  await s.send('What is the best way to bake sourdough bread?')
  await s.send('How can I enable two factor authentication?')
  t.equal((await peek(paraphrase)).status, 504)
  t.match((await s.call('GET', '/operator/policy')).body.effective, { kind: 'static', min_probability: 0.93 })

  t.match((await s.call('PUT', '/operator/policy', { kind: 'calibrated' })).body.effective, { kind: 'calibrated', min_probability: 0.93, threshold: 0.95 })
  const hit = await peek(paraphrase)
  t.match(hit, { status: 201, body: { cache: { status: 'semantic' } } })
  t.ok(Number(hit.headers.get('x-deflect-similarity')) < 0.95)
  t.equal((await peek(trap)).status, 504)
  t.equal((await peek(paraphrase, { 'x-deflect-threshold': '0.95' })).status, 504, 'a client may ask for more')

  await s.call('PUT', '/operator/policy', { kind: 'calibrated', min_probability: 1 })
  t.equal((await peek(paraphrase)).status, 504)

  await s.call('PUT', '/operator/policy', { kind: 'calibrated' })
  t.match((await s.send(trap)).body.cache, { status: 'miss', reason: 'below_threshold' }, 'the reason is one of the known')
  // As entries that were stored before words were.
  for await (const keys of s.redis.scanIterator({ MATCH: `${s.prefix}ans:s:*`, COUNT: 1000 })) for (const key of keys) t.equal(await s.redis.hDel(key, 'words'), 1)
  t.equal((await peek(paraphrase)).status, 504, 'decidable by static only')
})

t.test('bad policies change nothing', async (t) => {
  const s = await build(t, { MODEL_DIR: t.testdir({}) })
  for (const [body, field] of [[{ threshold: 1.5 }, 'threshold'], [{ tiers: ['psychic'] }, 'tiers'], [{ kind: 'psychic' }, 'kind'], [{ min_probability: 2 }, 'min_probability'], [{ ttl_seconds: 0 }, 'ttl_seconds'], [{ shared: true }, 'shared']] as const) {
    const reply = await s.call('PUT', '/operator/policy', body)
    t.equal(reply.status, 400)
    t.match(reply.body.message, field)
  }
  t.equal((await s.call('GET', '/operator/policy')).body.version, 0)
})

t.test('operators only', async (t) => {
  const s = await build(t, { AUTH_JWT_SECRET: SECRET, MODEL_DIR: t.testdir({}) })
  t.equal((await s.call('GET', '/operator/policy', undefined, { authorization: await bearer('operator') })).status, 200)
  t.equal((await s.call('PUT', '/operator/policy', { threshold: 0 }, { authorization: await bearer('user') })).status, 403)
  t.equal((await s.call('GET', '/operator/policy')).status, 401)
})

t.test('a word that is none of a field’s is told which are', async (t) => {
  const s = await build(t, { MODEL_DIR: t.testdir({}) })
  for (const [body, message] of [[{ kind: 'fuzzy' }, 'kind must be one of static, calibrated, verified'], [{ tiers: ['exact', 'fuzzy'] }, 'tiers.1 must be one of exact, semantic'], [{ classes: { personal: { keep: 'x' } } }, 'classes.personal.keep must be one of never, user, shared']] as const) {
    t.match(await s.call('PUT', '/operator/policy/words', body), { status: 400, body: { message } })
  }
  t.match(await s.call('GET', '/operator/report?by=week'), { status: 400, body: { message: 'by must be one of day, hour, model, namespace' } })
})

t.test('a namespace of a request is one of every route of the operator, also with a slash', async (t) => {
  const s = await build(t, { MODEL_DIR: t.testdir({}) })
  const namespace = 'team/a'
  const query = `namespace=${encodeURIComponent(namespace)}`
  t.equal((await s.send('Who is in the team?', { headers: { 'x-deflect-namespace': namespace } })).status, 201)
  t.match(await s.call('PUT', '/operator/policy/team%2Fa', { threshold: 0.99 }), { status: 200, body: { namespace } })
  t.match(await s.call('GET', '/operator/policy/team%2Fa'), { status: 200, body: { namespace, effective: { threshold: 0.99 } } })
  t.match(await s.call('GET', '/operator/policy/team%2Fa/versions'), { status: 200, body: { items: [{ version: 1 }] } })
  t.not((await s.call('POST', '/operator/explain', { text: 'Who is in the team?', namespace })).status, 400, 'without a model it is 503')
  t.equal((await s.call('POST', '/operator/whatif', { since: '1h', thresholds: [0.9], namespace })).status, 200)
  for (const route of ['report', 'series', 'entries']) t.equal((await s.call('GET', `/operator/${route}?${query}`)).status, 200, route)
  t.equal((await s.call('POST', '/operator/invalidate', { namespace })).status, 200)
  t.match(await s.call('GET', '/operator/policy/%2Fa'), { status: 400, body: { message: /^namespace must be 1 to 64 letters, digits and/ } })
})

t.test('the examples of /docs do what they show, on a service that nobody set anything of', async (t) => {
  const s = await build(t)
  for (const name of ['PUT /operator/policy', 'PUT /operator/policy/{namespace}', 'POST /operator/policy-rollback', 'POST /operator/policy/{namespace}/rollback'] as const) {
    const [method, path] = name.split(' ') as [string, string]
    const { status, body } = await s.call(method, path.replace('{namespace}', 'faq'), EXAMPLES[name]!.body)
    t.equal(status, 200, `${name}: ${JSON.stringify(body)}`)
  }
})
