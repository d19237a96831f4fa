import type { Answer, Answers, CacheOutcome } from '../answer/answer-question.ts'
import type { ReadContext } from '../answer/context.ts'
import type { Controls } from '../answer/controls.ts'
import type { Entries } from '../answer/entries.ts'
import type { LookedFor } from '../answer/find.ts'
import { askOfChat } from '../answer/chat-request.ts'
import type { AnswerEntry } from '../cache/answer-entry.ts'
import type { ContextWindow } from '../cache/context-window.ts'
import type { ExactAnswers } from '../cache/exact-answers.ts'
import type { Invalidation } from '../cache/invalidation.ts'
import type { Keys } from '../cache/keys.ts'
import { choicesOf, deltaText, shownText, type Chunk } from '../completion.ts'
import type { Person } from '../db/database.ts'
import type { Message } from '../db/message.ts'
import type { Messages } from '../db/messages.ts'
import { LlmIncompleteError, NotFoundError } from '../errors.ts'
import type { AnswerEventInput } from '../events/event.ts'
import { createClaims } from './claims.ts'
import type { ConversationCache } from './conversation-cache.ts'
import { createForgetErased } from './forget-erased.ts'
import { createOpenIfCached, type PlanOf } from './open-if-cached.ts'
import { isDuplicate, type Opened, type OpenTurn, type TurnInput } from './open-turn.ts'
import { createSaveAnswer, storable } from './save-answer.ts'
import { answeredEvent, failedEvent, repeatedEvent, type Asked } from './turn-event.ts'
import { createTurnUpstream } from './turn-upstream.ts'
import { turnBody, wireCache, wireMessage, type TurnBody, type WireCache, type WireMessage } from './wire.ts'

export type TurnStart = { conversation_id: string, message: WireMessage, cache: WireCache }
export type TurnListener = {
  /** The question is stored, in this conversation, whatever becomes of its answer. */
  onOpen (conversationId: string): void
  /** Another request of the same message is being answered. Called again and again. */
  onWait (conversationId: string): void
  /** @param cache absent where a turn that was answered before is told again */
  onStart (start: TurnStart, created: boolean, cache?: { outcome: CacheOutcome, entry: AnswerEntry | null }): void
  onDelta (content: string): void
  /** No piece is passed on, so that where a call has to be made again it may say something else. */
  whole?: boolean
}
/** `stored`: the answer is in the cache now. */
export type Turn = { created: boolean, body: TurnBody, answer: Answer | null, stored: boolean }

/** `saved`: its answer is stored. */
type Unanswered = Asked & Opened & { answered: false, saved: boolean }

/** An event older than this may have gone by its age (EVENT_RETENTION_DAYS): kept once more, it would be counted once more, ms. */
const KEPT_AGAIN_MS = 3_600_000

