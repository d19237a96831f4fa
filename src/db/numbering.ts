import { PostgresBusyError } from '../errors.ts'

/** Other processes may come first this often. */
const ATTEMPTS = 100
const UNIQUE_VIOLATION = '23505'

/**
 * For rows that number themselves after the last one of their kind: two at once take one number, and one of them fails. In this
 * process they take turns, so that many take neither each other's numbers nor all connections; where another process took the
 * number, it is counted again. @throws PostgresBusyError
 */
export function createNumbering () {
  const last = new Map<string, Promise<unknown>>()

  async function attempt<Value> (append: () => Promise<Value>): Promise<Value> {
    for (let made = 1; ; made++) {
      try {
        return await append()
      } catch (cause) {
        if ((cause as { code?: string }).code !== UNIQUE_VIOLATION) throw cause
        if (made === ATTEMPTS) throw new PostgresBusyError({ cause })
      }
    }
  }

  /** @param names what the rows are numbered within */
  return async function inTurn<Value> (names: readonly string[], append: () => Promise<Value>): Promise<Value> {
    const name = JSON.stringify(names)
    const mine = (last.get(name) ?? Promise.resolve()).then(() => attempt(append))
    const over = mine.catch(() => { /* the next one's turn, whatever became of this */ })
    last.set(name, over)
    try {
      return await mine
    } finally {
      if (last.get(name) === over) last.delete(name)
    }
  }
}
