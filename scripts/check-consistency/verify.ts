import type { DeleteOp, HistoryOp, ListOp, Operation, RenameOp, Row, SeenSummary, TurnOp, WindowOp } from './history.ts'

/** What went wrong, by kind:
 * stale      a read that began after a write was acknowledged shows neither it nor a later one
 * lost       something acknowledged is gone
 * deleted    something is still shown or kept after its deletion was acknowledged
 * order      history, list, window and Postgres disagree about the order, or a message is there twice
 * phantom    something nobody wrote
 * idempotence  one message id, two turns
 * event-lost, event-doubled  an acknowledged turn has no event, or several
 * refused    an error where success was promised
 */
export const KINDS = ['stale', 'lost', 'deleted', 'order', 'phantom', 'idempotence', 'event-lost', 'event-doubled', 'refused'] as const
export type Kind = typeof KINDS[number]
export type Violation = { kind: Kind, problem: string, operations: Operation[] }

/** What Postgres holds of one conversation at the end; `reply_to` is the question of an answer. */
export type StoredConversation = { id: string, user: string, title: string, messages: (Row & { id: string, reply_to: string | null })[] }

type Turn = { message: string, content: string, first: TurnOp, acknowledged: TurnOp | null }
type Title = { text: string, from: number, to: number, by: Operation }
type Acknowledged = { to: number, update_time: string, messages: string[], by: Operation }
type Conversation = {
  id: string
  user: string
  start: TurnOp
  turns: Map<string, Turn>
  titles: Title[]
  /** In the order of their responses. */
  writes: Acknowledged[]
  deletes: DeleteOp[]
  /** The longest sequence of message ids any read has shown: every other is a beginning of it. */
  sequence: string[]
}

const isAcknowledged = ({ status }: Operation) => status >= 200 && status < 300

/**
 * Checks a history while it grows: `begin` when a request leaves, `end` when its response is there, both in the order of
 * their times. Reads are judged at once and forgotten, so memory grows with the writes only. Pure: no clock, no I/O.
 */
