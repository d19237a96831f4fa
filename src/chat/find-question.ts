import type { Person } from '../db/database.ts'
import type { Messages } from '../db/messages.ts'
import { NotFoundError } from '../errors.ts'

/** What decides, beside its words, which cached answers a question of this person's chats could be given. @throws NotFoundError */
export function createFindQuestion ({ messages }: { messages: Pick<Messages, 'findTurn'> }) {
  return async (person: Person, id: string): Promise<{ context: string, model: string }> => {
    const turn = await messages.findTurn(id)
    if (turn === null || turn.message.role !== 'user' || turn.person.tenant !== person.tenant || turn.person.user !== person.user) throw new NotFoundError('message')
    return { context: turn.context, model: turn.message.model }
  }
}
export type FindQuestion = ReturnType<typeof createFindQuestion>
