import { listOf, type Response, type ResponseEvent } from '../model/responses.ts'
import { piecesOf } from './replay.ts'

type Fields = Record<string, unknown>

/** The lists of an item that come part by part, the index that names a part, and what its events are called. */
const LISTS = [['summary', 'summary_index', 'reasoning_summary_part'], ['content', 'content_index', 'content_part']] as const
/** What the events of a part's text are called, by the type of the part, and where it stands in them and in the part. */
const TEXTS = new Map<unknown, [name: string, field: string]>([
  ['output_text', ['output_text', 'text']], ['refusal', ['refusal', 'refusal']],
  ['summary_text', ['reasoning_summary_text', 'text']], ['reasoning_text', ['reasoning_text', 'text']]
])

function * partEvents (part: Fields, at: Fields, named: string): Generator<ResponseEvent> {
  const [name, field = ''] = TEXTS.get(part['type']) ?? []
  const text = part[field]
  const tells = typeof text === 'string'
  // What a text rests on comes behind it: clients take it from there.
  const annotations = tells ? listOf(part['annotations']) : []
  yield { type: `response.${named}.added`, ...at, part: tells ? { ...part, [field]: '', ...(annotations.length > 0 ? { annotations: [] } : {}) } : part }
  if (tells) {
    const beside = name === 'output_text' && 'logprobs' in part ? { logprobs: [] } : {}
    for (const delta of piecesOf(text)) yield { type: `response.${name}.delta`, ...at, delta, ...beside }
    for (const [i, annotation] of annotations.entries()) yield { type: `response.${name}.annotation.added`, ...at, annotation_index: i, annotation }
    yield { type: `response.${name}.done`, ...at, [field]: text, ...beside }
  }
  yield { type: `response.${named}.done`, ...at, part }
}

function * itemEvents (item: Fields, outputIndex: number): Generator<ResponseEvent> {
  const lists = LISTS.map(([list, index, named]) => ({ list, index, named, parts: item[list] })).filter(({ parts }) => Array.isArray(parts))
  const unsaid = Object.fromEntries(lists.map(({ list }) => [list, []]))
  yield { type: 'response.output_item.added', output_index: outputIndex, item: { ...item, ...('status' in item ? { status: 'in_progress' } : {}), ...unsaid } }
  for (const { parts, index, named } of lists) {
    for (const [i, part] of listOf(parts).entries()) yield * partEvents(part, { item_id: item['id'], output_index: outputIndex, [index]: i }, named)
  }
  yield { type: 'response.output_item.done', output_index: outputIndex, item }
}

/** How a response ends where it is not complete. */
const ENDS = ['incomplete', 'failed']
/** What nothing is said of before the end. */
const UNSAID = { usage: null, completed_at: null, error: null, incomplete_details: null }

function * events (response: Response): Generator<ResponseEvent> {
  const unsaid = Object.fromEntries(Object.entries(UNSAID).filter(([name]) => name in response))
  const begun = { ...response, status: 'in_progress', output: [], ...unsaid }
  yield { type: 'response.created', response: begun }
  yield { type: 'response.in_progress', response: begun }
  for (const [i, item] of listOf(response.output).entries()) yield * itemEvents(item, i)
  yield { type: `response.${ENDS.includes(response.status) ? response.status : 'completed'}`, response }
}

/** A whole response in the events a stream would have brought: its items, their texts in pieces, and itself. Pure. */
export const replayResponse = (response: Response): ResponseEvent[] => [...events(response)].map((event, i) => ({ ...event, sequence_number: i }))
