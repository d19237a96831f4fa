import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { DEFAULT_CONTROLS } from '../../answer/controls.ts'
import { createWhatIf } from '../../answer/what-if.ts'
import { createWhatIfRecord } from '../../db/what-if.ts'
import { errors } from '../../schemas/common.ts'
import { WhatIfBody, WhatIfView } from '../../schemas/what-if.ts'
import { rangeOf } from './range.ts'

const whatIf: FastifyPluginAsyncTypebox = async (app) => {
  const ask = createWhatIf({ record: createWhatIfRecord(app.operatorLane), policies: app.policies, defaultNamespace: DEFAULT_CONTROLS.namespace })
  app.post('/whatif', {
    schema: { tags: ['operator'], summary: 'Logged decisions under other thresholds and guards', body: WhatIfBody, response: { 200: WhatIfView, ...errors } }
  }, async ({ body, person }) => {
    const { since, until } = rangeOf({ since: body.since })
    const { guards, ...answer } = await ask({ tenant: person.tenant, namespace: body.namespace ?? null, since, until, thresholds: body.thresholds, guards: body.guards })
    return { since: since.toISOString(), until: until.toISOString(), guards: [...guards], ...answer }
  })
}
export default whatIf
