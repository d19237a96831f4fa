import type { Attempt } from './attempt.ts'
import { decodeEntry, aliasPrefix, encodeEntry, type AnswerEntry, type EntryState } from './answer-entry.ts'
import type { Redis } from './client.ts'
import type { Invalidation } from './invalidation.ts'
import type { Keys } from './keys.ts'
import { loadScript } from './script.ts'
import type { SemanticIndex } from './semantic-index.ts'
import { between, matching, tagOf } from './tag.ts'
import { encodeVector, similarityOf } from './vector.ts'

export type StoredEntry = { entry: AnswerEntry, state: EntryState, similarity?: number }
/** `generation`: the oldest that counts. `before`: created then or earlier, `from`: then or later, ms. */
export type EntryFilter = { tenant: string, namespace?: string | undefined, model?: string | undefined, tag?: string | undefined, state?: EntryState | undefined, generation?: number, before?: number, from?: number }
/** `read`: documents the search named, whether or not they could be read. `times`: when those that are there were made. */
export type Page = { entries: StoredEntry[], total: number, read: number, times: number[] }
/** `cut`: its time was over before it had seen all that matches, so what it says is neither the newest, nor the nearest, nor all. */
type Found = Page & { cut: boolean }
/** A search for up to so many. */
type Query = (size: number) => { text: string, options: object }

/** What is looked through first, and how much more each time. */
const LATELY_MS = 3_600_000
const WIDER = 8
/** Searches that one page may take where expired entries are in its way, and how many of these each takes out of it. */
const ROUNDS = 3
const COLLECTED = 1_000

const quarantine = loadScript('quarantine')
const removeLive = loadScript('remove-live')
const release = loadScript('release')
const amend = loadScript('amend')

/**
 * The operator's side of the stored answers: across scopes, inside one tenant.
 * @param deps.timeoutMs longest that a search may occupy Redis; then it returns what it has, and says so (RediSearch's TIMEOUT)
 */
