import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import { text as readText } from 'node:stream/consumers'
import { pathToFileURL } from 'node:url'
import { readArguments, runCommand, UsageError } from './arguments.ts'
import { textOf } from './simulated-llm/answers.ts'
import { BadDirective, directivesOf, faultForms, patched, type Behaviour, type Patch } from './simulated-llm/behaviour.ts'
import type { CompletionRequest } from './simulated-llm/completion.ts'
import { createCounters, createGate } from './simulated-llm/gate.ts'
import { json, Refused } from './simulated-llm/refused.ts'
import { tell, type Stats } from './simulated-llm/tell.ts'
import { chatWay, parseRequest, responseWay } from './simulated-llm/ways.ts'

export type Options = Partial<Omit<Behaviour, 'fault'>> & { port?: number, host?: string, fault?: Patch['fault'], recordLimit?: number }
export type Recorded = { body: CompletionRequest & Record<string, unknown>, headers: IncomingMessage['headers'] }
export type SimulatedLlm = Awaited<ReturnType<typeof startSimulatedLlm>>

const command = {
  name: 'npm run simulated-llm --',
  summary: `An OpenAI-compatible server that answers without a model; every answer begins with "[simulated]".

One request can be given its own behaviour by the header "X-Simulate: fault=cut:3 token-ms=5", by the same after "?" in the
model name, or by [[simulate fault=429]] in its last user message. For all of them: POST /control {"fault":"500","times":1}.
GET /control tells the counts, GET /control/requests the last requests.

faults: ${faultForms}`,
  options: {
    port: { type: 'string', default: '4010', description: 'port to listen on, 0 for a free one' },
    host: { type: 'string', default: '127.0.0.1', description: 'address to listen on' },
    'first-token-ms': { type: 'string', default: '400', description: 'silence before the first token, ms' },
    'token-ms': { type: 'string', default: '15', description: 'pause between tokens, ms' },
    fault: { type: 'string', description: 'what goes wrong with every request' }
  }
} as const

/**
 * Starts a simulated LLM. `hold` and `waitForCalls` are barriers: a test holds answers, does its work, and releases them.
 */
export async function startSimulatedLlm (options: Options = {}) {
  const { port = 0, host = '127.0.0.1', recordLimit = 500, ...settings } = options
  let behaviour = patched({ firstTokenMs: 0, tokenMs: 0, retryAfterSeconds: 1 }, settings)
  const gate = createGate()
  const counters = createCounters<Stats>({ calls: 0, active: 0, completed: 0, aborted: 0, faulted: 0, promptTokens: 0, completionTokens: 0 })
  const requests: Recorded[] = []

  function set (patch: Patch): void {
    behaviour = patched(behaviour, patch)
  }

  function behaviourFor (request: CompletionRequest, header: string | undefined): Behaviour {
    const question = textOf(request.messages.findLast(({ role }) => role === 'user'))
    const own = directivesOf(header, request.model, question).reduce(patched, behaviour)
    if (own.fault === behaviour.fault && behaviour.times !== undefined) {
      if (behaviour.times === 0) return { ...own, fault: undefined }
      behaviour = { ...behaviour, times: behaviour.times - 1 }
    }
    return own
  }

  async function answer (incoming: IncomingMessage, response: ServerResponse, wayOf: typeof chatWay): Promise<void> {
    const body = parseRequest(await readText(incoming))
    const way = wayOf(body)
    requests.push({ body: body as Recorded['body'], headers: incoming.headers })
    if (requests.length > recordLimit) requests.shift()
    await tell(way, behaviourFor(way.request, incoming.headers['x-simulate']?.toString()), response, gate, counters)
  }

  async function control (incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    if (incoming.method === 'POST') {
      const text = await readText(incoming)
      try {
        set(JSON.parse(text || '{}'))
      } catch (cause) {
        if (cause instanceof BadDirective) throw cause
        throw new Refused(400, 'expected a JSON object of settings')
      }
    }
    json(response, 200, { behaviour, stats: counters.counts })
  }

  async function route (incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(incoming.url ?? '/', 'http://simulated').pathname
    const call = `${incoming.method} ${path}`
    if (call === 'POST /v1/chat/completions') return await answer(incoming, response, chatWay)
    if (call === 'POST /v1/responses') return await answer(incoming, response, responseWay)
    if (call === 'GET /v1/models') {
      const models = ['gpt-4o-mini', 'gpt-4o', 'simulated'].map((id) => ({ id, object: 'model', created: 1_700_000_000, owned_by: 'simulated' }))
      return json(response, 200, { object: 'list', data: models })
    }
    if (path === '/control') return await control(incoming, response)
    if (call === 'GET /control/requests') return json(response, 200, requests.map(({ body }) => body))
    throw new Refused(404, `Invalid URL (${call})`)
  }

  const server = createServer((incoming, response) => {
    response.setHeader('x-simulated-llm', 'true')
    route(incoming, response).catch((error) => {
      if (response.headersSent || response.destroyed) return response.destroy()
      const refused = error instanceof Refused ? error : new Refused(error instanceof BadDirective ? 400 : 500, error.message)
      json(response, refused.status, refused.body)
    })
  })
  server.listen(port, host)
  await once(server, 'listening')
  const bound = (server.address() as AddressInfo).port

  return {
    /** What OPENAI_BASE_URL takes. */
    url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}/v1`,
    port: bound,
    set,
    stats: (): Stats => ({ ...counters.counts }),
    /** The last requests received, oldest first. */
    requests: (): readonly Recorded[] => [...requests],
    /** Holds answers before their chunk number `afterChunks` (0: before the first byte); returns what releases them. */
    hold: gate.hold,
    /** Resolves when so many completion requests were received since the start. */
    waitForCalls: (calls: number) => counters.until((stats) => stats.calls >= calls),
    /** Resolves when the condition holds for the counts. */
    waitFor: counters.until,
    async stop (): Promise<void> {
      gate.releaseAll()
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    }
  }
}

async function main (): Promise<void> {
  const values = readArguments(command)
  const number = (name: 'port' | 'first-token-ms' | 'token-ms') => {
    const value = Number(values[name])
    if (!Number.isInteger(value) || value < 0 || value > 65_535) throw new UsageError(`--${name} must be a whole number from 0 to 65535, got "${values[name]}"`)
    return value
  }
  const options = { port: number('port'), host: values.host, firstTokenMs: number('first-token-ms'), tokenMs: number('token-ms'), fault: values.fault }
  const llm = await startSimulatedLlm(options).catch((cause) => {
    throw cause.code === 'EADDRINUSE' ? new Error(`port ${cause.port} is taken; choose another with --port`, { cause }) : cause
  })
  console.log(`simulated LLM, no model behind it: OPENAI_BASE_URL=${llm.url}`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => { llm.stop().catch(console.error) })
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await runCommand('simulated-llm', main)
