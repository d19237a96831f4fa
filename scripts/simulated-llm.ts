import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import { text as readText } from 'node:stream/consumers'
import { setTimeout as delay } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { readArguments, runCommand, UsageError } from './arguments.ts'
import { textOf } from './simulated-llm/answers.ts'
import { BadDirective, directivesOf, faultForms, patched, type Behaviour, type Patch } from './simulated-llm/behaviour.ts'
import { bodyOf, chunksOf, complete, type Chunks, type Completion, type CompletionRequest } from './simulated-llm/completion.ts'
import { createCounters, createGate, orAborted } from './simulated-llm/gate.ts'
import { asCompletionRequest, eventsOf, responseOf, type ResponseRequest } from './simulated-llm/response.ts'

export type { Behaviour, Fault, Patch } from './simulated-llm/behaviour.ts'
export type Options = Partial<Omit<Behaviour, 'fault'>> & { port?: number, host?: string, fault?: Patch['fault'], recordLimit?: number }
export type Stats = { calls: number, active: number, completed: number, aborted: number, faulted: number, promptTokens: number, completionTokens: number }
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

/** An error in OpenAI's shape. */
class Refused extends Error {
  constructor (readonly status: number, message: string, readonly type = 'invalid_request_error', readonly code: string | null = null) {
    super(message)
  }

  get body () {
    return { error: { message: this.message, type: this.type, param: null, code: this.code } }
  }
}

const FAILURES: Record<number, Refused> = {
  401: new Refused(401, '[simulated] Incorrect API key provided', 'invalid_request_error', 'invalid_api_key'),
  404: new Refused(404, '[simulated] The model does not exist', 'invalid_request_error', 'model_not_found'),
  429: new Refused(429, '[simulated] Rate limit reached', 'requests', 'rate_limit_exceeded')
}
const serverFailure = (status: number) => FAILURES[status] ?? (status < 500
  ? new Refused(status, '[simulated] The request is not valid', 'invalid_request_error')
  : new Refused(status, '[simulated] The server had an error', 'server_error'))

/** What OpenAI's own responses say besides the answer. */
const headersOf = (call: number) => ({
  'x-request-id': `req_simulated_${call}`,
  'openai-organization': 'org-simulated',
  'openai-processing-ms': '1',
  'openai-version': '2020-10-01',
  'x-ratelimit-limit-requests': '10000',
  'x-ratelimit-remaining-requests': '9999'
})

function json (response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
}

function parseRequest (text: string): { model: string, [field: string]: unknown } {
  let body
  try {
    body = JSON.parse(text)
  } catch {
    throw new Refused(400, 'We could not parse the JSON body of your request.')
  }
  if (typeof body?.model !== 'string') throw new Refused(400, 'you must provide a model parameter')
  return body
}

/** One of the two ways to ask: what is asked, and how the answer is told. */
type Way = {
  request: CompletionRequest
  whole: (completion: Completion) => object
  chunks: (completion: Completion) => Chunks
  /** An event of a stream. */
  event: (said: object) => string
  failure: (body: ReturnType<typeof serverFailure>['body']) => object
  end: string
}

function chatWay (body: ReturnType<typeof parseRequest>): Way {
  if (!Array.isArray(body['messages']) || body['messages'].length === 0) throw new Refused(400, "Invalid type for 'messages': expected a non-empty array of objects.")
  const request = body as unknown as CompletionRequest
  return { request, whole: bodyOf, chunks: (completion) => chunksOf(completion, request.stream_options ?? {}), event: (said) => `data: ${JSON.stringify(said)}\n\n`, failure: (body) => body, end: 'data: [DONE]\n\n' }
}

function responseWay (body: ReturnType<typeof parseRequest>): Way {
  const { input, prompt = null, prompt_id: promptId = null } = body
  if ((prompt ?? promptId) === null && typeof input !== 'string' && !(Array.isArray(input) && input.length > 0)) throw new Refused(400, "Missing required parameter: 'input'.")
  const asked = body as ResponseRequest
  return {
    request: asCompletionRequest(asked),
    whole: (completion) => responseOf(completion, asked),
    chunks: (completion) => eventsOf(completion, asked),
    event: (said) => `event: ${(said as { type?: string }).type}\ndata: ${JSON.stringify(said)}\n\n`,
    failure: ({ error }) => ({ ...error, type: 'error', sequence_number: 0 }),
    end: ''
  }
}

/**
 * Starts a simulated LLM. `hold` and `waitForCalls` are barriers: a test holds answers, does its work, and releases them.
 */
