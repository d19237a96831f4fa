/**
 * What a browser keeps for a page; in memory, until the page is left, where it keeps nothing (who blocks cookies blocks this, too:
 * Chromium then throws on `localStorage` itself) or has no room left.
 */
function createStorage (name: 'localStorage' | 'sessionStorage') {
  const memory = new Map<string, string>()
  const kept = (key: string): string | null => {
    try {
      return globalThis[name].getItem(key)
    } catch {
      return null
    }
  }
  return {
    get: (key: string): string | null => memory.get(key) ?? kept(key),
    set (key: string, value: string): void {
      try {
        globalThis[name].setItem(key, value)
        memory.delete(key)
      } catch {
        memory.set(key, value)
      }
    },
    remove (key: string): void {
      memory.delete(key)
      try {
        globalThis[name].removeItem(key)
      } catch { /* nothing is kept */ }
    },
    clear (): void {
      memory.clear()
      try {
        globalThis[name].clear()
      } catch { /* nothing is kept */ }
    }
  }
}

/** Of this tab, and gone with it. */
export const tabStorage = createStorage('sessionStorage')
/** Of all tabs, for good. */
export const lastingStorage = createStorage('localStorage')
