import OpenAI, { APIConnectionError, APIError, APIUserAbortError } from 'openai'
import type { Chunk, Completion, LlmBody } from '../completion.ts'
import { LlmBusyError, LlmFailedError, LlmIncompleteError, LlmTimeoutError } from '../errors.ts'

/** Puts the pieces of a stream together into the answer a non-streaming call would have given. */
export function assemble (chunks: Chunk[]): Completion {
  const first = chunks[0]
  const choices = new Map<number, Completion['choices'][number]>()
  let usage: Completion['usage']
  for (const chunk of chunks) {
    if (chunk['usage']) usage = chunk['usage'] as Completion['usage']
    for (const { index, delta, finish_reason: finishReason } of chunk.choices) {
      const choice = choices.get(index) ?? { index, message: { role: 'assistant', content: null }, finish_reason: null }
      const { content, role: _role, ...extra } = delta
      if (typeof content === 'string') choice.message.content = (choice.message.content ?? '') + content
      Object.assign(choice.message, extra)
      choice.finish_reason = finishReason ?? choice.finish_reason
      choices.set(index, choice)
    }
  }
  const { choices: _choices, object: _object, usage: _usage, ...rest } = first ?? { choices: [] }
  return { ...rest as Pick<Completion, 'id' | 'created' | 'model'>, object: 'chat.completion', choices: [...choices.values()], ...(usage ? { usage } : {}) }
}

/** The upstream LLM through the official client. Errors are ours, the upstream's own is the cause. */
export function createLlm (options: { apiKey: string | undefined, baseURL: string, timeoutMs: number }) {
  const { timeoutMs } = options
  const client = new OpenAI({ apiKey: options.apiKey ?? 'none', baseURL: options.baseURL, timeout: timeoutMs, maxRetries: 0 })

  /** Runs a call under a watchdog: silence longer than `timeoutMs` ends it. */
  async function watched<T> (signal: AbortSignal, call: (signal: AbortSignal, alive: () => void) => Promise<T>): Promise<T> {
    const silence = new AbortController()
    let timer = setTimeout(() => silence.abort(), timeoutMs)
    const alive = () => {
      clearTimeout(timer)
      timer = setTimeout(() => silence.abort(), timeoutMs)
    }
    try {
      return await call(AbortSignal.any([signal, silence.signal]), alive)
    } catch (cause) {
      throw asOurs(cause, silence.signal.aborted)
    } finally {
      clearTimeout(timer)
    }
  }

  function asOurs (cause: unknown, silent: boolean): unknown {
    if (silent) return new LlmTimeoutError(String(timeoutMs), { cause })
    if (cause instanceof LlmIncompleteError || cause instanceof APIUserAbortError) return cause
    if (cause instanceof APIError && cause.status === 429) return new LlmBusyError({ cause })
    if (cause instanceof APIConnectionError) return new LlmFailedError('no connection', { cause })
    if (cause instanceof APIError && cause.status !== undefined) return new LlmFailedError(`status ${cause.status}`, { cause })
    return new LlmFailedError((cause as Error).message, { cause })
  }

  return {
    /**
     * @param onChunk each piece as it arrives
     * @throws LlmFailedError, LlmBusyError, LlmTimeoutError, LlmIncompleteError
     */
    stream: (body: LlmBody, signal: AbortSignal, onChunk: (chunk: Chunk) => void): Promise<Completion> => watched(signal, async (bounded, alive) => {
      const stream = await client.chat.completions.create({ ...body, stream: true, stream_options: { ...body['stream_options'] as object, include_usage: true } } as never, { signal: bounded }) as unknown as AsyncIterable<Chunk>
      const chunks: Chunk[] = []
      for await (const chunk of stream) {
        alive()
        chunks.push(chunk)
        onChunk(chunk)
      }
      // An abort ends the loop without a word (openai 6): what was gathered is not an answer.
      bounded.throwIfAborted()
      const completion = assemble(chunks)
      if (completion.choices.length === 0 || completion.choices.some((choice) => choice.finish_reason === null)) throw new LlmIncompleteError()
      return completion
    }),

    complete: (body: LlmBody, signal: AbortSignal): Promise<Completion> => watched(signal, async (bounded) =>
      await client.chat.completions.create({ ...body, stream: false } as never, { signal: bounded }) as unknown as Completion),

    /** The upstream's model list, as it gives it. */
    models: (signal: AbortSignal) => watched(signal, async (bounded) => (await client.models.list({ signal: bounded })).data)
  }
}
export type Llm = ReturnType<typeof createLlm>
