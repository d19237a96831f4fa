import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { DEFAULT_CONTROLS } from '../../answer/controls.ts'
import { createWhatIf } from '../../answer/what-if.ts'
import { readDurationMs } from '../../config.ts'
import { createWhatIfRecord } from '../../db/what-if.ts'
import { BadRequestError } from '../../errors.ts'
import { errors } from '../../schemas/common.ts'
import { WhatIfBody, WhatIfView } from '../../schemas/what-if.ts'

const LONGEST_MS = 30 * 86_400_000

function sinceOf (text: string, now: number): Date {
  const ms = /^\d{4}-/.test(text) ? Date.parse(text) : now - readDurationMs(text)
  if (!(ms <= now && now - ms <= LONGEST_MS)) throw new BadRequestError('body/since must be a duration such as 24h or 7d, or an ISO time, at most 30d back')
  return new Date(ms)
}

const whatIf: FastifyPluginAsyncTypebox = async (app) => {
  const ask = createWhatIf({ record: createWhatIfRecord(app.pg.pool), policies: app.policies, defaultNamespace: DEFAULT_CONTROLS.namespace })
  app.post('/whatif', {
    schema: { tags: ['operator'], summary: 'Logged decisions under other thresholds and guards', body: WhatIfBody, response: { 200: WhatIfView, ...errors } }
  }, async ({ body, person }) => {
    const until = new Date()
    const since = sinceOf(body.since, until.getTime())
    const { guards, ...answer } = await ask({ tenant: person.tenant, namespace: body.namespace ?? null, since, until, thresholds: body.thresholds, guards: body.guards })
    return { since: since.toISOString(), until: until.toISOString(), guards: [...guards], ...answer }
  })
}
export default whatIf
