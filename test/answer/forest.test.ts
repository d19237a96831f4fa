import fc from 'fast-check'
import t from '../tap.ts'
import { createForest, type Tree } from '../../src/answer/forest.ts'

const FEATURES = 4

/** By following the branches, one tree after the other. */
function walked (trees: readonly Tree[], x: readonly number[]): number {
  let sum = 0
  for (const { nodes, leaves } of trees) {
    let at = nodes.length === 0 ? -1 : 0
    while (at >= 0) at = x[nodes[4 * at]!]! <= nodes[4 * at + 1]! ? nodes[4 * at + 2]! : nodes[4 * at + 3]!
    sum += leaves[~at]!
  }
  return sum
}

// Few different values, so that tests fall on their thresholds.
const value = fc.integer({ min: 0, max: 5 }).map((n) => n / 5)
const leaf = fc.double({ min: -1, max: 1, noNaN: true })

/** Grown by splitting one leaf after another, as the training does: the numbers of the leaves do not follow their places. */
const tree: fc.Arbitrary<Tree> = fc.tuple(leaf, fc.array(fc.record({ at: fc.nat(), feature: fc.nat({ max: FEATURES - 1 }), threshold: value, leaf }), { maxLength: 9 })).map(([first, splits]) => {
  const nodes: number[] = []
  const leaves = [first]
  for (const split of splits) {
    const child = ~(split.at % leaves.length)
    const node = nodes.length / 4
    const place = nodes.findIndex((entry, i) => i % 4 >= 2 && entry === child)
    if (place >= 0) nodes[place] = node
    nodes.push(split.feature, split.threshold, child, ~leaves.length)
    leaves.push(split.leaf)
  }
  return { nodes, leaves }
})

t.test('a forest sums the leaves that a walk reaches, to the last bit', async (t) => {
  fc.assert(fc.property(fc.array(tree, { maxLength: 12 }), fc.array(fc.array(value, { minLength: FEATURES, maxLength: FEATURES }), { minLength: 1, maxLength: 5 }), (trees, vectors) => {
    const forest = createForest(trees, FEATURES)
    return vectors.every((x) => Object.is(forest(x) + 0, walked(trees, x) + 0))
  }), { numRuns: 500 })
})

t.test('a tree of more leaves than bits is refused', async (t) => {
  t.throws(() => createForest([{ nodes: [], leaves: new Array<number>(32).fill(0) }], FEATURES), /tree 0: expected at most 31 leaves, got 32/)
})
