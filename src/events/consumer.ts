import { randomUUID } from 'node:crypto'
import { within } from './within.ts'

export type Entry = { id: string, message: Record<string, string> }
type Messages = (Entry | null)[]

/** What the drain needs of a node-redis client on REDIS_EVENTS_URL. */
export type DrainClient = {
  readonly isReady: boolean
  on (event: 'error' | 'ready', listener: (error: Error) => void): unknown
  connect (): Promise<unknown>
  destroy (): void
  duplicate (): DrainClient
  xLen (key: string): Promise<number>
  xAck (key: string, group: string, ids: string[]): Promise<unknown>
  xDel (key: string, ids: string[]): Promise<unknown>
  xGroupCreate (key: string, group: string, id: string, options: { MKSTREAM: true }): Promise<unknown>
  xGroupDelConsumer (key: string, group: string, consumer: string): Promise<unknown>
  xReadGroup (group: string, consumer: string, streams: { key: string, id: string }[], options: { COUNT: number, BLOCK?: number }): Promise<unknown>
  eval (script: string, options: { keys: string[], arguments: string[] }): Promise<unknown>
  xAutoClaim (key: string, group: string, consumer: string, minIdleMs: number, start: string, options: { COUNT: number }): Promise<{ messages: Messages }>
}

export type ConsumerOptions = { client: DrainClient, key: string, group: string, batch: number, blockMs: number, claimIdleMs: number }

/** One member of a consumer group. Every call rejects when Redis does not answer in time. */
export type Consumer = {
  /** Entries nobody has yet, at most a batch; a blocking read waits for the first. */
  read (block: boolean): Promise<Entry[]>
  /** Entries given to this consumer and not settled. */
  own (): Promise<Entry[]>
  /** Takes entries off the stream. */
  settle (entries: Entry[]): Promise<void>
  /** The stream is gone (NOGROUP): the group is made anew by the next read. */
  forgetGroup (): void
  /** Ends the blocking read. */
  interrupt (): void
  /** Leaves the group. Only with nothing of its own left: Redis would forget those entries. */
  leave (): Promise<void>
}

const ANSWER_MS = 5_000
/** A consumer that asked for nothing for so many times `claimIdleMs` is of a process that died. */
const GONE = 60

/**
 * Takes consumers off a group that have not asked for long and hold nothing: one that holds entries is left until they were claimed,
 * as Redis would forget them. One step, so that none reads in between.
 * KEYS[1] stream; ARGV[1] group, ARGV[2] ms since a consumer asked last
 */
const FORGET_GONE = `
for _, fields in ipairs(redis.call('XINFO', 'CONSUMERS', KEYS[1], ARGV[1])) do
  local consumer = {}
  for i = 1, #fields, 2 do consumer[fields[i]] = fields[i + 1] end
  if consumer.pending == 0 and consumer.idle > tonumber(ARGV[2]) then redis.call('XGROUP', 'DELCONSUMER', KEYS[1], ARGV[1], consumer.name) end
end`

export function createConsumer ({ client, key, group, batch, blockMs, claimIdleMs }: ConsumerOptions): Consumer {
  const name = `${process.pid}-${randomUUID().slice(0, 8)}`
  let reader: DrainClient | undefined
  let hasGroup = false
  let claimAt = 0

  async function ensureGroup (): Promise<void> {
    if (hasGroup) return
    await within(client.xGroupCreate(key, group, '0', { MKSTREAM: true }), ANSWER_MS).catch((error: Error) => {
      if (!error.message.startsWith('BUSYGROUP')) throw error
    })
    hasGroup = true
  }

  /** A blocking read occupies its connection, so it has one of its own. */
  async function connectReader (): Promise<DrainClient> {
    if (reader?.isReady) return reader
    interrupt()
    reader = client.duplicate()
    // Its failures surface as those of the read.
    reader.on('error', () => {})
    await within(reader.connect(), ANSWER_MS)
    return reader
  }

  function interrupt (): void {
    const ended = reader
    reader = undefined
    // Destroyed while its socket connects, it becomes ready afterwards, and would hold the process (node-redis 6.3).
    ended?.on('ready', () => ended.destroy())
    ended?.destroy()
  }

  /** Trimmed entries come as null, or without a message. */
  const entriesOf = (messages: Messages) => messages.filter((entry): entry is Entry => entry !== null)
    .map(({ id, message }) => ({ id, message: message ?? {} }))

  async function readGroup (from: DrainClient, id: string, options: { COUNT: number, BLOCK?: number }): Promise<Entry[]> {
    const reply = await within(from.xReadGroup(group, name, [{ key, id }], options), (options.BLOCK ?? 0) + ANSWER_MS)
    return (reply as { messages: Messages }[] | null)?.flatMap(({ messages }) => entriesOf(messages)) ?? []
  }

  return {
    async read (block) {
      await ensureGroup()
      if (Date.now() >= claimAt) {
        // What a dead process had read but not stored. Fewer than asked: nothing more to claim for a while.
        const claimed = entriesOf((await within(client.xAutoClaim(key, group, name, claimIdleMs, '0', { COUNT: batch }), ANSWER_MS)).messages)
        if (claimed.length < batch) {
          claimAt = Date.now() + claimIdleMs / 2
          await within(client.eval(FORGET_GONE, { keys: [key], arguments: [group, String(GONE * claimIdleMs)] }), ANSWER_MS).catch(() => { /* the next time */ })
        }
        if (claimed.length > 0) return claimed
      }
      if (!block) return await readGroup(client, '>', { COUNT: batch })
      try {
        return await readGroup(await connectReader(), '>', { COUNT: batch, BLOCK: blockMs })
      } catch (error) {
        // One whose other end is gone without a word stays ready: asked again, it would be silent again.
        interrupt()
        throw error
      }
    },
    own: async () => hasGroup ? await readGroup(client, '0', { COUNT: batch }) : [],
    async settle (entries) {
      const ids = entries.map(({ id }) => id)
      // Deleted as well: the length of the stream is then what has not reached Postgres.
      const replies = await within(Promise.allSettled([client.xAck(key, group, ids), client.xDel(key, ids)]), ANSWER_MS)
      for (const reply of replies) if (reply.status === 'rejected') throw reply.reason
    },
    forgetGroup () { hasGroup = false },
    interrupt,
    async leave () {
      if (hasGroup) await within(client.xGroupDelConsumer(key, group, name), ANSWER_MS)
    }
  }
}