export async function startSimulatedLlm (options: Options = {}) {
  const { port = 0, host = '127.0.0.1', recordLimit = 500, ...settings } = options
  let behaviour = patched({ firstTokenMs: 0, tokenMs: 0, retryAfterSeconds: 1 }, settings)
  const gate = createGate()
  const { counts, add, until } = createCounters<Stats>({ calls: 0, active: 0, completed: 0, aborted: 0, faulted: 0, promptTokens: 0, completionTokens: 0 })
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
    const { request } = way
    requests.push({ body: body as Recorded['body'], headers: incoming.headers })
    if (requests.length > recordLimit) requests.shift()
    const own = behaviourFor(request, incoming.headers['x-simulate']?.toString())
    const { fault } = own

    const left = new AbortController()
    let faulted = false
    response.once('close', () => {
      add('active', -1)
      if (faulted) add('faulted')
      else if (response.writableFinished) add('completed')
      else add('aborted')
      left.abort(new Error('the client left'))
    })
    add('active')
    add('calls')
    for (const [name, value] of Object.entries(headersOf(counts.calls))) response.setHeader(name, value)

    const pause = (ms: number) => ms > 0 ? delay(ms, undefined, { signal: left.signal }) : undefined
    const write = async (text: string) => { if (!response.write(text)) await once(response, 'drain', { signal: left.signal }) }
    /** Does what the fault wants at this chunk; true when that was the end of the response. */
    async function fail (chunk: number, last: boolean): Promise<boolean> {
      if (fault === undefined || !('afterChunks' in fault)) return false
      if (fault.afterChunks !== chunk && !(last && fault.afterChunks > chunk)) return false
      faulted = true
      if (fault.kind === 'hang') await orAborted(new Promise<never>(() => {}), left.signal)
      else if (fault.kind === 'stream-error' && response.headersSent) response.end(way.event(way.failure(serverFailure(500).body)))
      else if (fault.kind === 'stream-error' && !request.stream) json(response, 500, serverFailure(500).body)
      else if (fault.kind === 'stream-error') return false
      // Setting the socket free a turn later lets the bytes written so far leave first.
      else setImmediate(() => response.destroy())
      return true
    }

    try {
      await gate.pass(0, left.signal)
      await pause(own.firstTokenMs)
      if (fault?.kind === 'status') {
        faulted = true
        if (own.faultBody !== undefined) {
          response.writeHead(fault.status, { 'content-type': own.faultBody.startsWith('{') ? 'application/json' : 'text/html' }).end(own.faultBody)
          return
        }
        return json(response, fault.status, serverFailure(fault.status).body, fault.status === 429 || fault.status === 503 ? { 'retry-after': String(own.retryAfterSeconds) } : {})
      }
      if (await fail(0, false)) return
      const completion = complete({ ...request, model: request.model.replace(/\?.*$/s, '') }, own, String(counts.calls))
      if (request.stream) await stream(completion)
      else await whole(completion)
      add('promptTokens', completion.usage.prompt_tokens)
      add('completionTokens', completion.usage.completion_tokens)
    } catch (error) {
      if (!left.signal.aborted) throw error
    }

    async function stream (completion: Completion) {
      const { opening, content, closing } = way.chunks(completion)
      const send = (chunk: object) => write(way.event(chunk))
      response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' })
      for (const chunk of opening) await send(chunk)
      if (fault?.kind === 'stream-error' && fault.afterChunks === 0) { await fail(0, true); return }
      for (const [i, chunk] of content.entries()) {
        if (i > 0) {
          await gate.pass(i, left.signal)
          await pause(own.tokenMs)
          if (await fail(i, false)) return
        }
        await send(chunk)
      }
      if (content.length > 0) await gate.pass(content.length, left.signal)
      if (await fail(content.length, true)) return
      for (const chunk of closing) await send(chunk)
      response.end(way.end)
    }

    async function whole (completion: Completion) {
      await pause(own.tokenMs * completion.usage.completion_tokens)
      const body = Buffer.from(JSON.stringify(way.whole(completion)))
      if (fault && 'afterChunks' in fault) {
        if (fault.kind !== 'stream-error') {
          response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length })
          response.write(body.subarray(0, body.length >> 1))
        }
        await fail(0, true)
      } else {
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length }).end(body)
      }
    }
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
    json(response, 200, { behaviour, stats: counts })
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
    stats: (): Stats => ({ ...counts }),
    /** The last requests received, oldest first. */
    requests: (): readonly Recorded[] => [...requests],
    /** Holds answers before their chunk number `afterChunks` (0: before the first byte); returns what releases them. */
    hold: gate.hold,
    /** Resolves when so many completion requests were received since the start. */
    waitForCalls: (calls: number) => until((stats) => stats.calls >= calls),
    /** Resolves when the condition holds for the counts. */
    waitFor: until,
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
