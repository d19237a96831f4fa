import { randomUUID } from 'node:crypto'
import { createClient, RESP_TYPES } from 'redis'
import { createKeys } from '../../src/cache/keys.ts'
import { createMessages } from '../../src/db/messages.ts'
import { load } from './load.ts'
import { alternate, atLeast, below, median, pairedRow, quantile, row, timeEach, type Bench, type Row } from './measure.ts'
import { processorMs, type Stage } from './stage.ts'
import { prose } from './texts.ts'

const BYTES = 20_480
const TURNS = 10

/** A conversation of ten turns whose history is 20 KB of JSON. @returns its id */
export async function storeConversation (stage: Stage): Promise<string> {
  const messages = createMessages(await stage.pool())
  const person = { tenant: 'local', user: 'local' }
  const id = randomUUID()
  // About 190 bytes of each message are its ids, time and names.
  const content = (i: number) => prose(i, Math.round(BYTES / (2 * TURNS)) - 215)
  for (let turn = 0; turn < TURNS; turn++) {
    const question = { id: randomUUID(), content: content(2 * turn), model: 'gpt-4o-mini' }
    const stale = [createKeys().history(id)]
    if (turn === 0) await messages.startConversation(person, id, 'A conversation', 'root', question, stale)
    else await messages.appendQuestion(person, id, question, stale, 1e9)
    await messages.saveAnswer({
      id: randomUUID(), conversationId: id, replyTo: question.id, content: content(2 * turn + 1), model: 'gpt-4o-mini', finishReason: 'stop', cache: { status: 'miss' }, usage: null, nextContext: 'root'
    }, stale)
  }
  await forgetInvalidations(stage)
  return id
}

/** What the statements of a turn leave for the service to invalidate: nothing of it is cached. */
export async function forgetInvalidations (stage: Stage): Promise<void> {
  await (await stage.pool()).query('DELETE FROM cache_outbox')
}

/** A hit of the history against a bare route with the same document, and against the GET it makes. */
export const history: Bench<Stage> = {
  async run (stage, quick) {
    const { base, pid } = await stage.service()
    const id = await storeConversation(stage)
    const url = `${base}/backend-api/conversation/${id}`
    const document = await (await fetch(url)).text()
    const hit = await fetch(url)
    if (!hit.headers.get('cache-status')?.includes('hit') || await hit.text() !== document) throw new Error(`expected a history hit with the same bytes, got ${hit.status} ${hit.headers.get('cache-status')} ${document.slice(0, 200)}`)
    const { base: bare, pid: barePid } = await stage.bare(document)

    const client = createClient({ url: (await stage.services()).REDIS_URL, RESP: 3 }).withTypeMapping({ [RESP_TYPES.BLOB_STRING]: Buffer })
    client.on('error', () => {})
    await client.connect()
    const key = createKeys().history(id)
    /** As many GETs on the way at once as there are connections on the HTTP sides. */
    async function gets (seconds: number): Promise<number[]> {
      const startedAt = performance.now()
      const endAt = startedAt + seconds * 1000
      let count = 0
      await Promise.all(Array.from({ length: 50 }, async () => {
        for (; performance.now() < endAt; count++) await client.get(key)
      }))
      return [count / (performance.now() - startedAt) * 1000]
    }

    const seconds = quick ? 1 : 2
    const rounds = quick ? 3 : 5
    // What a busy machine cannot distort: the processor time a request costs the process that serves it.
    const costs = { object: [] as number[], text: [] as number[], hit: [] as number[] }
    const rate = async (side: keyof typeof costs, of: string) => {
      const server = side === 'hit' ? pid : barePid
      const before = await processorMs(server)
      const { requestsPerSecond, milliseconds } = await load({ url: of, connections: 50, seconds })
      costs[side].push((await processorMs(server) - before) * 1000 / milliseconds.length)
      return [requestsPerSecond]
    }
    const latencies = async (of: string) => (await load({ url: of, connections: 10, seconds })).milliseconds
    stage.log(`history: ${Math.round(document.length / 1024)} KB, ${rounds} rounds of ${seconds} s`)
    try {
      // Every side once, unmeasured: the compilers warm up.
      const side = { object: () => rate('object', `${bare}/object`), hit: () => rate('hit', url), text: () => rate('text', `${bare}/text`) }
      for (const warm of Object.values(side)) await warm()
      for (const cost of Object.values(costs)) cost.length = 0
      const rates = await alternate(rounds, { ...side, get: () => gets(seconds / 2) })
      const times = await alternate(rounds, { object: () => latencies(`${bare}/object`), hit: () => latencies(url) })
      const singles = await alternate(rounds, {
        get: () => timeEach(200, () => client.get(key)), hit: async () => (await load({ url, connections: 1, amount: 200 })).milliseconds
      })
      const flat = Object.fromEntries(Object.entries(rates).map(([side, values]) => [side, values.flat()])) as Record<keyof typeof rates, number[]>
      const object = row('bare route, object, 50 connections', 'req/s', flat.object)
      const text = row('bare route, text made before, 50 connections', 'req/s', flat.text)
      const get = row('raw GET as Buffer, 50 at once', 'req/s', flat.get)
      const p99 = (all: number[][]) => all.map((round) => quantile(round, 0.99))
      const objectP99 = row('bare route, object, 10 connections, p99', 'ms', p99(times.object))
      const single = row('raw GET as Buffer, one connection, p50', 'ms', singles.get.map(median))
      const objectCost = row('processor time of a request, bare route, object', 'µs', costs.object)
      const textCost = row('processor time of a request, bare route, text', 'µs', costs.text)
      const rows: Row[] = [
        object,
        text,
        get,
        // 0.8 is asked of the in-process tier, which serves these; without it 0.5.
        atLeast(pairedRow('history hit, 50 connections', 'req/s', flat.hit, object, flat.object), 0.8),
        pairedRow('history hit, against text made before', 'req/s', flat.hit, text, flat.text),
        pairedRow('history hit, against raw GET', 'req/s', flat.hit, get, flat.get),
        objectCost,
        textCost,
        pairedRow('processor time of a request, history hit', 'µs', costs.hit, objectCost, costs.object),
        objectP99,
        below(pairedRow('history hit, 10 connections, p99', 'ms', p99(times.hit), objectP99, p99(times.object)), 5),
        single,
        pairedRow('history hit, one connection, p50', 'ms', singles.hit.map(median), single, singles.get.map(median))
      ]
      return rows
    } finally {
      client.destroy()
    }
  }
}
