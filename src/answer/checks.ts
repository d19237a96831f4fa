import { randomUUID } from 'node:crypto'
import { isOperators, type AnswerEntry } from '../cache/answer-entry.ts'
import type { Log } from '../cache/client.ts'
import type { EntryLearning } from '../cache/entry-learning.ts'
import type { SemanticAnswers } from '../cache/semantic-answers.ts'
import type { Completion, LlmBody } from '../completion.ts'
import type { AnswerCheck, AnswerChecks } from '../db/answer-checks.ts'
import { hashUser } from '../events/event.ts'
import type { Llm } from '../model/llm.ts'
import type { CompareAnswers } from './compare-answers.ts'
import { createLabels } from './labels.ts'
import { createOffPath } from './off-path.ts'
import { asksJudge, type Plan } from './plan.ts'
import type { Policies } from './policy.ts'
import { costOf, createVerdicts, isEvidence, type Verdict } from './verdicts.ts'

/** An entry and a question that is not its own: the one that was served, or one that was not. `learner`: the entry that learns from it. */
export type Met = { entry: AnswerEntry, learner: string, similarity: number, probability: number | null }
export type Missed = Met & {
  reason: string | undefined
  /** What the LLM said instead. */
  fresh: Completion
  /** The id under which that was stored. */
  ownId: string
  /** Where the question's own answer is in the exact tier; with its asker alone, perhaps. */
  ownKey: string
  exactKey: string
  /** One step less of tightening would have served the entry. */
  passedOver: boolean
}
export type Rated = {
  messageId: string
  conversationId: string
  user: string
  tenant: string
  asked: string
  model: string
  entryId: string
  similarity: number
  probability: number | null
  rating: 'up' | 'down'
}

/** What is less likely would teach an entry nothing: the model knows. */
const EXPLORED_FROM = 0.3

/**
 * Finds out whether answers given, or held back, were right: off the path of the request, which never waits for any of it, at a
 * bounded rate. Whatever does not find a place or a budget is left out and counted; a failure is one too.
 */
