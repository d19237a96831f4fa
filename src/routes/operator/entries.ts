import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { FastifyRequest } from 'fastify'
import type { Fate, ListedEntry } from '../../answer/entries.ts'
import type { AuditAction } from '../../schemas/audit.ts'
import { errors } from '../../schemas/common.ts'
import { Entry, EntryFate, EntryPage, EntryParams, EntryQuery } from '../../schemas/entry.ts'

type Identity = FastifyRequest['person']
const time = (ms: number) => new Date(ms).toISOString()

const wire = ({ entry, state, hits, similarity }: ListedEntry) => ({
  id: entry.id,
  state,
  question: entry.question,
  answer: entry.completion.choices[0]?.message.content ?? '',
  namespace: entry.namespace,
  model: entry.model,
  tags: entry.tags,
  create_time: time(entry.createdAt),
  expire_time: time(entry.expiresAt),
  hits,
  ...(similarity === undefined ? {} : { similarity }),
  ...(entry.conversationId === null ? {} : { conversation_id: entry.conversationId }),
  ...(entry.owner === null ? {} : { owner: entry.owner })
})

const routes: FastifyPluginAsyncTypebox = async (app) => {
  const { entries } = app
  const common = { tags: ['operator'], params: EntryParams }

  app.get('/entries', { schema: { tags: ['operator'], summary: 'Cached answers, the newest or the nearest in meaning first', querystring: EntryQuery, response: { 200: EntryPage, ...errors } } },
    async ({ person, query: { namespace, tag, state, ...how } }) => {
      const { entries: found, next } = await entries.list({ tenant: person.tenant, namespace, tag, state }, how)
      return { items: found.map(wire), next_cursor: next }
    })
  app.get('/entries/:id', { schema: { ...common, summary: 'A cached answer', response: { 200: Entry, ...errors } } }, async ({ person, params }) => wire(await entries.show(person.tenant, params.id)))
  /** Does it, and writes it down. */
  async function change (person: Identity, action: AuditAction, id: string, work: Promise<Fate>) {
    const { before, after } = await work
    await app.audit.note(person, action, id, { before: { state: before }, after: { state: after } })
    return { id, state: after }
  }
  app.delete('/entries/:id', { schema: { ...common, summary: 'Delete a cached answer', response: { 204: Type.Null(), ...errors } } }, async ({ person, params: { id } }, reply) => {
    await change(person, 'entry.delete', id, entries.remove(person.tenant, id))
    return reply.code(204).send(null)
  })
  app.post('/entries/:id/quarantine', { schema: { ...common, summary: 'Serve it to nobody, keep it for the operator', response: { 200: EntryFate, ...errors } } },
    async ({ person, params: { id } }) => change(person, 'entry.quarantine', id, entries.hold(person.tenant, id)))
  app.post('/entries/:id/release', { schema: { ...common, summary: 'Serve a quarantined answer again', response: { 200: EntryFate, ...errors } } },
    async ({ person, params: { id } }) => change(person, 'entry.release', id, entries.release(person.tenant, id)))
}
export default routes
