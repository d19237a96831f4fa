import { createStore, useStore } from './store.ts'
import { wordsOf } from './client.ts'
import { Icon } from './icons.tsx'

type Toast = { id: number, text: string, kind: 'note' | 'error', action?: { label: string, run (): void } }

const toasts = createStore<Toast[]>([])
let last = 0
const SHOWN_MS = 6_000

export function closeToast (id: number): void {
  toasts.set(toasts.get().filter((toast) => toast.id !== id))
}

/** Says something at the edge of the page for a while; returns its id. */
export function say (text: string, { kind = 'note', action, shownMs = SHOWN_MS }: { kind?: Toast['kind'], action?: Toast['action'], shownMs?: number } = {}): number {
  const id = ++last
  // The same words twice are one message.
  toasts.set([...toasts.get().filter((toast) => toast.text !== text || toast.action), { id, text, kind, ...(action ? { action } : {}) }].slice(-4))
  setTimeout(() => closeToast(id), shownMs)
  return id
}

/** Tells what went wrong. */
export const sayError = (error: unknown): number => say(wordsOf(error), { kind: 'error', shownMs: 10_000 })

export function Toasts () {
  const all = useStore(toasts)
  return (
    <div class='toasts' role='status' aria-live='polite'>
      {all.map(({ id, text, kind, action }) => (
        <div key={id} class={`toast ${kind}`}>
          <span>{text}</span>
          {action && <button type='button' class='link' onClick={() => { closeToast(id); action.run() }}>{action.label}</button>}
          <button type='button' class='icon' aria-label='Close this message' onClick={() => closeToast(id)}><Icon name='close' /></button>
        </div>
      ))}
    </div>
  )
}