export function createStoredEntries (deps: { redis: Redis, keys: Keys, attempt: Attempt, mayRead: Invalidation['mayRead'], identity: string, index: SemanticIndex, timeoutMs: number }) {
  const { redis, keys, attempt, mayRead, identity, index, timeoutMs } = deps
  const keysOf = (id: string): [string, string] => [keys.semanticEntry(identity, id), keys.exactAnswer(id.slice(0, id.indexOf('-')))]

  function query ({ tenant, namespace, model, tag, state, generation, before, from }: EntryFilter): string {
    const labels = [tagOf('tenant', tenant)]
    if (namespace !== undefined) labels.push(tagOf('namespace', tenant, namespace))
    if (model !== undefined) labels.push(tagOf('model', tenant, model))
    if (tag !== undefined) labels.push(tagOf('tag', tenant, tag))
    if (state !== undefined) labels.push(state)
    return [
      ...labels.map((label) => matching('labels', [label])),
      ...(generation ? [between('generation', { from: generation })] : []),
      ...(before === undefined && from === undefined ? [] : [between('created', { ...(from === undefined ? {} : { from }), ...(before === undefined ? {} : { before: before + 1 }) })])
    ].join(' ')
  }

  /** What Redis returned, without what is not this tenant's, was taken away, or expired during the search. */
  function read (tenant: string, documents: { value: Record<string, unknown> }[]): StoredEntry[] {
    return documents.flatMap(({ value }) => {
      const entry = decodeEntry(value['entry'])
      if (!entry || entry.tenant !== tenant || !mayRead(keysOf(entry.id)[0])) return []
      const distance = value['distance']
      return [{ entry, state: stateOf(value['labels']), ...(distance === undefined ? {} : { similarity: similarityOf(Number(distance)) }) }]
    })
  }
  async function look (tenant: string, { text, options }: ReturnType<Query>): Promise<Found | null> {
    const reply = await attempt('entries', () => redis.ft.search(index.name, text, { RETURN: ['entry', 'labels', 'distance', 'created'], TIMEOUT: timeoutMs, DIALECT: 2, ...options }))
    if (!reply.ok) {
      if (reply.error !== undefined) index.noteFault(reply.error)
      return null
    }
    const { total, documents, warnings = [] } = reply.value as { total: number, documents: { value: Record<string, unknown> }[], warnings?: string[] }
    const times = documents.flatMap(({ value }) => value['created'] === undefined ? [] : [Number(value['created'])])
    return { entries: read(tenant, documents), total, read: documents.length, times, cut: warnings.some((warning) => /timeout/i.test(warning)) }
  }
  /**
   * Redis leaves expired keys for minutes, unless somebody asks for them, and till then the search names them, without fields
   * (RediSearch 2.10, which does not ask). @returns whether some are gone; null where Redis does not answer
   */
  async function collectExpired (query: Query): Promise<boolean | null> {
    const { text, options } = query(COLLECTED)
    const reply = await attempt('entries', async () => {
      const { documents: found } = await redis.ft.searchNoContent(index.name, text, { TIMEOUT: timeoutMs, DIALECT: 2, ...options })
      return found.length > 0 && await redis.exists(found) < found.length
    })
    return reply.ok ? reply.value : null
  }
  async function search (tenant: string, query: Query, size: number): Promise<Found | null> {
    for (let round = 1; ; round++) {
      const page = await look(tenant, query(size))
      if (page === null || page.cut || page.times.length === page.read) return page
      const collected = await collectExpired(query)
      if (collected === null) return null
      if (!collected || round === ROUNDS) return page
    }
  }
  const newestFirst = (filter: EntryFilter, skip = 0): Query => (size) => ({ text: query(filter), options: { SORTBY: { BY: 'created', DIRECTION: 'DESC' }, LIMIT: { from: skip, size } } })

  /**
   * Newest first. Looked for in the last hour first, then further back, as all that matches is sorted: 7 ms at 50,000, 1 where it
   * holds few. Dialect 4 would walk the times, but ends the whole server once documents were replaced (RediSearch 2.10, its issue 4224).
   */
  async function newest (filter: EntryFilter, skip: number, limit: number): Promise<Page | null> {
    const { before: end = Date.now(), from = 0 } = filter
    const all = end - from
    /** Spans that are known to hold less than a page, and more than a search can sort. */
    let few = 0
    let many = Infinity
    for (let span = Math.min(LATELY_MS, all); ;) {
      const page = await search(filter.tenant, newestFirst({ ...filter, from: end - span }, skip), limit)
      if (page === null || (!page.cut && (page.read === limit || span === all))) return page
      if (page.cut) many = span
      else few = span
      if (many - few <= 1) return null
      span = Math.min(all, many === Infinity ? span * WIDER : Math.ceil((few + many) / 2))
    }
  }

  return {
    newest,
    /** How many there are, at least, and the newest of them. null, here and below: Redis or its search did not answer, or not in time. */
    async count (filter: EntryFilter, examples: number): Promise<Page | null> {
      const page = await newest(filter, 0, examples)
      // Nothing is sorted for it.
      const counted = page && await look(filter.tenant, { text: query(filter), options: { LIMIT: { from: 0, size: 0 } } })
      return counted && { ...page, total: counted.total }
    },

    /** The nearest in meaning, in whatever scope. */
    async nearest (filter: EntryFilter, vector: Float32Array, limit: number): Promise<Page | null> {
      const by = (how: string) => search(filter.tenant, (size) => ({
        text: `(${query(filter)})=>[KNN ${size} @vector $vector ${how} AS distance]`,
        options: { PARAMS: { vector: encodeVector(vector) }, SORTBY: 'distance', LIMIT: { from: 0, size } }
      }), limit)
      const page = await by('')
      // It compared all that matches, one by one, and that was too many: then most of what the index names next matches, too.
      const found = page?.cut ? await by('HYBRID_POLICY BATCHES') : page
      return found?.cut ? null : found
    },

    /** @returns undefined where there is no such entry of this tenant's */
    async find (tenant: string, id: string): Promise<StoredEntry | undefined | null> {
      const [semanticKey, exactKey] = keysOf(id)
      if (!mayRead(semanticKey) || !mayRead(exactKey)) return mayRead('') ? undefined : null
      const reply = await attempt('entries', () => Promise.all([redis.hmGet(semanticKey, ['entry', 'labels']), redis.get(exactKey)]))
      if (!reply.ok) return null
      const [[stored, labels], exact] = reply.value
      const entry = decodeEntry(stored) ?? decodeEntry(exact)
      return entry?.id === id && entry.tenant === tenant ? { entry, state: stateOf(labels) } : undefined
    },

    /** The questions of those of these entries that are there, also of quarantined ones. */
    async questions (tenant: string, ids: readonly string[]): Promise<Map<string, string>> {
      const reply = await attempt('entries', () => Promise.all(ids.map(async (id) => (await redis.hGet(keysOf(id)[0], 'entry')) ?? await redis.get(keysOf(id)[1]))))
      const entries = reply.ok ? reply.value.map(decodeEntry) : []
      return new Map(entries.flatMap((entry, i) => entry?.id === ids[i] && entry?.tenant === tenant && mayRead(keysOf(entry.id)[0]) ? [[entry.id, entry.question]] : []))
    },

    /** The exact key of each of these entries, none where another entry stands under it by now; all of them where Redis does not answer. */
    async exactKeysOf (ids: readonly string[]): Promise<string[][]> {
      const beginning = (id: string) => `{"id":"${id}"`
      const reply = await attempt('entries', () => Promise.all(ids.map((id) => redis.getRange(keysOf(id)[1], 0, beginning(id).length - 1))))
      const isAnothers = (id: string, i: number) => reply.ok && reply.value[i]!.startsWith('{"id":') && reply.value[i] !== beginning(id)
      return ids.map((id, i) => isAnothers(id, i) ? [] : [keysOf(id)[1]])
    },

    /** Those of these exact keys of other names under which no entry of their own stands by now; all of them where Redis does not answer. */
    async namesAmong (exactKeys: readonly string[]): Promise<string[]> {
      if (exactKeys.length === 0) return []
      const reply = await attempt('entries', () => Promise.all(exactKeys.map((key) => redis.getRange(key, 0, 5))))
      return exactKeys.filter((_key, i) => !reply.ok || reply.value[i] !== '{"id":')
    },

    /** @param name of this quarantine, see removeLive; @param aliasKeys other exact answers that are this entry's; @returns what became of it, null where that is not known */
    async quarantine (id: string, name: string, aliasKeys: string[]): Promise<'kept' | 'deleted' | 'absent' | null> {
      const reply = await attempt('entries', () => Promise.all([quarantine.run(redis, keysOf(id), [id, name]), ...aliasKeys.map((key) => redis.del(key))]))
      return reply.ok ? reply.value[0] as 'kept' | 'deleted' | 'absent' : null
    },
    /** Takes away an entry where the server lacks this quarantine of it, as a replica that took its primary's place may. @returns whether Redis answered */
    async removeLive (id: string, name: string): Promise<boolean> {
      return (await attempt('entries', () => removeLive.run(redis, [keysOf(id)[0]], [name]))).ok
    },
    /** Puts another version of an entry in its place, unless it is another by now. @param copyKeys the entry under other embedding identities @returns null where that is not known */
    async amend (old: AnswerEntry, amended: AnswerEntry, ttlMs: number, copyKeys: string[], aliasKeys: string[]): Promise<'amended' | 'changed' | 'absent' | null> {
      const reply = await attempt('entries', () => amend.run(redis, [...keysOf(old.id), ...copyKeys, ...aliasKeys], [old.id, encodeEntry(old), encodeEntry(amended), String(ttlMs), aliasPrefix(old.id), String(copyKeys.length)]))
      return reply.ok ? reply.value as 'amended' | 'changed' | 'absent' : null
    },
    /** @param copyKeys the entry under other embedding identities @returns whether it is live now; null where that is not known */
    async release (id: string, copyKeys: string[]): Promise<boolean | null> {
      const [key, exactKey] = keysOf(id)
      const reply = await attempt('entries', () => Promise.all([key, ...copyKeys].map((each) => release.run(redis, [each, exactKey], []))))
      return reply.ok ? reply.value[0] === 1 : null
    }
  }
}
export type StoredEntries = ReturnType<typeof createStoredEntries>

const stateOf = (labels: unknown): EntryState => typeof labels === 'string' && labels.includes('quarantined') ? 'quarantined' : 'live'
