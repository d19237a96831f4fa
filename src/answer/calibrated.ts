// P(same answer | features): the sum of small trees plus a share of the similarity, through a logistic.
// The trees were grown with monotone constraints: more similarity never lowers P, more guard evidence never raises it.
import model from './calibrated-model.json' with { type: 'json' }
import { featureNames } from './features.ts'

export type CalibratedModel = {
  version: string
  features: string[]
  cosineWeight: number
  scale: number
  offset: number
  // nodes: [feature, threshold, left, right] after one another; a child below 0 is leaf number ~child
  trees: { nodes: number[], leaves: number[] }[]
  points: { traps: number, bound: number, kept: number }[]
  provenance: Record<string, unknown>
}

// A model that names other features than this build computes would read the wrong columns.
export function createCalibrated (from: CalibratedModel): (x: number[]) => number {
  const want = from.features.join()
  if (want !== featureNames.join()) throw new Error(`calibrated model ${from.version}: expected features ${featureNames.join()}, got ${want}`)
  const cosineAt = featureNames.indexOf('cosine')
  return x => {
    let sum = from.cosineWeight * x[cosineAt]!
    for (const tree of from.trees) sum += leafOf(tree, x)
    return 1 / (1 + Math.exp(-(from.scale * sum + from.offset)))
  }
}

function leafOf ({ nodes, leaves }: CalibratedModel['trees'][number], x: number[]): number {
  let at = 0
  while (at >= 0) at = x[nodes[4 * at]!]! <= nodes[4 * at + 1]! ? nodes[4 * at + 2]! : nodes[4 * at + 3]!
  return leaves[~at]!
}

/** Whether P means anything over the vectors of this embedding identity: the trees have learnt those of one model. */
export function knowsEmbedding (identity: string): boolean {
  const [model, dtype] = String(calibratedModel.provenance['embedding']).split(', ')
  return identity.includes(`${model}_${dtype?.split(' ')[0]}_`)
}

export const calibratedModel = model as CalibratedModel
export const probabilitySame: (x: number[]) => number = createCalibrated(calibratedModel)
