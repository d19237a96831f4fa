import { createWriteStream } from 'node:fs'
import { once } from 'node:events'

/** What one client did, when, and what it was told. Times are milliseconds of one monotonic clock, the checker's. */
type Call = {
  id: number
  client: number
  server: number
  user: string
  /** The request left. */
  from: number
  /** The response was there, or the client gave up; Infinity while it waits. */
  to: number
  /** HTTP status; 0 where none came: it may have been applied, or not, or will be. */
  status: number
}

type SeenMessage = { id: string, role: string, content: string }
export type SeenSummary = { id: string, title: string, update_time: string }
/** One row of a conversation as Postgres or the window holds it. */
export type Row = { id?: string, seq: number, role: string, content: string }

/** Every attempt is an operation; attempts with one `message` id are one turn. `conversation` null: it starts one. */
export type TurnOp = Call & { kind: 'turn', conversation: string | null, message: string, content: string, result?: TurnResult }
type TurnResult = { conversation: string, question: SeenMessage & { create_time: string }, answer: SeenMessage, cache: string }
export type RenameOp = Call & { kind: 'rename', conversation: string, title: string, result?: SeenSummary }
export type DeleteOp = Call & { kind: 'delete', conversation: string }
export type HistoryOp = Call & { kind: 'history', conversation: string, result?: SeenSummary & { messages: SeenMessage[] } }
export type ListOp = Call & { kind: 'list', result?: { total: number, items: SeenSummary[] } }
/** The window in Redis, and what Postgres held right after; no server in between. */
export type WindowOp = Call & { kind: 'window', conversation: string, result?: { items: Row[], rows: Row[] } }
export type Operation = TurnOp | RenameOp | DeleteOp | HistoryOp | ListOp | WindowOp

/** A disturbance, from its first act to the moment everything runs again. */
export type Fault = { kind: string, from: number, to: number, detail?: string }

/** Writes a history as JSONL while it happens. Does nothing without a file. */
export function createHistoryFile (file: string | undefined) {
  const stream = file === undefined ? null : createWriteStream(file)
  return {
    write (entry: Operation | { fault: Fault }): void {
      stream?.write(`${JSON.stringify(entry, (_name, value) => value === Infinity ? null : value)}\n`)
    },
    async close (): Promise<void> {
      if (stream === null) return
      stream.end()
      await once(stream, 'close')
    }
  }
}
export type HistoryFile = ReturnType<typeof createHistoryFile>
