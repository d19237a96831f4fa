import { Agent, request } from 'node:http'
import { below, median, quantile, row, type Bench } from './measure.ts'
import type { Stage } from './stage.ts'
import { nonsense } from './texts.ts'
import { WARM_UP } from './turns.ts'

type Post = { url: string, body: object, first: RegExp, status?: RegExp }

/** Milliseconds from sending to the first text that matches; the rest is read and thrown away. One connection is kept open. */
function createTimer () {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  return {
    close: () => { agent.destroy() },
    first: ({ url, body, first, status }: Post): Promise<number> => new Promise((resolve, reject) => {
      const startedAt = performance.now()
      const sent = request(url, { agent, method: 'POST', headers: { 'content-type': 'application/json' } }, (reply) => {
        let text = ''
        let milliseconds: number | undefined
        reply.setEncoding('utf8')
        reply.on('data', (piece: string) => {
          text += piece
          if (first.test(text)) milliseconds ??= performance.now() - startedAt
        })
        reply.on('error', reject)
        reply.on('end', () => {
          if (milliseconds === undefined || (status && !status.test(text))) reject(new Error(`expected a streamed miss from ${url}, got ${text.slice(0, 200)}`))
          else resolve(milliseconds)
        })
      })
      sent.on('error', reject)
      sent.end(JSON.stringify(body))
    })
  }
}

/** What Deflect adds to the LLM's first token when it has no answer: the same question to the LLM directly and through the service, in turn. */
export const firstToken: Bench<Stage> = {
  async run (stage, quick) {
    const [{ base }, llm] = [await stage.service(), await stage.llm()]
    const times = { direct: [] as number[], chat: [] as number[], gateway: [] as number[] }
    const timers = { direct: createTimer(), chat: createTimer(), gateway: createTimer() }
    const delta = /"content":"[^"]/
    const count = quick ? 60 : 300
    stage.log(`first-token: ${count} questions each way`)
    const completion = (content: string) => ({ model: 'gpt-4o-mini', stream: true, messages: [{ role: 'user', content }] })
    for (let i = -WARM_UP / 4; i < count; i++) {
      const direct = await timers.direct.first({ url: `${llm}/chat/completions`, body: completion(nonsense()), first: delta })
      const chat = await timers.chat.first({ url: `${base}/backend-api/f/conversation`, body: { stream: true, message: { content: nonsense() } }, first: /event: delta\ndata: \{"content":"[^"]/, status: /"status":"miss"/ })
      const gateway = await timers.gateway.first({ url: `${base}/v1/chat/completions`, body: completion(nonsense()), first: delta })
      if (i < 0) continue
      times.direct.push(direct)
      times.chat.push(chat)
      times.gateway.push(gateway)
    }
    for (const timer of Object.values(timers)) timer.close()
    const direct = row('first token of the LLM, directly', 'ms', times.direct)
    const added = (side: number[]) => side.map((time, i) => time - times.direct[i]!)
    // The fastest tenth of either side is what the work costs where nobody else wants the processor.
    const fastest = (by: string, side: number[]) => [row(`added by a ${by}, fastest tenth against fastest tenth`, 'ms', [quantile(side, 0.1) - quantile(times.direct, 0.1)])]
    return [
      direct,
      { ...row('first token through a chat turn, miss', 'ms', times.chat), baseline: direct.name, ratio: median(times.chat) / direct.median },
      below(row('added to the first token by a chat turn, miss', 'ms', added(times.chat)), 5, '≤ 5 ms'),
      below(row('added to the first token by the gateway, miss', 'ms', added(times.gateway)), 5, '≤ 5 ms'),
      ...fastest('chat turn', times.chat),
      ...fastest('gateway', times.gateway)
    ]
  }
}
