import { randomUUID } from 'node:crypto'
import { setMaxListeners } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import type { Answer, Answers, CacheOutcome, CacheStatus } from '../answer/answer-question.ts'
import { eventFields } from '../answer/judge.ts'
import type { ReadContext } from '../answer/context.ts'
import type { Controls } from '../answer/controls.ts'
import { ROOT_CONTEXT } from '../answer/lineage.ts'
import type { Upstream } from '../answer/make-answer.ts'
import type { AnswerEntry } from '../cache/answer-entry.ts'
import type { ContextWindow } from '../cache/context-window.ts'
import type { Invalidation } from '../cache/invalidation.ts'
import type { Keys } from '../cache/keys.ts'
import type { ExactAnswers } from '../cache/exact-answers.ts'
import { deltaText, shownText, usageOf, type Chunk } from '../completion.ts'
import type { Person, Written } from '../db/database.ts'
import { CLAIM_SECONDS, type Message, type Messages, type Question } from '../db/messages.ts'
import { isPostgresUnavailable, LlmIncompleteError, NotFoundError, ShuttingDownError } from '../errors.ts'
import type { AnswerEventInput } from '../events/event.ts'
import type { ConversationCache } from './conversation-cache.ts'
import { isDuplicate, type Opened, type OpenTurn, type TurnInput } from './open-turn.ts'
import { noteOf, turnBody, wireCache, wireMessage, type TurnBody, type WireCache, type WireMessage } from './wire.ts'

export type TurnStart = { conversation_id: string, message: WireMessage, cache: WireCache }
/** `onOpen`: the question is stored, in this conversation, whatever becomes of its answer. `onWait`, at times often: another request of the same message is being answered. `cache` is absent where a turn that was answered before is told again. */
export type TurnListener = { onOpen (conversationId: string): void, onWait (): void, onStart (start: TurnStart, created: boolean, cache?: { outcome: CacheOutcome, entry: AnswerEntry | null }): void, onDelta (content: string): void }
/** `stored`: the answer is in the cache now. */
export type Turn = { created: boolean, body: TurnBody, answer: Answer | null, stored: boolean }

