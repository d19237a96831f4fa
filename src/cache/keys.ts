/** Of the semantic entries' fields, the text their vectors are made of, and their index: another layout gets other keys, so that neither reads the other's. */
const ENTRY_LAYOUT = 4
/** Nothing is read from those before, which expire; but processes of the version before may still serve them, and it may come back. */
export const FORMER_LAYOUTS = [3, 2]

/**
 * The only place that builds a Redis key. Other services may rely on the names (docs/caching.md); `prefix` lets several installations share a Redis.
 * {K}:lease keeps its braces so that a cluster puts the lease into K's slot and one Lua script may touch both.
 */
export function createKeys (prefix = '') {
  return {
    prefix,
    history: (conversationId: string) => `${prefix}conv:${conversationId}:history`,
    conversationList: (userId: string) => `${prefix}user:${userId}:conversation_list`,
    window: (conversationId: string) => `${prefix}chat:${conversationId}:context`,
    lease: (key: string, of = '') => `{${key}}:lease${of}`,
    /** Says for seconds that there is nothing to cache under the key: the key itself is there only with a value. */
    absent: (key: string) => `{${key}}:absent`,
    exactAnswer: (hash: string) => `${prefix}ans:x:${hash}`,
    semanticEntryPrefix: (identity: string) => `${prefix}ans:s:${ENTRY_LAYOUT}:${identity}:`,
    semanticEntry: (identity: string, entryId: string, layout = ENTRY_LAYOUT) => `${prefix}ans:s:${layout}:${identity}:${entryId}`,
    semanticIndex: (identity: string) => `${prefix}ans-idx:${ENTRY_LAYOUT}:${identity}`,
    /** The right to make the answer under a key anew; apart from its lease, which names who answers it for the first time. */
    renewal: (key: string) => `{${key}}:renewal`,
    /** Who asked the question first, while its answer is shared with nobody yet. */
    admission: (hash: string) => `${prefix}ans:a:${hash}`,
    /** One document for a tenant; the tenant in braces would be a hash tag, so it is plain. */
    policies: (tenant: string) => `${prefix}policy:${tenant}`,
    /** Like policies: a tenant's latest invalidations in one document. */
    generations: (tenant: string) => `${prefix}gen:${tenant}`,
    /** The id in braces: both keys of an API key share a slot, and one script touches both. */
    rate: (keyId: string) => `${prefix}rate:{${keyId}}`,
    spent: (keyId: string, unit: string, month: string) => `${prefix}spent:{${keyId}}:${unit}:${month}`,
    embedding: (identity: string, hash: string) => `${prefix}emb:${identity}:${hash}`,
    models: () => `${prefix}models:list`,
    /** Channel by which other processes reach this one. */
    flights: (processId: string) => `${prefix}flights:${processId}`,
    events: () => `${prefix}events:answers`
  }
}
export type Keys = ReturnType<typeof createKeys>

/** Kinds of keys, as the report on the cache tells them. */
export const FAMILIES = ['history', 'conversation_list', 'context', 'answers_exact', 'answers_semantic', 'admissions', 'embeddings', 'leases', 'absent', 'policy', 'models', 'limits', 'other'] as const
export type Family = typeof FAMILIES[number]

const NAMED: [Family, RegExp][] = [
  ['history', /^conv:.*:history$/],
  ['conversation_list', /^user:.*:conversation_list$/],
  ['context', /^chat:.*:context$/],
  ['answers_exact', /^ans:x:/],
  ['answers_semantic', /^ans:s:/],
  ['admissions', /^ans:a:/],
  ['embeddings', /^emb:/],
  ['policy', /^(policy|gen):/],
  ['models', /^models:list$/],
  ['limits', /^(rate|spent):/]
]
/** Beside another key, whose name is in braces. */
const BESIDE: [Family, RegExp][] = [
  ['leases', /^\{(.*)\}:(?:lease(?::\d+)?|renewal)$/],
  ['absent', /^\{(.*)\}:absent$/]
]

/** Which family a key belongs to. Keys of another prefix are `other`. Pure. */
export function familyOf (key: string, prefix: string): Family {
  for (const [family, pattern] of BESIDE) {
    const name = pattern.exec(key)?.[1]
    if (name !== undefined) return name.startsWith(prefix) ? family : 'other'
  }
  if (!key.startsWith(prefix)) return 'other'
  const name = key.slice(prefix.length)
  return NAMED.find(([, pattern]) => pattern.test(name))?.[0] ?? 'other'
}

/**
 * Spreads expiries so that keys written together do not expire together.
 * @param share 0..0.5; 0.1 gives ±10 %
 * @param random a number in [0, 1)
 * @returns whole seconds, at least 1
 */
export function jitteredTtl (ttlSeconds: number, share: number, random = Math.random()): number {
  return Math.max(1, Math.round(ttlSeconds * (1 - share + 2 * share * random)))
}
