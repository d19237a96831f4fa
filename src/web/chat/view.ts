import { createStore } from '../shared/store.ts'
import { showInAddress } from './address.ts'
import type { Answer, Item, Question } from './items.ts'

export type View = { id: string | null, title: string | null, state: 'new' | 'loading' | 'ready' | 'missing' | 'failed', items: Item[], problem: string | null }

export const NEW: View = { id: null, title: null, state: 'new', items: [], problem: null }
/** The open conversation. */
export const view = createStore<View>(NEW)

export const change = (more: Partial<View>) => view.set({ ...view.get(), ...more })
export const changeAnswer = (key: string, more: Partial<Answer>) =>
  change({ items: view.get().items.map((item) => item.key === key && item.kind === 'answer' ? { ...item, ...more } : item) })
export const findAnswer = (key: string) => view.get().items.find((item): item is Answer => item.key === key && item.kind === 'answer')

/** The open conversation is this one from now on, and called by its first question. */
export function begin (id: string, { content }: Question): void {
  if (view.get().id !== null) return
  change({ id, title: [...content.trim().replace(/\s+/g, ' ').slice(0, 160)].slice(0, 80).join('') })
  showInAddress(id)
}
