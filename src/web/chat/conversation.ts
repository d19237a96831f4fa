import { api, ApiError, read, wordsOf } from '../shared/client.ts'
import { createStore } from '../shared/store.ts'
import { conversationInAddress, showInAddress } from './address.ts'
import { follow, isLost } from './follow.ts'
import { answerOf, itemsOf, questionOf } from './items.ts'
import { tellTabs } from './tabs.ts'
import { change, changeAnswer, findAnswer, NEW, view } from './view.ts'

/** Key of the answer that is being written; null while none is. */
export const running = createStore<string | null>(null)

/** Waits between two attempts to take up a lost turn, ms; about a minute in all. */
const WAITS_MS = [300, 1_000, 2_000, 4_000, 8_000, 15_000, 30_000]
/** A question this young, found without an answer, is surely being answered, ms. */
const YOUNG_MS = 60_000

let current: AbortController | null = null
/** Not all of the conversation is shown: somebody else went on with it while an answer was written here, or it could not be read before. */
let missed = false
/** Of the turns begun here: a history that was asked for before one of them may not know it. */
let turns = 0
/** Of the histories asked for here: of two under way the later one is newer, whichever comes first. */
let looks = 0

/** crypto.randomUUID is for pages of TLS and of this machine alone. */
function newId (): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID()
  const hex = [...crypto.getRandomValues(new Uint8Array(16))].map((byte, i) => (i === 6 ? (byte & 15) | 64 : i === 8 ? (byte & 63) | 128 : byte).toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

/** Until the time is over, or the network is back. */
function pause (ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      removeEventListener('online', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    addEventListener('online', done)
    signal.addEventListener('abort', done, { once: true })
  })
}

/** Answers a question, whatever happens to the connection; ends when the answer is whole, stopped or refused. One at a time. */
async function run (key: string): Promise<void> {
  stop()
  const mine = current = new AbortController()
  turns++
  running.set(key)
  try {
    for (let attempt = 0; ; attempt++) {
      try {
        return await follow(key, mine.signal)
      } catch (error) {
        if (mine.signal.aborted) return
        const wait = WAITS_MS[attempt]
        if (!isLost(error) || wait === undefined) return changeAnswer(key, { state: 'failed', problem: wordsOf(error) })
        changeAnswer(key, { state: 'reconnecting', problem: null })
        await pause(wait, mine.signal)
        if (mine.signal.aborted) return
      }
    }
  } finally {
    if (current === mine) {
      current = null
      running.set(null)
      // What failed keeps saying why.
      if (missed && findAnswer(key)?.state === 'done') refresh()
    }
  }
}

/** Asks a question in the open conversation, or begins one. `fresh`: past the cache. */
export function send (content: string, { fresh = false } = {}): void {
  const question = questionOf(newId(), content, new Date().toISOString())
  const answer = answerOf(question, { fresh })
  if (view.get().state === 'failed') missed = true
  change({ state: 'ready', items: [...view.get().items, question, answer] })
  run(answer.key)
}

/** Stops showing the answer. The service writes it to its end: it is paid for, and the conversation waits for it. */
export function stop (): void {
  const key = running.get()
  if (key === null) return
  leave()
  changeAnswer(key, { state: 'stopped', problem: 'Stopped here.' })
}

/** Takes up an answer that was stopped, failed or lost: the same message, so nothing is asked or stored twice. */
export function resume (key: string): void {
  changeAnswer(key, { state: 'waiting', problem: null })
  run(key)
}

/** Stops listening without a word: the person goes somewhere else. */
function leave (): void {
  current?.abort()
  current = null
  running.set(null)
}

export function openNew (): void {
  leave()
  showInAddress(null)
  view.set(NEW)
}

async function load (id: string): Promise<void> {
  const [mine, before] = [++looks, turns]
  try {
    const history = await read(api.GET('/backend-api/conversation/{id}', { params: { path: { id } } }))
    if (view.get().id !== id || mine !== looks) return
    missed = running.get() !== null
    if (missed) return
    if (turns !== before) return await load(id)
    const shown = new Map(view.get().items.map((item) => [item.key, item]))
    const items = itemsOf(history.messages).map((item) => {
      const known = shown.get(item.key)
      return item.kind === 'answer' && known?.kind === 'answer' ? { ...item, rating: item.rating ?? known.rating } : item
    })
    view.set({ id, title: history.title, state: 'ready', items, problem: null })
    const last = items.at(-1)
    if (last?.kind === 'answer' && last.id === null && Date.now() - Date.parse(last.question.created!) < YOUNG_MS && shown.size === 0) resume(last.key)
  } catch (error) {
    if (view.get().id !== id || mine !== looks) return
    const missing = error instanceof ApiError && (error.status === 404 || error.status === 400)
    if (missing) {
      view.set({ ...NEW, id, state: 'missing' })
      // Lists that still have it look again.
      tellTabs(id)
      return
    }
    // What is shown stays, where only looking again failed.
    if (view.get().state === 'loading') view.set({ ...NEW, id, state: 'failed', problem: wordsOf(error) })
  }
}

export async function open (id: string): Promise<void> {
  if (view.get().id === id && view.get().state === 'ready') return
  leave()
  view.set({ ...NEW, id, state: 'loading' })
  await load(id)
}

/** Looks whether somebody (another tab, another device) went on with it. */
export async function refresh (): Promise<void> {
  const { id, state } = view.get()
  missed = running.get() !== null
  if (id !== null && running.get() === null && (state === 'ready' || state === 'failed')) await load(id)
}

/** The conversation the address names. */
export function followAddress (): void {
  const id = conversationInAddress()
  if (id === null) {
    if (view.get().id !== null) openNew()
  } else open(id)
}
