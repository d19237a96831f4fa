import type OpenAI from 'openai'
import type { Chunk, Completion, LlmBody } from '../completion.ts'
import { LlmBusyError, LlmDownError, LlmFailedError, LlmIncompleteError, LlmTimeoutError, refusalOf } from '../errors.ts'
import { createUpstream, type UpstreamOptions } from './upstream.ts'

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
      // Other texts of the assistant (reasoning, a refusal) come in pieces as well.
      for (const [name, value] of Object.entries(extra)) {
        const known = choice.message[name]
        choice.message[name] = typeof value === 'string' && typeof known === 'string' ? known + value : value
      }
      choice.finish_reason = finishReason ?? choice.finish_reason
      choices.set(index, choice)
    }
  }
  const { choices: _choices, object: _object, usage: _usage, ...rest } = first ?? { choices: [] }
  return { ...rest as Pick<Completion, 'id' | 'created' | 'model'>, object: 'chat.completion', choices: [...choices.values()], ...(usage ? { usage } : {}) }
}

/** Where the first upstream is worth passing by: it is not there, broken or overloaded. What it refuses, any would. */
function isOutage (error: unknown): boolean {
  const status = refusalOf(error)?.status
  return error instanceof LlmDownError || error instanceof LlmTimeoutError || error instanceof LlmBusyError || (error instanceof LlmFailedError && (status === undefined || status >= 500))
}

/**
 * The upstream LLM through the official client. Errors are ours, the upstream's own is the cause.
 * @param options.fallback asked where the first is out before its first byte; `model` instead of the one that was asked for
 */
export function createLlm (options: { first: UpstreamOptions, fallback?: UpstreamOptions & { model?: string | undefined }, onFallback?: () => void }) {
  const first = createUpstream(options.first)
  const fallback = options.fallback ? createUpstream(options.fallback) : null

  /** @param begun whether a piece of the answer has gone out, so that no other may follow */
  async function ask<T> (body: LlmBody, signal: AbortSignal, call: (client: OpenAI, body: LlmBody, signal: AbortSignal, alive: () => void) => Promise<T>, tell?: () => void, begun = () => false): Promise<T> {
    try {
      return await first.run(signal, (client, bounded, alive) => call(client, body, bounded, alive))
    } catch (error) {
      if (fallback === null || begun() || signal.aborted || !isOutage(error)) throw error
      options.onFallback?.()
      tell?.()
      const model = options.fallback?.model ?? body.model
      return await fallback.run(signal, (client, bounded, alive) => call(client, { ...body, model }, bounded, alive))
    }
  }

  return {
    /**
     * @param onChunk each piece as it arrives
     * @param onFallback the answer will be the fallback's: not to be kept as the first's
     * @throws LlmFailedError, LlmBusyError, LlmTimeoutError, LlmDownError, LlmIncompleteError
     */
    async stream (body: LlmBody, signal: AbortSignal, onChunk: (chunk: Chunk) => void, onFallback?: () => void): Promise<Completion> {
      const chunks: Chunk[] = []
      return await ask(body, signal, async (client, body, bounded, alive) => {
        const stream = await client.chat.completions.create({ ...body, stream: true, stream_options: { ...body['stream_options'] as object, include_usage: true } } as never, { signal: bounded }) as unknown as AsyncIterable<Chunk>
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
      }, onFallback, () => chunks.length > 0)
    },

    complete: (body: LlmBody, signal: AbortSignal, onFallback?: () => void): Promise<Completion> => ask(body, signal, async (client, body, bounded) =>
      await client.chat.completions.create({ ...body, stream: false } as never, { signal: bounded }) as unknown as Completion, onFallback),

    /** The first upstream's model list, as it gives it. */
    models: (signal: AbortSignal) => first.run(signal, async (client, bounded) => (await client.models.list({ signal: bounded })).data),
    isUp: () => first.isUp(),
    close: async () => { await Promise.all([first.close(), fallback?.close()]) }
  }
}
export type Llm = ReturnType<typeof createLlm>
