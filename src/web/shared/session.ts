import { api, ApiError, read, signedOut, wordsOf } from './client.ts'
import { hasToken, keepToken, keepUser } from './credentials.ts'
import { tabStorage } from './storage.ts'
import { createStore } from './store.ts'

export type Me = { user: string, tenant: string, role: 'user' | 'operator', development: boolean }
/** `out`: a token is wanted. `why` is null for somebody who never gave one; `was`: whose token ran out while the page was open. */
export type Session = { state: 'unknown' } | { state: 'out', why: string | null, was: Me | null } | { state: 'in', me: Me } | { state: 'away', why: string }

export const session = createStore<Session>({ state: 'unknown' })

/** Begins the page anew: what the last one saw must not stay in memory. */
const leave = () => location.assign(location.pathname)

/** Asks the service who we are. */
export async function refreshSession (): Promise<void> {
  const before = session.get()
  const was = before.state === 'out' ? before.was : null
  try {
    const me = await read(api.GET('/backend-api/me')) as Me
    if (was !== null && (was.user !== me.user || was.tenant !== me.tenant)) leave()
    else session.set({ state: 'in', me })
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) session.set({ state: 'out', why: hasToken() ? error.message : null, was })
    else if (was !== null) session.set({ state: 'out', why: wordsOf(error), was })
    else session.set({ state: 'away', why: wordsOf(error) })
  }
}

export async function signIn ({ token, user }: { token?: string, user?: string }): Promise<void> {
  if (token !== undefined) keepToken(token)
  if (user !== undefined) keepUser(user)
  await refreshSession()
}

export function signOut (): void {
  tabStorage.clear()
  leave()
}

// A token runs out while the page is open.
signedOut.watch(() => {
  const now = session.get()
  if (now.state === 'in') session.set({ state: 'out', why: 'Your token is no longer accepted: sign in again.', was: now.me })
})
