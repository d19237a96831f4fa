import { isAcknowledged, type Model, type StoredConversation, type Violate } from './model.ts'

/** Judges the record at the end against everything that was acknowledged and shown. */
export function createRecordJudge (model: Model, violate: Violate) {
  const { conversations, turns } = model

  function checkStored (stored: StoredConversation): void {
    const conversation = conversations.get(stored.id)
    const ids = stored.messages.map(({ id }) => id)
    if (!conversation) {
      if (!model.isUnknownStart(stored.user, stored.title) && !turns.has(ids[0] ?? '')) violate('phantom', `Postgres holds a conversation nobody began: ${stored.id}`)
      return
    }
    const { start, sequence, deletes } = conversation
    const deletion = deletes.find(isAcknowledged)
    if (deletion) return violate('deleted', 'Postgres still holds a deleted conversation', deletion)
    const contents = new Map(stored.messages.map(({ id, content }) => [id, content]))
    const replies = new Map(stored.messages.filter(({ reply_to: to }) => to !== null).map(({ reply_to: to, id }) => [to, id]))
    for (const { message, content, acknowledged } of conversation.turns.values()) {
      if (!acknowledged?.result) continue
      if (contents.get(message) !== content) violate('lost', 'an acknowledged question is not in Postgres as it was sent', acknowledged)
      else if (replies.get(message) !== acknowledged.result.answer.id) violate('lost', 'an acknowledged answer is not in Postgres', acknowledged)
    }
    const strange = stored.messages.find(({ id, role }) => role === 'user' && !conversation.turns.has(id))
    if (strange) violate('phantom', `Postgres holds a message nobody sent: ${strange.id}`, start)
    const places = stored.messages.map(({ seq }) => seq)
    if (places.some((seq, i) => seq !== i + 1)) violate('order', `the places of a conversation's messages are not 1, 2, 3…: ${places.join(', ')}`, start)
    const differs = sequence.findIndex((id, i) => ids[i] !== id)
    if (differs >= 0) violate('order', `Postgres has ${ids[differs] ?? 'nothing'} at place ${differs + 1}, a history showed ${sequence[differs]}`, start)
  }

  /**
   * The end: every conversation that must exist does, and every acknowledged turn has exactly one event.
   * @param stored ids of all conversations given to `checkStored`
   * @param events how many events of a served answer each message has
   * @param orphans conversations that still have events
   */
  function finish (stored: ReadonlySet<string>, events: ReadonlyMap<string, number>, orphans: ReadonlySet<string>): void {
    for (const { id, start, deletes, turns } of conversations.values()) {
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

  return { checkStored, finish }
}
