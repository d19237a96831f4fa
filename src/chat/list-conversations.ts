import type { CacheAside, Read } from '../cache/cache-aside.ts'
import type { Keys } from '../cache/keys.ts'
import type { Conversations, ListHead, Summary } from '../db/conversations.ts'
import type { Person } from '../db/database.ts'

/** Conversations one cached key holds: ten pages of the default size. */
const HEAD = 200
/** A page beyond the head starts at most this many rows after an anchor, wherever it is. */
const STEP = 100

type Page = { items: Summary[], total: number, offset: number, limit: number }
export type Listed = { page: Page, status: Read['status'], stored: boolean, beyondHead: boolean }

/** @returns null for what is no head */
function parseHead (json: string): ListHead | null {
  try {
    const { items, total, anchors } = JSON.parse(json) as ListHead
    return Array.isArray(items) && Number.isSafeInteger(total) && Array.isArray(anchors) ? { items, total, anchors } : null
  } catch {
    return null
  }
}

/** Pages of a user's conversations, newest update first: cut from one cached head, or read near an anchor beyond it. */
export function createListConversations (deps: { cache: CacheAside, keys: Keys, conversations: Conversations, ttlSeconds: number }) {
  const { cache, keys, conversations, ttlSeconds } = deps
  return async function listConversations (person: Person, offset: number, limit: number): Promise<Listed> {
    const { head, status, stored } = await readHead(person)
    const beyondHead = offset + limit > HEAD && head.total > HEAD && offset < head.total
    const items = beyondHead ? await readBeyond(head, person, offset, limit) : head.items.slice(offset, offset + limit)
    return { page: { items, total: head.total, offset, limit }, status, stored, beyondHead }
  }

  async function readHead (person: Person): Promise<{ head: ListHead } & Pick<Read, 'status' | 'stored'>> {
    const key = keys.conversationList(person.user)
    const load = () => conversations.readHead(person, HEAD, STEP)
    const read = await cache.read({
      name: 'list',
      key,
      owner: person,
      ttlSeconds,
      // Two tenants may have a user of the same name: who reads first has the key until it expires or either writes; the other is read from Postgres.
      foreign: 'nothing',
      load: async () => ({ json: JSON.stringify(await load()) })
    })
    const head = read && parseHead(read.body.toString())
    if (head) return { head, status: read.status, stored: read.stored }
    // Another version's, or nobody's: it goes, and Postgres is asked.
    await cache.remove(key)
    return { head: await load(), status: 'miss', stored: false }
  }

  function readBeyond (head: ListHead, person: Person, offset: number, limit: number): Promise<Summary[]> {
    const anchor = head.anchors.findLast(({ at }) => at <= offset) ?? null
    return conversations.readPage(person, anchor, offset - (anchor?.at ?? 0), limit)
  }
}
export type ListConversations = ReturnType<typeof createListConversations>
