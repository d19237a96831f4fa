import type { DeleteOp, Operation, Row, TurnOp } from '../history.ts'

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
export type Violate = (kind: Kind, problem: string, ...operations: Operation[]) => void

/** What Postgres holds of one conversation at the end; `reply_to` is the question of an answer. */
export type StoredConversation = { id: string, user: string, title: string, messages: (Row & { id: string, reply_to: string | null })[] }

/** `first` is the first attempt, `acknowledged` the first that got its answer. */
export type Turn = { message: string, content: string, first: TurnOp, acknowledged: TurnOp | null }
/** `to` is Infinity where the write got no response: it may take effect at any time. */
export type Title = { text: string, from: number, to: number, by: Operation }
/** An acknowledged write: from `to` on, every read that begins shows these messages and at least this update time. */
type Acknowledged = { to: number, update_time: string, messages: string[], by: Operation }

export type Conversation = {
  id: string
  user: string
  start: TurnOp
  turns: Map<string, Turn>
  /** Content of acknowledged answers by id. */
  answers: Map<string, string>
  titles: Title[]
  /** In the order of their responses. */
  writes: Acknowledged[]
  deletes: DeleteOp[]
  /** The longest sequence of message ids any read has shown: every other is a beginning of it. */
  sequence: string[]
}

export const isAcknowledged = ({ status }: Operation) => status >= 200 && status < 300

/** Everything that is known of what clients wrote. */
export function createModel () {
  return {
    conversations: new Map<string, Conversation>(),
    byUser: new Map<string, Conversation[]>(),
    turns: new Map<string, Turn>(),
    /** By user, attempts to start a conversation that is not known (yet): their title is all a list can be compared with. */
    unknownStarts: new Map<string, Set<TurnOp>>(),
    /** Deleted with the response before `at`. */
    deletedBefore: ({ deletes }: Conversation, at: number) => deletes.find((by) => isAcknowledged(by) && by.to < at),
    /** A deletion that may have taken effect before `at`. */
    perhapsDeleted: ({ deletes }: Conversation, at: number, except?: Operation) => deletes.some((by) => by !== except && by.from < at),
    isUnknownStart (user: string, title: string): boolean {
      return [...this.unknownStarts.get(user) ?? []].some(({ content }) => content === title)
    }
  }
}
export type Model = ReturnType<typeof createModel>
