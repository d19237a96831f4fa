import type { Embedder } from '../../src/model/embedder.ts'
import { halves } from '../calibration/halves.ts'
import type { Tuned } from './format.ts'
import { judgePairs } from './judge-pairs.ts'
import type { Pair } from './pairs.ts'
import { choose, measure, settings, type Per } from './sweep.ts'

export type TuneOptions = { source: string, split: string, budget: number, per: Per }

/** Judges the pairs, and finds the loosest setting on one half; the other half reports. */
export async function tune (pairs: readonly Pair[], { source, split, budget, per }: TuneOptions, embedder: Pick<Embedder, 'embed'>, progress: (done: number) => void): Promise<Tuned> {
  const startedAt = performance.now()
  const judged = await judgePairs(pairs, embedder, progress)
  const halfOf = halves([...pairs])
  const first = (_: unknown, i: number) => split === 'random' ? halfOf(pairs[i]!.a) === 0 : i < pairs.length / 2
  const [train, test] = [judged.filter(first), judged.filter((pair, i) => !first(pair, i))]
  const choice = choose(train, test, budget, per)
  const classes = [...new Set(test.flatMap((pair) => pair.classes))].sort()
    .map((name) => ({ name, measured: measure(test.filter((pair) => pair.classes.includes(name)), choice.setting) }))
  return {
    source,
    split,
    budget,
    per,
    train_pairs: train.length,
    test_pairs: test.length,
    seconds: Math.round((performance.now() - startedAt) / 100) / 10,
    choice,
    rows: settings.map((setting) => ({ setting, train: measure(train, setting), test: measure(test, setting) })),
    classes
  }
}
