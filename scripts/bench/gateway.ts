import { readFile } from 'node:fs/promises'
import { Agent, request } from 'node:http'
import { embeddedText } from '../../src/model/embedded-text.ts'
import { load } from './load.ts'
import { alternate, atLeastThat, atMost, below, median, pairedRow, quantile, row, timeEach, type Bench } from './measure.ts'
import { processorMs, type Stage } from './stage.ts'
import { nonsense, question } from './texts.ts'
import { findPairs, QUESTIONS_OF_TURNS, WARM_UP } from './turns.ts'

const MODEL = 'gpt-4o-mini'
const completion = (content: string) => JSON.stringify({ model: MODEL, messages: [{ role: 'user', content }] })
const CONNECTIONS = 32
/** Requests a second that two processes are to reach, where half of the bare route is more. */
const ENOUGH = 8_000
const STREAMS = 1_000

/** Resident bytes of a process by the kernel's count, in MB. */
async function residentMb (pid: number): Promise<number> {
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024
}

/** Processor time a request takes, all threads of the process, ms. */
async function costOf (pid: number, work: () => Promise<number>): Promise<number> {
  const before = await processorMs(pid)
  const requests = await work()
  return (await processorMs(pid) - before) / requests
}

/** The status of an answer; throws where it is not what was expected, as a fast miss is no hit. */
async function expectDetail (url: string, body: string, detail: RegExp): Promise<void> {
  const reply = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
  await reply.arrayBuffer()
  const status = reply.headers.get('cache-status') ?? ''
  if (!detail.test(status)) throw new Error(`expected ${detail} of ${url}, got "${status}"`)
}

/** 1,000 streams that have begun and go on: how much memory they take, from the first piece of each on. */
async function openStreams (url: string, pid: number): Promise<{ idleMb: number, openMb: number }> {
  const idleMb = await residentMb(pid)
  const agent = new Agent({ keepAlive: false, maxSockets: Infinity })
  const streams = await Promise.all(Array.from({ length: STREAMS }, () => new Promise<{ destroy (): void }>((resolve, reject) => {
    // Asks the simulated LLM to go on for minutes; a question of its own each, or one call would do for all.
    const sent = request(url, { agent, method: 'POST', headers: { 'content-type': 'application/json' } }, (reply) => {
      reply.once('data', () => resolve(sent))
      reply.resume().on('error', () => {})
    }).on('error', reject)
    sent.end(JSON.stringify({ model: `${MODEL}?token-ms=250,words=1000`, stream: true, messages: [{ role: 'user', content: nonsense() }] }))
  })))
  const openMb = await residentMb(pid)
  for (const stream of streams) stream.destroy()
  return { idleMb, openMb }
}

