import type { HistoryOp, ListOp, Operation, SeenSummary, WindowOp } from '../history.ts'
import { isAcknowledged, type Conversation, type Model, type Title, type Violate } from './model.ts'
import type { WriteJudge } from './writes.ts'

/** Judges what reads show: every write acknowledged before they began, in one order, and nothing else. */
export function createReadJudge (model: Model, violate: Violate, { judgeAbsent, judgeNotDeleted }: WriteJudge) {
  const { conversations, byUser, unknownStarts } = model
  /** Windows of deleted conversations that were reported: each once. */
  const toldWindows = new Set<string>()

  function judgeTitle ({ titles }: Conversation, title: string, op: Operation): void {
    // A write that another one replaced for certain, before this read began, must not be seen any more.
    const isCurrent = ({ from, to }: Title) => from < op.to && !titles.some((later) => later.from > to && later.to < op.from)
    if (titles.some((written) => written.text === title && isCurrent(written))) return
    const old = titles.find(({ text }) => text === title)
    if (!old) return violate('phantom', `${op.kind} shows a title nobody wrote: "${title}"`, op)
    const newest = titles.filter(({ to }) => to < op.from).at(-1)
    violate('stale', `${op.kind} shows an old title "${title}"`, old.by, ...(newest ? [newest.by] : []), op)
  }

  /** Every write acknowledged before a read began must have moved the update time at least as far. */
  function judgeUpdateTime ({ writes }: Conversation, shown: SeenSummary, op: Operation): void {
    const newer = writes.findLast((write) => write.to < op.from && write.update_time > shown.update_time)
    if (newer) violate('stale', `${op.kind} shows update_time ${shown.update_time}, a write of ${newer.update_time} was acknowledged`, newer.by, op)
  }

  function judgeSequence (conversation: Conversation, ids: string[], op: Operation): void {
    if (new Set(ids).size !== ids.length) violate('order', `${op.kind} shows a message twice`, op)
    const { sequence } = conversation
    const differs = sequence.slice(0, ids.length).findIndex((id, i) => ids[i] !== id)
    if (differs >= 0) return violate('order', `${op.kind} shows ${ids[differs]} at place ${differs + 1}, where ${sequence[differs]} was before`, op)
    if (ids.length > sequence.length) conversation.sequence = ids
  }

  function history (op: HistoryOp): void {
    const conversation = conversations.get(op.conversation)
    if (!conversation) return
    if (op.status === 404) return judgeAbsent(op, op.conversation)
    if (!isAcknowledged(op) || !op.result || !judgeNotDeleted(conversation, op)) return
    const { messages } = op.result
    const shown = new Set(messages.map(({ id }) => id))
    const missing = conversation.writes.find((write) => write.to < op.from && write.messages.some((id) => !shown.has(id)))
    if (missing) violate('stale', `history lacks an acknowledged turn; it shows ${messages.length} messages`, missing.by, op)
    else judgeUpdateTime(conversation, op.result, op)
    judgeTitle(conversation, op.result.title, op)
    for (const { id, role, content } of messages) {
      const sent = role === 'user' ? conversation.turns.get(id)?.content : conversation.answers.get(id) ?? content
      if (sent === undefined) violate('phantom', `history shows a message nobody sent: ${id}`, op)
      else if (sent !== content) violate('phantom', `history shows other words than were sent: ${id}`, op)
    }
    judgeSequence(conversation, messages.map(({ id }) => id), op)
  }

  function list (op: ListOp): void {
    if (!isAcknowledged(op) || !op.result) return
    const { items, total } = op.result
    const own = byUser.get(op.user) ?? []
    const shown = new Map(items.map((item) => [item.id, item]))
    if (shown.size !== items.length) violate('order', 'the list shows a conversation twice', op)
    if (items.some((item, i) => i > 0 && item.update_time > items[i - 1]!.update_time)) violate('order', 'the list is not in the order of update_time', op)
    judgeTotal(own, total, op)
    for (const conversation of own) {
      const item = shown.get(conversation.id)
      if (!item) {
        if (conversation.start.to < op.from && !model.perhapsDeleted(conversation, op.to)) violate('stale', 'the list lacks an acknowledged conversation', conversation.start, op)
      } else if (judgeNotDeleted(conversation, op)) {
        judgeUpdateTime(conversation, item, op)
        judgeTitle(conversation, item.title, op)
      }
    }
    for (const { id, title } of items) {
      const known = conversations.get(id)
      if (known ? known.user === op.user : model.isUnknownStart(op.user, title)) continue
      violate('phantom', `the list shows a conversation nobody of this user began: ${id} "${title}"`, op)
    }
  }

  /** Items and total are read apart, so under concurrent writes they need not agree: each lies between what must and what may be there. */
  function judgeTotal (own: Conversation[], total: number, op: ListOp): void {
    const least = own.filter((conversation) => conversation.start.to < op.from && !model.perhapsDeleted(conversation, op.to)).length
    const most = own.filter((conversation) => !model.deletedBefore(conversation, op.from)).length + (unknownStarts.get(op.user)?.size ?? 0)
    if (total < least || total > most) violate('stale', `the list has a total of ${total}, expected ${least} to ${most}`, op)
  }

  /** A window holds rows of Postgres, without a gap, in their order. */
  function window (op: WindowOp): void {
    if (!op.result) return
    const { items, rows } = op.result
    const conversation = conversations.get(op.conversation)
    const deletion = conversation && model.deletedBefore(conversation, op.from)
    if (deletion && items.length > 0 && !toldWindows.has(op.conversation)) {
      toldWindows.add(op.conversation)
      return violate('deleted', `the window of a deleted conversation holds ${items.length} messages`, deletion, op)
    }
    // Deleted between the two reads.
    if (rows.length === 0) return
    const bySeq = new Map(rows.map((row) => [row.seq, row]))
    for (const [i, item] of items.entries()) {
      const row = bySeq.get(item.seq)
      if (i > 0 && item.seq !== items[i - 1]!.seq + 1) violate('order', `the window has ${item.seq} after ${items[i - 1]!.seq}`, op)
      if (!row) violate('phantom', `the window holds message ${item.seq}, which Postgres does not`, op)
      else if (row.role !== item.role || row.content !== item.content) violate('order', `the window holds another message ${item.seq} than Postgres`, op)
    }
  }

  return { history, list, window }
}
