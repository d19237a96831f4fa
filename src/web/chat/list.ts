import { api, ApiError, read, wordsOf } from '../shared/client.ts'
import { credentialHeaders } from '../shared/credentials.ts'
import { tabStorage } from '../shared/storage.ts'
import { createStore } from '../shared/store.ts'
import { say, sayError } from '../shared/toasts.tsx'
import { addressOf } from './address.ts'
import { open, openNew, refresh } from './conversation.ts'
import { tellTabs } from './tabs.ts'
import { view } from './view.ts'

export type Summary = { id: string, title: string, create_time: string, update_time: string }
export type List = { items: Summary[], total: number, state: 'loading' | 'ready' | 'failed' }

export const list = createStore<List>({ items: [], total: 0, state: 'loading' })
/** What was deleted as the page was left: the one that follows it may ask for the list before that has arrived. */
const LEFT = 'deflect.deleted'
/** Deleted here, but still to be undone, or on its way. */
export const hidden = createStore<ReadonlySet<string>>(new Set(tabStorage.get(LEFT)?.split(' ')))
tabStorage.remove(LEFT)

const PAGE = 30
/** The API's longest page. */
const MOST = 100
const UNDO_MS = 6_000

const fetchPage = (offset: number, limit: number) => read(api.GET('/backend-api/conversations', { params: { query: { offset, limit } } }))

/** Of two under way the later one is newer, whichever comes first. */
let looks = 0

/** Reads the head again, as far as it is shown. */
export async function refreshList (): Promise<void> {
  const mine = ++looks
  try {
    const shown = Math.min(MOST, Math.max(PAGE, list.get().items.length))
    const page = await fetchPage(0, shown)
    if (mine !== looks) return
    const ids = new Set(page.items.map(({ id }) => id))
    // Beyond the longest page, what was shown stays below.
    const below = shown === MOST && page.total > MOST ? list.get().items.slice(MOST).filter(({ id }) => !ids.has(id)) : []
    list.set({ items: [...page.items, ...below], total: page.total, state: 'ready' })
  } catch (error) {
    if (mine !== looks) return
    if (list.get().state === 'loading') list.set({ ...list.get(), state: 'failed' })
    else sayError(error)
  }
}

export async function loadMore (): Promise<void> {
  try {
    const { items } = list.get()
    const page = await fetchPage(items.length, PAGE)
    // What was updated meanwhile has moved up, and comes a second time.
    const ids = new Set(items.map(({ id }) => id))
    list.set({ items: [...list.get().items, ...page.items.filter(({ id }) => !ids.has(id))], total: page.total, state: 'ready' })
  } catch (error) {
    sayError(error)
  }
}

const retitle = (id: string, title: string) => {
  list.set({ ...list.get(), items: list.get().items.map((item) => item.id === id ? { ...item, title } : item) })
  if (view.get().id === id) view.set({ ...view.get(), title })
}

export async function rename (summary: Summary, title: string): Promise<void> {
  const { id, title: before } = summary
  if (title === '' || title === before) return
  retitle(id, title)
  try {
    await read(api.PATCH('/backend-api/conversation/{id}', { params: { path: { id } }, body: { title } }))
    tellTabs(id)
  } catch (error) {
    retitle(id, before)
    say(wordsOf(error), { kind: 'error', shownMs: 10_000, action: { label: 'Rename again', run: () => rename({ ...summary, title: before }, title) } })
  }
}

/** Deletions that may be undone, each in the name of who asked for it: signing out, or as somebody else, comes before the page is left. */
const waiting = new Map<string, { timer: ReturnType<typeof setTimeout>, headers: Record<string, string> }>()
const show = (id: string) => hidden.set(new Set([...hidden.get()].filter((other) => other !== id)))

async function erase (id: string): Promise<void> {
  waiting.delete(id)
  try {
    await read(api.DELETE('/backend-api/conversation/{id}', { params: { path: { id } } }))
  } catch (error) {
    // Deleted elsewhere meanwhile is deleted.
    if (!(error instanceof ApiError && error.status === 404)) {
      sayError(error)
      return show(id)
    }
  }
  list.set({ ...list.get(), items: list.get().items.filter((item) => item.id !== id), total: Math.max(0, list.get().total - 1) })
  tellTabs(id)
  show(id)
  // Who went back to it meanwhile would write into nothing.
  if (view.get().id === id) refresh()
}

/** Out of sight at once, deleted when the time to undo is over, or with the page. */
export function remove ({ id, title }: Summary): void {
  const wasOpen = view.get().id === id
  hidden.set(new Set([...hidden.get(), id]))
  if (wasOpen) openNew()
  waiting.set(id, { timer: setTimeout(() => erase(id), UNDO_MS), headers: credentialHeaders() })
  say(`Deleted “${title.length > 40 ? `${title.slice(0, 39)}…` : title}”.`, {
    shownMs: UNDO_MS,
    action: {
      label: 'Undo',
      run () {
        clearTimeout(waiting.get(id)?.timer)
        if (!waiting.delete(id)) return
        show(id)
        if (wasOpen) {
          history.pushState(null, '', addressOf(id))
          open(id)
        }
      }
    }
  })
}

// Who leaves the page meant it.
addEventListener('pagehide', () => {
  if (waiting.size > 0) tabStorage.set(LEFT, [...waiting.keys()].join(' '))
  for (const [id, { timer, headers }] of waiting) {
    clearTimeout(timer)
    fetch(`/backend-api/conversation/${id}`, { method: 'DELETE', keepalive: true, headers })
  }
  waiting.clear()
})
