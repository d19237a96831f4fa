import { useEffect, useState } from 'preact/hooks'
import { errorOf, unreachable, wordsOf } from '../../shared/client.ts'
import { credentialHeaders } from '../../shared/credentials.ts'
import type { Snapshot } from './snapshot.ts'

export type Live = { snapshot: Snapshot | null, problem: string | null }

const RETRY_MS = 3_000

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
  const reply = await fetch('/operator/live', { headers: { ...credentialHeaders(), accept: 'text/event-stream' }, signal }).catch((cause) => { throw signal.aborted ? cause : unreachable() })
  if (!reply.ok || reply.body === null) throw errorOf(reply.status, await reply.json().catch(() => null))
  const push = createEventReader((data) => onSnapshot(JSON.parse(data) as Snapshot))
  const reader = reply.body.pipeThrough(new TextDecoderStream()).getReader()
  for (let next = await reader.read(); !next.done; next = await reader.read()) push(next.value)
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
