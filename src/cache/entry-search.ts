import { decodeEntry, type AnswerEntry, type EntryState } from './answer-entry.ts'
import type { Attempt } from './attempt.ts'
import type { Redis } from './client.ts'
import type { Invalidation } from './invalidation.ts'
import type { Keys } from './keys.ts'
import type { SemanticIndex } from './semantic-index.ts'
import { between, matching, tagOf } from './tag.ts'
import { encodeVector, similarityOf } from './vector.ts'

export type StoredEntry = { entry: AnswerEntry, state: EntryState, similarity?: number }
export type EntryFilter = {
  tenant: string
  namespace?: string | undefined
  model?: string | undefined
  tag?: string | undefined
  state?: EntryState | undefined
  /** The oldest that counts. */
  generation?: number
  /** Created then or earlier, ms. */
  before?: number
  /** Created then or later, ms. */
  from?: number
}
/** `read`: documents the search named, whether or not they could be read. `times`: when those that are there were made. */
export type Page = { entries: StoredEntry[], total: number, read: number, times: number[] }
export type EntrySearchDeps = { redis: Redis, keys: Keys, attempt: Attempt, mayRead: Invalidation['mayRead'], identity: string, index: SemanticIndex, timeoutMs: number }
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

export const stateOf = (labels: unknown): EntryState => typeof labels === 'string' && labels.includes('quarantined') ? 'quarantined' : 'live'

function whatMatches ({ tenant, namespace, model, tag, state, generation, before, from }: EntryFilter): string {
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

/**
 * Searches a tenant's stored answers, across scopes. null, from all of it: Redis or its search did not answer, or not in time.
 * @param deps.timeoutMs longest that a search may occupy Redis; then it returns what it has, and says so (RediSearch's TIMEOUT)
 */
export function createEntrySearch (deps: EntrySearchDeps) {
  const { redis, keys, attempt, mayRead, identity, index, timeoutMs } = deps

  /** What Redis returned, without what is not this tenant's, was taken away, or expired during the search. */
  function read (tenant: string, documents: { value: Record<string, unknown> }[]): StoredEntry[] {
    return documents.flatMap(({ value }) => {
      const entry = decodeEntry(value['entry'])
      if (!entry || entry.tenant !== tenant || !mayRead(keys.semanticEntry(identity, entry.id))) return []
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

  const newestFirst = (filter: EntryFilter, skip = 0): Query => (size) => ({ text: whatMatches(filter), options: { SORTBY: { BY: 'created', DIRECTION: 'DESC' }, LIMIT: { from: skip, size } } })

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
    /** How many there are, at least, and the newest of them. */
    async count (filter: EntryFilter, examples: number): Promise<Page | null> {
      const page = await newest(filter, 0, examples)
      // Nothing is sorted for it.
      const counted = page && await look(filter.tenant, { text: whatMatches(filter), options: { LIMIT: { from: 0, size: 0 } } })
      return counted && { ...page, total: counted.total }
    },

    /** The nearest in meaning, in whatever scope. */
    async nearest (filter: EntryFilter, vector: Float32Array, limit: number): Promise<Page | null> {
      const by = (how: string) => search(filter.tenant, (size) => ({
        text: `(${whatMatches(filter)})=>[KNN ${size} @vector $vector ${how} AS distance]`,
        options: { PARAMS: { vector: encodeVector(vector) }, SORTBY: 'distance', LIMIT: { from: 0, size } }
      }), limit)
      const page = await by('')
      // It compared all that matches, one by one, and that was too many: then most of what the index names next matches, too.
      const found = page?.cut ? await by('HYBRID_POLICY BATCHES') : page
      return found?.cut ? null : found
    }
  }
}
