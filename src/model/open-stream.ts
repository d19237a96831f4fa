import type { Readable } from 'node:stream'
import { APIError, type OpenAI } from 'openai'
import { toldHeaders, type LlmBody } from '../completion.ts'
import { isForResponse } from './responses.ts'

/** What is read of a response. Not the response: its headers take 2 KB as long as an answer lasts. */
export type Opened = { content: Readable, told: Record<string, string>, isJson: boolean }

type Options = { signal: AbortSignal, headers: Record<string, string> | undefined }

/** Those that refuse to be asked for usage: Mistral, which tells it anyway, and older ones of Azure and vLLM. */
const unasked = new WeakSet<OpenAI>()

/** They name what they refuse. */
const refusesUsage = (error: unknown): boolean => error instanceof APIError && (error.status === 400 || error.status === 422) &&
  JSON.stringify((error as { said?: unknown }).said ?? '').includes('stream_options')

/**
 * Asks for an answer in pieces, and for its usage whether the client wants it or not: a later hit tells what was billed.
 * An upstream that refuses that, and nothing but that, is not asked for it again.
 * @throws APIError
 */
export async function openStream (client: OpenAI, body: LlmBody, options: Options): Promise<Opened> {
  const open = async (asked: object) => {
    const streamed = { ...asked, stream: true } as never
    const response = await (isForResponse(body) ? client.responses.create(streamed, options) : client.chat.completions.create(streamed, options)).asResponse()
    // The body is our own fetch's (upstream-fetch.ts).
    return { content: response.body as unknown as Readable, told: toldHeaders(response.headers), isJson: response.headers.get('content-type')?.includes('application/json') ?? false }
  }
  // A response tells it without being asked.
  if (isForResponse(body) || unasked.has(client)) return await open(body)
  const given = body['stream_options'] as { include_usage?: boolean } | null | undefined
  try {
    return await open({ ...body, stream_options: { ...given, include_usage: true } })
  } catch (error) {
    if (given?.include_usage === true || !refusesUsage(error)) throw error
    const opened = await open(body)
    unasked.add(client)
    return opened
  }
}
