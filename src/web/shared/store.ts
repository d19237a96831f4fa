import { useEffect, useState } from 'preact/hooks'

/** A value several components watch. */
export type Store<T> = { get (): T, set (value: T): void, watch (listener: (value: T) => void): () => void }

export function createStore<T> (initial: T): Store<T> {
  let value = initial
  const listeners = new Set<(value: T) => void>()
  return {
    get: () => value,
    set (next) {
      if (Object.is(next, value)) return
      value = next
      for (const listener of [...listeners]) listener(next)
    },
    watch (listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    }
  }
}

/** Draws the component again when the value changes. */
export function useStore<T> (store: Store<T>): T {
  const [value, setValue] = useState(() => store.get())
  useEffect(() => {
    // It may have changed between the first drawing and now.
    setValue(() => store.get())
    return store.watch((next) => setValue(() => next))
  }, [store])
  return value
}
