import { tabStorage } from './storage.ts'

/** What a request says about who sends it. Of this tab alone, and gone with it: no token is left behind in the browser. */
const TOKEN = 'deflect.token'
const USER = 'deflect.user'

function keep (key: string, value: string | null): void {
  if (value) tabStorage.set(key, value)
  else tabStorage.remove(key)
}

export const keepToken = (token: string | null): void => keep(TOKEN, token)
/** In development mode anybody may say who they are. */
export const keepUser = (user: string | null): void => keep(USER, user)
export const hasToken = (): boolean => tabStorage.get(TOKEN) !== null

/** A token of another service, pasted by mistake, may hold what no header may: only a JWT's characters are sent. */
export const isToken = (text: string): boolean => /^[\w-]+\.[\w-]+\.[\w-]+$/.test(text)
/** What a header may carry. */
export const isUserName = (text: string): boolean => /^[\x21-\x7e](?:[\x20-\x7e]{0,126}[\x21-\x7e])?$/.test(text)

export function credentialHeaders (): Record<string, string> {
  const token = tabStorage.get(TOKEN)
  const user = tabStorage.get(USER)
  return { ...(token ? { authorization: `Bearer ${token}` } : {}), ...(user ? { 'x-deflect-user': user } : {}) }
}
