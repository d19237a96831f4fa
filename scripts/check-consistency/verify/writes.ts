import type { DeleteOp, Operation, RenameOp, TurnOp } from '../history.ts'
import { isAcknowledged, type Conversation, type Model, type Violate } from './model.ts'

/** Learns what was written, and judges the responses to writes. */
export function createWriteJudge (model: Model, violate: Violate) {
  const { conversations, byUser, turns, unknownStarts } = model

  function beginTurn (op: TurnOp): void {
    if (!turns.has(op.message)) {
      const turn = { message: op.message, content: op.content, first: op, acknowledged: null }
      turns.set(op.message, turn)
      if (op.conversation !== null) conversations.get(op.conversation)?.turns.set(op.message, turn)
    }
    if (op.conversation !== null) return
    const own = unknownStarts.get(op.user)
    if (own) own.add(op)
    else unknownStarts.set(op.user, new Set([op]))
  }

  /** An attempt without a response stays a possible conversation until another attempt is acknowledged. */
  function settleStart (op: TurnOp): void {
    const acknowledged = turns.get(op.message)?.acknowledged
    const own = unknownStarts.get(op.user)
    for (const start of own ?? []) {
      const over = start === op ? acknowledged || isAcknowledged(op) || op.status === 404 : acknowledged && start.message === op.message && start.to < Infinity
      if (over) own?.delete(start)
    }
  }

  function endTurn (op: TurnOp): void {
    judgeTurn(op)
    if (op.conversation === null) settleStart(op)
  }

  function judgeTurn (op: TurnOp): void {
    const turn = turns.get(op.message)!
    if (op.status === 409) return violate('idempotence', 'a repeated message was refused as another one', turn.first, op)
    // A start that is sent again may find its conversation deleted.
    if (op.status === 404) return judgeAbsent(op, op.conversation ?? turn.acknowledged?.result?.conversation ?? null)
    if (!isAcknowledged(op) || !op.result) return
    const { conversation: id, question, answer } = op.result
    if (op.conversation !== null && op.conversation !== id) return violate('idempotence', 'the turn was put into another conversation', op)
    if (question.id !== op.message || question.content !== op.content) return violate('idempotence', 'the response is about another message', op)
    const before = turn.acknowledged
    if (before?.result && !beganAnew(before.result.conversation, id, op)) {
      if (before.result.answer.id !== answer.id || before.result.conversation !== id) violate('idempotence', 'one message id got two answers', before, op)
      return
    }
    turn.acknowledged ??= op
    const conversation = conversations.get(id) ?? openConversation(id, before ? op : turn.first, op)
    conversation.turns.set(op.message, before ? { ...turn, acknowledged: op } : turn)
    conversation.answers.set(answer.id, answer.content)
    judgeNotDeleted(conversation, op)
    // The answer is stored after the question, so the conversation was updated later than the question was created.
    conversation.writes.push({ to: op.to, update_time: question.create_time, messages: [question.id, answer.id], by: op })
  }

  /** A message id is remembered as long as its conversation: a start repeated after the deletion begins another one. */
  function beganAnew (before: string, now: string, op: TurnOp): boolean {
    const conversation = conversations.get(before)
    return op.conversation === null && before !== now && conversation !== undefined && model.perhapsDeleted(conversation, op.to)
  }

  function openConversation (id: string, first: TurnOp, acknowledged: TurnOp): Conversation {
    const title = { text: first.content, from: first.from, to: acknowledged.to, by: acknowledged }
    const conversation: Conversation = {
      id, user: first.user, start: acknowledged, turns: new Map(), answers: new Map(), titles: [title], writes: [], deletes: [], sequence: []
    }
    conversations.set(id, conversation)
    const own = byUser.get(first.user)
    if (own) own.push(conversation)
    else byUser.set(first.user, [conversation])
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
    if (id === null) return violate('lost', 'the start of a conversation was answered 404', op)
    const conversation = conversations.get(id)
    if (conversation && !model.perhapsDeleted(conversation, op.to, op)) violate('lost', 'an acknowledged conversation is not found', conversation.start, op)
  }

  function judgeNotDeleted (conversation: Conversation, op: Operation): boolean {
    const deletion = model.deletedBefore(conversation, op.from)
    if (deletion) violate('deleted', `${op.kind} finds a deleted conversation`, deletion, op)
    return deletion === undefined
  }

  return {
    begin (op: TurnOp | RenameOp | DeleteOp): void {
      if (op.kind === 'turn') beginTurn(op)
      else if (op.kind === 'rename') conversations.get(op.conversation)?.titles.push({ text: op.title, from: op.from, to: Infinity, by: op })
      else conversations.get(op.conversation)?.deletes.push(op)
    },
    end (op: TurnOp | RenameOp | DeleteOp): void {
      if (op.kind === 'turn') endTurn(op)
      else if (op.kind === 'rename') endRename(op)
      else endDelete(op)
    },
    judgeAbsent,
    judgeNotDeleted
  }
}
export type WriteJudge = ReturnType<typeof createWriteJudge>
