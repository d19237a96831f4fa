import { SignJWT } from 'jose'
import t from '../../tap.ts'
import { hashUser } from '../../../src/events/event.ts'
import { build } from '../../helper.ts'

const SECRET = 'a secret for tests, long enough to be one'
const bearer = async (sub: string, tenant: string, role: string) => ({
  authorization: `Bearer ${await new SignJWT({ sub, tenant, role }).setProtectedHeader({ alg: 'HS256' }).setExpirationTime('1h').sign(new TextEncoder().encode(SECRET))}`
})
const s = await build(t, { AUTH_JWT_SECRET: SECRET, MODEL_DIR: t.testdir({}) })
const [ann, operator, second, stranger] = await Promise.all([bearer('ann', 'acme', 'user'), bearer('op', 'acme', 'operator'), bearer('two', 'acme', 'operator'), bearer('op', 'rival', 'operator')])
const operate = (method: string, path: string, body?: object, who = operator) => s.call(method, `/operator${path}`, body, who)
const log = async (query = '', who = operator) => (await operate('GET', `/audit${query}`, undefined, who)).body

/** Routes of an app as `METHOD /path`, from fastify's own tree. */
function routesOf (tree: string): string[] {
  const above: string[] = []
  return tree.split('\n').flatMap((line) => {
    const [, indent, part, methods] = /^([│├└─\s]*)(\S+)(?: \(([A-Z, ]+)\))?$/.exec(line) ?? []
    if (part === undefined) return []
    const depth = indent!.length / 4
    above.length = depth - 1
    above.push(part)
    return methods?.split(', ').map((method) => `${method} ${above.join('')}`) ?? []
  })
}

t.test('every operator route refuses a user, and who has no token', async (t) => {
  // But for /operator/, which leads to the page.
  const routes = routesOf(s.app.printRoutes({ commonPrefix: false })).filter((route) => route.includes(' /operator/') && !route.startsWith('HEAD') && route !== 'GET /operator/')
  t.ok(routes.length > 15, `${routes.length} routes were found`)
  for (const known of ['POST /operator/entries/:id/quarantine', 'POST /operator/policy/:namespace/rollback', 'GET /operator/audit']) t.ok(routes.includes(known), known)
  for (const route of routes) {
    const [method, path] = route.split(' ') as [string, string]
    const url = path.replace(/:\w+/g, 'x')
    t.equal((await s.call(method, url, undefined, ann)).status, 403, route)
    t.equal((await s.call(method, url)).status, 401, route)
  }
})

t.test('policies: every version is kept, an old one comes back as a new one, and nobody overwrites unseen', async (t) => {
  t.match((await operate('PUT', '/policy/faq', { threshold: 0.97, note: 'fewer wrong ones', if_version: 0 })).body, { version: 1 })
  t.match((await operate('PUT', '/policy/faq', { threshold: 0.8, if_version: 1 }, second)).body, { version: 2, effective: { threshold: 0.8 } })
  t.match(await operate('PUT', '/policy/faq', { threshold: 0.99, if_version: 1 }), { status: 409, body: { code: 'POLICY_CHANGED' } })
  t.match((await operate('POST', '/policy/faq/rollback', { version: 1, note: 'back' })).body, { version: 3, changes: { threshold: 0.97 }, effective: { threshold: 0.97 } })
  t.match((await operate('POST', '/policy/faq/rollback', { version: 0 })).body, { version: 4, changes: {}, effective: { threshold: 0.95 } })
  for (const version of [7, 4]) t.equal((await operate('POST', '/policy/faq/rollback', { version }, version === 4 ? stranger : operator)).status, 404)
  t.equal((await operate('POST', '/policy/faq/rollback', { version: 1, if_version: 1 })).status, 409)
  t.match((await operate('GET', '/policy/faq/versions')).body, {
    items: [
      { version: 4, changes: {}, author: 'op', note: 'version 0 again' }, { version: 3, changes: { threshold: 0.97 }, note: 'back' },
      { version: 2, changes: { threshold: 0.8 }, author: 'two', note: null }, { version: 1, note: 'fewer wrong ones' }
    ],
    next_before: null
  })
  const page = (await operate('GET', '/policy/faq/versions?limit=3')).body
  t.match((await operate('GET', `/policy/faq/versions?limit=3&before=${page.next_before}`)).body.items, [{ version: 1 }])
  t.same((await operate('GET', '/policy/faq/versions', undefined, stranger)).body.items, [])

  // A namespace may have any name; the default policy has paths of its own.
  await operate('PUT', '/policy', { threshold: 0.96 })
  await operate('PUT', '/policy/versions', { threshold: 0.9 })
  t.match((await operate('GET', '/policy/versions')).body, { version: 1, effective: { threshold: 0.9 } })
  t.match((await operate('GET', '/policy-versions')).body.items, [{ version: 1, changes: { threshold: 0.96 } }])
  t.match((await operate('POST', '/policy-rollback', { version: 0 })).body, { namespace: '', version: 2, effective: { threshold: 0.95 } })

  const both = await Promise.all([operate('PUT', '/policy/race', { threshold: 0.5, if_version: 0 }), operate('PUT', '/policy/race', { threshold: 0.6, if_version: 0 }, second)])
  t.same(both.map(({ status }) => status).sort(), [200, 409])
  const many = await Promise.all(Array.from({ length: 8 }, () => operate('PUT', '/policy/crowd', {})))
  t.same(new Set(many.map(({ status }) => status)), new Set([200]))
  t.equal((await operate('GET', '/policy/crowd')).body.version, 8)
})

