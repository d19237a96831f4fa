import type { Attempt, Outcome } from './attempt.ts'
import type { WordVectors } from '../model/words.ts'
import { withBuffers, type Log, type Pipeline, type Redis } from './client.ts'
import type { Invalidation } from './invalidation.ts'
import { FORMER_LAYOUTS, type Keys } from './keys.ts'
import { decodeEntry, encodeEntry, type AnswerEntry } from './answer-entry.ts'
import { decodeLearned, type Learned } from './entry-learning.ts'
import { createScopeSizes } from './scope-sizes.ts'
import { createSemanticIndex } from './semantic-index.ts'
import { loadScript } from './script.ts'
import { between, matching, tagOf, type TagKind } from './tag.ts'
import { encodeVector, similarityOf } from './vector.ts'
import { decodeWords, encodeWords } from './word-bytes.ts'

/**
 * `words` where they were asked for, and are there: entries stored without them have none. `learned`: null where the entry was
 * never asked. `learner`: the entry that learns for it, where it is another wording of one.
 */
export type Candidate = { entry: AnswerEntry, similarity: number, words?: WordVectors | null, learned?: Learned | null, learner?: string | undefined }
type Fault = 'error' | 'timeout' | 'down' | 'no_index' | 'no_module'
export type NearestOptions = { words?: boolean, usable?: (candidate: Candidate) => boolean, outdated?: (entry: AnswerEntry) => { tag: string, before: number }[] }
export type Nearest = { candidates: Candidate[] } | { fault: Fault }

const storeEntry = loadScript('store-entry')

/** Where candidates had to be left out, the search is made again, so much wider each time. */
const WIDER = 5
const ROUNDS = 3
/**
 * Longest that a search in batches may take, ms: as long as a comparison with 30,000 entries. Batches come by distance from all of the index,
 * so in a namespace of 4,000 of 49,000 entries, asked about what the others are about, they took 44 ms; so where fewer are left than are wanted.
 */
const BATCHES_MS = 5

/** What a live entry is listed and counted by. Its state is a word, which no digest of the others can be. */
export function labelsOf ({ tenant, namespace, model, tags, owner }: AnswerEntry): string {
  const values: [TagKind, string][] = [['namespace', namespace], ['model', model], ...tags.map((tag) => ['tag', tag] as [TagKind, string])]
  if (owner !== null) values.push(['owner', owner])
  return [tagOf('tenant', tenant), ...values.map(([kind, value]) => tagOf(kind, tenant, value)), 'live'].join(',')
}

/** What was asked for of each document, as RESP3 has it. node-redis reads the same with a third more time and twice the garbage (6.3). */
function readDocuments (reply: unknown): Record<string, string | Buffer | undefined>[] {
  return ((reply as { results?: { extra_attributes?: Record<string, string | Buffer> }[] }).results ?? []).map((result) => result.extra_attributes ?? {})
}

/** What a search found that tags took away, by label of the tag: invalidated as `before`, and the newest generation that was found of it. */
type Gone = Map<string, { before: number, newest: number }>

/**
 * Leaves out all that these tags took away, in as few clauses as can be: RediSearch asks each about every entry of the scope (30 of them, KNN 125
 * of 20,000: 34 ms, as one 11). Tags go together by the earliest of their invalidations, where all that was found is older than that. Pure.
 */
function leavingOut (gone: Gone): string[] {
  const clauses: string[] = []
  let rest = [...gone].sort(([, a], [, b]) => a.before - b.before)
  while (rest.length > 0) {
    const [[label, { before }], ...others] = rest as [typeof rest[number], ...typeof rest]
    const isOlder = ([, { newest }]: typeof rest[number]) => newest < before
    clauses.push(`-(${matching('labels', [label, ...others.filter(isOlder).map(([other]) => other)])} ${between('generation', { before })})`)
    rest = others.filter((other) => !isOlder(other))
  }
  return clauses
}

const isTimeout = (message: unknown): boolean => /timeout limit/i.test(String(message))
/** Whether it ended before its search did: RediSearch then returns what it has, with a warning, or an error where it was set up so. */
const wasCut = (reply: Outcome<unknown>): boolean => reply.ok ? ((reply.value as { warning?: unknown[] }).warning ?? []).some(isTimeout) : isTimeout((reply.error as Error | undefined)?.message)

