import { isoTime } from './database.ts'

/** How the answer cache took part in an answer; `stored` marks the turn that produced the entry, `probability` is P(same answer). */
export type CacheNote = { status: string, similarity?: number, probability?: number, entry_id?: string, reason?: string, stored?: boolean }
export type Usage = { prompt_tokens: number, completion_tokens: number, total_tokens: number }

/** As it is stored, and read: the `columns` of what a query calls `m`. */
export type Message = {
  id: string,
  seq: number,
  role: 'user' | 'assistant',
  content: string,
  model: string,
  create_time: string
  finish_reason: string | null,
  cache: CacheNote | null,
  usage: Usage | null
}

export const columns = (m: string) => `${m}.id, ${m}.seq, ${m}.role, ${m}.content, ${m}.model, ${isoTime(`${m}.create_time`)} AS create_time,
  ${m}.finish_reason, ${m}.cache, ${m}.usage`

export const toMessage = (row: Message): Message => ({
  id: row.id, seq: row.seq, role: row.role, content: row.content, model: row.model, create_time: row.create_time, finish_reason: row.finish_reason, cache: row.cache, usage: row.usage
})
