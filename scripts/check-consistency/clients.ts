import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import type { Operation, TurnOp } from './history.ts'
import type { Call, Operations } from './operations.ts'
import { pick, type Random } from './random.ts'

/** A user whom two clients share, as two devices do. */
type Seat = { user: string, generation: number, begun: number, active: { id: string, turns: number }[] }

/** Conversations a user begins before somebody new takes the seat: a list of one page must be able to show them all. */
const PER_USER = 60
const MOST_ACTIVE = 5
const MOST_TURNS = 24
const TIMEOUT_MS = 6_000
/** Past the longest that a repeated message waits for its answer (chat/open-turn.ts). */
const RETRY_TIMEOUT_MS = 75_000
const RETRY_PAUSE_MS = 100

// Some questions are asked again and again, so that answers come from the cache too.
const COMMON = ['What is the boiling point of water?', 'Who wrote Faust?', 'How do I undo a commit?', 'What is a vector index?', 'Why is the sky blue?', 'What does HTTP 304 mean?']

export type ClientsOptions = { operations: Operations, random: Random, clients: number, servers: number, stopping: () => boolean, pace: () => Promise<void> | void }

/** Clients that talk, read, rename and delete until told to stop. A turn without a response is sent again until it has one. */
export function createClients ({ operations, random, clients, servers, stopping, pace }: ClientsOptions) {
  const seats: Seat[] = Array.from({ length: Math.max(1, Math.ceil(clients / 2)) }, (_, i) => ({ user: `user-${i}-0`, generation: 0, begun: 0, active: [] }))
  const users = new Set(seats.map(({ user }) => user))
  const retries = new Set<Promise<void>>()
  const patience = new AbortController()
  let gaveUp = 0
  let questions = 0

  const anyServer = () => Math.floor(random() * servers)
  const callOf = (client: number, user: string, timeoutMs = TIMEOUT_MS): Call => ({ client, server: anyServer(), user, timeoutMs })
  const isSettled = ({ status }: { status: number }) => (status >= 200 && status < 300) || status === 404 || status === 409

  /** In the background: the client goes on, as a person does who opens another tab. */
  function again (attempt: () => Promise<{ status: number }>): void {
    const retry = (async () => {
      while (!patience.signal.aborted) {
        await delay(RETRY_PAUSE_MS)
        if (isSettled(await attempt())) return
      }
      gaveUp++
    })()
    retries.add(retry)
    retry.finally(() => retries.delete(retry))
  }

  function seatOf (client: number): Seat {
    const seat = seats[client % seats.length]!
    if (seat.begun >= PER_USER) {
      Object.assign(seat, { user: `user-${seats.indexOf(seat)}-${++seat.generation}`, begun: 0, active: [] })
      users.add(seat.user)
    }
    return seat
  }

  async function sendTurn (client: number, seat: Seat, conversation: { id: string, turns: number } | null): Promise<void> {
    const { user, active } = seat
    const message = randomUUID()
    const content = random() < 0.3 ? pick(random, COMMON) : `Question ${++questions} of ${user}?`
    if (conversation === null) seat.begun++
    else conversation.turns++
    const arrived = (op: TurnOp) => { if (conversation === null && op.result && !active.some(({ id }) => id === op.result!.conversation)) active.push({ id: op.result.conversation, turns: 1 }) }
    const attempt = async (timeoutMs = RETRY_TIMEOUT_MS) => {
      const op = await operations.turn(callOf(client, user, timeoutMs), conversation?.id ?? null, message, content)
      arrived(op)
      return op
    }
    // An impatient client: the same message twice at once.
    const [op] = await Promise.all([attempt(TIMEOUT_MS), ...(random() < 0.04 ? [attempt(TIMEOUT_MS)] : [])])
    if (!isSettled(op)) again(attempt)
    // A forgetful one: the same message once more, long answered.
    else if (op.status !== 404 && random() < 0.02) await attempt(TIMEOUT_MS)
    if (op.result) await lookElsewhere(op, op.result.conversation)
  }

  /** Whoever was told of a write looks at once, where it was not made: nothing is staler there. */
  async function lookElsewhere (write: Operation, id: string): Promise<void> {
    const call = { ...callOf(write.client, write.user), server: (write.server + 1) % servers }
    const dice = random()
    if (dice < 0.4) await operations.history(call, id)
    else if (dice < 0.55) await operations.list(call)
  }

  async function remove (client: number, seat: Seat, id: string): Promise<void> {
    const { user } = seat
    seat.active.splice(seat.active.findIndex((conversation) => conversation.id === id), 1)
    const op = await operations.delete(callOf(client, user), id)
    if (!isSettled(op)) again(() => operations.delete(callOf(client, user), id))
    else await lookElsewhere(op, id)
  }

  async function rename (client: number, user: string, id: string): Promise<void> {
    // Fresh in the caches of the other server, so that a lost invalidation shows.
    const call = callOf(client, user)
    await operations.history({ ...call, server: (call.server + 1) % servers }, id)
    const op = await operations.rename(call, id, `Title ${++questions}`)
    if (op.result) await lookElsewhere(op, id)
  }

  async function step (client: number): Promise<void> {
    const seat = seatOf(client)
    const { active, user } = seat
    const conversation = active.length === 0 ? null : pick(random, active)
    const dice = random()
    if (conversation === null || (dice < 0.06 && active.length < MOST_ACTIVE)) return await sendTurn(client, seat, null)
    if (conversation.turns > MOST_TURNS) {
      // Half of them stay, for the end to be compared.
      if (random() < 0.5) return await remove(client, seat, conversation.id)
      active.splice(active.indexOf(conversation), 1)
      return
    }
    if (dice < 0.37) await sendTurn(client, seat, conversation)
    else if (dice < 0.64) await operations.history(callOf(client, user), conversation.id)
    else if (dice < 0.79) await operations.list(callOf(client, user))
    else if (dice < 0.91) await rename(client, user, conversation.id)
    else if (dice < 0.93) await remove(client, seat, conversation.id)
    else await operations.window(callOf(client, user), conversation.id)
  }

  return {
    async run (): Promise<void> {
      await Promise.all(Array.from({ length: clients }, async (_, client) => {
        while (!stopping()) {
          await step(client)
          await pace()
        }
      }))
    },
    retrying: () => retries.size,
    /** Waits for the repeated requests; what is still open then counts as never acknowledged. @returns how many were given up */
    async settle (patienceMs: number): Promise<number> {
      await Promise.race([Promise.all(retries), delay(patienceMs, undefined, { signal: patience.signal, ref: false })])
      patience.abort()
      return retries.size + gaveUp
    },
    /** Reads everything once more, on every server in turn. */
    async readAll (conversations: { id: string, user: string }[]): Promise<void> {
      const work = [
        ...conversations.map(({ id, user }, i) => () => operations.history({ client: 0, server: i % servers, user, timeoutMs: TIMEOUT_MS }, id)),
        ...conversations.map(({ id, user }, i) => () => operations.window({ client: 0, server: i % servers, user, timeoutMs: TIMEOUT_MS }, id)),
        ...[...users].flatMap((user) => Array.from({ length: servers }, (_, server) => () => operations.list({ client: 0, server, user, timeoutMs: TIMEOUT_MS })))
      ]
      let next = 0
      await Promise.all(Array.from({ length: 16 }, async () => { while (next < work.length) await work[next++]!() }))
    }
  }
}
