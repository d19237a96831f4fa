/** What the metrics and the report take from INFO; null where the server does not say. */
export type ServerInfo = {
  keyspaceHits: number | null
  keyspaceMisses: number | null
  evictedKeys: number | null
  expiredKeys: number | null
  usedMemoryBytes: number | null
  /** 0: no limit */
  maxMemoryBytes: number | null
  fragmentationRatio: number | null
}

const FIELDS: Record<keyof ServerInfo, string> = {
  keyspaceHits: 'keyspace_hits',
  keyspaceMisses: 'keyspace_misses',
  evictedKeys: 'evicted_keys',
  expiredKeys: 'expired_keys',
  usedMemoryBytes: 'used_memory',
  maxMemoryBytes: 'maxmemory',
  fragmentationRatio: 'mem_fragmentation_ratio'
}

/** Reads the text of INFO. Pure. */
export function parseServerInfo (text: string): ServerInfo {
  const lines = new Map(text.split(/\r?\n/).map((line) => line.split(':', 2) as [string, string | undefined]))
  const read = (name: string) => {
    const value = lines.get(name)
    return value === undefined || value === '' || Number.isNaN(Number(value)) ? null : Number(value)
  }
  return Object.fromEntries(Object.entries(FIELDS).map(([field, name]) => [field, read(name)])) as ServerInfo
}

/** Share of lookups that found their key, of all commands since the server started; null where there were none. */
export function hitRatio ({ keyspaceHits: hits, keyspaceMisses: misses }: ServerInfo): number | null {
  return hits === null || misses === null || hits + misses === 0 ? null : hits / (hits + misses)
}

/**
 * INFO for several readers at once: those that ask together, or within `forMs`, share one.
 * @param info answers null where the server does not
 */
export function createServerInfo (deps: { info: () => Promise<string | null>, forMs: number, now?: () => number }) {
  const { info, forMs, now = () => performance.now() } = deps
  let asked: { at: number, answer: Promise<ServerInfo | null> } | undefined
  return (): Promise<ServerInfo | null> => {
    if (asked === undefined || now() - asked.at > forMs) {
      asked = { at: now(), answer: info().then((text) => text === null ? null : parseServerInfo(text), () => null) }
    }
    return asked.answer
  }
}
