import type { AnswerEntry } from '../cache/answer-entry.ts'
import type { EntryFilter, StoredEntry } from '../cache/entry-search.ts'
import type { StoredEntries } from '../cache/stored-entries.ts'
import { BadRequestError, CacheUnavailableError, NotFoundError } from '../errors.ts'
import type { Entries } from './entries.ts'
import { reached } from './entry-pages.ts'
import { isCurrent, type LiveGenerations } from './generations.ts'
import { lifeOf } from './keeping.ts'
import type { Policies } from './policy.ts'

const YEAR_MS = 365 * 86_400_000
/** An answer that is made anew at this very moment is read again. */
const ATTEMPTS = 3
/** Entries that one call changes at most, read and changed in steps. */
const MOST = 1_000
const PAGE = 100
/** Pages in a row of which nothing can be read. */
const MOST_BARREN = 100
const EXAMPLES = 5

export type BulkAction = 'quarantine' | 'release' | 'delete'
export type BulkTarget = { kind: 'namespace' | 'tag', value: string }
/** `matched`: what the search found before; `more`: something is left that was neither counted nor changed. */
export type BulkResult = { matched: number, changed: number, more: boolean, examples: { id: string, question: string }[] }

/** An entry with other words as its answer. What else the LLM said goes: its reasoning, its sources, what was said of its tokens. Pure. */
function withAnswer (entry: AnswerEntry, answer: string, atMs: number): AnswerEntry {
  const [choice, ...rest] = entry.completion.choices
  const { logprobs: _of, ...kept } = choice!
  return { ...entry, completion: { ...entry.completion, choices: [{ ...kept, message: { role: 'assistant', content: answer, refusal: null } }, ...rest] }, editedAt: atMs }
}

/** What an operator changes of stored answers, one by one or many. */
export function createEntryChanges (deps: {
  stored: StoredEntries
  entries: Pick<Entries, 'find' | 'quarantine' | 'release' | 'removeAll' | 'aliasKeysOf' | 'copyKeysOf'>
  generations: Pick<LiveGenerations, 'read'>
  policies: Pick<Policies, 'forNamespace'>
}) {
  const { stored, entries, generations, policies } = deps

  /** @throws NotFoundError; CacheUnavailableError also where it changes faster than it can be read */
  async function amend (tenant: string, id: string, change: (entry: AnswerEntry) => AnswerEntry | Promise<AnswerEntry>): Promise<{ before: AnswerEntry, after: AnswerEntry }> {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const { entry: before } = await entries.find(tenant, id)
      const after = await change(before)
      const outcome = reached(await stored.amend(before, after, Math.max(1, after.expiresAt - Date.now()), entries.copyKeysOf(id), await entries.aliasKeysOf(id)))
      if (outcome === 'amended') return { before, after }
      if (outcome === 'absent') throw new NotFoundError('entry')
    }
    throw new CacheUnavailableError()
  }

  /** Walks what matches, newest first, and hands over what may be changed; false where some of it is left behind the bound or the deadline. */
  async function walk (filter: EntryFilter, change: (page: StoredEntry[]) => Promise<void>): Promise<boolean> {
    const known = await generations.read(filter.tenant)
    const seen = new Set<string>()
    let room = MOST
    let barren = 0
    // What was changed may have left the filter, so a page begins at the time of the last entry, and what was seen is skipped.
    for (let before = Infinity; ;) {
      const { entries: page, read, times } = reached(await stored.newest({ ...filter, ...(before === Infinity ? {} : { before }) }, 0, PAGE))
      const fresh = page.filter(({ entry }) => !seen.has(entry.id))
      for (const { entry } of fresh) seen.add(entry.id)
      const current = fresh.filter(({ entry }) => isCurrent(known, entry))
      await change(current.slice(0, room))
      if (current.length > room) return false
      room -= current.length
      if (read < PAGE) return true
      const last = times.at(-1)
      // Nothing but what had expired, and is gone by now; where it stays, as on a replica, it is not looked at for ever.
      if (last === undefined) {
        if (++barren === MOST_BARREN) return false
        continue
      }
      before = fresh.length === 0 ? last - 1 : last
    }
  }

  return {
    /** Keeps it for a year from now, as it is: it is not made anew in the background. Redis may still evict it. */
    pin: (tenant: string, id: string) => amend(tenant, id, (entry) => ({ ...entry, pinned: true, expiresAt: Date.now() + YEAR_MS })),
    /** From now on it lives as long as one like it that its namespace stores now. */
    unpin: (tenant: string, id: string) => amend(tenant, id, async ({ pinned: _was, ...entry }) => ({ ...entry, expiresAt: Date.now() + lifeOf(entry, await policies.forNamespace(tenant, entry.namespace)) * 1000 })),
    async edit (tenant: string, id: string, answer: string) {
      return await amend(tenant, id, async (entry) => {
        const { maxAnswerBytes } = await policies.forNamespace(tenant, entry.namespace)
        if (answer.trim() === '') throw new BadRequestError('answer must hold more than spaces')
        const bytes = Buffer.byteLength(answer)
        if (bytes > maxAnswerBytes) throw new BadRequestError(`answer must be at most ${maxAnswerBytes} bytes (ANSWER_MAX_BYTES), got ${bytes}`)
        return withAnswer(entry, answer, Date.now())
      })
    },
    /**
     * Everything of a namespace, or with a tag, a thousand at a time.
     * @param tell hears how far it came: before anything is changed, where it may refuse by throwing, and after each step
     */
    async bulk (tenant: string, action: BulkAction, { kind, value }: BulkTarget, dryRun: boolean, tell: (soFar: BulkResult) => Promise<void>): Promise<BulkResult> {
      const known = await generations.read(tenant)
      const state = action === 'delete' ? undefined : action === 'release' ? 'quarantined' as const : 'live' as const
      const filter: EntryFilter = { tenant, [kind]: value, ...(state ? { state } : {}), generation: Math.max(known.of('all', ''), known.of(kind, value)) }
      const { total, entries: newest } = reached(await stored.count(filter, EXAMPLES))
      const examples = newest.map(({ entry: { id, question } }) => ({ id, question }))
      const result = { matched: total, changed: 0, more: !dryRun && total > 0, examples }
      if (dryRun) return result
      await tell(result)
      const one = async ({ entry: { id } }: StoredEntry) => {
        if (action === 'quarantine') await entries.quarantine(id)
        // Gone meanwhile: nothing is left to release.
        else await entries.release(tenant, id).catch((error: unknown) => { if (!(error instanceof NotFoundError)) throw error })
        result.changed++
      }
      try {
        result.more = !await walk(filter, async (page) => {
          if (action === 'delete') {
            await entries.removeAll(page.map(({ entry }) => entry.id))
            result.changed += page.length
          // One after the other: the index takes its time for each, and who waits behind ten of them takes Redis for absent.
          } else for (const each of page) await one(each)
          await tell(result)
        })
      } finally {
        await tell(result)
      }
      return result
    }
  }
}
export type EntryChanges = ReturnType<typeof createEntryChanges>
