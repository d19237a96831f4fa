import { setTimeout as delay } from 'node:timers/promises'
import { createClients } from './clients.ts'
import { startCluster } from './cluster.ts'
import { createFaults, FAULTS } from './faults.ts'
import { createHistoryFile, type Fault, type Operation } from './history.ts'
import { createHttp, type Response } from './http.ts'
import { createOperations, type OperationCounts } from './operations.ts'
import { createRandom } from './random.ts'
import { checkRecord, drainEvents, readEvents } from './record.ts'
import { createVerifier, KINDS, type Kind, type Violation } from './verify.ts'

export type CheckOptions = {
  /** The run ends when it has at least so many operations and all its faults … */
  operations?: number | undefined
  /** … or, where this is given, after so long. */
  minutes?: number | undefined
  faults: number
  clients: number
  servers: number
  seed: number
  /** JSONL of every operation and fault. */
  historyFile?: string | undefined
  /** A folder for the servers' logs. */
  logs?: string | undefined
  /** How long repeated requests may go on after the end, ms: a dead server's claim on a question stands for 10 s (db/turns.ts). */
  patienceMs?: number
  /** Modules each server loads first: how a test breaks the engine. */
  preload?: string[]
  log?: (line: string) => void
  progress?: (progress: Progress) => void
  signal?: AbortSignal
}
export type Progress = { phase: string, operations: number, faults: number, violations: number, perSecond: number }

type Example = { problem: string, operations: Operation[], fault: string | null }
type Latency = { acknowledged: number, absent: number, failed: number, p50: number, p99: number, max: number }
export type CheckReport = {
  seed: number
  seconds: number
  operations: number
  perSecond: number
  byOperation: Record<Operation['kind'], Latency>
  faults: number
  byFault: Record<string, number>
  faultsFailed: string[]
  /** Requests repeated until the end and never answered. */
  givenUp: number
  violations: number
  byViolation: Partial<Record<Kind, { count: number, examples: Example[] }>>
}

const EXAMPLES = 5
/** An error may come this long after the fault that explains it: a pool finds its dead connections one by one, ms. */
const AFTERMATH_MS = 1_500