/** The spine of a chat turn. */
export function createSendMessage (deps: {
  openTurn: OpenTurn
  messages: Messages
  conversationCache: ConversationCache
  invalidation: Pick<Invalidation, 'drop'>
  keys: Keys
  window: ContextWindow
  exact: ExactAnswers
  readContext: ReadContext
  answers: Answers
  entries: Pick<Entries, 'placesOf'>
  systemPrompt: string | null
  /** Counts an answer and keeps its event. */
  record: (event: AnswerEventInput) => Promise<void>
  /** Keeps an event that was counted before; one already kept stays as it is. */
  keepEvent: (event: AnswerEventInput) => Promise<void>
}) {
  const { openTurn, messages, conversationCache, window, exact, readContext, answers, record, keepEvent, systemPrompt } = deps
  const claims = createClaims(messages)
  const saveAnswer = createSaveAnswer({ messages, staleKeys: conversationCache.staleKeys })
  const upstreamOf = createTurnUpstream({ readContext, messages, systemPrompt, signal: claims.signal })
  const forgetErased = createForgetErased(deps)

  const planOf: PlanOf = ({ tenant, user }, { conversationId, context, message: { model, content } }, controls) => answers.plan({
    user,
    bypass: null,
    controls,
    conversationId,
    ...askOfChat({ tenant, model, system: systemPrompt, context, question: content })
  })
  const openIfCached = createOpenIfCached({ openTurn, messages, answers, planOf, record })

  /** @param asked `looked`: what was found of it before it was stored */
  async function answerTurn (asked: Unanswered & { looked?: LookedFor }, listener: TurnListener): Promise<Turn> {
    const { person, controls, question, created, looked } = asked
    const { conversationId, message } = question
    const plan = await planOf(person, question, controls)
    const replies = await conversationCache.afterWrite(person, conversationId, question.outboxId, (pipeline) => {
      window.enqueueAppend(pipeline, conversationId, message)
      exact.enqueueFind(pipeline, plan.exactHash)
    })
    const known = looked ? { looked } : { entry: replies === null ? undefined : exact.accept(plan.exactHash, replies.at(-1)) }

    const { upstream, earlierBytes } = upstreamOf(question)
    const onCache = (outcome: CacheOutcome, entry: AnswerEntry | null) =>
      listener.onStart({ conversation_id: conversationId, message: wireMessage(message), cache: wireCache(outcome) }, created, { outcome, entry })
    let told = ''
    const onChunk = (chunk: Chunk) => {
      const text = deltaText(chunk)
      told += text
      listener.onDelta(storable(text))
    }
    const answer = await answers.answer(plan, upstream, { onCache, onChunk, whole: listener.whole ?? false }, known)
    try {
      // Without an end an answer may be whole; one without a word of it is none.
      const text = shownText(answer.completion)
      if (text === '' && !choicesOf(answer.completion)[0]?.finish_reason) throw new LlmIncompleteError()
      // A cached answer comes whole; so does a refusal, one whose call somebody else made without a stream, and the rest of one that was
      // stored while nothing more was heard of its call.
      if (text.startsWith(told)) listener.onDelta(storable(text.slice(told.length)))
      const { value: saved, outboxId } = await saveAnswer(person, question, answer)
      asked.saved = true
      // Two servers, side by side; both before the turn is acknowledged.
      const [stored] = await Promise.all([
        conversationCache.afterWrite(person, conversationId, outboxId, (pipeline) => {
          window.enqueueAppend(pipeline, conversationId, saved)
          answer.enqueueStore(pipeline)
        }).then(async (replies) => {
          if (answer.stores) await forgetErased(conversationId, answer.cache.entryId)
          return answer.isStored(replies)
        }),
        earlierBytes().then((bytes) => record(answeredEvent(asked, answer, saved, plan.threshold, bytes)))
      ])
      return { created, body: turnBody(conversationId, message, saved), answer, stored }
    } finally {
      answer.land()
    }
  }

  async function whenFailed (asked: Unanswered, error: unknown): Promise<Turn> {
    const { question, created } = asked
    // This process stood still, its claim ran out, and another answered: that answer is the turn's.
    const first = isDuplicate(error) ? await messages.findTurn(question.message.id).catch(() => null) : null
    if (first?.answer) return { ...await replay({ ...asked, question: first }, first.answer), created }
    await forgetErased(question.conversationId)
    // Its answer is there, and is told to who sends the message again: it is counted as that.
    if (!asked.saved) await record(failedEvent(asked, claims.signal.reason ?? error))
    throw error
  }

  /** Tells an answered turn again. Who answered it may have died before the cached copies were deleted and the event was safe, so both are done once more, but for an event that has long been kept or lost. */
  async function replay (asked: Asked, answer: Message): Promise<Turn> {
    const { person, question: { conversationId, message } } = asked
    const isYoung = Date.now() - Date.parse(answer.create_time) < KEPT_AGAIN_MS
    await Promise.all([conversationCache.afterWrite(person, conversationId, null), isYoung && keepEvent(repeatedEvent(asked, answer))])
    return { created: false, body: turnBody(conversationId, message, answer), answer: null, stored: false }
  }

  /**
   * One chat turn. It runs to its end even if the client leaves: the answer is paid for, and the conversation waits for it.
   * @throws NotFoundError, ConversationFullError, MessageConflictError, TurnInProgressError, OnlyIfCachedError, LlmIncompleteError, and what the LLM call throws
   */
  async function sendMessage (person: Person, input: TurnInput, controls: Controls, listener: TurnListener): Promise<Turn> {
    // Once the question is on its way: woken before it, the model took the processor that Postgres needs (7 % of a semantic turn on 2 cores).
    if (controls.read || controls.store) setImmediate(() => answers.foresee(input.content))
    const waiting = { underWay: claims.underWay, onWait: listener.onWait }
    const opened = controls.onlyIfCached ? await openIfCached(person, input, controls, waiting) : await openTurn(person, input, waiting)
    if (opened === null) throw new NotFoundError('conversation')
    const startedAt = performance.now()
    listener.onOpen(opened.question.conversationId)
    if (opened.answered) {
      const turn = await replay({ person, controls, startedAt, question: opened.question }, opened.answer)
      listener.onStart({ conversation_id: turn.body.conversation_id, message: turn.body.message, cache: turn.body.cache }, turn.created)
      listener.onDelta(turn.body.answer.content)
      return turn
    }
    const turn = { person, controls, startedAt, saved: false, ...opened }
    return await claims.hold(opened.question, () => answerTurn(turn, listener)).catch((error: unknown) => whenFailed(turn, error))
  }

  return { sendMessage, settled: claims.settled, close: claims.close }
}
export type SendMessage = ReturnType<typeof createSendMessage>['sendMessage']
