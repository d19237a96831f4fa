import type { FastifyInstance } from 'fastify'
import { Counter, Gauge } from 'prom-client'
import { createChecks, type Checks } from '../answer/checks.ts'
import { createCompareAnswers } from '../answer/compare-answers.ts'
import type { Policies } from '../answer/policy.ts'
import type { EntryLearning } from '../cache/entry-learning.ts'
import type { SemanticAnswers } from '../cache/semantic-answers.ts'
import { createAnswerChecks } from '../db/answer-checks.ts'
import { createLane } from '../db/lane.ts'
import { rateInterval } from '../events/intervals.ts'
import { within } from '../events/within.ts'
import type { Embedder } from '../model/embedder.ts'
import type { Llm } from '../model/llm.ts'

const DAY_MS = 86_400_000
/** Longest that metrics wait for Postgres, ms. */
const LOOK_MS = 1_000

/** The checks of answers with their metrics; a part of the answer cache, which closes it. */
export function wireChecks (app: FastifyInstance, parts: { llm: Llm, embedder: Embedder, learning: EntryLearning, semantic: SemanticAnswers, policies: Policies }): Checks {
  const registers = [app.metrics.registry]
  // A lane: checks leave connections for the turns.
  const store = createAnswerChecks(createLane(app.pg.pool, 'checks'))
  const done = new Counter({ name: 'deflect_answer_checks_total', help: 'Checks of answers, by where the verdict came from and what it was', labelNames: ['source', 'outcome'], registers })
  const dropped = new Counter({ name: 'deflect_answer_checks_dropped_total', help: 'Checks that were not made: no place, no budget, or failed', labelNames: ['reason'], registers })
  const tokens = new Counter({ name: 'deflect_answer_check_tokens_total', help: 'Tokens that checks of answers cost', labelNames: ['kind'], registers })

  const rate = new Gauge({
    name: 'deflect_false_hit_rate',
    help: 'Share of shadow-checked semantic hits of the last 24 hours that were wrong, of every process, and its two-sided 95 % Clopper-Pearson interval; no sample without checks',
    labelNames: ['bound'],
    registers,
    async collect () {
      rate.reset()
      const counts = await within(store.counts(new Date(Date.now() - DAY_MS)), LOOK_MS).catch(() => null)
      if (counts === null || counts.checks === 0) return
      const { lower, upper } = rateInterval(counts.wrong, counts.checks)
      for (const [bound, value] of Object.entries({ measured: counts.wrong / counts.checks, lower, upper })) rate.set({ bound }, value)
    }
  })
  app.metrics.gauge('deflect_tightened_namespaces', 'Namespaces whose semantic tier has tightened itself or stopped; -1 where Postgres does not answer', () => within(store.tightened(), LOOK_MS).catch(() => -1))

  const { embedder, ...rest } = parts
  return createChecks({
    ...rest,
    compare: createCompareAnswers(embedder),
    store,
    judgeModel: app.config.JUDGE_MODEL,
    clock: app.clock.now,
    log: app.log,
    onCheck ({ source, outcome, prompt_tokens: prompt, completion_tokens: completion }) {
      done.inc({ source, outcome })
      if (prompt > 0) tokens.inc({ kind: 'prompt' }, prompt)
      if (completion > 0) tokens.inc({ kind: 'completion' }, completion)
    },
    onDropped: (reason) => dropped.inc({ reason })
  })
}