export function createVerifier (report: (violation: Violation) => void) {
  const conversations = new Map<string, Conversation>()
  const byUser = new Map<string, Conversation[]>()
  const turns = new Map<string, Turn & { user: string, conversation: string | null }>()
  /** Starts whose conversation is not known (yet): their title is all a list can be compared with. */
  const unknownStarts = new Map<string, Map<string, TurnOp>>()
  /** Windows of deleted conversations that were reported: each once. */
  const toldWindows = new Set<string>()

  const violate = (kind: Kind, problem: string, ...operations: Operation[]) => report({ kind, problem, operations })

  function begin (op: Operation): void {
    if (op.kind === 'turn') beginTurn(op)
    else if (op.kind === 'rename') conversations.get(op.conversation)?.titles.push({ text: op.title, from: op.from, to: Infinity, by: op })
    else if (op.kind === 'delete') conversations.get(op.conversation)?.deletes.push(op)
  }

  function beginTurn (op: TurnOp): void {
    if (!turns.has(op.message)) {
      const turn = { message: op.message, content: op.content, first: op, acknowledged: null, user: op.user, conversation: op.conversation }
      turns.set(op.message, turn)
      if (op.conversation !== null) conversations.get(op.conversation)?.turns.set(op.message, turn)
    }
    if (op.conversation === null && !isKnown(op)) mapOf(unknownStarts, op.user).set(op.message, op)
  }

  const isKnown = (op: TurnOp) => turns.get(op.message)?.acknowledged != null

  function end (op: Operation): void {
    if (op.kind === 'turn') endTurn(op)
    else if (op.kind === 'rename') endRename(op)
    else if (op.kind === 'delete') endDelete(op)
    else if (op.kind === 'history') endHistory(op)
    else if (op.kind === 'list') endList(op)
    else endWindow(op)
  }

  function endTurn (op: TurnOp): void {
    const turn = turns.get(op.message)!
    if (op.status === 409) return violate('idempotence', 'a repeated message was refused as another one', turn.first, op)
    if (op.status === 404) return judgeAbsent(op, op.conversation)
    if (!isAcknowledged(op) || !op.result) return
    const { conversation: id, question, answer } = op.result
    if (op.conversation !== null && op.conversation !== id) return violate('idempotence', 'the turn was put into another conversation', op)
    if (question.id !== op.message || question.content !== op.content) return violate('idempotence', 'the response is about another message', op)
    const before = turn.acknowledged
    if (before?.result) {
      if (before.result.answer.id !== answer.id || before.result.conversation !== id) violate('idempotence', 'one message id got two answers', before, op)
      return
    }
    turn.acknowledged = op
    turn.conversation = id
    const conversation = conversations.get(id) ?? openConversation(id, turn.first, op)
    conversation.turns.set(op.message, turn)
    judgeNotDeleted(conversation, op)
    // The answer is stored after the question, so the conversation was updated later than the question was created.
    conversation.writes.push({ to: op.to, update_time: question.create_time, messages: [question.id, answer.id], by: op })
  }

  function openConversation (id: string, first: TurnOp, acknowledged: TurnOp): Conversation {
    const conversation: Conversation = {
      id, user: first.user, start: acknowledged, turns: new Map(), titles: [{ text: first.content, from: first.from, to: acknowledged.to, by: acknowledged }], writes: [], deletes: [], sequence: []
    }
    conversations.set(id, conversation)
    const own = byUser.get(first.user)
    if (own) own.push(conversation)
    else byUser.set(first.user, [conversation])
    unknownStarts.get(first.user)?.delete(first.message)
    return conversation
  }

  function endRename (op: RenameOp): void {
    const conversation = conversations.get(op.conversation)
    if (!conversation) return
    if (op.status === 404) return judgeAbsent(op, op.conversation)
    if (!isAcknowledged(op) || !op.result) return
    judgeNotDeleted(conversation, op)
    if (op.result.title !== op.title) violate('stale', `the response to a rename says "${op.result.title}"`, op)
    const title = conversation.titles.find(({ by }) => by === op)
    if (title) title.to = op.to
    conversation.writes.push({ to: op.to, update_time: op.result.update_time, messages: [], by: op })
  }

  function endDelete (op: DeleteOp): void {
    if (op.status === 404) judgeAbsent(op, op.conversation)
  }

  /** 404 is right only where a deletion may have taken place. */
  function judgeAbsent (op: Operation, id: string | null): void {
    const conversation = id === null ? undefined : conversations.get(id)
    if (id === null) return violate('lost', 'the start of a conversation was answered 404', op)
    if (conversation && !conversation.deletes.some((by) => by !== op && by.from < op.to)) violate('lost', 'an acknowledged conversation is not found', conversation.start, op)
  }

  function judgeNotDeleted (conversation: Conversation, op: Operation): boolean {
    const deletion = conversation.deletes.find((by) => isAcknowledged(by) && by.to < op.from)
    if (deletion) violate('deleted', `${op.kind} finds a deleted conversation`, deletion, op)
    return deletion === undefined
  }

  const judgeTitle = (conversation: Conversation, title: string, op: Operation) => {
    const { titles } = conversation
    const isCurrent = ({ from, to }: Title) => from < op.to && !titles.some((later) => later.from > to && later.to < op.from)
    if (titles.some((written) => written.text === title && isCurrent(written))) return
    const old = titles.find(({ text }) => text === title)
    const newest = titles.filter(({ to }) => to < op.from).at(-1)
    if (old) violate('stale', `${op.kind} shows an old title "${title}"`, old.by, ...(newest ? [newest.by] : []), op)
    else violate('phantom', `${op.kind} shows a title nobody wrote: "${title}"`, op)
  }

  /** The newest acknowledged write before a read began must have moved the update time at least as far. */
  function judgeUpdateTime (conversation: Conversation, shown: SeenSummary, op: Operation): boolean {
    for (let i = conversation.writes.length - 1; i >= 0; i--) {
      const write = conversation.writes[i]!
      if (write.to >= op.from || write.update_time <= shown.update_time) continue
      violate('stale', `${op.kind} shows update_time ${shown.update_time}, a write of ${write.update_time} was acknowledged`, write.by, op)
      return false
    }
    return true
  }

  function endHistory (op: HistoryOp): void {
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
    for (const message of messages) {
      if (message.role !== 'user') continue
      const turn = conversation.turns.get(message.id)
      if (!turn) violate('phantom', `history shows a message nobody sent: ${message.id}`, op)
      else if (turn.content !== message.content) violate('phantom', `history shows other words than were sent: ${message.id}`, turn.first, op)
    }
    judgeSequence(conversation, messages.map(({ id }) => id), op)
  }

  function judgeSequence (conversation: Conversation, ids: string[], op: Operation): void {
    if (new Set(ids).size !== ids.length) violate('order', `${op.kind} shows a message twice`, op)
    const { sequence } = conversation
    const common = Math.min(sequence.length, ids.length)
    for (let i = 0; i < common; i++) {
      if (sequence[i] === ids[i]) continue
      return violate('order', `${op.kind} shows ${ids[i]} at place ${i + 1}, where ${sequence[i]} was before`, op)
    }
    if (ids.length > sequence.length) conversation.sequence = ids
  }

  function endList (op: ListOp): void {
    if (!isAcknowledged(op) || !op.result) return
    const { items, total } = op.result
    const shown = new Map(items.map((item) => [item.id, item]))
    if (shown.size !== items.length) violate('order', 'the list shows a conversation twice', op)
    if (items.some((item, i) => i > 0 && item.update_time > items[i - 1]!.update_time)) violate('order', 'the list is not in the order of update_time', op)
    judgeTotal(op, total)
    for (const conversation of byUser.get(op.user) ?? []) {
      const item = shown.get(conversation.id)
      if (!item) {
        if (conversation.start.to < op.from && !conversation.deletes.some(({ from }) => from < op.to)) violate('stale', 'the list lacks an acknowledged conversation', conversation.start, op)
      } else if (judgeNotDeleted(conversation, op)) {
        judgeUpdateTime(conversation, item, op)
        judgeTitle(conversation, item.title, op)
      }
    }
    for (const item of items) {
      const known = conversations.get(item.id)
      if (known ? known.user === op.user : isUnknownStart(op.user, item.title)) continue
      violate('phantom', `the list shows a conversation nobody of this user began: ${item.id} "${item.title}"`, op)
    }
  }

  /** Items and total are read apart, so under concurrent writes they need not agree: each lies between what must and what may be there. */
  function judgeTotal (op: ListOp, total: number): void {
    const own = byUser.get(op.user) ?? []
    const least = own.filter(({ start, deletes }) => start.to < op.from && !deletes.some(({ from }) => from < op.to)).length
    const most = own.filter(({ deletes }) => !deletes.some((by) => isAcknowledged(by) && by.to < op.from)).length + (unknownStarts.get(op.user)?.size ?? 0)
    if (total < least || total > most) violate('stale', `the list has a total of ${total}, expected ${least} to ${most}`, op)
  }

  const isUnknownStart = (user: string, title: string) => [...unknownStarts.get(user)?.values() ?? []].some(({ content }) => content === title)

  /** A window holds rows of Postgres, without a gap, in their order. */
  function endWindow (op: WindowOp): void {
    if (!op.result) return
    const { items, rows } = op.result
    const conversation = conversations.get(op.conversation)
    const deletion = conversation?.deletes.find((by) => isAcknowledged(by) && by.to < op.from)
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

  /** Compares a conversation of the record with everything that was acknowledged and shown. */
  function checkStored (stored: StoredConversation): void {
    const conversation = conversations.get(stored.id)
    const ids = stored.messages.map(({ id }) => id)
    if (!conversation) {
      if (!isUnknownStart(stored.user, stored.title) && !turns.has(ids[0] ?? '')) violate('phantom', `Postgres holds a conversation nobody began: ${stored.id}`)
      return
    }
    const deletion = conversation.deletes.find(isAcknowledged)
    if (deletion) return violate('deleted', 'Postgres still holds a deleted conversation', deletion)
    const stands = new Map(stored.messages.map((row) => [row.id, row.content]))
    const replies = new Map(stored.messages.filter(({ reply_to: to }) => to !== null).map((row) => [row.reply_to, row.id]))
    for (const turn of conversation.turns.values()) {
      const { acknowledged } = turn
      if (!acknowledged?.result) continue
      if (stands.get(turn.message) !== turn.content) violate('lost', 'an acknowledged question is not in Postgres as it was sent', acknowledged)
      else if (replies.get(turn.message) !== acknowledged.result.answer.id) violate('lost', 'an acknowledged answer is not in Postgres', acknowledged)
    }
    const strange = stored.messages.find((row) => row.role === 'user' && !conversation.turns.has(row.id))
    if (strange) violate('phantom', `Postgres holds a message nobody sent: ${strange.id}`, conversation.start)
    if (stored.messages.some(({ seq }, i) => seq !== i + 1)) violate('order', `the places of a conversation's messages are not 1, 2, 3…: ${stored.messages.map(({ seq }) => seq).join(', ')}`, conversation.start)
    const differs = conversation.sequence.findIndex((id, i) => ids[i] !== id)
    if (differs >= 0) violate('order', `Postgres has ${ids[differs] ?? 'nothing'} at place ${differs + 1}, a history showed ${conversation.sequence[differs]}`, conversation.start)
  }

  /**
   * The end: every conversation that must exist does, and every acknowledged turn has exactly one event.
   * @param stored ids of all conversations given to `checkStored`
   * @param events how many events of a served answer each message has
   * @param orphans conversations that still have events
   */
  function finish (stored: ReadonlySet<string>, events: ReadonlyMap<string, number>, orphans: ReadonlySet<string>): void {
    for (const conversation of conversations.values()) {
      const { id, start, deletes, turns } = conversation
      if (!stored.has(id) && deletes.length === 0) violate('lost', 'an acknowledged conversation is not in Postgres', start)
      const deletion = deletes.find(isAcknowledged)
      if (deletion && orphans.has(id)) violate('deleted', 'events of a deleted conversation are left in Postgres', deletion)
      for (const { message, acknowledged } of turns.values()) {
        const count = events.get(message) ?? 0
        if (count > 1) violate('event-doubled', `${count} events of one turn`, ...(acknowledged ? [acknowledged] : []))
        if (count === 0 && acknowledged && deletes.length === 0) violate('event-lost', 'an acknowledged turn has no event', acknowledged)
      }
    }
  }

  return {
    begin,
    end,
    checkStored,
    finish,
    /** An error that no fault explains. */
    refuse: (op: Operation, problem: string) => violate('refused', problem, op),
    /** Conversations that were acknowledged, with their user; `deleted` where a deletion was sent. */
    conversations: () => [...conversations.values()].map(({ id, user, deletes }) => ({ id, user, deleted: deletes.length > 0 }))
  }
}
export type Verifier = ReturnType<typeof createVerifier>

function mapOf<K, A, B> (map: Map<K, Map<A, B>>, key: K): Map<A, B> {
  let inner = map.get(key)
  if (!inner) map.set(key, inner = new Map())
  return inner
}

/** Checks a whole history at once. */
export function verify (history: Operation[], end: { stored?: StoredConversation[], events?: ReadonlyMap<string, number>, orphans?: ReadonlySet<string> } = {}): Violation[] {
  const violations: Violation[] = []
  const verifier = createVerifier((violation) => violations.push(violation))
  // A response at the very moment a request leaves counts as concurrent: requests first.
  const moments = history.flatMap((op) => [{ at: op.from, last: 0, run: () => verifier.begin(op) }, { at: op.to, last: 1, run: () => verifier.end(op) }])
  for (const { run } of moments.filter(({ at }) => at !== Infinity).sort((a, b) => a.at - b.at || a.last - b.last)) run()
  if (end.stored) {
    for (const stored of end.stored) verifier.checkStored(stored)
    verifier.finish(new Set(end.stored.map(({ id }) => id)), end.events ?? new Map(), end.orphans ?? new Set())
  }
  return violations
}
