/** Tabs of one browser tell each other what they changed. */
const channel = new BroadcastChannel('deflect')
const listeners = new Set<(id: string) => void>()
channel.onmessage = ({ data }) => { if (typeof data === 'string') for (const listener of listeners) listener(data) }

/** Something of this conversation changed: here and in the other tabs. */
export function tellTabs (id: string): void {
  channel.postMessage(id)
  for (const listener of localListeners) listener(id)
}
const localListeners = new Set<(id: string) => void>()

/** @param here also what this tab did itself */
export function onChange (listener: (id: string) => void, { here = false } = {}): () => void {
  listeners.add(listener)
  if (here) localListeners.add(listener)
  return () => {
    listeners.delete(listener)
    localListeners.delete(listener)
  }
}
