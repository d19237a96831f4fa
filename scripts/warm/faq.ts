import { setTimeout as pause } from 'node:timers/promises'
import { createAnswerQuestion, type Answers } from '../../src/answer/answer-question.ts'
import { DEFAULT_CONTROLS } from '../../src/answer/controls.ts'
import type { LookedFor } from '../../src/answer/find.ts'
import { askOfChat } from '../../src/answer/chat-request.ts'
import { ROOT_CONTEXT } from '../../src/answer/lineage.ts'
import type { Found } from '../../src/answer/lookup.ts'
import type { Plan } from '../../src/answer/plan.ts'
import type { Policies } from '../../src/answer/policy.ts'
import { readQuestion } from '../../src/answer/question-reading.ts'
import { buildApp } from '../../src/app.ts'
import { createAdmissions } from '../../src/cache/admissions.ts'
import type { AnswerEntry } from '../../src/cache/answer-entry.ts'
import { shownText, type Completion } from '../../src/completion.ts'
import type { Config } from '../../src/config.ts'
import type { Embedder } from '../../src/model/embedder.ts'
import type { Llm } from '../../src/model/llm.ts'
import { countTokens } from '../../src/model/tokens.ts'
import { readQuarantined, type IsQuarantined } from './quarantined.ts'
import type { Faq } from './read-faq.ts'

/** `kept`: how many were stored; `present`: answered already; `refused`: what the policy, the content, a quarantine or a later line keeps out of the cache, by reason. */
export type FaqWarmed = { of: number, done: number, kept: number, present: number, asked: number, refused: Record<string, number> }
export type FaqOptions = { tenant: string, namespace: string, model: string | undefined, perSecond: number, atOnce: number, signal: AbortSignal, onProgress: (warmed: Readonly<FaqWarmed>) => void }

/** Nobody waits for one command or embedding here, so it may take longer than in a request, ms. */
const COMMAND_MS = 2_000
const EMBEDDING_MS = 20_000
const READY_MS = 30_000
/** How often the cache is looked at where it does not answer, and the pause between, ms: a slow moment passes. */
const LOOKS = 20
const LOOK_AGAIN_MS = 500
/** Whose the answers are: no person's name is empty, so nobody's erasure takes them along. */
const USER = ''

const isUnseen = (found: Found): found is Extract<Found, { reason: string }> => found.status === 'miss' && found.reason === 'error'

/** A given answer in the shape the LLM would have given it, with the tokens it would have cost. */
function completionOf (question: string, answer: string, model: string): Completion {
  const [prompt, completion] = [countTokens(question, model), countTokens(answer, model)]
  return {
    id: 'chatcmpl-faq', object: 'chat.completion', created: Math.floor(Date.now() / 1000), model, choices: [{ index: 0, message: { role: 'assistant', content: answer }, finish_reason: 'stop' }], usage: { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion }
  }
}

/** What questions are the same by. */
const wordsOf = ({ question }: Pick<Faq, 'question'>): string => readQuestion(question).normalised

/** Whether a given answer takes the place of this one, which has its question's very words: not of what an operator pinned, or changed since. */
const gives = (answer: string, { completion, pinned, editedAt, createdAt }: AnswerEntry) =>
  pinned !== true && (editedAt === undefined || (editedAt === createdAt && completion.choices[0]?.message.content !== answer))

/**
 * Stores answers as the service would, as first questions of the chat: through its own plan, checks and stores. Asks the LLM for those that are not given.
 * @param own the caller's own embedder, as of `buildApp`
 */
