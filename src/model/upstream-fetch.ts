import { pipeline, type Readable, type Transform } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { Headers, type Dispatcher } from 'undici'
import { unmarkIntegers } from './exact-integers.ts'

const DECODERS: Record<string, () => Transform> = { gzip: createGunzip, 'x-gzip': createGunzip, deflate: createInflate, br: createBrotliDecompress }

/** Longer than any answer in whole, and than any refusal: what never ends is not gathered for ever, bytes. */
export const MAX_WHOLE = 67_108_864
const MAX_REFUSAL = 1_048_576

async function readText (content: Readable, most: number): Promise<string> {
  const pieces: Buffer[] = []
  let length = 0
  // Who stops in the middle closes it.
  for await (const piece of content as AsyncIterable<Buffer>) {
    length += piece.length
    if (length > most) throw new Error(`expected at most ${most} bytes`)
    pieces.push(piece)
  }
  return new TextDecoder().decode(Buffer.concat(pieces))
}

type Init = { method?: string, headers?: Iterable<[string, string]>, body?: string, signal?: AbortSignal }

/**
 * As much of `fetch` as the official client uses, on undici's own request: fetch itself keeps two copies of each request, two
 * web streams and four abort controllers as long as an answer is read (undici 7.30), most of what an open stream takes here.
 * The body is a stream that is read as it is asked for, so who stops asking slows the upstream down. Redirects are not
 * followed: a body with questions in it goes where the settings say.
 */
export const createFetch = (dispatcher: Dispatcher) => async (url: string | URL, { method = 'GET', headers = [], body, signal }: Init = {}) => {
  const { origin, pathname, search } = new URL(url)
  const sent = Object.fromEntries(headers)
  // What is compressed comes in blocks, later. Some proxies compress nevertheless.
  sent['accept-encoding'] = 'identity'
  const reply = await dispatcher.request({
    origin,
    path: pathname + search,
    method: method.toUpperCase() as Dispatcher.HttpMethod,
    headers: sent,
    body: body === undefined ? null : unmarkIntegers(body),
    signal: signal ?? null
  })
  if (reply.statusCode >= 300 && reply.statusCode < 400) {
    await reply.body.dump()
    throw new Error(`expected an answer from ${origin}, got a redirect to ${String(reply.headers['location'])}: the base URL should be where it leads`)
  }
  const told = new Headers()
  for (const [name, values] of Object.entries(reply.headers)) {
    for (const value of [values ?? []].flat()) told.append(name, value)
  }
  const decoder = DECODERS[told.get('content-encoding')?.toLowerCase() ?? '']
  // Whoever reads it meets the error.
  const content: Readable = decoder ? pipeline(reply.body, decoder(), () => {}) : reply.body
  const ok = reply.statusCode >= 200 && reply.statusCode < 300
  const text = () => readText(content, ok ? MAX_WHOLE : MAX_REFUSAL)
  return {
    ok,
    status: reply.statusCode,
    url: String(url),
    headers: told,
    body: content,
    text,
    json: async () => JSON.parse(await text())
  }
}
