import { randomUUID } from 'node:crypto'
import type { EntryState } from '../cache/answer-entry.ts'
import type { EntryFilter, StoredEntry } from '../cache/entry-search.ts'
import type { Invalidation } from '../cache/invalidation.ts'
import type { StoredEntries } from '../cache/stored-entries.ts'
import type { Target } from '../db/invalidations.ts'
import type { Erasures } from '../db/erasures.ts'
import { NO_FACTS, type EntryFacts, type ReadEntryFacts } from '../db/entry-facts.ts'
import { BadRequestError, CacheUnavailableError, NotFoundError } from '../errors.ts'
import type { Embedder } from '../model/embedder.ts'
import { TextTooLongError } from '../model/embedder-errors.ts'
import { embeddedText } from '../model/embedded-text.ts'
import { createEntryPages, currentOf, reached } from './entry-pages.ts'
import { isCurrent, type LiveGenerations } from './generations.ts'

export type ListedEntry = StoredEntry & { facts: EntryFacts }
/** What became of an entry. */
export type Fate = { before: EntryState, after: EntryState | 'deleted' }
export type EntryList = { entries: ListedEntry[], next: string | null }

const EXAMPLES = 5

/** What an operator may see of a tenant's cached answers, and do with them. */
export function createEntries (deps: {
  stored: StoredEntries
  generations: LiveGenerations
  invalidation: Pick<Invalidation, 'drop' | 'replace'>
  embedder: Pick<Embedder, 'embed'>
  readFacts: ReadEntryFacts
  aliases: Pick<Erasures, 'findAliases'>
  keysOf: (entryId: string) => string[]
  aliasKeyOf: (alias: string) => string
}) {
  const { stored, generations, invalidation, embedder, readFacts, keysOf, aliasKeyOf } = deps
  const { byTime } = createEntryPages(stored)

  async function withFacts (tenant: string, entries: StoredEntry[]): Promise<ListedEntry[]> {
    const facts = await readFacts(tenant, entries.map(({ entry }) => entry.id))
    return entries.map((one) => ({ ...one, facts: facts.get(one.entry.id) ?? NO_FACTS }))
  }

  async function find (tenant: string, id: string): Promise<StoredEntry> {
    const found = reached(await stored.find(tenant, id))
    if (!found || !isCurrent(await generations.read(tenant), found.entry)) throw new NotFoundError('entry')
    return found
  }

  async function meaningOf (text: string): Promise<Float32Array> {
    try {
      return (await embedder.embed(embeddedText(text))).vector
    } catch (error) {
      throw error instanceof TextTooLongError ? new BadRequestError('q is too long for the embedding model') : new CacheUnavailableError()
    }
  }

  /** Exact answers of other questions that became names of this entry. */
  const aliasKeysOf = async (...entryIds: string[]) => await stored.namesAmong((await deps.aliases.findAliases({ conversationIds: [], entryIds })).map(aliasKeyOf))

  /** What the search finds it by. */
  const keyOf = (id: string) => keysOf(id)[1]!
  /** The entry's copies under other embedding identities, and those that versions before this one kept. */
  const copyKeysOf = (id: string) => keysOf(id).slice(2)

  /** The keys each of these entries lives under, but no exact key under which another stands by now. */
  async function placesOf (ids: readonly string[]): Promise<string[][]> {
    const exactKeys = await stored.exactKeysOf(ids)
    return ids.map((id, i) => [...exactKeys[i]!, ...keysOf(id).slice(1)])
  }

  /** All of these, and other names of the entries. */
  async function allOf (...ids: string[]): Promise<{ keys: string[], aliasKeys: string[] }> {
    const [aliasKeys, places] = await Promise.all([aliasKeysOf(...ids), placesOf(ids)])
    return { keys: [...places.flat(), ...aliasKeys], aliasKeys }
  }

  /** Keeps it for the operator where Redis is there; else it is deleted as soon as Redis is, and not served until then. */
  async function quarantine (id: string): Promise<'kept' | 'deleted' | 'absent' | null> {
    const { keys, aliasKeys } = await allOf(id)
    // Copies under other embedding identities go: copied again, they are quarantined too.
    await invalidation.drop(copyKeysOf(id))
    const name = randomUUID()
    let outcome: 'kept' | 'deleted' | 'absent' | null = null
    await invalidation.replace(keys, async () => {
      outcome = await stored.quarantine(id, name, aliasKeys)
      return outcome === null ? 'failed' : outcome === 'absent' ? 'later' : 'done'
    }, { key: keyOf(id), again: () => stored.removeLive(id, name) })
    return outcome
  }

  /** Somebody said that this answer of the entry's is wrong: one that an operator wrote since is not what he means. */
  async function reject (tenant: string, id: string, answer: string): Promise<void> {
    const entry = (await stored.find(tenant, id))?.entry
    if (entry?.editedAt === undefined || entry.completion.choices[0]?.message.content === answer) await quarantine(id)
  }

  const removeAll = async (ids: string[]) => { await invalidation.drop((await allOf(...ids)).keys) }

  return {
    find,
    aliasKeysOf,
    namesAmong: stored.namesAmong,
    copyKeysOf,
    placesOf,
    quarantine,
    reject,
    /** For ids that `find` or a search has shown to be this tenant's. */
    removeAll,
    /** By meaning where `q` says what about, else newest first. */
    async list (filter: EntryFilter, { q, cursor, limit }: { q?: string | undefined, cursor?: string | undefined, limit: number }): Promise<EntryList> {
      if (q !== undefined && cursor !== undefined) throw new BadRequestError('cursor goes with a list by time, not with q')
      const known = await generations.read(filter.tenant)
      const since = { ...filter, generation: known.of('all', '') }
      if (q === undefined) {
        const { entries, next } = await byTime(since, known, cursor, limit)
        return { entries: await withFacts(filter.tenant, entries), next }
      }
      const page = reached(await stored.nearest(since, await meaningOf(q), limit))
      return { entries: await withFacts(filter.tenant, currentOf(page.entries, known)), next: null }
    },
    async show (tenant: string, id: string): Promise<ListedEntry> {
      return (await withFacts(tenant, [await find(tenant, id)]))[0]!
    },
    async remove (tenant: string, id: string): Promise<Fate> {
      const { state } = await find(tenant, id)
      await removeAll([id])
      return { before: state, after: 'deleted' }
    },
    async hold (tenant: string, id: string): Promise<Fate> {
      const { state } = await find(tenant, id)
      return { before: state, after: await quarantine(id) === 'kept' ? 'quarantined' : 'deleted' }
    },
    async release (tenant: string, id: string): Promise<Fate> {
      const { state } = await find(tenant, id)
      if (!reached(await stored.release(id, copyKeysOf(id)))) throw new NotFoundError('entry')
      return { before: state, after: 'live' }
    },
    /** What an invalidation would take away now. */
    async preview (tenant: string, { kind, value }: Target): Promise<{ entries: number, examples: { id: string, question: string }[] }> {
      const known = await generations.read(tenant)
      const generation = Math.max(known.of('all', ''), known.of(kind, value))
      const page = reached(await stored.count({ tenant, ...(kind === 'all' ? {} : { [kind]: value }), state: 'live', generation }, EXAMPLES))
      return { entries: page.total, examples: page.entries.map(({ entry: { id, question } }) => ({ id, question })) }
    }
  }
}
export type Entries = ReturnType<typeof createEntries>
