import pg from 'pg'

/** The channel on which who listens says what he heard. */
export const HEARD = 'deflect_heard'
/** Names of what was heard in one notification: they are short. */
const HEARD_AT_ONCE = 200

/** `missing`: of those who are waited for. */
type Told = { heard: Set<number>, missing: Set<number>, done (): void }

/** Which of those who listen heard what this process told. @param silenceMs longest that one is waited for who says nothing */
export function createHearing (silenceMs: number) {
  const told = new Map<string, Told>()
  /** Who listens, but did not say so lately: nobody waits for them twice. */
  const silent = new Set<number>()

  return {
    /** What somebody says of what he heard. */
    note ({ by, names }: Record<string, unknown>): void {
      if (typeof by !== 'number' || !Array.isArray(names)) return
      silent.delete(by)
      for (const name of names) {
        const waiting = told.get(name)
        waiting?.heard.add(by)
        if (waiting?.missing.delete(by) && waiting.missing.size === 0) waiting.done()
      }
    },
    /** To be asked before it is told: somebody may have heard it before it is known who listens. */
    expect (name: string) {
      const waiting: Told = { heard: new Set(), missing: new Set(), done () {} }
      told.set(name, waiting)
      return {
        /** Waits for all who listen. @param isHearing whether this process heard what they said all the while */
        async all (listeners: number[], isHearing: () => boolean): Promise<void> {
          for (const pid of silent) if (!listeners.includes(pid)) silent.delete(pid)
          waiting.missing = new Set(listeners.filter((pid) => !waiting.heard.has(pid) && !silent.has(pid)))
          if (waiting.missing.size === 0) return
          await new Promise<void>((resolve) => {
            const timer = setTimeout(() => {
              if (isHearing()) for (const pid of waiting.missing) silent.add(pid)
              resolve()
            }, silenceMs)
            waiting.done = () => {
              clearTimeout(timer)
              resolve()
            }
          })
        },
        forget: (): void => { told.delete(name) }
      }
    }
  }
}

/** Says that a notification was heard; what comes while one answer is under way goes with the next. @param onGone where Postgres does not answer */
export function createAcknowledge (client: pg.Client, by: number, onGone: (error: unknown) => void): (name: string) => void {
  let owed: string[] = []
  let busy = false
  return async (name) => {
    owed.push(name)
    if (busy) return
    busy = true
    try {
      while (owed.length > 0) await client.query('SELECT pg_notify($1, $2)', [HEARD, JSON.stringify({ by, names: owed.splice(0, HEARD_AT_ONCE) })])
    } catch (error) {
      // The connection is gone, and with it everything that was said on it.
      owed = []
      if (!(error instanceof pg.DatabaseError)) onGone(error)
    }
    busy = false
  }
}
