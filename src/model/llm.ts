import type { OpenAI } from 'openai'
import { toldHeaders, type Chunk, type Completion, type LlmBody, type Pace } from '../completion.ts'
import { LlmBusyError, LlmDownError, LlmFailedError, LlmIncompleteError, LlmTimeoutError, refusalOf, upstreamError } from '../errors.ts'
import { assemble } from './assemble.ts'
import { ChunkLog } from './chunk-log.ts'
import { openStream } from './open-stream.ts'
import { readEvents } from './read-events.ts'
import { chunkOf, completionOf, createGathered, isForResponse, isResponse, type ResponseEvent } from './responses.ts'
import { createUpstream, type Alive, type Kind, type UpstreamOptions } from './upstream.ts'
import { MAX_WHOLE } from './upstream-fetch.ts'

/** `headers` go with the request. `onHeaders` is told what came back, before the answer; `onFallback` that the answer will be the fallback's, not to be kept as the first's. `firstOnly`: what a fallback says is of no use. */
export type CallOptions = { headers?: Record<string, string> | undefined, onHeaders?: ((headers: Record<string, string>) => void) | undefined, onFallback?: () => void, firstOnly?: boolean }

/** How long an upstream may take to end its response after it said that it is done, ms. */
const END_MS = 100
/** More than any answer takes in pieces, with all that some upstreams say of each of its words: all are kept till its end, bytes. */
const MAX_STREAM = 4 * MAX_WHOLE

const isObject = (value: unknown): value is object => value !== null && typeof value === 'object'
/** An upstream that says 200 to everything may send no answer at all. One whose answer a filter took away is not broken: who asked is told what it says. */
function isAnswer (said: unknown): said is Completion {
  const { object, choices, error } = Object(said) as Partial<Record<string, unknown>>
  if (Array.isArray(choices)) return choices.every((choice) => isObject(choice) && isObject((choice as { message?: unknown }).message ?? {}))
  return object === 'chat.completion' && !choices && !error
}

/** What an event of a stream says: a piece of the answer, or nothing. @throws APIError where it tells of one */
function readChunk (data: string): Chunk | null {
  const said = JSON.parse(data) as Partial<Chunk> & { error?: object } | null
  // vLLM's errors are the whole event.
  const error = said?.error ?? (said?.['object'] === 'error' ? said : null)
  if (error) throw upstreamError(null, { error })
  // Some upstreams send signs of life that are no piece of an answer, and usage without choices.
  const chunk = (said?.['usage'] && !said.choices ? { ...said, choices: [] } : said) as Chunk | null
  return Array.isArray(chunk?.choices) ? chunk : null
}

/** The same of a response. @throws APIError where it tells of one */
function readResponseEvent (data: string): Chunk | null {
  const event = JSON.parse(data) as Partial<ResponseEvent> & { error?: object } | null
  if (event?.type === 'error' || event?.error) throw upstreamError(null, event)
  return typeof event?.type === 'string' ? chunkOf(event as ResponseEvent) : null
}

/** Some say so, in words of their own: those are what the client should read. */
function noAnswer (said: unknown, expected: string): Error {
  const error = (said as { error?: object } | null)?.error
  return error ? upstreamError(null, { error }) : new LlmFailedError(`what it sent is no ${expected}`)
}

