import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { FastifyRequest } from 'fastify'
import type { Fate, ListedEntry } from '../../answer/entries.ts'
import type { AnswerEntry } from '../../cache/answer-entry.ts'
import { BadRequestError } from '../../errors.ts'
import type { AuditAction } from '../../schemas/audit.ts'
import { errors } from '../../schemas/common.ts'
import { Entry, EntryBulk, EntryBulkResult, EntryEdit, EntryFate, EntryPage, EntryParams, EntryQuery, EntryWhy, EntryWhyQuery } from '../../schemas/entry.ts'

type Identity = FastifyRequest['person']
const time = (ms: number) => new Date(ms).toISOString()

const wire = ({ entry, state, facts: { hits, lowest, highest, up, down, aliases, same, different, unknown }, similarity }: ListedEntry) => ({
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
  hit_similarity: lowest === null || highest === null ? null : { lowest, highest },
  aliases,
  feedback: { up, down },
  checks: { same, different, unknown },
  pinned: entry.pinned === true,
  ...(entry.editedAt === undefined ? {} : { edited_time: time(entry.editedAt) }),
  ...(similarity === undefined ? {} : { similarity }),
  ...(entry.conversationId === null ? {} : { conversation_id: entry.conversationId }),
  ...(entry.owner === null ? {} : { owner: entry.owner })
})

const routes: FastifyPluginAsyncTypebox = async (app) => {
  const { entries, entryChanges } = app
  const common = { tags: ['operator'], params: EntryParams }

  app.get('/entries', { schema: { tags: ['operator'], summary: 'Cached answers, the newest or the nearest in meaning first', querystring: EntryQuery, response: { 200: EntryPage, ...errors } } },
    async ({ person, query: { namespace, tag, state, ...how } }) => {
      const { entries: found, next } = await entries.list({ tenant: person.tenant, namespace, tag, state }, how)
      return { items: found.map(wire), next_cursor: next }
    })
  app.get('/entries/:id', { schema: { ...common, summary: 'A cached answer', response: { 200: Entry, ...errors } } }, async ({ person, params }) => wire(await entries.show(person.tenant, params.id)))

  /** Does it, and writes it down. */
  async function change (person: Identity, action: AuditAction, id: string, work: Promise<Fate>, why: { note?: string } | null) {
    const { before, after } = await work
    await app.audit.note(person, action, id, { before: { state: before }, after: { state: after }, note: why?.note ?? null })
    return { id, state: after }
  }
  app.delete('/entries/:id', { schema: { ...common, summary: 'Delete a cached answer', querystring: EntryWhyQuery, response: { 204: Type.Null(), ...errors } } }, async ({ person, params: { id }, query }, reply) => {
    await change(person, 'entry.delete', id, entries.remove(person.tenant, id), query)
    return reply.code(204).send(null)
  })
  app.post('/entries/:id/quarantine', { schema: { ...common, summary: 'Serve it to nobody, keep it for the operator', body: EntryWhy, response: { 200: EntryFate, ...errors } } },
    async ({ person, params: { id }, body }) => change(person, 'entry.quarantine', id, entries.hold(person.tenant, id), body))
  app.post('/entries/:id/release', { schema: { ...common, summary: 'Serve a quarantined answer again', body: EntryWhy, response: { 200: EntryFate, ...errors } } },
    async ({ person, params: { id }, body }) => change(person, 'entry.release', id, entries.release(person.tenant, id), body))

  for (const action of ['pin', 'unpin'] as const) {
    app.post(`/entries/:id/${action}`, { schema: { ...common, summary: action === 'pin' ? 'Keep it for a year, as it is' : 'Let it live as long as others do', body: EntryWhy, response: { 200: Entry, ...errors } } }, async ({ person, params: { id }, body }) => {
      const { before, after } = await entryChanges[action](person.tenant, id)
      const told = (entry: AnswerEntry) => ({ pinned: entry.pinned === true, expire_time: time(entry.expiresAt) })
      await app.audit.note(person, `entry.${action}`, id, { before: told(before), after: told(after), note: body?.note ?? null })
      return wire(await entries.show(person.tenant, id))
    })
  }
  app.put('/entries/:id', { schema: { ...common, summary: 'Serve another answer in its place', body: EntryEdit, response: { 200: Entry, ...errors } } }, async ({ person, params: { id }, body: { answer, note } }) => {
    const { before, after } = await entryChanges.edit(person.tenant, id, answer)
    // No words, and no hash of them: the entry may be erased, and this row stays.
    const told = (entry: AnswerEntry) => ({ characters: (entry.completion.choices[0]?.message.content ?? '').length, edited: entry.editedAt !== undefined })
    await app.audit.note(person, 'entry.edit', id, { before: told(before), after: told(after), note: note ?? null })
    return wire(await entries.show(person.tenant, id))
  })
  app.post('/entries/bulk', { schema: { tags: ['operator'], summary: 'Quarantine, release or delete what a namespace or tag holds, a thousand at a time; a dry run unless told', body: EntryBulk, response: { 200: EntryBulkResult, ...errors } } },
    async ({ person, body: { action, namespace, tag, dry_run: dryRun, note } }) => {
      if ((namespace === undefined) === (tag === undefined)) throw new BadRequestError('expected one of namespace and tag')
      const target = tag === undefined ? { kind: 'namespace' as const, value: namespace! } : { kind: 'tag' as const, value: tag }
      const write = app.audit.follow(person, 'entries.bulk', `${target.kind}:${target.value}`, note ?? null)
      const result = await entryChanges.bulk(person.tenant, action, target, dryRun, ({ matched, changed, more }) => write({ action, matched, changed, more }))
      return { dry_run: dryRun, action, ...result }
    })
}
export default routes