/** Runs clients against a cluster of its own while things break, and judges what the clients saw. */
export async function checkConsistency (options: CheckOptions): Promise<CheckReport> {
  const { operations: wanted = 0, minutes, faults: wantedFaults, clients: clientCount, servers, seed, patienceMs = 45_000, log = () => {}, signal } = options
  const random = createRandom(seed)
  const now = () => Math.round(performance.now() * 1_000) / 1_000
  const injected: Fault[] = []
  const found: CheckReport['byViolation'] = {}
  let violations = 0
  const verifier = createVerifier(({ kind, problem, operations }: Violation) => {
    violations++
    const entry = found[kind] ??= { count: 0, examples: [] }
    if (entry.count++ < EXAMPLES) entry.examples.push({ problem, operations, fault: nearest(operations.at(-1)) })
    if (entry.count === 1) log(`${kind}: ${problem}`)
  })
  /** The fault that began last before an operation ended: not always the cause, always the first suspect. */
  function nearest (op: Operation | undefined): string | null {
    const fault = injected.findLast(({ from }) => op === undefined || from < op.to)
    if (!fault || !op) return null
    const before = Math.round(op.from - fault.from)
    return `${fault.kind}${fault.detail ? ` (${fault.detail})` : ''} began ${before > 0 ? `${before} ms before` : 'meanwhile'}`
  }

  const file = createHistoryFile(options.historyFile)
  const http = createHttp()
  const cluster = await startCluster({ servers, preload: options.preload ?? [], logs: options.logs, log })
  try {
    /** Until when a fault explains an error. A server that is paused meanwhile finds out only when it goes on. */
    const aftermathOf = (fault: Fault) => injected.reduce((until, { kind, from, to }) => kind === 'server-pause' && from < until ? Math.max(until, to + AFTERMATH_MS) : until, fault.to + AFTERMATH_MS)
    /** Only Postgres is needed: no other absence excuses an error. A turn in progress elsewhere is no error. */
    const onError = (op: Operation, { status, body }: Response) => {
      const excused = status === 409 || (status === 503 && body?.code === 'TURN_IN_PROGRESS') ||
        injected.some((fault) => fault.kind === 'postgres-clients' && fault.from < op.to && aftermathOf(fault) > op.from)
      if (!excused) verifier.refuse(op, `${status} ${body?.code ?? ''} ${body?.message ?? ''}`)
    }
    const operations = createOperations({ cluster, http, verifier, file, now, onError })
    const total = () => Object.values(operations.counts).reduce((sum, { acknowledged, absent, failed }) => sum + acknowledged + absent + failed, 0)
    const since = now()
    const seconds = () => (now() - since) / 1_000
    let phase = 'running'
    const tell = () => options.progress?.({ phase, operations: total(), faults: injected.length, violations, perSecond: total() / seconds() })
    const ticker = setInterval(tell, 500)

    const over = () => signal?.aborted === true || (minutes !== undefined ? seconds() >= minutes * 60 : total() >= wanted && injected.length >= wantedFaults && injected.every(({ to }) => to < Infinity))
    /** How far the run is, 0..1, by whichever measure it has: the faults are spread over it evenly. */
    const share = () => minutes !== undefined ? seconds() / (minutes * 60) : total() / Math.max(1, wanted)
    // Where the faults lag behind, the clients slow down rather than finish without them.
    const pace = () => minutes === undefined && wantedFaults > 0 && share() > (injected.length + 1) / (wantedFaults + 1) ? delay(25) : undefined
    const clients = createClients({ operations, random: createRandom(seed + 1), clients: clientCount, servers, stopping: over, pace })
    const faults = createFaults(cluster, random, now)

    async function disturb (): Promise<void> {
      while (injected.length < wantedFaults && !over()) {
        if (share() < (injected.length + 0.5) / (wantedFaults + 0.5)) {
          await delay(20)
          continue
        }
        const fault = await faults.inject(faults.next(), (fault) => injected.push(fault))
        file.write({ fault })
      }
    }

    await Promise.all([clients.run(), disturb()])
    const elapsed = seconds()
    const ran = total()
    phase = 'settling'
    for (const server of cluster.servers) await server.ready()
    const givenUp = await clients.settle(signal?.aborted ? 0 : patienceMs)
    phase = 'reading everything again'
    await clients.readAll(verifier.conversations())
    phase = 'stopping the servers'
    http.close()
    const kind = await Promise.all(cluster.servers.map((server) => server.stop()))
    if (kind.includes(false)) log('a server did not end within 15 s of SIGTERM')
    phase = 'comparing with Postgres'
    const left = await drainEvents(cluster.events.url, cluster.pool)
    if (left > 0) log(`${left} events are still in the stream`)
    const stored = await checkRecord(cluster.pool, verifier)
    const events = await readEvents(cluster.pool)
    if (events.rejected > 0) log(`${events.rejected} stream entries were rejected`)
    verifier.finish(stored, events.byMessage, events.conversations)
    clearInterval(ticker)
    tell()

    return {
      seed,
      seconds: Math.round(elapsed * 10) / 10,
      operations: ran,
      perSecond: Math.round(ran / elapsed),
      byOperation: latencies(operations.counts),
      faults: injected.length,
      byFault: Object.fromEntries(FAULTS.map((fault) => [fault, injected.filter(({ kind }) => kind === fault).length])),
      faultsFailed: injected.filter(({ detail }) => detail?.startsWith('failed')).map(({ kind, detail }) => `${kind}: ${detail}`),
      givenUp,
      violations,
      byViolation: Object.fromEntries(KINDS.filter((kind) => found[kind]).map((kind) => [kind, found[kind]]))
    }
  } finally {
    http.close()
    await cluster.stop()
    await file.close()
  }
}

function latencies (counts: OperationCounts): CheckReport['byOperation'] {
  return Object.fromEntries(Object.entries(counts).map(([kind, { milliseconds, ...rest }]) => {
    const sorted = [...milliseconds].sort((a, b) => a - b)
    const at = (share: number) => Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0) * 10) / 10
    return [kind, { ...rest, p50: at(0.5), p99: at(0.99), max: at(1) }]
  })) as CheckReport['byOperation']
}
