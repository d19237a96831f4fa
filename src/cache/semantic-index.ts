import type { Log, Redis } from './client.ts'
import type { Keys } from './keys.ts'

/** HNSW parameters: M and EF are RediSearch's defaults but for EF_RUNTIME; recall is measured by `npm run bench`. */
const HNSW = { M: 16, EF_CONSTRUCTION: 200, EF_RUNTIME: 50 }

/**
 * What an entry is found by, besides its vector. Live entries alone have a `scope`: nothing else is ever among the nearest.
 * The rest is for the operator: `labels` are tagOf tenant, namespace, model, each tag, owner and state, in one field because a
 * field of a hash costs some 80 bytes.
 */
export const ENTRY_FIELDS = {
  scope: { type: 'TAG' },
  labels: { type: 'TAG' },
  generation: { type: 'NUMERIC' },
  created: { type: 'NUMERIC', SORTABLE: true }
} as const

/**
 * The vector index of one embedding identity. It follows the hashes under its prefix, so expiry, eviction and a flush of
 * entries need no care; a lost index (FLUSHALL, FT.DROPINDEX, restart) is created again when a query misses it.
 */
export function createSemanticIndex (deps: {
  redis: Redis, keys: Keys, identity: string, dimensions: number, log: Log, onRecreated?: () => void
}) {
  const { redis, keys, identity, log } = deps
  const name = keys.semanticIndex(identity)
  let state: 'unknown' | 'ready' | 'no_module' = 'unknown'
  let creating: Promise<void> | null = null
  /** Why it could not be made, each said once: it is tried again at every lookup. */
  const refusals = new Set<string>()

  async function createOnce (): Promise<void> {
    try {
      await redis.ft.create(name, {
        ...ENTRY_FIELDS,
        vector: { type: 'VECTOR', ALGORITHM: 'HNSW', TYPE: 'FLOAT16', DIM: deps.dimensions, DISTANCE_METRIC: 'COSINE', ...HNSW }
      }, { ON: 'HASH', PREFIX: keys.semanticEntryPrefix(identity) })
      if (state === 'ready') deps.onRecreated?.()
      state = 'ready'
      log.info({ index: name }, 'semantic index created')
      refusals.clear()
    } catch (error) {
      const message = String((error as Error).message)
      if (/already exists/i.test(message)) {
        state = 'ready'
        refusals.clear()
      } else if (/unknown command/i.test(message)) {
        if (state !== 'no_module') log.warn({}, 'Redis has no search module: only the exact tier answers')
        state = 'no_module'
      } else if (!refusals.has(message)) {
        refusals.add(message)
        log.warn({ index: name, reason: message }, 'semantic index not created')
      }
    }
  }
  /** Several callers at once make one index. */
  const create = () => (creating ??= createOnce().finally(() => { creating = null }))

  // A restarted Redis may have lost the index, or have gained the module.
  redis.on('ready', () => { create().catch(() => {}) })
  if (redis.isReady) create().catch(() => {})

  return {
    name,
    create,
    state: () => state,
    /** Reads a search error; a missing index is created in the background, the caller goes on without it. */
    noteFault (error: unknown): 'no_index' | 'no_module' | undefined {
      const message = String((error as Error).message)
      if (/no such index|unknown index/i.test(message)) {
        create().catch(() => {})
        return 'no_index'
      }
      if (/unknown command/i.test(message)) {
        state = 'no_module'
        return 'no_module'
      }
      return undefined
    }
  }
}
export type SemanticIndex = ReturnType<typeof createSemanticIndex>