/** Answers by meaning: one hash each with its vector, found by KNN inside a scope. */
export function createSemanticAnswers (deps: {
  redis: Redis,
  keys: Keys,
  attempt: Attempt,
  mayRead: Invalidation['mayRead'],
  identity: string,
  dimensions: number,
  log: Log,
  onRecreated?: () => void
  /** Identities that entries are kept under besides. */
  others?: () => readonly string[]
}) {
  const { redis, keys, attempt, mayRead, identity, dimensions } = deps
  const index = createSemanticIndex(deps)
  const sizes = createScopeSizes({ redis, attempt, index: index.name })
  const identities = () => [identity, ...(deps.others?.() ?? [])]

  // Words are bytes: as text they would be broken, and cost more to read. Who does not decide by them does not carry them.
  const buffers = withBuffers(redis)
  async function search (scope: string, gone: Gone, vector: Buffer, size: number, words: boolean): Promise<{ fault: Fault } | { found: Candidate[], full: boolean }> {
    const fields = words ? ['distance', 'entry', 'words', 'learned', 'wording_of'] : ['distance', 'entry']
    const filter = [matching('scope', [scope]), ...leavingOut(gone)].join(' ')
    const ask = (inBatches: boolean) => attempt('semantic', () => (words ? buffers : redis).sendCommand([
      'FT.SEARCH', index.name, `(${filter})=>[KNN ${size} @vector $vector ${inBatches ? 'HYBRID_POLICY BATCHES ' : ''}AS distance]`, 'RETURN', String(fields.length), ...fields,
      'SORTBY', 'distance', 'LIMIT', '0', String(size), ...(inBatches ? ['TIMEOUT', String(BATCHES_MS)] : []), 'PARAMS', '2', 'vector', vector, 'DIALECT', '2'
    ]))
    const inBatches = sizes.inBatches(scope)
    let reply = await ask(inBatches)
    if (inBatches && wasCut(reply)) {
      sizes.avoidBatches(scope)
      reply = await ask(false)
    }
    if (!reply.ok) return { fault: (reply.error === undefined ? undefined : index.noteFault(reply.error)) ?? reply.reason }
    const found: Candidate[] = []
    const documents = readDocuments(reply.value)
    for (const document of documents) {
      // A hash that expired while the query ran comes back without fields (RediSearch 2.10).
      const entry = decodeEntry(document['entry']?.toString())
      if (!entry) continue
      const learnt = words && { words: decodeWords(document['words'], dimensions), learned: decodeLearned(document['learned']?.toString()), learner: document['wording_of']?.toString() }
      found.push({ entry, similarity: similarityOf(Number(document['distance'])), ...learnt })
    }
    return { found, full: documents.length === size }
  }

  return {
    index,
    /**
     * @param scope a hex digest, matched as a TAG before the KNN, never after it
     * @param vector unit length
     * @param k how many neighbours
     * @param options.words whether their words are wanted too
     * @param options.usable what the caller may serve
     * @param options.outdated tags of an entry that were invalidated, and before which generation: it may not be served
     * @returns candidates by falling similarity. What may not be served hides nothing: the next nearest come in its place
     */
    async nearest (scope: string, vector: Float32Array, k: number, options: NearestOptions = {}): Promise<Nearest> {
      if (index.state() === 'no_module') return { fault: 'no_module' }
      const { usable = () => true, outdated = () => [] } = options
      const bytes = encodeVector(vector)
      const gone: Gone = new Map()
      for (let round = 1, size = k; ; round++, size *= WIDER) {
        const result = await search(scope, gone, bytes, size, options.words ?? false)
        if ('fault' in result) return result
        if (result.full) sizes.count(scope)
        const candidates = result.found.filter((candidate) => mayRead(keys.semanticEntry(identity, candidate.entry.id)) && outdated(candidate.entry).length === 0 && usable(candidate)).slice(0, k)
        if (candidates.length === k || !result.full || round === ROUNDS) return { candidates }
        // All that an invalidated tag took away is left out by the search itself: there may be thousands, nearer than any other.
        for (const { entry } of result.found) {
          for (const { tag, before } of outdated(entry)) {
            const label = tagOf('tag', entry.tenant, tag)
            gone.set(label, { before, newest: Math.max(entry.generation, gone.get(label)?.newest ?? 0) })
          }
        }
      }
    },

    /** The entry of an id, while it may be served; null where it is not there, undefined where Redis did not answer. */
    async read (entryId: string): Promise<AnswerEntry | null | undefined> {
      const key = keys.semanticEntry(identity, entryId)
      const reply = await attempt('semantic', () => redis.hmGet(key, ['scope', 'entry']))
      if (!reply.ok || !mayRead(key)) return undefined
      // A quarantined entry is in no scope.
      const [scope, entry] = reply.value
      return scope ? decodeEntry(entry) : null
    },

    /** @param meaning null: it is among no question's nearest, but listed, counted and erased like any other */
    enqueueStore (pipeline: Pipeline, entry: AnswerEntry, ttlSeconds: number, meaning: { scope: string, vector: Float32Array, words?: WordVectors } | null): void {
      const key = keys.semanticEntry(identity, entry.id)
      const found = meaning && { scope: meaning.scope, vector: encodeVector(meaning.vector), ...(meaning.words && { words: encodeWords(meaning.words) }) }
      const fields = { labels: labelsOf(entry), generation: String(entry.generation), created: String(entry.createdAt), entry: encodeEntry(entry), ...found }
      storeEntry.enqueue(pipeline, [key], [String(ttlSeconds), ...Object.entries(fields).flat()])
    },

    keyOf: (entryId: string) => keys.semanticEntry(identity, entryId),
    /** With its copies under other embedding identities. */
    keysOf: (entryId: string) => identities().map((each) => keys.semanticEntry(each, entryId)),
    /** In former layouts: whatever takes an entry away takes it away there, too. */
    formerKeysOf: (entryId: string) => identities().flatMap((each) => FORMER_LAYOUTS.map((layout) => keys.semanticEntry(each, entryId, layout)))
  }
}
export type SemanticAnswers = ReturnType<typeof createSemanticAnswers>
