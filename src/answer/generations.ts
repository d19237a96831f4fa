import type { AnswerEntry } from '../cache/answer-entry.ts'
import type { Keys } from '../cache/keys.ts'
import type { GenerationRow, InvalidationKind, InvalidationRecord, By, Target } from '../db/invalidations.ts'
import { createTenantDocument } from './tenant-document.ts'

/** A tenant's invalidations: numbered, the latest of each thing known. */
export type Generations = {
  /** The number of the latest. */
  latest: number
  /** The number of the latest that took this thing away; 0: none did. */
  of (kind: InvalidationKind, value: string): number
}

/** Things of a kind that are known one by one. All that were invalidated before them share a number: too much is taken away, never too little. */
const MAX_KNOWN = 5_000

/** Pure. @param rows the newest `limit` of each kind, newest first */
export function toGenerations (rows: readonly GenerationRow[], limit = MAX_KNOWN): Generations {
  const known = new Map<string, number>()
  const rest = new Map<InvalidationKind, number>()
  const counts = new Map<InvalidationKind, number>()
  for (const [kind, value, seq] of rows) {
    known.set(`${kind} ${value}`, seq)
    const count = (counts.get(kind) ?? 0) + 1
    counts.set(kind, count)
    if (count === limit) rest.set(kind, seq)
  }
  return { latest: rows[0]?.[2] ?? 0, of: (kind, value) => known.get(`${kind} ${value}`) ?? rest.get(kind) ?? 0 }
}

/** The generation of a scope: another one after each invalidation of what the scope is in. Pure. */
export const generationOf = (generations: Generations, namespace: string, model: string): string =>
  [generations.of('all', ''), generations.of('namespace', namespace), generations.of('model', model)].join('.')

/** The tags that took this entry away: those that were invalidated after it was asked for. Pure. */
export function outdatedTags (generations: Generations, { tags, generation }: Pick<AnswerEntry, 'tags' | 'generation'>): { tag: string, before: number }[] {
  return tags.map((tag) => ({ tag, before: generations.of('tag', tag) })).filter(({ before }) => generation < before)
}

/** Whether nothing has taken this entry away since it was asked for. Inside its own scope its tags alone could have. Pure. */
export function isCurrent (generations: Generations, entry: Pick<AnswerEntry, 'tags' | 'generation' | 'namespace' | 'model'>): boolean {
  const since = Math.max(generations.of('all', ''), generations.of('namespace', entry.namespace), generations.of('model', entry.model))
  return entry.generation >= since && outdatedTags(generations, entry).length === 0
}

/** Live invalidations. One is in force in every process when `invalidate` returns, whatever it takes away. */
export function createGenerations (deps: { record: InvalidationRecord, keys: Keys } & Pick<Parameters<typeof createTenantDocument>[0], 'cache' | 'execute' | 'invalidation'>) {
  const { record, keys } = deps
  const document = createTenantDocument({
    ...deps,
    name: 'generations',
    key: keys.generations,
    load: (tenant) => record.readGenerations(tenant, MAX_KNOWN),
    parse (json) {
      const rows = JSON.parse(json) as GenerationRow[]
      if (!Array.isArray(rows) || !rows.every((row) => Array.isArray(row) && row.length === 3)) throw new TypeError('expected rows of kind, value and number')
      return toGenerations(rows)
    }
  })
  return {
    read: document.read,
    async invalidate (tenant: string, target: Target, by: By): Promise<number> {
      const { value, outboxId } = await record.append(tenant, target, by, document.staleKeys(tenant))
      await document.written(tenant, outboxId)
      return value
    }
  }
}
export type LiveGenerations = ReturnType<typeof createGenerations>
