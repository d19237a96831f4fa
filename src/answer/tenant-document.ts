import { LRUCache } from 'lru-cache'
import type { CacheAside } from '../cache/cache-aside.ts'
import type { Execute } from '../cache/execute.ts'
import type { Invalidation } from '../cache/invalidation.ts'
import { isPostgresUnavailable } from '../errors.ts'

type Body = Buffer | string
/** A hit in this process hands out the same bytes again: nothing is compared, let alone parsed. */
function isSame (a: Body, b: Body): boolean {
  if (typeof a === 'string' || typeof b === 'string') return a === b
  return (a.buffer === b.buffer && a.byteOffset === b.byteOffset && a.length === b.length) || a.equals(b)
}

/** `unsure`: it was so last, but others may have changed it since (a full pool or a lock here is none there): the cache is not to be used by it. */
export type MaybeUnsure<Document> = Document & { unsure?: boolean }

/**
 * What every request of a tenant needs and an operator changes now and then: one JSON document a tenant, read through the
 * cache engine (in this process while nothing changes), written through it.
 */
export function createTenantDocument<Document extends object> (deps: {
  cache: CacheAside
  execute: Execute
  invalidation: Pick<Invalidation, 'enqueue' | 'applied' | 'missed'>
  /** For the metrics. */
  name: string
  key: (tenant: string) => string
  load: (tenant: string) => Promise<unknown>
  parse: (json: string) => Document
}) {
  const { cache, execute, invalidation, name, key, load, parse } = deps
  /** What a tenant's document was last: it applies while Postgres cannot be asked. */
  const last = new LRUCache<string, { body: Body, document: Document }>({ max: 1_000 })
  const ask = cache.readThrough((tenant: string) => ({
    name,
    key: key(tenant),
    owner: { tenant, user: '' },
    ttlSeconds: null,
    foreign: 'nothing' as const,
    load: async () => ({ json: JSON.stringify(await load(tenant)) })
  }))

  /** What is in Redis may be another version's, or nobody's, and has no TTL: it goes, and Postgres is asked. */
  async function parsed (tenant: string, json: string): Promise<Document> {
    try {
      return parse(json)
    } catch {
      await execute(name, (pipeline) => invalidation.enqueue(pipeline, [key(tenant)]))
      return parse(JSON.stringify(await load(tenant)))
    }
  }

  return {
    async read (tenant: string): Promise<MaybeUnsure<Document>> {
      const known = last.get(tenant)
      try {
        const { body } = (await ask(tenant))!
        if (known && isSame(known.body, body)) return known.document
        const document = await parsed(tenant, body.toString())
        last.set(tenant, { body, document })
        return document
      } catch (error) {
        if (known && isPostgresUnavailable(error)) return { ...known.document, unsure: true }
        throw error
      }
    },
    /** What a write makes stale; to be committed with it. */
    staleKeys: (tenant: string) => [key(tenant)],
    /** After the commit: when this returns, no process serves what was there before. */
    async written (tenant: string, outboxId: string): Promise<void> {
      const stale = [key(tenant)]
      if (await execute(name, (pipeline) => invalidation.enqueue(pipeline, stale))) invalidation.applied(outboxId, stale)
      else await invalidation.missed(stale)
    }
  }
}
