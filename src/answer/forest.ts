// The sum of many small trees, read feature by feature instead of tree by tree: QuickScorer (Lucchese et al., SIGIR 2015).
// A test that turns right rules out the leaves on its left; the first leaf of a tree that is left over is the one a walk would
// reach. The tests of a feature lie by rising threshold, so what turns left ends the row: no branch of a tree is ever followed.

/** nodes: [feature, threshold, left, right] after one another, a value at most the threshold turns left; a child below 0 is leaf number ~child. */
export type Tree = { nodes: number[], leaves: number[] }

/** A tree's leaves are the bits of one int32. */
const MOST_LEAVES = 31

type Test = { feature: number, threshold: number, tree: number, keep: number }

/** Leaves from left to right, and for each inner node what it leaves over where it turns right. */
function laidOut ({ nodes, leaves }: Tree, tree: number): { values: number[], tests: Test[] } {
  if (leaves.length > MOST_LEAVES) throw new Error(`tree ${tree}: expected at most ${MOST_LEAVES} leaves, got ${leaves.length}`)
  const values: number[] = []
  const tests: Test[] = []
  const visit = (at: number): void => {
    if (at < 0) {
      values.push(leaves[~at]!)
      return
    }
    const [feature, threshold, left, right] = nodes.slice(4 * at, 4 * at + 4) as [number, number, number, number]
    const from = values.length
    visit(left)
    tests.push({ feature, threshold, tree, keep: ~((1 << values.length) - (1 << from)) })
    visit(right)
  }
  visit(nodes.length === 0 ? -1 : 0)
  return { values, tests }
}

/** @returns the sum of the leaves that a vector of features reaches, to the last bit that of walking the trees in their order */
export function createForest (trees: readonly Tree[], features: number): (x: ArrayLike<number>) => number {
  const parts = trees.map(laidOut)
  const width = Math.max(1, ...parts.map(({ values }) => values.length))
  const values = new Float64Array(trees.length * width)
  parts.forEach((part, tree) => values.set(part.values, tree * width))
  const tests = parts.flatMap((part) => part.tests).sort((a, b) => a.feature - b.feature || a.threshold - b.threshold)
  const ends = Uint32Array.from({ length: features }, (_, feature) => tests.findLastIndex((test) => test.feature <= feature) + 1)
  const thresholds = Float64Array.from(tests, ({ threshold }) => threshold)
  const treeOf = Uint32Array.from(tests, ({ tree }) => tree)
  const keeps = Int32Array.from(tests, ({ keep }) => keep)
  const alive = new Int32Array(trees.length)

  return (x) => {
    alive.fill(-1)
    for (let feature = 0, i = 0; feature < features; feature++) {
      const value = x[feature]!
      const end = ends[feature]!
      for (; i < end && value > thresholds[i]!; i++) alive[treeOf[i]!]! &= keeps[i]!
      i = end
    }
    let sum = 0
    for (let tree = 0; tree < trees.length; tree++) {
      const left = alive[tree]!
      sum += values[tree * width + 31 - Math.clz32(left & -left)]!
    }
    return sum
  }
}
