import { SignJWT } from 'jose'
import t from './tap.ts'
import { formatReport, passed } from '../scripts/check-isolation/format.ts'
import { checkIsolation } from '../scripts/check-isolation/run.ts'
import type { Redis } from '../src/cache/client.ts'
import { build } from './helper.ts'

const url = process.env['REDIS_URL'] ?? 'redis://127.0.0.1:6379'

t.test('5,000 lookups in scopes made to be taken for each other: no foreign answer, and every answer of their own', async (t) => {
  const report = await checkIsolation({ url, lookups: 5_000, seed: 20_261_123 })
  t.ok(passed(report), formatReport(report, 'table'))
  t.equal(report.foreign, 0)
  t.equal(report.lost, 0)
  t.ok(report.own > 1_000 && report.exact > 100 && report.semantic > 500 && report.missed > 1_000, 'both tiers and misses were met')
})

t.test('a Redis that cannot be reached is told with its setting, not its password', async (t) => {
  await t.rejects(checkIsolation({ url: 'redis://someone:hunter2@127.0.0.1:1', lookups: 10, seed: 7 }), { message: 'cannot reach Redis at 127.0.0.1:1 (REDIS_URL): connect ECONNREFUSED 127.0.0.1:1' })
})

/** A connection whose searches forget the scope. */
function withoutScope<R extends Pick<Redis, 'sendCommand' | 'withTypeMapping'>> (redis: R): R {
  const forget = (args: unknown[]) => args.map((arg) => typeof arg === 'string' ? arg.replace(/\(@scope:\{\w+\}.*?\)=>/, '*=>') : arg)
  return new Proxy(redis, {
    get: (target, name) => {
      if (name === 'sendCommand') return (args: unknown[]) => target.sendCommand(forget(args) as never)
      if (name === 'withTypeMapping') return (mapping: never) => withoutScope(target.withTypeMapping(mapping))
      const value = Reflect.get(target, name)
      return typeof value === 'function' ? value.bind(target) : value
    }
  })
}

t.test('a search that forgets the scope is caught, with both scopes', async (t) => {
  const report = await checkIsolation({ url, lookups: 300, seed: 7, around: withoutScope })
  t.notOk(passed(report))
  t.ok(report.foreign > 50, `${report.foreign} foreign`)
  t.match(formatReport(report, 'table'), /foreign \(semantic, policy \w+\): .*\n {2}asked in .*"tenant".*\n {2}stored in .*"tenant"/)
})

const secret = 'a secret for the tests, long enough'
const TENANTS = ['acme', 'acme|other', 'Acme', 'acme","namespace":"a', '*', 'acme}', 'e\u0301', 'é']
const NAMESPACES = ['default', 'a', 'a:b', 'a/b', 'A']
/** Here answers are shared with nobody. */
const PRIVATE = 'a:b'
/** One question twice to the exact tier, and to the semantic one as another. */
const WORDINGS = ['How can I apply for a visa in Norway?', 'how can I apply for a visa in norway', 'How do I apply for a visa in Norway?']

t.test('over HTTP: the first of a tenant, namespace and user to ask is answered by the LLM, whoever asked the same before', async (t) => {
  const { call, llm } = await build(t, { AUTH_JWT_SECRET: secret })
  const tokenOf = async (tenant: string, user: string, role = 'user') =>
    `Bearer ${await new SignJWT({ tenant, role }).setProtectedHeader({ alg: 'HS256' }).setSubject(user).setExpirationTime('1h').sign(new TextEncoder().encode(secret))}`
  for (const tenant of TENANTS) t.equal((await call('PUT', `/operator/policy/${encodeURIComponent(PRIVATE)}`, { sharing: 'user' }, { authorization: await tokenOf(tenant, 'boss', 'operator') })).status, 200)

  const people = TENANTS.flatMap((tenant) => ['ann', 'bob'].map((user) => ({ tenant, user })))
  const asked = new Set<string>()
  const wrong: unknown[] = []
  let hits = 0
  for (const [round, content] of WORDINGS.entries()) {
    for (const { tenant, user } of people) {
      const authorization = await tokenOf(tenant, user)
      for (const namespace of NAMESPACES) {
        const scope = JSON.stringify([tenant, namespace, namespace === PRIVATE ? user : null])
        const reply = await call('POST', '/v1/chat/completions', { model: 'gpt-4o-mini', messages: [{ role: 'user', content }] }, { authorization, 'x-deflect-namespace': namespace })
        const hit = /; hit/.test(reply.headers.get('cache-status') ?? '')
        if (hit) hits++
        if (reply.status !== 200 || hit !== asked.has(scope)) wrong.push({ round, scope, user, status: reply.status, cache: reply.headers.get('cache-status') })
        asked.add(scope)
      }
    }
  }
  t.same(wrong, [])
  t.equal(asked.size, TENANTS.length * (NAMESPACES.length + 1))
  t.equal(hits, WORDINGS.length * people.length * NAMESPACES.length - asked.size)
  t.equal(llm.requests().length, asked.size)
})
