import { useEffect, useState } from 'preact/hooks'
import { errorOf, unreachable, wordsOf } from '../../shared/client.ts'
import { credentialHeaders } from '../../shared/credentials.ts'
import type { Snapshot } from './snapshot.ts'

export type Live = { snapshot: Snapshot | null, problem: string | null }

const RETRY_MS = 3_000
/** A snapshot comes every two seconds: this long without one, nobody is there any more, ms. */
const SILENCE_MS = 15_000

/** Data of each whole event in a stream of text; the rest waits for more. */
export function createEventReader (onData: (data: string) => void) {
  let rest = ''
  return (chunk: string): void => {
    const blocks = (rest + chunk).split('\n\n')
    rest = blocks.pop()!
    for (const block of blocks) {
      const data = block.split('\n').filter((line) => line.startsWith('data:')).map((line) => line.slice(5).trimStart()).join('\n')
      if (data !== '') onData(data)
    }
  }
}

/** Reads until the server ends it. EventSource can send no token, so the stream is read by fetch. */
async function follow (signal: AbortSignal, onSnapshot: (snapshot: Snapshot) => void): Promise<void> {
  const silence = new AbortController()
  const listen = () => setTimeout(() => silence.abort(), SILENCE_MS)
  let timer = listen()
  const lost = (cause: unknown): never => { throw signal.aborted ? cause : unreachable() }
  try {
    const reply = await fetch('/operator/live', { headers: { ...credentialHeaders(), accept: 'text/event-stream' }, signal: AbortSignal.any([signal, silence.signal]) }).catch(lost)
    if (!reply.ok || reply.body === null) throw errorOf(reply.status, await reply.json().catch(() => null))
    const push = createEventReader((data) => onSnapshot(JSON.parse(data) as Snapshot))
    const reader = reply.body.pipeThrough(new TextDecoderStream()).getReader()
    for (let next = await reader.read().catch(lost); !next.done; next = await reader.read().catch(lost)) {
      clearTimeout(timer)
      timer = listen()
      push(next.value)
    }
  } finally {
    clearTimeout(timer)
  }
}

/** What the service says of this moment, every two seconds; nothing is asked while nobody looks. */
export function useLive (): Live {
  const [live, setLive] = useState<Live>({ snapshot: null, problem: null })
  useEffect(() => {
    let abort = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    async function run (): Promise<void> {
      const { signal } = abort
      try {
        await follow(signal, (snapshot) => setLive({ snapshot, problem: null }))
      } catch (error) {
        if (signal.aborted) return
        setLive((before) => ({ ...before, problem: wordsOf(error) }))
      }
      if (!signal.aborted) timer = setTimeout(run, RETRY_MS)
    }
    function look (): void {
      clearTimeout(timer)
      abort.abort()
      abort = new AbortController()
      if (!document.hidden) run()
    }
    look()
    document.addEventListener('visibilitychange', look)
    return () => {
      document.removeEventListener('visibilitychange', look)
      clearTimeout(timer)
      abort.abort()
    }
  }, [])
  return live
}