export async function warmFaq (config: Config, faqs: readonly Faq[], { tenant, namespace, model = config.LLM_MODEL, perSecond, atOnce, signal, onProgress }: FaqOptions, own?: Embedder): Promise<FaqWarmed> {
  const app = await buildApp({ ...config, REDIS_TIMEOUT_MS: Math.max(COMMAND_MS, config.REDIS_TIMEOUT_MS), EMBEDDING_TIMEOUT_MS: Math.max(EMBEDDING_MS, config.EMBEDDING_TIMEOUT_MS), LOG_LEVEL: 'silent' }, false, own)
  const warmed: FaqWarmed = { of: faqs.length, done: 0, kept: 0, present: 0, asked: 0, refused: {} }
  const { redis, exactAnswers: exact, semanticAnswers: semantic, embedder, policies, generations } = app
  // What an operator puts there needs no second user who asks for it.
  const shared: Policies = { ...policies, forNamespace: async (...of) => ({ ...await policies.forNamespace(...of), admission: 'first' }) }
  const answersBy = (llm: Llm): Answers => createAnswerQuestion({ exact, semantic, admissions: createAdmissions({ redis: redis.cache, keys: redis.keys, attempt: redis.attempt }), embedder, llm, policies: shared, generations, flights: null, classesByMeaning: config.CLASSES_BY_MEANING === 'on', clock: app.clock.now })
  const byLlm = answersBy(app.llm)

  function tell (what: 'kept' | 'present' | { refused: string }): void {
    if (typeof what === 'string') warmed[what]++
    else warmed.refused[what.refused] = (warmed.refused[what.refused] ?? 0) + 1
    warmed.done++
    onProgress(warmed)
  }

  /** @throws Error where the cache does not answer, though the model is there */
  async function find (answers: Answers, plan: Plan): Promise<LookedFor> {
    for (let looks = 1; ; looks++) {
      const looked = await answers.find(plan)
      if (!isUnseen(looked.found) || !embedder.ready()) return looked
      if (looks === LOOKS) throw new Error('Redis or the embedding model does not answer in time')
      await pause(LOOK_AGAIN_MS, undefined, { signal })
    }
  }

  async function one ({ question, answer: given }: Faq, isQuarantined: IsQuarantined): Promise<void> {
    // Before anything goes to make room for it.
    if (given !== undefined && isQuarantined(question, given)) return tell({ refused: 'quarantined' })
    const answers = given === undefined ? byLlm : answersBy({ ...app.llm, complete: async () => completionOf(question, given, model) })
    const ask = { user: USER, bypass: null, conversationId: null, written: given !== undefined, ...askOfChat({ tenant, model, system: config.LLM_SYSTEM_PROMPT ?? null, context: ROOT_CONTEXT, question }) }
    const system = config.LLM_SYSTEM_PROMPT === undefined ? [] : [{ role: 'system', content: config.LLM_SYSTEM_PROMPT }]
    const body = async () => ({ model, messages: [...system, { role: 'user', content: question }] })
    const planned = (read: boolean) => answers.plan({ ...ask, controls: { ...DEFAULT_CONTROLS, namespace, read } })
    const run = async (plan: Plan, known?: { looked: LookedFor }) => await answers.answer(plan, { body, stream: false, signal: () => signal }, { onCache () {}, onChunk () {} }, known)
    const plan = await planned(true)
    const looked = await find(answers, plan)
    const { found, plan: { keeping: { userOnly, narrowed } } } = looked
    if (userOnly) return tell({ refused: narrowed ?? 'sharing:user' })
    // Before the LLM is asked. Where the model is away, an operator's answer may stand there unseen.
    if (found.status === 'bypass' || isUnseen(found)) return tell({ refused: found.reason })
    let result = await run(plan, { looked })
    // A given answer is for these very words, whatever is near them, and whatever the LLM or an earlier list said to them.
    const { entry } = result
    // By its words, not by the tier: Redis may have evicted its exact answer, and `npm run reindex` leaves that behind.
    const isOfTheseWords = entry !== null && wordsOf(entry) === wordsOf({ question })
    if (given !== undefined && entry && (!isOfTheseWords || gives(given, entry))) {
      if (isOfTheseWords) await app.entries.removeAll([entry.id])
      result = await run(await planned(false))
    }
    const { status, reason = 'unknown' } = result.cache
    if (status === 'miss' || (status === 'bypass' && result.stores)) warmed.asked += given === undefined ? 1 : 0
    if (result.stores && isQuarantined(question, shownText(result.completion))) {
      result.land()
      return tell({ refused: 'quarantined' })
    }
    const replies = result.stores ? await redis.execute('warm', (pipeline) => { result.enqueueStore(pipeline) }) : null
    if (result.stores && replies === null) throw new Error('Redis did not take an answer')
    result.land()
    // Not stored where an operator's stands there by now.
    if (result.isStored(replies)) return tell('kept')
    tell(result.stores || status === 'exact' || status === 'semantic' ? 'present' : { refused: reason })
  }

  try {
    await app.ready()
    // The service waits for its database; a command says that there is none.
    await app.pg.pool.query('SELECT')
    await app.migrated
    await embedder.loaded
    for (const deadline = performance.now() + READY_MS; !redis.invalidation.state().caughtUp || semantic.index.state() === 'unknown'; await pause(20)) {
      if (performance.now() > deadline) throw new Error(`cannot reach Redis at ${new URL(config.REDIS_URL).host} (REDIS_URL)`)
    }
    const isQuarantined = await readQuarantined(redis.cache, redis.keys, { tenant, namespace, known: await generations.read(tenant) })
    const beganAt = performance.now()
    const lastOf = new Map(faqs.map((faq, i) => [wordsOf(faq), i]))
    let next = 0
    await Promise.all(Array.from({ length: atOnce }, async () => {
      for (let i = next++; i < faqs.length; i = next++) {
        signal.throwIfAborted()
        const waitMs = beganAt + i * 1000 / perSecond - performance.now()
        if (waitMs > 0) await pause(waitMs, undefined, { signal })
        // Side by side they would both be stored, and the one that the exact tier lost be found by meaning.
        if (lastOf.get(wordsOf(faqs[i]!)) === i) await one(faqs[i]!, isQuarantined)
        else tell({ refused: 'repeated' })
      }
    }))
    return warmed
  } finally {
    await app.close()
  }
}
