import type { Receipt } from '../db/erasures.ts'
import type { ErasureReceiptBody } from '../schemas/erasure.ts'

/** An erasure of a user answers after this long at the latest, done or not, ms. */
export const USER_BUDGET_MS = 20_000

/** RFC 7240: preferences are a list, their names are not case-sensitive; the first of a name counts. */
export function wantsRepresentation (prefer: string | string[] | undefined): boolean {
  const preferences = [prefer ?? []].flat().join(',').split(',').map((preference) => preference.split(';')[0]!.replace(/[\s"]/g, '').toLowerCase())
  return preferences.find((preference) => /^return(=|$)/.test(preference)) === 'return=representation'
}

export function receiptBody ({ id, kind, conversation_id: conversationId, user_hash: userHash, asked_by: askedBy, create_time: createTime, finish_time: finishTime, owed, ...erased }: Receipt): ErasureReceiptBody {
  return {
    id,
    kind,
    ...(conversationId === null ? {} : { conversation_id: conversationId }),
    user_hash: userHash,
    asked_by: askedBy,
    create_time: createTime,
    ...(finishTime === null ? {} : { finish_time: finishTime }),
    complete: finishTime !== null,
    erased,
    ...(owed === 0 ? {} : { pending: { keys: owed } })
  }
}
