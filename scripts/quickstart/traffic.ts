import { readLines } from '../lines.ts'
import { createProgress } from './progress.ts'

export type Traffic = { t: number, user: string, query: string }
export type Sent = { sent: number, failed: number, firstFailure?: string, statuses: Record<string, number>, seconds: number }

/** Reads a traffic file, as `npm run replay` does, in the order of its times. @throws UsageError that names the bad line */
export async function readTraffic (file: string, limit = Infinity): Promise<Traffic[]> {
  const traffic = await readLines(file, ({ t, user, query }): Traffic | string => {
    if (typeof query !== 'string' || query.trim() === '') return 'expected a text query'
    if (typeof t !== 'number') return 'expected a number t of milliseconds'
    return { t, user: String(user ?? 'local'), query }
  })
  return traffic.slice(0, limit).sort((a, b) => a.t - b.t)
}

/** Whose name no header can carry has another one, of his own. */
const headerOf = (user: string) => /^[\x20-\x7e]+$/.test(user) ? user : encodeURIComponent(user.toWellFormed())

/** Sends the traffic as new conversations, as fast as so many in flight allow, in order. */
export async function sendTraffic (options: { base: string, traffic: Traffic[], concurrency: number, namespace: string, output: NodeJS.WriteStream, signal: AbortSignal }): Promise<Sent> {
  const { base, traffic, concurrency, namespace, output, signal } = options
  const statuses: Record<string, number> = {}
  let next = 0
  let done = 0
  let failed = 0
  let firstFailure: string | undefined
  const since = Date.now()
  const seconds = () => (Date.now() - since) / 1000
  const deflected = () => (statuses['exact'] ?? 0) + (statuses['semantic'] ?? 0) + (statuses['coalesced'] ?? 0)
  const share = (part: number) => `${(100 * part / Math.max(1, done)).toFixed(1)} %`

  // One controller each: a signal shared by all fetches keeps a listener of every one until it is collected (Node 20).
  const inFlight = new Set<AbortController>()
  signal.addEventListener('abort', () => { for (const controller of inFlight) controller.abort(signal.reason) }, { once: true })

  async function send ({ user, query }: Traffic): Promise<void> {
    const controller = new AbortController()
    inFlight.add(controller)
    try {
      const response = await fetch(`${base}/backend-api/f/conversation`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-deflect-user': headerOf(user), 'x-deflect-namespace': namespace },
        body: JSON.stringify({ message: { content: query } }),
        signal: controller.signal
      })
      const body = await response.json() as { cache?: { status: string }, message?: string }
      if (!response.ok) throw new Error(`HTTP ${response.status}: ${body.message}`)
      const status = body.cache?.status ?? 'unknown'
      statuses[status] = (statuses[status] ?? 0) + 1
    } catch (error) {
      if (signal.aborted) return
      failed++
      firstFailure ??= (error as Error).message
    } finally {
      inFlight.delete(controller)
    }
    done++
  }
  async function worker (): Promise<void> {
    while (next < traffic.length && !signal.aborted) await send(traffic[next++]!)
  }

  const progress = createProgress(output, () => {
    const left = Math.round(seconds() / Math.max(1, done) * (traffic.length - done))
    return `  ${done} of ${traffic.length} sent, ${(done / Math.max(0.001, seconds())).toFixed(0)}/s, deflected ${share(deflected())}, failed ${failed}${left > 0 ? `, ${left} s left` : ''}`
  })
  try {
    await Promise.all(Array.from({ length: Math.min(concurrency, traffic.length) }, worker))
  } finally {
    progress.stop()
  }
  return { sent: done, failed, ...(firstFailure && { firstFailure }), statuses, seconds: seconds() }
}
