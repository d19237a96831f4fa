import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { ClassRules } from '../../answer/content/index.ts'
import { DEFAULT_NAMESPACE, type Policies } from '../../answer/policy.ts'
import { errors } from '../../schemas/common.ts'
import { PolicyPut, PolicyView } from '../../schemas/policy.ts'

const Params = Type.Object({ namespace: Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$' }) })

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

  app.put('/policy', { schema: { ...common, summary: 'Set the default policy; in force everywhere when this returns', body: PolicyPut } }, async ({ person, body: { note, ...change } }) =>
    wire(await policies.put(person.tenant, DEFAULT_NAMESPACE, change, person.user, note ?? null)))
  app.put('/policy/:namespace', { schema: { ...common, summary: 'Set the policy of a namespace', params: Params, body: PolicyPut } }, async ({ person, params, body: { note, ...change } }) =>
    wire(await policies.put(person.tenant, params.namespace, change, person.user, note ?? null)))
}
export default policy