export function createChecks (deps: {
  llm: Llm,
  compare: CompareAnswers,
  learning: EntryLearning,
  semantic: Pick<SemanticAnswers, 'read'>,
  store: AnswerChecks,
  policies: Pick<Policies, 'step' | 'forNamespace'>,
  judgeModel: string | undefined,
  /** Of Postgres; without: of this process. */
  clock?: () => Date
  log: Log
  onCheck: (check: AnswerCheck) => void,
  onDropped: (reason: 'busy' | 'budget' | 'failed') => void
}) {
  const { llm, learning, semantic, judgeModel, clock = () => new Date(), log } = deps
  const { keep, learn, weigh } = createLabels(deps)
  const { launch, bounded, done, close } = createOffPath(deps)
  const { mayCall, askJudge, compareOrJudge } = createVerdicts({ ...deps, signal: bounded })
  const relearning = new Set<string>()

  /** Without a probability a label teaches nothing. */
  const untaught = <M extends Met>(met: M): M => ({ ...met, probability: null })

  async function settle (plan: Plan, { entry, learner, similarity, probability }: Met, source: AnswerCheck['source'], served: boolean, verdict: Verdict, alias: string | null = null): Promise<void> {
    const check: AnswerCheck = {
      id: randomUUID(),
      tenant: plan.scope.tenant,
      namespace: plan.controls.namespace,
      entry_id: learner,
      met_id: entry.id,
      asked: plan.question,
      entry_question: entry.question,
      similarity,
      probability,
      outcome: verdict.outcome,
      source,
      served,
      conversation_id: plan.conversationId,
      user_hash: hashUser(plan.scope.tenant, plan.owner),
      // Whose tokens they are: a judge's alone are his model's.
      model: source === 'judge' ? judgeModel ?? plan.scope.model : plan.scope.model,
      prompt_tokens: verdict.promptTokens,
      completion_tokens: verdict.completionTokens,
      alias
    }
    await keep(check, entry, plan.askedAt)
    if (source === 'shadow' && verdict.outcome !== 'unknown') await weigh(check, verdict.outcome === 'different')
  }

  return {
    /** A semantic hit was given: a sampled share is asked of the LLM all the same, but what an operator wrote or pinned is not. @param ask what a miss would have sent, with these headers */
    afterHit (plan: Plan, met: Met, ask: () => Promise<LlmBody>, headers?: Record<string, string>): void {
      if (isOperators(met.entry) || Math.random() >= plan.policy.shadowRate || !mayCall(plan)) return
      launch(async () => {
        const { stream: _stream, stream_options: _options, ...body } = await ask()
        // A fallback's answers, and its word as a judge, say nothing of what the first one said.
        const fresh = await llm.complete(body as LlmBody, bounded(), { headers, firstOnly: true })
        const verdict = await compareOrJudge(plan, met.entry, fresh)
        const spent = costOf(fresh)
        await settle(plan, verdict.teaches ? met : untaught(met), 'shadow', true, { outcome: verdict.outcome, promptTokens: spent.promptTokens + verdict.promptTokens, completionTokens: spent.completionTokens + verdict.completionTokens })
      })
    },

    /** The LLM answered although an entry was near. Its answer is there to be compared; only a judge costs a call. */
    afterMiss (plan: Plan, missed: Missed): void {
      const { policy } = plan
      const comparable = !isOperators(missed.entry)
      const sampled = comparable && missed.passedOver && Math.random() < policy.shadowRate
      const explores = comparable && policy.kind === 'verified' && (missed.probability ?? 0) >= EXPLORED_FROM
      // By another name an answer lives as the entry does: by its tags, and by the classes of its question.
      const { tags, meant = [] } = missed.entry
      const livesAlike = plan.controls.tags.every((tag) => tags.includes(tag)) && plan.meant.every((name) => meant.includes(name))
      const grey = livesAlike && asksJudge(policy) && missed.reason === 'below_threshold' && missed.similarity >= policy.judgeFloor
      if (!sampled && !explores && !grey) return
      launch(async () => {
        const compared = sampled || explores ? await compareOrJudge(plan, missed.entry, missed.fresh) : null
        if (compared && (compared.outcome !== 'unknown' || compared.judged || !grey)) {
          const credits = explores && compared.outcome === 'same' && compared.teaches
          await settle(plan, compared.teaches ? missed : untaught(missed), sampled ? 'shadow' : 'explore', false, compared)
          // The entry has one label more, and another wording, which has its own answer and learns nothing by itself.
          if (credits) await learning.join(missed.learner, missed.ownId)
          return
        }
        if (!mayCall(plan)) return
        const verdict = await askJudge(plan, missed.entry)
        const became = verdict.outcome === 'same' && await learning.alias(missed.entry.id, missed.similarity, missed)
        await settle(plan, missed, 'judge', false, verdict, became ? plan.exactHash : null)
      })
    },

    /** A person's word on a semantic hit. To be called before a quarantine takes the entry away. */
    async rate (rated: Rated): Promise<void> {
      try {
        const entry = await semantic.read(rated.entryId)
        if (!entry) return
        await keep({
          id: rated.messageId,
          tenant: rated.tenant,
          namespace: entry.namespace,
          entry_id: await learning.learnerOf(entry.id),
          met_id: entry.id,
          asked: rated.asked,
          entry_question: entry.question,
          similarity: rated.similarity,
          probability: rated.rating === 'down' || isEvidence(entry.completion) ? rated.probability : null,
          outcome: rated.rating === 'up' ? 'same' : 'different',
          source: 'feedback',
          served: true,
          conversation_id: rated.conversationId,
          user_hash: hashUser(rated.tenant, rated.user),
          model: rated.model,
          prompt_tokens: 0,
          completion_tokens: 0,
          alias: null
        }, entry, clock())
      } catch (error) {
        // The rating itself is kept already.
        log.warn({ reason: (error as Error).message }, 'a rating was not kept as a label')
      }
    },

    /** An entry that knows nothing of its labels: Redis lost it, or it was stored before there were any. */
    relearn (tenant: string, entryId: string, learner: string): void {
      if (relearning.has(entryId)) return
      relearning.add(entryId)
      launch(() => learn(tenant, learner, entryId), () => relearning.delete(entryId))
    },

    done,
    close
  }
}
export type Checks = ReturnType<typeof createChecks>
