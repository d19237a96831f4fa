import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type, type Static } from 'typebox'
import type { ClassRules } from '../../answer/content/index.ts'
import { DEFAULT_NAMESPACE, type Policies } from '../../answer/policy.ts'
import { errors, Name } from '../../schemas/common.ts'
import { PolicyPut, PolicyRollback, PolicyVersions, PolicyView, VersionQuery } from '../../schemas/policy.ts'

const Params = Type.Object({ namespace: Name() })

const wireClasses = (rules: ClassRules) => Object.fromEntries(Object.entries(rules).map(([name, { keep, ttlSeconds }]) => [name, { keep, ttl_seconds: ttlSeconds }])) as Record<keyof ClassRules, { keep: string, ttl_seconds: number | null }>

function wire ({ effective, ...rest }: Awaited<ReturnType<Policies['view']>>) {
  const { kind, threshold, minProbability, tiers, guards, ttlSeconds, sharing, admission, followups, renewAfterHits, classes, errorBudget, shadowRate, judge, judgeFloor, checksPerMinute, tightening } = effective
  return {
    ...rest,
    effective: {
      kind,
      threshold,
      min_probability: minProbability,
      error_budget: errorBudget,
      shadow_rate: shadowRate,
      judge,
      judge_floor: judgeFloor,
      checks_per_minute: checksPerMinute,
      tiers: [...tiers],
      guards: [...guards],
      ttl_seconds: ttlSeconds,
      sharing,
      admission,
      followups,
      renew_after_hits: renewAfterHits,
      classes: wireClasses(classes),
      tightened: tightening
    }
  }
}

const policy: FastifyPluginAsyncTypebox = async (app) => {
  const { policies } = app
  const common = { tags: ['operator'], response: { 200: PolicyView, ...errors } }

  app.get('/policy', { schema: { ...common, summary: 'The default policy' } }, async ({ person }) => wire(await policies.view(person.tenant, DEFAULT_NAMESPACE)))
  app.get('/policy/:namespace', { schema: { ...common, summary: 'The policy of a namespace', params: Params } }, async ({ person, params }) =>
    wire(await policies.view(person.tenant, params.namespace)))

  /** Both of the default policy and of a namespace; the default has paths of its own, as a namespace may have any name. */
  const put = async ({ tenant, user }: { tenant: string, user: string }, namespace: string, { note, if_version: ifVersion, ...change }: Static<typeof PolicyPut>) =>
    wire(await policies.put(tenant, namespace, change, { author: user, note: note ?? null, ifVersion: ifVersion ?? null }))
  app.put('/policy', { schema: { ...common, summary: 'Set the default policy; in force everywhere when this returns', body: PolicyPut } }, async ({ person, body }) => put(person, DEFAULT_NAMESPACE, body))
  app.put('/policy/:namespace', { schema: { ...common, summary: 'Set the policy of a namespace', params: Params, body: PolicyPut } }, async ({ person, params, body }) => put(person, params.namespace, body))

  const rollback = async ({ tenant, user }: { tenant: string, user: string }, namespace: string, { version, note, if_version: ifVersion }: Static<typeof PolicyRollback>) =>
    wire(await policies.rollback(tenant, namespace, version, { author: user, note: note ?? null, ifVersion: ifVersion ?? null }))
  app.post('/policy-rollback', { schema: { ...common, summary: 'Set the default policy to what an earlier version was', body: PolicyRollback } }, async ({ person, body }) => rollback(person, DEFAULT_NAMESPACE, body))
  app.post('/policy/:namespace/rollback', { schema: { ...common, summary: 'Set the policy of a namespace to what an earlier version was', params: Params, body: PolicyRollback } }, async ({ person, params, body }) =>
    rollback(person, params.namespace, body))

  async function versions (tenant: string, namespace: string, { limit, before }: Static<typeof VersionQuery>) {
    const found = await policies.versions(tenant, namespace, before ?? null, limit)
    return { items: found.map(({ body, ...rest }) => ({ changes: body, ...rest })), next_before: found.length < limit ? null : found.at(-1)!.version }
  }
  const listed = { tags: ['operator'], querystring: VersionQuery, response: { 200: PolicyVersions, ...errors } }
  app.get('/policy-versions', { schema: { ...listed, summary: 'Every version of the default policy, newest first' } }, async ({ person, query }) => versions(person.tenant, DEFAULT_NAMESPACE, query))
  app.get('/policy/:namespace/versions', { schema: { ...listed, summary: 'Every version of the policy of a namespace, newest first', params: Params } }, async ({ person, params, query }) =>
    versions(person.tenant, params.namespace, query))
}
export default policy