/** Bytes of UTF-8 a token stands for, about, for the estimate of what the window saved. */
const BYTES_PER_TOKEN = 4
/** How long an answer waits for a Postgres that went away while the LLM spoke, ms: it is paid for. Shorter than a claim stands. */
const SAVE_PATIENCE_MS = 5_000
const SAVE_PAUSE_MS = 200

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
  systemPrompt: string | null
  /** Counts an answer and keeps its event. */
  record: (event: AnswerEventInput) => Promise<void>
  /** Keeps an event that was counted before; one already kept stays as it is. */
  keepEvent: (event: AnswerEventInput) => Promise<void>
}) {
  const { openTurn, messages, conversationCache, invalidation, keys, window, exact, readContext, answers, record, keepEvent, systemPrompt } = deps
  /** Turns this process is answering, so that a repeated message joins instead of polling. */
  const running = new Map<string, { question: Question, turn: Promise<Turn> }>()
  const ended = new AbortController()
  // As many as there are turns; Node warns at the eleventh.
  setMaxListeners(0, ended.signal)

  async function answerTurn (person: Person, question: Question, created: boolean, controls: Controls, listener: TurnListener): Promise<Turn> {
    const startedAt = performance.now()
    const { conversationId, message } = question
    const plan = await answers.plan({
      scope: { tenant: person.tenant, model: message.model, system: systemPrompt, parameters: {}, context: question.context },
      user: person.user,
      question: message.content,
      bypass: null,
      controls,
      conversationId
    })
    const replies = await conversationCache.afterWrite(person, conversationId, question.outboxId, (pipeline) => {
      window.enqueueAppend(pipeline, conversationId, message)
      exact.enqueueFind(pipeline, plan.exactHash)
    })
    const known = replies === null ? undefined : exact.accept(plan.exactHash, replies.at(-1))
    const read = () => readContext(conversationId, message.seq, message.model, systemPrompt)
    let asked: ReturnType<typeof read> | undefined

    let earlierBytes = Promise.resolve(0)
    const upstream: Upstream = {
      stream: true,
      signal: ended.signal,
      // A later question's request is its window, which by now may hold more.
      again: (content) => question.context !== ROOT_CONTEXT
        ? null
        : { model: message.model, messages: [...(systemPrompt === null ? [] : [{ role: 'system', content: systemPrompt }]), { role: 'user', content }] },
      prepare () {
        asked = read()
        asked.catch(() => { /* body meets it again */ })
      },
      async body () {
        const context = await (asked ?? read())
        // Runs beside the LLM call; only the report wants it.
        if (context.firstSeq > 1) earlierBytes = messages.countEarlierBytes(conversationId, context.firstSeq).catch(() => 0)
        return { model: message.model, messages: context.messages }
      }
    }
    const onCache = (outcome: CacheOutcome, entry: AnswerEntry | null) =>
      listener.onStart({ conversation_id: conversationId, message: wireMessage(message), cache: wireCache(outcome) }, created, { outcome, entry })
    let told = false
    const onChunk = (chunk: Chunk) => {
      told ||= deltaText(chunk) !== ''
      listener.onDelta(deltaText(chunk))
    }
    const answer = await answers.answer(plan, upstream, { onCache, onChunk }, { entry: known })
    try {
      // Without an end an answer may be whole; one without a word of it is none.
      if (shownText(answer.completion) === '' && !answer.completion.choices[0]?.finish_reason) throw new LlmIncompleteError()
      // A cached answer comes whole; so does a refusal, and one whose call somebody else made without a stream.
      if (!told) listener.onDelta(shownText(answer.completion))
      const { value: saved, outboxId } = await save(person, question, answer)
      const { embedMs, lookupMs, llmMs } = answer.timings
      // Two servers, side by side; both before the turn is acknowledged.
      const [stored] = await Promise.all([
        conversationCache.afterWrite(person, conversationId, outboxId, (pipeline) => {
          window.enqueueAppend(pipeline, conversationId, saved)
          answer.enqueueStore(pipeline)
        }).then(async (replies) => {
          if (answer.stores) await forgetErased(conversationId, answer.cache.entryId)
          return answer.stores && replies !== null
        }),
        record({
          ...facts(person, question, controls, plan.threshold, startedAt),
          id: saved.id,
          status: answer.cache.status,
          reason: answer.cache.reason,
          similarity: answer.cache.similarity,
          entry_id: answer.cache.entryId,
          ...eventFields(answer.considered),
          embed_ms: embedMs,
          lookup_ms: lookupMs,
          llm_ms: answer.entry ? undefined : llmMs,
          prompt_tokens: saved.usage?.prompt_tokens ?? 0,
          completion_tokens: saved.usage?.completion_tokens ?? 0,
          window_tokens_saved: Math.round(await earlierBytes / BYTES_PER_TOKEN)
        })
      ])
      return { created, body: turnBody(conversationId, message, saved), answer, stored }
    } finally {
      answer.land()
    }
  }

  async function save (person: Person, question: Question, answer: Answer): Promise<Written<Message>> {
    const choice = answer.completion.choices[0]
    const saved = await whilePostgresIsAway(() => messages.saveAnswer({
      id: randomUUID(),
      conversationId: question.conversationId,
      replyTo: question.message.id,
      // The one character that text in Postgres cannot hold.
      content: shownText(answer.completion).replaceAll('\0', ''),
      model: answer.completion.model ?? question.message.model,
      finishReason: choice?.finish_reason ?? null,
      cache: noteOf(answer.cache, answer.stores),
      usage: usageOf(answer.completion),
      nextContext: answer.nextContext
    }, conversationCache.staleKeys(person, question.conversationId)))
    if (saved === null) throw new NotFoundError('conversation')
    return saved
  }

  /** Where it was saved before the connection broke, the next try meets it as a duplicate. */
  async function whilePostgresIsAway<T> (work: () => Promise<T>): Promise<T> {
    for (const deadline = performance.now() + SAVE_PATIENCE_MS; ;) {
      try {
        return await work()
      } catch (error) {
        if (!isPostgresUnavailable(error) || performance.now() > deadline) throw error
        await pause(SAVE_PAUSE_MS)
      }
    }
  }

  const facts = (person: Person, question: Omit<Question, 'claim'>, controls: Controls, threshold: number, startedAt: number) => ({
    tenant: person.tenant,
    user: person.user,
    namespace: controls.namespace,
    surface: 'chat' as const,
    model: question.message.model,
    threshold,
    conversation_id: question.conversationId,
    message_id: question.message.id,
    milliseconds: performance.now() - startedAt
  })

  /** Answers under a claim that is renewed while the LLM talks, so that no other process starts on the same question. */
  async function answerClaimed (person: Person, opened: Opened & { answered: false }, controls: Controls, listener: TurnListener): Promise<Turn> {
    const startedAt = performance.now()
    const { question } = opened
    const id = question.message.id
    const renewal = setInterval(() => { messages.renewClaim(question).catch(() => {}) }, CLAIM_SECONDS * 1000 / 3)
    try {
      return await answerTurn(person, question, opened.created, controls, listener)
    } catch (error) {
      // This process stood still, its claim ran out, and another answered: that answer is the turn's.
      const first = isDuplicate(error) ? await messages.findTurn(id).catch(() => null) : null
      if (first?.answer) return { ...await replay(person, { answered: true, question: first, answer: first.answer }, controls), created: opened.created }
      // The question stays, unanswered: the same message.id sent again goes on from here.
      await messages.releaseClaim(question).catch(() => {})
      await forgetErased(question.conversationId)
      await record({
        ...facts(person, question, controls, 0, startedAt),
        status: 'error',
        reason: (ended.signal.reason ?? error as { code?: string }).code ?? 'UNKNOWN',
        prompt_tokens: 0,
        completion_tokens: 0,
        window_tokens_saved: 0
      })
      throw error
    } finally {
      clearInterval(renewal)
    }
  }

  /** A turn that outlived its conversation may have rebuilt the window, or stored its answer, after the erasure deleted them. */
  async function forgetErased (conversationId: string, entryId?: string): Promise<void> {
    try {
      if (!await messages.exists(conversationId)) await invalidation.drop([keys.window(conversationId), ...entryId === undefined ? [] : answers.keysOf(entryId)])
    } catch { /* Postgres is away, and with it the erasure */ }
  }

  /**
   * Tells an answered turn again. The process that answered it may have died before the cached copies were deleted and the
   * event was safe, so both are done once more: the event has the answer's id, and Postgres knows each id once.
   */
  async function replay (person: Person, { question, answer }: Opened & { answered: true }, controls: Controls): Promise<Turn> {
    const body = turnBody(question.conversationId, question.message, answer)
    await Promise.all([conversationCache.afterWrite(person, question.conversationId, null), keepEvent({
      ...facts(person, question, controls, 0, performance.now()),
      id: answer.id,
      at: new Date(answer.create_time),
      status: (answer.cache?.status ?? 'miss') as CacheStatus,
      reason: answer.cache?.reason,
      similarity: answer.cache?.similarity,
      entry_id: answer.cache?.entry_id,
      prompt_tokens: answer.usage?.prompt_tokens ?? 0,
      completion_tokens: answer.usage?.completion_tokens ?? 0,
      window_tokens_saved: 0
    })])
    return { created: false, body, answer: null, stored: false }
  }

  /**
   * One chat turn. It runs to its end even if the client leaves: the answer is paid for, and the conversation waits for it.
   * @throws NotFoundError, MessageConflictError, TurnInProgressError, OnlyIfCachedError, LlmIncompleteError, and what the LLM call throws
   */
  async function sendMessage (person: Person, input: TurnInput, controls: Controls, listener: TurnListener): Promise<Turn> {
    if (controls.read || controls.store) answers.foresee(input.content)
    const opened = await openTurn(person, input, { underWay: (id) => running.get(id)?.turn.catch(() => {}), onWait: listener.onWait })
    listener.onOpen(opened.question.conversationId)
    if (opened.answered) {
      const turn = await replay(person, opened, controls)
      listener.onStart({ conversation_id: turn.body.conversation_id, message: turn.body.message, cache: turn.body.cache }, turn.created)
      listener.onDelta(turn.body.answer.content)
      return turn
    }
    const id = opened.question.message.id
    const turn = answerClaimed(person, opened, controls, listener)
    running.set(id, { question: opened.question, turn })
    return await turn.finally(() => running.delete(id))
  }

  return {
    sendMessage,
    /** Gives up the turns under way: who is sent their messages again need not wait until the claims run out. */
    async close (): Promise<void> {
      ended.abort(new ShuttingDownError())
      // They end when the calls they wait for do, which others may be listening to.
      await Promise.allSettled(Array.from(running.values(), ({ question }) => messages.releaseClaim(question)))
    }
  }
}
export type SendMessage = ReturnType<typeof createSendMessage>['sendMessage']
