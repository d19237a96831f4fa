import { guards as all, parse, runGuards } from '../../src/answer/guards/index.ts'
import { below, quantile, row, type Bench } from './measure.ts'
import type { Stage } from './stage.ts'
import { asOthersAsk, question } from './texts.ts'

const CHARACTERS = 200
/** Each pair is read and compared so often, all of them in turn: what disturbs the machine for a while seldom meets one pair each time. */
const READINGS = 3

/** Questions of about 200 characters that share most of what they say, and not all: no guard may stop at equal texts. */
function pairOf (i: number): [string, string] {
  const fit = (parts: string[]) => parts.join(' ').slice(0, CHARACTERS)
  const context = [question(7 * i + 1), question(11 * i + 2), question(13 * i + 3)]
  return [fit([question(i), ...context]), fit([asOthersAsk(i), ...context.slice(0, 1), question(17 * i + 4), ...context.slice(1)])]
}

/** What the guards cost a decision: all of them on one pair, none stopping the next. */
export const guards: Bench<Stage> = {
  async run (stage, quick) {
    const pairs = quick ? 2_000 : 10_000
    stage.log(`guards: ${pairs} pairs`)
    const times = { read: [] as number[], guards: [] as number[], met: [] as number[] }
    const undisturbed = new Array<number>(pairs).fill(Infinity)
    // A tenth of a turn before them warms the compiler up.
    for (let turn = -pairs / 10; turn < READINGS * pairs; turn++) {
      const i = (turn + pairs) % pairs
      const [a, b] = pairOf(i)
      const startedAt = performance.now()
      const [one, other] = [parse(a), parse(b)]
      const readAt = performance.now()
      runGuards(one, other)
      const endedAt = performance.now()
      // The other way round, as the guards remember what they found of the last pair, and not only of its questions.
      runGuards(other, one)
      const metAt = performance.now()
      if (turn < 0) continue
      times.read.push((readAt - startedAt) / 2)
      times.guards.push(endedAt - readAt)
      times.met.push(metAt - endedAt)
      undisturbed[i] = Math.min(undisturbed[i]!, endedAt - readAt)
    }
    const p99 = (of: number[]) => [quantile(of, 0.99)]
    return [
      row('reading one question', 'ms', times.read),
      row('reading one question, p99', 'ms', p99(times.read)),
      row(`all ${all.length} guards on a pair that is read`, 'ms', times.guards),
      row(`all ${all.length} guards on a pair of questions that were met before`, 'ms', times.met),
      row(`all ${all.length} guards on a pair that is read, p99 with what else the machine does`, 'ms', p99(times.guards)),
      below(row(`all ${all.length} guards on a pair that is read, p99 of the pairs, each at its best of ${READINGS}`, 'ms', p99(undisturbed)), 0.2, '≤ 0.2 ms')
    ]
  }
}