function readJson (text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** A request as it came, but for what makes it a stream's: a check of a streamed answer asks in whole. */
function asWhole (body: LlmBody): LlmBody {
  if (body['stream'] !== true) return body
  const { stream: _stream, stream_options: _options, ...whole } = body
  return whole
}

/** Where the first upstream is worth passing by: it is not there, broken or overloaded. What it refuses, any would. */
function isOutage (error: unknown): boolean {
  const status = refusalOf(error)?.status
  return error instanceof LlmDownError || error instanceof LlmTimeoutError || error instanceof LlmBusyError || (error instanceof LlmFailedError && (status ?? 500) >= 500)
}

/**
 * The upstream LLM through the official client. Errors are ours, the upstream's own is the cause.
 * @param options.fallback asked where the first is out before its first byte; `model` instead of the one that was asked for
 */
export function createLlm (options: { first: UpstreamOptions, fallback?: UpstreamOptions & { model?: string | undefined }, onFallback?: () => void }) {
  // Who has somebody else to ask does not wait.
  const first = createUpstream({ ...options.first, ...(options.fallback ? { maxWaitMs: 0 } : {}) })
  const fallback = options.fallback ? createUpstream(options.fallback) : null

  type Call<T> = (client: OpenAI, body: LlmBody, signal: AbortSignal, alive: Alive) => Promise<T>
  async function ask<T> (asked: LlmBody, signal: AbortSignal, kind: Kind, call: Call<T>, { onFallback, firstOnly = false }: CallOptions): Promise<T> {
    // What a response that is kept says could be asked for by whoever names it, and a cached one has no place upstream.
    const body = isForResponse(asked) ? { ...asked, store: false } : asked
    try {
      return await first.run(signal, (client, bounded, alive) => call(client, body, bounded, alive), kind)
    } catch (error) {
      if (fallback === null || firstOnly || kind.begun?.() || signal.aborted || !isOutage(error)) throw error
      options.onFallback?.()
      onFallback?.()
      const model = options.fallback?.model ?? body.model
      try {
        return await fallback.run(signal, (client, bounded, alive) => call(client, { ...body, model }, bounded, alive), kind)
      } catch (second) {
        // A refusal there is about an account and models that the client did not ask.
        throw second instanceof LlmFailedError && !isOutage(second) ? error : second
      }
    }
  }

  return {
    /**
     * @param onChunk each piece as it arrives; while a promise it gives is open, the upstream is not read, and in time has to wait
     * @throws LlmFailedError, LlmBusyError, LlmTimeoutError, LlmDownError, LlmIncompleteError
     */
    async stream (body: LlmBody, signal: AbortSignal, onChunk: (chunk: Chunk) => Pace, options: CallOptions = {}): Promise<Completion> {
      const chunks = new ChunkLog()
      const response = isForResponse(body) ? createGathered() : null
      return await ask(body, signal, { begun: () => chunks.length > 0, thinks: () => response?.speaks() === false }, async (client, body, bounded, alive) => {
        // What is called JSON may be a stream for all that, as clients of OpenAI take it.
        const { content, told, isJson } = await openStream(client, body, { signal: bounded, headers: options.headers })
        options.onHeaders?.(told)
        const instead: Buffer[] = []
        const readEvent = response ? readResponseEvent : readChunk
        let bytesRead = 0
        let done = false
        let finish = () => {}
        const finished = new Promise<void>((resolve) => { finish = resolve })
        const end = () => {
          done = true
          setTimeout(finish, END_MS).unref()
        }
        const read = readEvents(content, (data) => {
          // The answer is whole, whatever becomes of the connection; where it ends properly, it can be used again.
          if (done) return
          if (data.startsWith('[DONE]')) return end()
          const chunk = readEvent(data)
          if (chunk === null) return
          if (response?.hear(chunk)) end()
          chunks.push(chunk)
          const pace = onChunk(chunk)
          alive(true, pace)
          return pace
        }, (bytes) => {
          bytesRead += bytes.length
          if (bytesRead > (chunks.length === 0 ? MAX_WHOLE : MAX_STREAM)) throw new Error('expected its stream to end')
          alive()
          if (isJson && chunks.length === 0) instead.push(bytes)
        }).finally(() => bounded.throwIfAborted()).catch((error: unknown) => { if (!done) throw error })
        await Promise.race([read, finished])
        content.destroy()
        if (response) {
          const completion = response.completion()
          if (completion === null) throw instead.length > 0 ? noAnswer(readJson(Buffer.concat(instead).toString()), 'stream') : new LlmIncompleteError()
          return completion
        }
        if (chunks.length === 0) throw instead.length > 0 ? noAnswer(readJson(Buffer.concat(instead).toString()), 'stream') : new LlmIncompleteError()
        const completion = assemble(chunks.slice())
        // Some never say how an answer ends, only that it does, or where a filter took it away nothing else: who asks them knows that. It is not kept.
        if (!done && (completion.choices.length === 0 || completion.choices.some((choice) => choice.finish_reason === null))) throw new LlmIncompleteError()
        return completion
      }, options)
    },

    complete: (body: LlmBody, signal: AbortSignal, options: CallOptions = {}): Promise<Completion> => ask(body, signal, { whole: true }, async (client, body, bounded) => {
      if (isForResponse(body)) {
        const reply = await client.responses.create(asWhole(body) as never, { signal: bounded, headers: options.headers }).asResponse()
        options.onHeaders?.(toldHeaders(reply.headers))
        const response: unknown = await reply.json()
        if (!isResponse(response)) throw noAnswer(response, 'response')
        return completionOf(response)
      }
      const { data, response } = await client.chat.completions.create(asWhole(body) as never, { signal: bounded, headers: options.headers }).withResponse()
      options.onHeaders?.(toldHeaders(response.headers))
      if (!isAnswer(data)) throw noAnswer(data, 'chat completion')
      return data
    }, options),

    /** The first upstream's model list, as it gives it. */
    models: () => first.run(new AbortController().signal, async (client, bounded) => (await client.models.list({ signal: bounded })).data, { aside: true }),
    isUp: () => first.isUp(),
    close: async () => { await Promise.all([first.close(), fallback?.close()]) }
  }
}
export type Llm = ReturnType<typeof createLlm>
