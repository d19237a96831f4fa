import type { Entries } from '../answer/entries.ts'
import type { Invalidation } from '../cache/invalidation.ts'
import type { Keys } from '../cache/keys.ts'
import type { OwnedEntries } from '../cache/owned-entries.ts'
import type { Person } from '../db/database.ts'
import type { Doomed, Erasures, Receipt } from '../db/erasures.ts'
import { NotFoundError } from '../errors.ts'
import { hashUser } from '../events/event.ts'
import type { ConversationCache } from './conversation-cache.ts'

/** One step of a long erasure: what is locked at once, and held in memory. */
const CONVERSATIONS = 100
const EVENTS = 1_000
const ENTRIES = 500

const isDeadlock = (error: unknown) => (error as { code?: string }).code === '40P01'

/**
 * Erasure with a receipt. Whatever Redis holds is committed to the outbox with the rows that go, so a process that dies half-way
 * leaves nothing that nobody will delete; the receipt counts what was there, and says what Redis still owes.
 */
export function createErase (deps: {
  erasures: Erasures
  conversationCache: Pick<ConversationCache, 'staleKeys'>
  invalidation: Pick<Invalidation, 'drop' | 'state'>
  entries: Pick<Entries, 'placesOf' | 'namesAmong'>
  keys: Keys
  ownedEntries: OwnedEntries
}) {
  const { erasures, conversationCache, invalidation, entries, keys, ownedEntries } = deps

  /** Exact answers that are other names of entries, by what is known of these. */
  const namesOf = async (by: Parameters<Erasures['findAliases']>[0]) => await entries.namesAmong((await erasures.findAliases(by)).map(keys.exactAnswer))

  /** Deletes keys, and notes how many entries and other names were behind them. @param places keys of each entry @returns how many entries; null where Redis owes it */
  async function dropKeys (erasureId: string, stale: string[], places: string[][], aliasKeys: string[], outboxId?: string): Promise<number | null> {
    const hashes = places.flat().filter((key) => !key.startsWith(keys.exactAnswer('')))
    const withVector = await ownedEntries.withVector(hashes)
    const were = await invalidation.drop(stale, outboxId)
    if (were === null) {
      await erasures.add(erasureId, { owed: stale.length })
      return null
    }
    // A question that became another name of an entry has no answer of its own any more.
    const names = new Set(aliasKeys)
    const found = places.map((place) => place.filter((key) => were.has(key) && !names.has(key))).filter((there) => there.length > 0)
    await erasures.add(erasureId, {
      entries: found.length,
      vectors: found.flat().filter((key) => withVector.has(key)).length,
      aliases: [...names].filter((key) => were.has(key)).length
    })
    return found.length
  }

  async function dropEntries (erasureId: string, entryIds: string[]): Promise<number | null> {
    const by = { conversationIds: [], entryIds }
    const [names, places] = await Promise.all([namesOf(by), entries.placesOf(entryIds)])
    const stale = [...places.flat(), ...names]
    // Before what it learnt from is gone: of an entry that is not there any more nobody asks for checks.
    const outboxId = await erasures.deleteChecks(erasureId, by, stale)
    return await dropKeys(erasureId, stale, places, names, outboxId ?? undefined)
  }

  /** Of no one conversation. @returns false where Redis owes it */
  async function dropList (person: Person, erasureId: string): Promise<boolean> {
    const taken = await invalidation.drop([keys.conversationList(person.user)]) !== null
    if (!taken) await erasures.oweAny(erasureId)
    return taken
  }

  /** What was on its way into the tables when the conversations went. */
  async function eraseRest (erasureId: string, conversationIds: string[], entryIds: string[]): Promise<void> {
    await erasures.deleteChecks(erasureId, { conversationIds, entryIds })
    await erasures.deleteEvents(erasureId, { conversationIds })
  }

  async function eraseConversations (person: Person, erasureId: string, doomed: Doomed[]): Promise<void> {
    const conversationIds = doomed.map(({ id }) => id)
    const entryIds = [...new Set(doomed.flatMap((conversation) => conversation.entryIds))]
    const [names, places] = await Promise.all([namesOf({ conversationIds, entryIds }), entries.placesOf(entryIds)])
    const stale = [...new Set([
      ...conversationIds.flatMap((id) => [...conversationCache.staleKeys(person, id), keys.window(id)]),
      ...places.flat(),
      ...names
    ])]
    const outboxId = await erasures.deleteConversations(person, erasureId, doomed, stale)
    // Gone or written to meanwhile, by another call: its keys are that call's, or of the next look at it.
    if (outboxId !== null) await dropKeys(erasureId, stale, places, names, outboxId)
    await eraseRest(erasureId, conversationIds, entryIds)
  }

  /** A step that Postgres ended for the sake of another one is done again. */
  async function step<T> (work: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await work()
      } catch (error) {
        if (!isDeadlock(error) || attempt === 5) throw error
      }
    }
  }

  /** @returns `more` where something may be left, `owed` where what is left cannot be seen without Redis */
  async function eraseSome (person: Person, hash: string, erasureId: string): Promise<'more' | 'owed' | 'done'> {
    const doomed = await erasures.findConversations(person, erasureId, CONVERSATIONS)
    if (doomed.length > 0) {
      await eraseConversations(person, erasureId, doomed)
      return 'more'
    }
    const events = await erasures.findEvents(erasureId, person.tenant, hash, EVENTS)
    if (events.ids.length > 0) {
      await dropEntries(erasureId, [...new Set(events.entryIds)])
      await erasures.deleteEvents(erasureId, { ids: events.ids })
      return 'more'
    }
    const by = { tenant: person.tenant, userHash: hash }
    const names = await namesOf(by)
    const dropped = await dropKeys(erasureId, names, [], names)
    await erasures.deleteChecks(erasureId, by)
    if (!await dropList(person, erasureId) || dropped === null) return 'owed'
    const owned = await ownedEntries.find(person.tenant, hash, ENTRIES)
    if (owned === null) return 'owed'
    if (owned.length === 0) return 'done'
    const found = await dropEntries(erasureId, owned)
    if (found === null) return 'owed'
    // The index names what has expired until somebody asks Redis for it: of so many as one look takes, others may stand behind them.
    return found > 0 || owned.length === ENTRIES ? 'more' : 'done'
  }

  /** Whether Redis has taken everything that it owed, as far as this process was told. */
  function isSettled (): boolean {
    const { caughtUp, dirty } = invalidation.state()
    return caughtUp && dirty === 0
  }

  return {
    /** A conversation of this person, with what came only from it; goes on where an earlier call was interrupted. @throws NotFoundError */
    async conversation (person: Person, id: string): Promise<Receipt> {
      const hash = hashUser(person.tenant, person.user)
      const [open, found] = await Promise.all([erasures.findOpen(person.tenant, hash, id), erasures.findConversation(person, id)])
      if (found === null && open === null) throw new NotFoundError('conversation')
      const erasureId = open ?? await erasures.begin('conversation', person.tenant, hash, id, 'self')
      for (let doomed = found; doomed !== null; doomed = await erasures.findConversation(person, id)) {
        const left = doomed
        await step(() => eraseConversations(person, erasureId, [left]))
      }
      if (found === null) await eraseRest(erasureId, [id], [])
      const receipt = await erasures.finish(erasureId)
      // Another call was faster.
      if (receipt.conversations === 0) throw new NotFoundError('conversation')
      return receipt
    },

    /**
     * Everything of a user, in small steps, until nothing is left or the time is over: called again it goes on.
     * @param askedBy 'self', or the operator's name
     */
    async user (person: Person, askedBy: string, budgetMs: number): Promise<Receipt> {
      const hash = hashUser(person.tenant, person.user)
      const erasureId = await erasures.begin('user', person.tenant, hash, null, askedBy)
      let left: Awaited<ReturnType<typeof eraseSome>> = 'more'
      for (const deadline = performance.now() + budgetMs; left === 'more' && performance.now() < deadline;) left = await step(() => eraseSome(person, hash, erasureId))
      const receipt = await erasures.read(erasureId)
      return left === 'done' && (receipt.owed === 0 || isSettled()) ? await erasures.finish(erasureId) : receipt
    },

    receipts: (tenant: string, offset: number, limit: number) => erasures.list(tenant, offset, limit),

    /** An answer that was asked for before its user was erased, and stored after: it goes as well. @param since by the clock of Postgres */
    async forgetLate (person: Person, since: Date, entryId: string): Promise<void> {
      if (await erasures.wasErased(person.tenant, hashUser(person.tenant, person.user), since)) await invalidation.drop((await entries.placesOf([entryId])).flat())
    }
  }
}
export type Erase = ReturnType<typeof createErase>
