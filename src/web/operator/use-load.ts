import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import { wordsOf } from '../shared/client.ts'
import { sayError } from '../shared/toasts.tsx'

/** `data` stays while it is asked again, so that a page does not blink; what was asked by other keys goes where that fails. */
export type Load<T> = { data: T | null, problem: string | null, loading: boolean, again (): Promise<void> }

/** Asks when it is first drawn and whenever one of `keys` changes; an answer that comes late is dropped. */
export function useLoad<T> (ask: () => Promise<T>, keys: readonly unknown[]): Load<T> {
  const [state, setState] = useState<Omit<Load<T>, 'again'>>({ data: null, problem: null, loading: true })
  const turn = useRef(0)
  const latest = useRef(ask)
  /** Whether what is shown was asked by the keys of now. */
  const fits = useRef(false)
  latest.current = ask
  const again = useCallback(async () => {
    const mine = ++turn.current
    setState((before) => ({ ...before, loading: true }))
    try {
      const data = await latest.current()
      if (mine !== turn.current) return
      fits.current = true
      setState({ data, problem: null, loading: false })
    } catch (error) {
      const stays = fits.current
      if (mine === turn.current) setState((before) => ({ data: stays ? before.data : null, problem: wordsOf(error), loading: false }))
    }
  }, [])
  useEffect(() => {
    fits.current = false
    again()
    return () => { turn.current++ }
  }, keys)
  return { ...state, again }
}

/**
 * What follows a first page. Another first page begins it anew: what was asked to follow the one before is dropped.
 * @returns `readOn`: whether what was asked for is shown now
 */
export function useMore<Page extends { items: unknown[] }> (first: Page | null): { more: Page | null, readOn (ask: () => Promise<Page>): Promise<boolean> } {
  const [more, setMore] = useState<Page | null>(null)
  const latest = useRef(first)
  latest.current = first
  useEffect(() => setMore(null), [first])
  async function readOn (ask: () => Promise<Page>): Promise<boolean> {
    try {
      const next = await ask()
      if (latest.current !== first) return false
      setMore({ ...next, items: [...more?.items ?? [], ...next.items] })
      return true
    } catch (error) {
      sayError(error)
      return false
    }
  }
  return { more, readOn }
}

/** Asks all of them again, this long after the last answers were there; not while nobody looks. */
export function useRefresh (loads: readonly Pick<Load<unknown>, 'loading' | 'again'>[], everyMs: number): void {
  const loading = loads.some((load) => load.loading)
  useEffect(() => {
    if (loading) return
    const timer = setInterval(() => { if (!document.hidden) for (const load of loads) load.again() }, everyMs)
    return () => clearInterval(timer)
  }, [loading, everyMs])
}