/** What the gateway adds to the LLM, and takes from it, at POST /v1/chat/completions. */
export const gateway: Bench<Stage> = {
  async run (stage, quick) {
    const [{ base, pid }, llm, embedder] = [await stage.service(), await stage.llm(), await stage.embedder()]
    const url = `${base}/v1/chat/completions`
    const perRound = quick ? 40 : 100
    const rounds = quick ? 3 : 6

    // In a process of its own: what a load leaves in the heap until it is collected is not the streams'.
    stage.log(`gateway: ${STREAMS} open streams`)
    const second = await stage.anotherService()
    const { idleMb, openMb } = await openStreams(`${second.base}/v1/chat/completions`, second.pid)

    stage.log(`gateway: misses, ${rounds} rounds of ${perRound}`)
    const ask = (to: string) => async () => (await load({ url: to, connections: 1, amount: perRound, method: 'POST', body: () => completion(nonsense()) })).milliseconds
    const sides = { direct: ask(`${llm}/chat/completions`), miss: ask(url) }
    await load({ url, connections: 1, amount: WARM_UP, method: 'POST', body: () => completion(nonsense()) })
    for (const side of Object.values(sides)) await side()
    let missCost = await processorMs(pid)
    const misses = await alternate(rounds, sides)
    missCost = (await processorMs(pid) - missCost) / (rounds * perRound)
    const added = (q: number) => misses.miss.map((times, i) => quantile(times, q) - quantile(misses.direct[i]!, q))
    const direct = row('the LLM directly, p50', 'ms', misses.direct.map(median))

    stage.log('gateway: exact hits')
    const asked = completion(question(1))
    // Another profile may have asked it already.
    await expectDetail(url, asked, /./)
    await expectDetail(url, asked, /detail=exact/)
    const document = await (await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: asked })).text()
    const bare = await stage.bare(document)
    const costs = { bare: [] as number[], exact: [] as number[] }
    const seconds = quick ? 2 : 5
    const through = (side: keyof typeof costs, to: string, of: number) => async () => {
      let rate = 0
      costs[side].push(await costOf(of, async () => {
        const { requestsPerSecond, milliseconds } = await load({ url: to, connections: CONNECTIONS, seconds, method: 'POST', body: () => asked })
        rate = requestsPerSecond
        return milliseconds.length
      }))
      return [rate]
    }
    /** Half of the connections to each of two processes. */
    const both = async () => {
      const halves = [base, second.base].map((each) => load({ url: `${each}/v1/chat/completions`, connections: CONNECTIONS / 2, seconds, method: 'POST', body: () => asked }))
      return [(await Promise.all(halves)).reduce((sum, { requestsPerSecond }) => sum + requestsPerSecond, 0)]
    }
    const hitSides = { bare: through('bare', `${bare.base}/post`, bare.pid), exact: through('exact', url, pid), both }
    for (const side of Object.values(hitSides)) await side()
    for (const side of Object.values(costs)) side.length = 0
    const hits = await alternate(rounds, hitSides)
    const bareRow = row(`bare Fastify route, ${CONNECTIONS} connections`, 'requests/s', hits.bare.flat())
    const bareCost = row('processor time of a bare route', 'ms', costs.bare)

    stage.log('gateway: semantic hits')
    const pairs = await findPairs(stage, perRound * (rounds + 1), QUESTIONS_OF_TURNS)
    for (const { first } of pairs) await expectDetail(url, completion(first), /./)
    const semanticSides = {
      embedding: (round: number) => timeEach(perRound, (i) => embedder.embed(embeddedText(pairs[round * perRound + i]!.again))),
      semantic: async (round: number) => (await load({ url, connections: 1, amount: perRound, method: 'POST', body: (i) => completion(pairs[round * perRound + i]!.again) })).milliseconds
    }
    await load({ url, connections: 1, amount: WARM_UP, method: 'POST', body: (i) => completion(pairs[rounds * perRound + i % perRound]!.again) })
    for (const side of Object.values(semanticSides)) await side(rounds)
    const semantic = await alternate(rounds, semanticSides)
    const embedding = row('embedding alone, p50', 'ms', semantic.embedding.map(median))

    return [
      direct,
      below(row('added by the gateway to a miss, p50', 'ms', added(0.5)), 2, '≤ 2 ms'),
      below(row('added by the gateway to a miss, p99', 'ms', added(0.99)), 10, '≤ 10 ms'),
      row('added by the gateway to a miss, fastest tenth', 'ms', added(0.1)),
      row('processor time of a miss', 'ms', [missCost]),
      bareRow,
      pairedRow(`exact hit, ${CONNECTIONS} connections, one process`, 'requests/s', hits.exact.flat(), bareRow, hits.bare.flat()),
      atLeastThat(pairedRow(`exact hit, ${CONNECTIONS} connections, two processes`, 'requests/s', hits.both.flat(), bareRow, hits.bare.flat()), Math.min(ENOUGH, bareRow.median / 2)),
      bareCost,
      pairedRow('processor time of an exact hit', 'ms', costs.exact, bareCost, costs.bare),
      embedding,
      atMost(pairedRow('semantic hit, p50', 'ms', semantic.semantic.map(median), embedding, semantic.embedding.map(median)), 2),
      row('memory of the service before', 'MB', [idleMb]),
      below(row(`memory of the service with ${STREAMS} open streams`, 'MB', [openMb]), 300),
      row('memory of one open stream', 'KB', [(openMb - idleMb) * 1024 / STREAMS])
    ]
  }
}
