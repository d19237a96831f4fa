import type { Entries } from '../answer/entries.ts'
import type { Invalidation } from '../cache/invalidation.ts'
import type { Keys } from '../cache/keys.ts'
import type { Messages } from '../db/messages.ts'

/** A turn that outlived its conversation may have rebuilt the window, or stored its answer, after the erasure deleted them: they are taken away once more. */
export function createForgetErased (deps: { messages: Pick<Messages, 'survives'>, invalidation: Pick<Invalidation, 'drop'>, keys: Keys, entries: Pick<Entries, 'placesOf'> }) {
  const { messages, invalidation, keys, entries } = deps

  return async (conversationId: string, entryId?: string): Promise<void> => {
    try {
      if (!await messages.survives(conversationId)) await invalidation.drop([keys.window(conversationId), ...entryId === undefined ? [] : (await entries.placesOf([entryId])).flat()])
    } catch { /* Postgres is away, and with it the erasure */ }
  }
}
