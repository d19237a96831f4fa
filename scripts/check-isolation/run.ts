import { randomBytes } from 'node:crypto'
import type { Redis } from '../../src/cache/client.ts'
import { OnlyIfCachedError } from '../../src/errors.ts'
import { createRandom, pick, type Random } from '../check-consistency/random.ts'
import { craftedText } from './crafted.ts'
import { identityOf, neighbourOf, randomScope, type Scope } from './scopes.ts'
import { createSpine, POLICIES, QUESTIONS, type PolicyName, type Spine } from './spine.ts'

type Foreign = { asked: Scope, stored: Scope | null, question: string, policy: PolicyName, status: string }
export type Report = {
  seed: number
  scopes: number
  entries: number
  lookups: number
  /** Lookups in scopes that had stored the question; their answer must be found, or the run proves little. */
  own: number
  exact: number
  semantic: number
  missed: number
  /** Answers of `own` lookups that were not found. */
  lost: number
  foreign: number
  examples: Foreign[]
  seconds: number
  interrupted: boolean
}
export type Progress = { phase: 'storing' | 'looking up' | 'cleaning', done: number, of: number, foreign: number, perSecond: number }

export type Options = {
  url: string
  lookups: number
  seed: number
  /** Scopes that store answers; those asked for are these and their neighbours. */
  scopes?: number
  progress?: (progress: Progress) => void
  signal?: AbortSignal
  around?: (redis: Redis) => Redis
}

const CONCURRENCY = 128
const QUESTIONS_STORED = 3
const EXAMPLES = 5
const PROGRESS_EVERY_MS = 500
const POLICY_NAMES = Object.keys(POLICIES) as PolicyName[]

/** Scopes in families: each seed with neighbours, so that every store has near twins that stored the same question too. */
function createScopes (random: Random, count: number): Scope[] {
  const scopes: Scope[] = []
  while (scopes.length < count) scopes.push(scopes.length % 4 === 0 ? randomScope(random) : neighbourOf(random, scopes.at(-1)!))
  return scopes
}

/** `work` for each number below `count`, so many at a time. */
async function inParallel (count: number, signal: AbortSignal | undefined, work: (i: number) => Promise<void>): Promise<void> {
  let next = 0
  await Promise.all(Array.from({ length: Math.min(CONCURRENCY, count) }, async () => {
    while (next < count && !signal?.aborted) await work(next++)
  }))
}

/**
 * Stores the same questions, with the same vectors, in many scopes, then asks them in these and in scopes that look like
 * them. An answer names the scope it was stored in: one from a scope that is not the asker's is foreign.
 */
export async function checkIsolation (options: Options): Promise<Report> {
  const { seed, lookups, signal, progress, scopes: count = Math.min(4_000, Math.max(200, Math.round(lookups / 20))) } = options
  const random = createRandom(seed)
  const scopes = createScopes(random, count)
  const identities = scopes.map(identityOf)
  const report: Report = {
    seed, scopes: new Set(identities).size, entries: 0, lookups: 0, own: 0, exact: 0, semantic: 0, missed: 0, lost: 0, foreign: 0, examples: [], seconds: 0, interrupted: false
  }
  const spine = await createSpine({ url: options.url, prefix: `check-isolation-${randomBytes(6).toString('hex')}:`, around: options.around })
  const startedAt = performance.now()
  let phaseAt = startedAt
  let shownAt = 0
  const show = (phase: Progress['phase'], done: number, of: number) => {
    const now = performance.now()
    if (now - shownAt < PROGRESS_EVERY_MS && done < of) return
    shownAt = now
    progress?.({ phase, done, of, foreign: report.foreign, perSecond: done / (now - phaseAt) * 1000 })
  }

  /** @returns whether the answer was stored in a scope that is the asker's */
  function judge (asked: Scope, content: unknown, question: string, policy: PolicyName, status: string): void {
    const stored = scopes[Number(content)]
    if (stored && identityOf(stored) === identityOf(asked)) return
    report.foreign++
    if (report.examples.length < EXAMPLES) report.examples.push({ asked, stored: stored ?? null, question, policy, status })
  }

  try {
    const stored = await storeAll(spine, { scopes, identities, random, signal, judge, done: (i) => show('storing', i, scopes.length) })
    report.entries = stored.size
    phaseAt = performance.now()
    await inParallel(lookups, signal, async () => {
      const family = Math.floor(random() * scopes.length)
      const asked = random() < 0.4 ? scopes[family]! : neighbourOf(random, scopes[family]!)
      const [question, policy] = [pick(random, QUESTIONS), pick(random, POLICY_NAMES)]
      const own = stored.has(storedKey(identityOf(asked), question))
      if (own) report.own++
      const found = await look(spine, asked, question, policy, random)
      report.lookups++
      if (found === null) {
        report.missed++
        if (own) report.lost++
      } else {
        report[found.status]++
        judge(asked, found.content, question, policy, found.status)
      }
      show('looking up', report.lookups, lookups)
    })
  } finally {
    phaseAt = performance.now()
    show('cleaning', 0, 0)
    await spine.clean()
  }
  return { ...report, seconds: (performance.now() - startedAt) / 1000, interrupted: signal?.aborted ?? false }
}

const storedKey = (identity: string, question: string) => `${QUESTIONS.indexOf(question)} ${identity}`

type Storing = {
  scopes: Scope[],
  identities: string[],
  random: Random,
  signal: AbortSignal | undefined
  judge (asked: Scope, content: unknown, question: string, policy: PolicyName, status: string): void
  done (i: number): void
}

/** Each scope asks some of the questions, all at once, of an LLM that answers with the number of the scope. @returns what is stored where */
async function storeAll (spine: Spine, { scopes, identities, random, signal, judge, done }: Storing): Promise<Set<string>> {
  const stored = new Set<string>()
  await inParallel(scopes.length, signal, async (i) => {
    const scope = scopes[i]!
    const first = Math.floor(random() * QUESTIONS.length)
    for (let q = 0; q < QUESTIONS_STORED; q++) {
      const question = QUESTIONS[(first + q) % QUESTIONS.length]!
      const key = storedKey(identities[i]!, question)
      if (stored.has(key)) continue
      stored.add(key)
      const answers = spine.answersFor(scope, 'default')
      const plan = await answers.plan(spine.askOf(scope, question, [craftedText(random)], false))
      const answer = await answers.answer(plan, { stream: false, body: async () => ({ model: String(i), messages: [] }) }, { onCache () {}, onChunk () {} })
      judge(scope, answer.completion.choices[0]?.message.content, question, 'default', answer.cache.status)
      await spine.execute('store', answer.enqueueStore)
      answer.land()
    }
    done(i + 1)
  })
  return stored
}

async function look (spine: Spine, scope: Scope, question: string, policy: PolicyName, random: Random): Promise<{ status: 'exact' | 'semantic', content: unknown } | null> {
  const answers = spine.answersFor(scope, policy)
  const plan = await answers.plan(spine.askOf(scope, question, [craftedText(random)], true))
  try {
    const upstream = { stream: false, body: () => Promise.reject(new Error('expected only what is cached, got a call of the LLM')) }
    const { completion, cache } = await answers.answer(plan, upstream, { onCache () {}, onChunk () {} })
    return { status: cache.status as 'exact' | 'semantic', content: completion.choices[0]?.message.content }
  } catch (error) {
    if (error instanceof OnlyIfCachedError) return null
    throw error
  }
}
