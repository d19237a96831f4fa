import type { Redis } from './client.ts'
import { FAMILIES, familyOf, type Family, type Keys } from './keys.ts'

/** `measured` of the keys were asked for their size and TTL; bytes are theirs, scaled up to all keys. Means are null where no key could tell. */
export type FamilyFootprint = { family: Family, keys: number, measured: number, bytes: number, bytesPerKey: number | null, meanTtlSeconds: number | null, withoutTtl: number }

/** Bytes of a search index beside its hashes. */
export type IndexFootprint = { name: string, documents: number, bytes: number }

/**
 * Walks the whole keyspace with SCAN, a page at a time, so that the server serves others in between. SCAN may name a key twice
 * while its table is resized: counts are close then, not exact.
 * @param sample keys of each family that are measured, at most; SCAN comes in the order of hashes, so the first are as good as any
 * @param onPage keys seen so far
 */
export async function measureFootprint (redis: Redis, keys: Pick<Keys, 'prefix'>, options: { page: number, sample: number, onPage?: (seen: number) => void }): Promise<FamilyFootprint[]> {
  const sums = new Map(FAMILIES.map((family) => [family, { keys: 0, measured: 0, bytes: 0, ttlMs: 0, expiring: 0, withoutTtl: 0 }]))
  let seen = 0
  for await (const found of redis.scanIterator({ COUNT: options.page })) {
    const wanted: { key: string, family: Family }[] = []
    for (const key of found) {
      const family = familyOf(key, keys.prefix)
      const sum = sums.get(family)!
      sum.keys++
      if (sum.measured + wanted.filter((other) => other.family === family).length < options.sample) wanted.push({ key, family })
    }
    const measured = await Promise.all(wanted.map(async ({ key, family }) => {
      // SAMPLES 0: every item of a list or hash counts.
      const [bytes, ttlMs] = await Promise.all([redis.memoryUsage(key, { SAMPLES: 0 }), redis.pTTL(key)]).catch((error: Error) => {
        // SCAN names keys of others, too, that this user may not read: they are counted.
        if (error.message.startsWith('NOPERM')) return [null, -2] as const
        throw error
      })
      return { family, bytes, ttlMs }
    }))
    for (const { family, bytes, ttlMs } of measured) {
      // Gone since SCAN named it.
      if (bytes === null || ttlMs === -2) continue
      const sum = sums.get(family)!
      sum.measured++
      sum.bytes += bytes
      if (ttlMs === -1) sum.withoutTtl++
      else {
        sum.expiring++
        sum.ttlMs += ttlMs
      }
    }
    seen += found.length
    options.onPage?.(seen)
  }
  return FAMILIES.map((family) => {
    const { keys: count, measured, bytes, ttlMs, expiring, withoutTtl } = sums.get(family)!
    const bytesPerKey = measured === 0 ? null : bytes / measured
    return {
      family,
      keys: count,
      measured,
      bytes: Math.round((bytesPerKey ?? 0) * count),
      bytesPerKey: bytesPerKey === null ? null : Math.round(bytesPerKey),
      meanTtlSeconds: expiring === 0 ? null : Math.round(ttlMs / expiring / 1000),
      withoutTtl
    }
  })
}

const INDEX_PARTS = ['inverted_sz_mb', 'vector_index_sz_mb', 'offset_vectors_sz_mb', 'doc_table_size_mb', 'sortable_values_size_mb', 'key_table_size_mb', 'tag_overhead_sz_mb', 'text_overhead_sz_mb']

/** The semantic indexes of this installation; none without the search module. */
export async function measureIndexes (redis: Redis, keys: Pick<Keys, 'semanticIndex'>): Promise<IndexFootprint[]> {
  const names = await redis.ft._list().then((list) => list.map(String), (error: Error) => {
    if (/unknown command/i.test(error.message)) return []
    throw error
  })
  const own = names.filter((name) => name.startsWith(keys.semanticIndex(''))).sort()
  return await Promise.all(own.map(async (name) => {
    const info = await redis.ft.info(name) as unknown as Record<string, number | string>
    // total_index_memory_sz_mb leaves the vectors out (RediSearch 2.10), so the parts are added up.
    const bytes = INDEX_PARTS.reduce((sum, part) => sum + (Number(info[part]) || 0) * 1024 * 1024, 0)
    return { name, documents: Number(info['num_docs']), bytes: Math.round(bytes) }
  }))
}
