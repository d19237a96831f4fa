import { setTimeout as pause } from 'node:timers/promises'
import { createRedis } from '../../src/cache/client.ts'
import { measureFootprint, measureIndexes, type FamilyFootprint, type IndexFootprint } from '../../src/cache/footprint.ts'
import { createKeys } from '../../src/cache/keys.ts'
import { hitRatio, parseServerInfo, type ServerInfo } from '../../src/cache/server-info.ts'
import type { Config } from '../../src/config.ts'
import { quiet } from '../quiet.ts'

export type CacheReport = { at: string, families: FamilyFootprint[], indexes: IndexFootprint[], server: ServerInfo & { hitRatio: number | null } }
export type CacheFormat = 'table' | 'json' | 'csv'

const CONNECT_MS = 5_000
/** Keys of one SCAN step, measured in one round trip. */
const PAGE = 500
/** Keys of a family that are measured without --all. */
const SAMPLE = 1_000

/** What the cache Redis holds. Reads only, by SCAN. */
export async function readCacheReport (config: Config, all: boolean): Promise<CacheReport> {
  // The URL may hold a password, so only the host is named.
  const where = `Redis at ${new URL(config.REDIS_URL).host} (REDIS_URL)`
  const redis = createRedis({ url: config.REDIS_URL, name: 'report', log: quiet })
  try {
    for (const deadline = performance.now() + CONNECT_MS; !redis.isReady; await pause(20)) {
      if (performance.now() > deadline) throw new Error(`cannot reach ${where}`)
    }
    const keys = createKeys(config.REDIS_KEY_PREFIX)
    const progress = (seen: number) => { if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${seen} keys`) }
    const families = await measureFootprint(redis, keys, { page: PAGE, sample: all ? Infinity : SAMPLE, onPage: progress })
    if (process.stderr.isTTY) process.stderr.write('\r\x1b[K')
    const indexes = await measureIndexes(redis, keys)
    const server = parseServerInfo(await redis.info())
    return { at: new Date().toISOString(), families, indexes, server: { ...server, hitRatio: hitRatio(server) } }
  } catch (cause) {
    const { message } = cause as Error
    throw new Error(message.includes(where) ? message : `cannot read ${where}: ${message}`, { cause })
  } finally {
    redis.destroy()
  }
}

const whole = (value: number | null) => value === null ? '–' : value.toLocaleString('en-US', { maximumFractionDigits: 0 })
const LABELS: Record<FamilyFootprint['family'], string> = {
  history: 'conv:*:history',
  conversation_list: 'user:*:conversation_list',
  context: 'chat:*:context',
  answers_exact: 'ans:x:*',
  answers_semantic: 'ans:s:*',
  admissions: 'ans:a:*',
  embeddings: 'emb:*',
  leases: '{*}:lease, {*}:renewal',
  absent: '{*}:absent',
  policy: 'policy:*, gen:*',
  models: 'models:list',
  limits: 'rate:*, spent:*',
  other: 'other'
}

function table ({ at, families, indexes, server }: CacheReport): string {
  const rows = [
    ['', 'keys', 'bytes', 'bytes per key', 'mean TTL, s', 'measured'],
    ...families.map((f) => [LABELS[f.family], whole(f.keys), whole(f.bytes), whole(f.bytesPerKey), whole(f.meanTtlSeconds), whole(f.measured)]),
    ...indexes.map(({ name, documents, bytes }) => [`index ${name}`, whole(documents), whole(bytes), whole(documents === 0 ? null : bytes / documents), '–', '–'])
  ]
  const widths = rows[0]!.map((_cell, column) => Math.max(...rows.map((row) => row[column]!.length)))
  const lines = rows.map((row) => row.map((cell, column) => column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!)).join('  ').trimEnd())
  const figures: [string, string][] = [
    ['hit rate', server.hitRatio === null ? '–' : `${(100 * server.hitRatio).toFixed(1)} % (${whole(server.keyspaceHits)} hits, ${whole(server.keyspaceMisses)} misses)`],
    ['evicted keys', whole(server.evictedKeys)],
    ['expired keys', whole(server.expiredKeys)],
    ['used memory', `${whole(server.usedMemoryBytes)} of ${server.maxMemoryBytes === 0 ? 'no limit' : whole(server.maxMemoryBytes)} bytes`],
    ['fragmentation', server.fragmentationRatio === null ? '–' : server.fragmentationRatio.toFixed(2)]
  ]
  return `Cache, ${at}\n\n${lines.join('\n')}\n\n${figures.map(([label, value]) => `${label.padEnd(13)}  ${value}`).join('\n')}\n\nThe second block is the whole server since it started.\n`
}

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** One line a figure: what it is of, its name, its number; empty where there is none. */
function csv ({ families, indexes, server }: CacheReport): string {
  const lines = [
    ...families.flatMap(({ family, ...figures }) => Object.entries(figures).map(([name, value]) => [family, snake(name), value ?? ''])),
    ...indexes.flatMap(({ name, ...figures }) => Object.entries(figures).map(([figure, value]) => [`index ${name}`, figure, value])),
    ...Object.entries(server).map(([name, value]) => ['server', snake(name), value ?? ''])
  ]
  return ['of,figure,value', ...lines.map((line) => line.join(',')), ''].join('\r\n')
}

export function formatCacheReport (report: CacheReport, format: CacheFormat): string {
  if (format === 'json') {
    const snaked = (key: string, value: unknown) => value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).map(([name, inner]) => [snake(name), inner]))
      : value
    return `${JSON.stringify(report, snaked, 2)}\n`
  }
  return { table, csv }[format](report)
}
