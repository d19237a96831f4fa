import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import type { Behaviour } from './behaviour.ts'
import { complete, type Completion } from './completion.ts'
import { orAborted, type createCounters, type createGate } from './gate.ts'
import { json, serverFailure } from './refused.ts'
import type { Way } from './ways.ts'

export type Stats = { calls: number, active: number, completed: number, aborted: number, faulted: number, promptTokens: number, completionTokens: number }

/** What OpenAI's own responses say besides the answer. */
const headersOf = (call: number) => ({
  'x-request-id': `req_simulated_${call}`,
  'openai-organization': 'org-simulated',
  'openai-processing-ms': '1',
  'openai-version': '2020-10-01',
  'x-ratelimit-limit-requests': '10000',
  'x-ratelimit-remaining-requests': '9999'
})

/** Makes an answer up and tells it, at the speed and with the fault that is wanted. */
export async function tell (way: Way, own: Behaviour, response: ServerResponse, gate: ReturnType<typeof createGate>, { counts, add }: ReturnType<typeof createCounters<Stats>>): Promise<void> {
  const { request } = way
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
