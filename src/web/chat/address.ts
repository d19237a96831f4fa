/** The conversation is in the address, so that a reload, a bookmark and the back button find it. */
const NAME = 'c'

export const conversationInAddress = (): string | null => new URLSearchParams(location.search).get(NAME)
export const addressOf = (id: string): string => `/?${NAME}=${encodeURIComponent(id)}`

export function showInAddress (id: string | null): void {
  if (id === conversationInAddress()) return
  history.pushState(null, '', id === null ? '/' : addressOf(id))
}
