import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Static } from 'typebox'
import type { Target } from '../../db/invalidations.ts'
import { BadRequestError } from '../../errors.ts'
import { errors } from '../../schemas/common.ts'
import { Invalidate, Invalidated } from '../../schemas/entry.ts'

function targetOf ({ namespace, tag, model, all }: Static<typeof Invalidate>): Target {
  const [target, ...more] = Object.entries({ namespace, tag, model, all }).filter(([, value]) => value !== undefined)
  if (!target || more.length > 0) throw new BadRequestError(`expected one of namespace, tag, model and all, got ${target ? [target, ...more].map(([name]) => name).join(', ') : 'none'}`)
  return { kind: target[0] as Target['kind'], value: target[1] === true ? '' : target[1] as string }
}

const invalidate: FastifyPluginAsyncTypebox = async (app) => {
  const { entries, generations } = app
  app.post('/invalidate', {
    schema: { tags: ['operator'], summary: 'Take cached answers away, in every process when this returns; a dry run unless told', body: Invalidate, response: { 200: Invalidated, ...errors } }
  }, async ({ person, body }) => {
    const target = targetOf(body)
    if (body.dry_run) return { dry_run: true, ...await entries.preview(person.tenant, target), generation: null }
    return { dry_run: false, entries: null, examples: [], generation: await generations.invalidate(person.tenant, target, { author: person.user, note: body.note ?? null }) }
  })
}
export default invalidate
