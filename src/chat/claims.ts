import { setMaxListeners } from 'node:events'
import type { Messages } from '../db/messages.ts'
import { CLAIM_SECONDS, type Question } from '../db/turns.ts'
import { ShuttingDownError } from '../errors.ts'

/** The questions this process is answering, each under a claim that no other process starts on it meanwhile. */
export function createClaims (messages: Messages) {
  const held = new Map<string, { question: Question, done: Promise<unknown> }>()
  const ended = new AbortController()
  // As many as there are turns; Node warns at the eleventh.
  setMaxListeners(0, ended.signal)

  async function renewed<T> (question: Question, work: () => Promise<T>): Promise<T> {
    const renewal = setInterval(() => { messages.renewClaim(question).catch(() => {}) }, CLAIM_SECONDS * 1000 / 3)
    try {
      return await work()
    } catch (error) {
      // The question stays, unanswered: the same message.id sent again goes on from here.
      await messages.releaseClaim(question).catch(() => {})
      throw error
    } finally {
      clearInterval(renewal)
    }
  }

  return {
    /** Aborted when the process ends, by a ShuttingDownError. */
    signal: ended.signal,
    /** Settles when this process has done with the question; undefined where it is not the one that answers. So a repeated message joins instead of polling. */
    underWay: (id: string): Promise<unknown> | undefined => held.get(id)?.done.catch(() => {}),
    /** Renews the claim while the work lasts; gives it up where the work fails. */
    async hold<T> (question: Question, work: () => Promise<T>): Promise<T> {
      const { id } = question.message
      const turn = { question, done: renewed(question, work) }
      held.set(id, turn)
      return await turn.done.finally(() => {
        // Once its conversation is gone, the id may be that of another turn.
        if (held.get(id) === turn) held.delete(id)
      })
    },
    /** Settles with the turns under way. */
    settled: async (): Promise<void> => { await Promise.allSettled(Array.from(held.values(), ({ done }) => done)) },
    /** Gives up the turns under way: who is sent their messages again need not wait until the claims run out. */
    async close (): Promise<void> {
      ended.abort(new ShuttingDownError())
      // They end when the calls they wait for do, which others may be listening to.
      await Promise.allSettled(Array.from(held.values(), ({ question }) => messages.releaseClaim(question)))
    }
  }
}
