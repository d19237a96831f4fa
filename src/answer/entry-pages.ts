import type { EntryFilter, Page, StoredEntry } from '../cache/entry-search.ts'
import type { StoredEntries } from '../cache/stored-entries.ts'
import { CacheUnavailableError } from '../errors.ts'
import { isCurrent, type Generations } from './generations.ts'

/** Entries made in the same millisecond that are told apart. */
const AT_ONE_TIME = 1_000
/** Searches that one page may take: invalidated entries are there until they expire, and are not shown. */
const ROUNDS = 5

/** Where a page ends: the time of its last entry, and how many of that very time were shown. */
type Place = { created: number, skip: number }
const readPlace = (cursor: string): Place => {
  const [created, skip] = cursor.split('-').map(Number)
  return { created: created!, skip: skip! }
}
/** Pure. @param from where the page began */
export function placeAfter (from: Place | null, created: readonly number[]): Place {
  const last = created.at(-1)!
  const same = created.filter((time) => time === last).length
  return { created: last, skip: same + (from?.created === last ? from.skip : 0) }
}

/** What the cache said. @throws CacheUnavailableError where it did not answer */
export function reached<T> (value: T | null): T {
  if (value === null) throw new CacheUnavailableError()
  return value
}

export const currentOf = (entries: StoredEntry[], known: Generations) => entries.filter(({ entry }) => isCurrent(known, entry))

/** A tenant's entries, page by page, newest first. */
export function createEntryPages (stored: Pick<StoredEntries, 'newest'>) {
  /**
   * A page whose ends are cut alike by every search: entries of one time come in another order each time, so those go by their ids.
   * @param from where the page began
   */
  async function settled (filter: EntryFilter, page: Page, from: Place | null, size: number): Promise<StoredEntry[]> {
    const times = [...new Set(page.entries.map(({ entry }) => entry.createdAt))]
    const parts = await Promise.all(times.map(async (created, i) => {
      const own = page.entries.filter(({ entry }) => entry.createdAt === created)
      const begun = created === from?.created
      const cut = i === times.length - 1 && page.read === size
      if (!begun && !cut) return own
      const { entries: all } = reached(await stored.newest({ ...filter, from: created, before: created }, 0, AT_ONE_TIME))
      const shown = begun ? from.skip : 0
      return all.sort((a, b) => a.entry.id < b.entry.id ? -1 : 1).slice(shown, shown + own.length)
    }))
    return parts.flat()
  }

  /** @param known what was invalidated is left out */
  async function byTime (filter: EntryFilter, known: Generations, cursor: string | undefined, limit: number): Promise<{ entries: StoredEntry[], next: string | null }> {
    let place = cursor === undefined ? null : readPlace(cursor)
    const entries: StoredEntry[] = []
    for (let round = 0; round < ROUNDS && entries.length < limit; round++) {
      const size = limit - entries.length
      const page: Page = reached(await stored.newest({ ...filter, ...(place ? { before: place.created } : {}) }, place?.skip ?? 0, size))
      const shown = await settled(filter, page, place, size)
      const times = page.entries.length > 0 ? page.entries.map(({ entry }) => entry.createdAt) : page.times
      if (times.length > 0) place = placeAfter(place, times)
      entries.push(...currentOf(shown, known))
      if (page.read < size) return { entries, next: null }
    }
    // Where so many expired that no round came past them, the next page begins where this one did.
    const { created, skip } = place ?? { created: Date.now(), skip: 0 }
    return { entries, next: `${created}-${skip}` }
  }

  return { byTime }
}
