import { aliasPrefix, decodeEntry, encodeEntry, type AnswerEntry } from './answer-entry.ts'
import { createEntrySearch, stateOf, type EntrySearchDeps, type StoredEntry } from './entry-search.ts'
import { loadScript } from './script.ts'

const quarantine = loadScript('quarantine')
const removeLive = loadScript('remove-live')
const release = loadScript('release')
const amend = loadScript('amend')

/** The operator's side of the stored answers: across scopes, inside one tenant. */
export function createStoredEntries (deps: EntrySearchDeps) {
  const { redis, keys, attempt, mayRead, identity } = deps
  const keysOf = (id: string): [string, string] => [keys.semanticEntry(identity, id), keys.exactAnswer(id.slice(0, id.indexOf('-')))]

  return {
    ...createEntrySearch(deps),

    /** @returns undefined where there is no such entry of this tenant's; null where Redis did not answer */
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
      const versions = [old.id, encodeEntry(old), encodeEntry(amended), String(ttlMs), aliasPrefix(old.id), String(copyKeys.length)]
      const reply = await attempt('entries', () => amend.run(redis, [...keysOf(old.id), ...copyKeys, ...aliasKeys], versions))
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
