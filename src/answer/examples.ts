import type { StoredEntries } from '../cache/stored-entries.ts'
import type { EventRange, NeighbourRow, OperatorSeries } from '../db/operator-series.ts'

export type Example = {
  similarity: number
  status: 'semantic' | 'miss' | 'checked'
  asked: string | null
  entry_id: string
  entry_question: string | null
  outcome: 'same' | 'different' | null
  source: string | null
  at: string
}

/** Pairs of questions on both sides of a threshold, with words only where they are kept anyway: in checks and cached entries. */
export function createExamples ({ record, stored }: { record: OperatorSeries, stored: Pick<StoredEntries, 'questions'> }) {
  async function side (range: EventRange, threshold: number, where: 'above' | 'below', limit: number): Promise<Example[]> {
    const [decisions, checked] = await Promise.all([record.neighbours(range, threshold, where, limit), record.checkedNeighbours(range, threshold, where, limit)])
    const questions = await stored.questions(range.tenant, [...new Set(decisions.flatMap(({ entry_id: id, own_entry_id: own }) => own === null ? [id] : [id, own]))])
    const ofDecision = ({ own_entry_id: own, ...row }: NeighbourRow): Example =>
      ({ ...row, asked: (own !== null && questions.get(own)) || null, entry_question: questions.get(row.entry_id) ?? null, outcome: null, source: null })
    const distance = ({ similarity }: Example) => Math.abs(similarity - threshold)
    return [...checked.map((row): Example => ({ ...row, status: 'checked' })), ...decisions.map(ofDecision)].sort((a, b) => distance(a) - distance(b))
  }
  return async (range: EventRange, threshold: number, limit: number) => {
    const [above, below] = await Promise.all([side(range, threshold, 'above', limit), side(range, threshold, 'below', limit)])
    return { above, below }
  }
}
