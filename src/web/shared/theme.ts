import { lastingStorage } from './storage.ts'
import { createStore } from './store.ts'

export type Theme = 'light' | 'dark'
const KEY = 'deflect.theme'
const dark = matchMedia('(prefers-color-scheme: dark)')

const chosen = (): Theme | null => {
  const kept = lastingStorage.get(KEY)
  return kept === 'light' || kept === 'dark' ? kept : null
}
const current = (): Theme => chosen() ?? (dark.matches ? 'dark' : 'light')

export const theme = createStore<Theme>(current())

function apply (): void {
  const kept = chosen()
  // Without a choice the style sheet follows the system by itself.
  if (kept) document.documentElement.dataset['theme'] = kept
  else delete document.documentElement.dataset['theme']
  theme.set(current())
}

export function switchTheme (): void {
  const next: Theme = theme.get() === 'dark' ? 'light' : 'dark'
  const system: Theme = dark.matches ? 'dark' : 'light'
  if (next === system) lastingStorage.remove(KEY)
  else lastingStorage.set(KEY, next)
  apply()
}

dark.addEventListener('change', apply)
// Another tab chose.
addEventListener('storage', ({ key }) => { if (key === KEY) apply() })
apply()
