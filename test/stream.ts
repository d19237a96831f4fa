import { eventsOf } from './helper.ts'

type Init = { body: unknown, headers?: Record<string, string>, signal?: AbortSignal }

/** A streamed request that is still under way. `until` resolves with what has come once `mark` is in it; `end` with everything. */
export async function openStream (url: string, { body, headers = {}, signal }: Init) {
  const reply = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body), ...(signal && { signal }) })
  let text = ''
  const waiting = new Set<() => void>()
  const reading = (async () => {
    const decoder = new TextDecoder()
    for await (const bytes of reply.body!) {
      text += decoder.decode(bytes, { stream: true })
      for (const check of waiting) check()
    }
  })()
  reading.catch(() => {})
  return {
    status: reply.status,
    headers: reply.headers,
    until: (mark: string) => new Promise<string>((resolve, reject) => {
      const check = () => { if (text.includes(mark)) resolve(text) }
      waiting.add(check)
      check()
      reading.then(() => reject(new Error(`the stream ended without "${mark}": ${text}`)), reject)
    }),
    async end () {
      await reading
      return { text, events: eventsOf(text) }
    }
  }
}

/** Streamed chat turns that have all been announced: each stands in the cache's queue, or has its answer. */
export async function openTurns (address: string, turns: { content: string, user?: string, conversation_id?: string, headers?: Record<string, string> }[]) {
  const streams = await Promise.all(turns.map(({ content, user, headers, ...rest }) => openStream(`${address}/backend-api/f/conversation`, {
    body: { ...rest, stream: true, message: { content } }, headers: { ...(user ? { 'x-deflect-user': user } : {}), ...headers }
  })))
  await Promise.all(streams.map((stream) => stream.until('event: message')))
  return {
    /** The whole bodies, in order. */
    done: () => Promise.all(streams.map(async (stream) => {
      const { events } = await stream.end()
      return { events, body: JSON.parse(events.findLast(({ name }) => name === 'done')?.data ?? 'null') }
    }))
  }
}
