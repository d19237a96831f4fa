import { errorOf, unreachable } from '../shared/client.ts'
import { credentialHeaders } from '../shared/credentials.ts'
import type { Cache, TurnBody } from './api-types.ts'
import { createEventReader } from './event-stream.ts'

export type TurnEvent =
  /** Before all others, and before an error too, where the question is stored. */
  | { name: 'stored', data: { conversation_id: string } }
  | { name: 'message', data: { conversation_id: string, cache: Cache } }
  | { name: 'delta', data: { content: string } }
  | { name: 'done', data: TurnBody }

type Asked = { conversationId: string | null, messageId: string, content: string, fresh: boolean, signal: AbortSignal }

/** The service sends a heartbeat every 10 s: this long without one, nobody is there any more, ms. */
const SILENCE_MS = 30_000

/**
 * Sends a message and tells its events as they come. The same `messageId` sent again is the same turn.
 * @throws ApiError; its status is 0 where the connection was lost before the end
 */
export async function * streamTurn ({ conversationId, messageId, content, fresh, signal }: Asked): AsyncGenerator<TurnEvent, void> {
  const silence = new AbortController()
  let timer = setTimeout(() => silence.abort(), SILENCE_MS)
  const lost = (): never => {
    signal.throwIfAborted()
    throw unreachable()
  }
  try {
    const response = await fetch('/backend-api/f/conversation', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...credentialHeaders(), ...(fresh ? { 'cache-control': 'no-cache' } : {}) },
      body: JSON.stringify({ ...(conversationId === null ? {} : { conversation_id: conversationId }), message: { id: messageId, content }, stream: true }),
      signal: AbortSignal.any([signal, silence.signal])
    }).catch(lost)
    const conversation = response.headers.get('x-deflect-conversation')
    if (conversation !== null) yield { name: 'stored', data: { conversation_id: conversation } }
    if (!response.ok || response.body === null) throw errorOf(response.status, await response.json().catch(() => null))

    const read = createEventReader()
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
    for (;;) {
      const { done, value } = await reader.read().catch(lost)
      if (done) break
      clearTimeout(timer)
      timer = setTimeout(() => silence.abort(), SILENCE_MS)
      for (const { name, data } of read(value)) {
        const body = JSON.parse(data)
        if (name === 'error') throw errorOf(body.statusCode, body)
        yield { name, data: body } as TurnEvent
        if (name === 'done') return
      }
    }
    lost()
  } finally {
    clearTimeout(timer)
    // Whoever stopped listening lets go of the connection as well.
    silence.abort()
  }
}
