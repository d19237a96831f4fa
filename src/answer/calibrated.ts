// P(same answer | features): the sum of small trees plus a share of the similarity, through a logistic.
// The trees were grown with monotone constraints: more similarity never lowers P, more guard evidence never raises it.
import model from './calibrated-model.json' with { type: 'json' }
import { featureNames } from './features.ts'
import { createForest, type Tree } from './forest.ts'

export type CalibratedModel = {
  version: string
  features: string[]
  cosineWeight: number
  scale: number
  offset: number
  trees: Tree[]
  points: { traps: number, bound: number, kept: number }[]
  provenance: Record<string, unknown>
}

// A model that names other features than this build computes would read the wrong columns.
export function createCalibrated (from: CalibratedModel): (x: ArrayLike<number>) => number {
  const want = from.features.join()
  if (want !== featureNames.join()) throw new Error(`calibrated model ${from.version}: expected features ${featureNames.join()}, got ${want}`)
  const cosineAt = featureNames.indexOf('cosine')
  const forest = createForest(from.trees, featureNames.length)
  return x => 1 / (1 + Math.exp(-(from.scale * (from.cosineWeight * x[cosineAt]! + forest(x)) + from.offset)))
}

/** Whether P means anything over the vectors of this embedding identity: the trees have learnt those of one model. */
export function knowsEmbedding (identity: string): boolean {
  const [model, dtype] = String(calibratedModel.provenance['embedding']).split(', ')
  return identity.includes(`${model}_${dtype?.split(' ')[0]}_`)
}

export const calibratedModel = model as CalibratedModel
export const probabilitySame: (x: ArrayLike<number>) => number = createCalibrated(calibratedModel)
