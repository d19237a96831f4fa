import { randomUUID } from 'node:crypto'
import { createKeys } from '../../src/cache/keys.ts'
import { createMessages } from '../../src/db/messages.ts'
import { embeddedText } from '../../src/model/embedded-text.ts'
import { forgetInvalidations } from './history.ts'
import { load } from './load.ts'
import { alternate, atMost, median, pairedRow, quantile, row, timeEach, type Bench } from './measure.ts'
import type { Stage } from './stage.ts'
import { question, reworded } from './texts.ts'

const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, x, i) => sum + x * b[i]!, 0)
/** Clear of the threshold, so that FLOAT16 cannot move a pair across it. */
const CLEARLY = 0.955

/** Requests before the first that counts: a service that has just started runs code that is not compiled yet, three times as slow. */
export const WARM_UP = 2_000

/** Questions this bench asks, at most: others begin behind them. */
export const QUESTIONS_OF_TURNS = 2_000

/** Pairs of wordings the cache must take for one question, by the model's own vectors. `from`: where to begin among the questions, so that no two benches ask the same. */
export async function findPairs (stage: Stage, count: number, from = 0): Promise<{ first: string, again: string }[]> {
  const embedder = await stage.embedder()
  const vectorOf = async (text: string) => (await embedder.embed(embeddedText(text))).vector
  const pairs: { first: string, again: string }[] = []
  for (let i = from; pairs.length < count; i++) {
    const [first, again] = [question(i), reworded(i)]
    if (dot(await vectorOf(first), await vectorOf(again)) > CLEARLY) pairs.push({ first, again })
  }
  return pairs
}

/** A whole turn over HTTP, answered by each tier, against its two transactions alone and the embedding alone. One connection. */
export const turns: Bench<Stage> = {
  async run (stage, quick) {
    const url = `${(await stage.service()).base}/backend-api/f/conversation`
    const [pool, embedder] = [await stage.pool(), await stage.embedder()]
    const messages = createMessages(pool)
    const keys = createKeys()
    const perRound = quick ? 40 : 60
    const rounds = quick ? 3 : 8
    stage.log(`turns: looking for ${perRound * (rounds + 1)} rewordings, then ${rounds} rounds of ${perRound}`)
    const pairs = await findPairs(stage, perRound * (rounds + 1))
    const post = async (content: string) => await (await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ message: { content } }) })).json() as { answer: { content: string, model: string }, cache: { status: string, entry_id: string } }
    let last = await post(pairs[0]!.first)
    for (const { first } of pairs) last = await post(first)

    const person = { tenant: 'local', user: 'bench' }
    /** The statements of a turn, with the texts of a turn, through one connection. */
    async function transactions (content: string) {
      const id = randomUUID()
      const stale = [keys.conversationList(person.user), keys.history(id)]
      const asked = { id: randomUUID(), content, model: last.answer.model }
      await messages.startConversation(person, id, content, 'root', asked, stale)
      await messages.saveAnswer({
        id: randomUUID(),
        conversationId: id,
        replyTo: asked.id,
        content: last.answer.content,
        model: last.answer.model,
        finishReason: 'stop',
        cache: { status: 'exact', entry_id: last.cache.entry_id },
        usage: { prompt_tokens: 20, completion_tokens: 20, total_tokens: 40 },
        nextContext: randomUUID()
      }, stale)
    }
    async function turn (status: string, content: (i: number) => string): Promise<number[]> {
      const seen: Record<string, number> = {}
      const onReply = (_status: number, body: string) => {
        const was = (JSON.parse(body) as typeof last).cache.status
        seen[was] = (seen[was] ?? 0) + 1
      }
      const { milliseconds } = await load({ url, connections: 1, amount: perRound, method: 'POST', body: (i) => JSON.stringify({ message: { content: content(i) } }), onReply })
      if (seen[status] !== perRound) throw new Error(`expected ${perRound} ${status} answers, got ${JSON.stringify(seen)}`)
      return milliseconds
    }
    // Each wording is asked once: the service's memory of vectors is of no help.
    const again = (round: number, i: number) => pairs[round * perRound + i]!.again
    const sides = {
      transactions: async (round: number) => {
        const times = await timeEach(perRound, (i) => transactions(again(round, i)))
        await forgetInvalidations(stage)
        return times
      },
      exact: (round: number) => turn('exact', (i) => pairs[round * perRound + i]!.first),
      both: async (round: number) => {
        const times = await timeEach(perRound, async (i) => {
          await transactions(again(round, i))
          await embedder.embed(embeddedText(again(round, i)))
        })
        await forgetInvalidations(stage)
        return times
      },
      semantic: (round: number) => turn('semantic', (i) => again(round, i)),
      embedding: (round: number) => timeEach(perRound, (i) => embedder.embed(embeddedText(again(round, i))))
    }
    stage.log(`turns: warming up, ${WARM_UP} of each`)
    for (let i = 0; i < WARM_UP; i++) await transactions(pairs[i % perRound]!.again)
    await forgetInvalidations(stage)
    // The pairs of the last round, which does not count.
    const spare = (i: number) => pairs[rounds * perRound + i % perRound]!
    for (const content of [(i: number) => spare(i).first, (i: number) => spare(i).again]) {
      await load({ url, connections: 1, amount: WARM_UP, method: 'POST', body: (i) => JSON.stringify({ message: { content: content(i) } }) })
    }
    for (const side of Object.values(sides)) await side(rounds)
    const all = await alternate(rounds, sides)
    const p50 = (side: keyof typeof sides) => all[side].map(median)
    const fsync = stage.fsync ? 'fsync on' : 'fsync off'
    const alone = row(`two transactions alone (${fsync})`, 'ms', p50('transactions'))
    const both = row('two transactions and an embedding alone', 'ms', p50('both'))
    // The fastest tenth is what the work costs where nobody else wants the processor.
    const fastest = (side: keyof typeof sides) => all[side].map((times) => quantile(times, 0.1))
    const aloneFastest = row('two transactions alone, fastest tenth', 'ms', fastest('transactions'))
    const bothFastest = row('two transactions and an embedding alone, fastest tenth', 'ms', fastest('both'))
    return [
      alone,
      row('embedding alone', 'ms', p50('embedding')),
      both,
      atMost(pairedRow('turn from the exact tier, p50', 'ms', p50('exact'), alone, p50('transactions')), 1.5),
      atMost(pairedRow('turn from the semantic tier, p50', 'ms', p50('semantic'), both, p50('both')), 1.5),
      aloneFastest,
      pairedRow('turn from the exact tier, fastest tenth', 'ms', fastest('exact'), aloneFastest, fastest('transactions')),
      bothFastest,
      pairedRow('turn from the semantic tier, fastest tenth', 'ms', fastest('semantic'), bothFastest, fastest('both'))
    ]
  }
}