t.test('the audit log says who did what, to the operators of the tenant', async (t) => {
  t.match((await log('?action=policy.rollback')).items.filter(({ target }: { target: string }) => target === 'faq'), [
    { actor: 'op', target: 'faq', before: { version: 3, changes: { threshold: 0.97 } }, after: { version: 4, changes: {} }, note: 'version 0 again' },
    { actor: 'op', before: { version: 2 }, after: { version: 3 }, note: 'back' }
  ])
  t.match((await log('?action=policy.put')).items.at(-1), { actor: 'op', target: 'faq', before: { version: 0, changes: {} }, after: { version: 1, changes: { threshold: 0.97 } }, note: 'fewer wrong ones' })

  const question = 'What is the melting point of gallium?'
  const { cache: { entry_id: id } } = (await s.send(question, { headers: ann })).body
  await operate('POST', `/entries/${id}/quarantine`)
  await operate('POST', `/entries/${id}/release`, undefined, second)
  await operate('DELETE', `/entries/${id}`)
  await operate('DELETE', `/entries/${id}`)
  await operate('POST', '/invalidate', { tag: 'x', dry_run: false, note: 'the price list changed' })
  await operate('POST', '/invalidate', { tag: 'x' })
  await operate('DELETE', '/users/ann')
  await operate('DELETE', '/users/op')
  const { items } = await log('?limit=6')
  t.match(items, [
    { actor: 'self', action: 'user.erase', target: hashUser('acme', 'op') },
    { actor: 'op', action: 'user.erase', target: hashUser('acme', 'ann'), after: { complete: true } },
    { actor: 'op', action: 'invalidate', target: 'tag:x', after: { generation: 1 }, note: 'the price list changed' },
    { actor: 'op', action: 'entry.delete', target: id, before: { state: 'live' }, after: { state: 'deleted' } },
    { actor: 'two', action: 'entry.release', target: id, before: { state: 'quarantined' }, after: { state: 'live' } },
    { actor: 'op', action: 'entry.quarantine', target: id, before: { state: 'live' }, after: { state: 'quarantined' } }
  ])
  t.notMatch(JSON.stringify(await log()), /gallium|ann/, 'nothing of a user')

  const seen = []
  for (let cursor = ''; ;) {
    const page = await log(`?limit=4${cursor}`)
    seen.push(...page.items)
    if (page.next_cursor === null) break
    cursor = `&cursor=${page.next_cursor}`
  }
  t.same(seen, (await log('?limit=100')).items)
  t.same(await log('', stranger), { items: [], next_cursor: null })
  for (const query of ['limit=0', 'cursor=x', 'action=dance']) t.match(await operate('GET', `/audit?${query}`), { status: 400, body: { message: new RegExp(query.split('=')[0]!) } })
})
