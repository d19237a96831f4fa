import { formatSimilarity } from '../shared/format.ts'
import type { Cache } from './api-types.ts'

/** How an answer came about, as a badge says it. */
export const LABELS: Record<string, string> = { exact: 'exact', semantic: 'semantic', coalesced: 'coalesced', miss: 'fresh', bypass: 'fresh' }
export const isCached = (cache: Cache | null): boolean => cache?.status === 'exact' || cache?.status === 'semantic'
/** No call to the model was made for it. */
export const isSpared = (cache: Cache | null): boolean => isCached(cache) || cache?.status === 'coalesced'

const REASONS: Record<string, string> = {
  empty: 'no question that could answer this one is in the cache yet',
  below_threshold: 'no cached question is near enough to this one',
  scope: 'what is cached belongs to another scope',
  error: 'the cache could not be asked just then',
  busy: 'the embedding model was busy just then',
  'no-cache': 'you asked for an answer past the cache',
  'no-store': 'the request asked that nothing be kept'
}
const CLASSES: Record<string, string> = {
  personal: 'it holds personal data',
  account: 'it is about an account of its own',
  time_relative: 'its answer depends on the moment',
  creative: 'it asks for something new each time',
  'exact_only:unread': 'the embedding model cannot read all of it, so only the same words could share an answer',
  'exact_only:instructions': 'the system prompt works on its very words, so only the same letters could share an answer',
  too_long: 'it is longer than the embedding model reads',
  truncated: 'the answer was cut short',
  refused: 'the model refused to answer',
  incomplete: 'the answer is not whole',
  too_large: 'the answer is too large to keep'
}

function reasonInWords (reason: string): string {
  const [kind, name = ''] = reason.split(/:(.*)/s)
  if (kind === 'guard') return `the nearest cached question is near, but differs in a way that matters (${name.replaceAll('_', ' ').replaceAll('-', ' ')})`
  if (kind === 'not_cacheable' && name) return `a question or answer of this kind is not kept: ${CLASSES[name] ?? name.replaceAll('_', ' ')}`
  if (kind === 'scope' && name) return `what is cached for others is not used here: ${CLASSES[name] ?? name.replaceAll('_', ' ')}`
  return REASONS[reason] ?? reason.replaceAll('_', ' ')
}

/** What a whole answer lacks, in a sentence; null where that is nothing. The reason is kept with the answer, so a reload says it too. Pure. */
export function lackInWords (content: string, cache: Cache | null): string | null {
  if (content.trim() === '') return 'The model gave no text.'
  return cache?.reason === 'not_cacheable:truncated' ? 'Cut short: the model reached the length its answers may have.' : null
}

/** Why this answer came the way it did, in sentences. Pure. */
export function whyInWords (cache: Cache, fresh: boolean): string[] {
  const { status, similarity, reason } = cache
  if (status === 'exact') return ['The same question was asked before in the same context, so its answer was served again.', 'The model was not asked.']
  if (status === 'semantic') return ['A question that means the same was asked before in the same context, so its answer was served again.', 'The model was not asked.', ...(similarity === undefined ? [] : [`The two questions have a similarity of ${formatSimilarity(similarity)} (1 is the same).`])]
  if (status === 'coalesced') return ['Somebody asked the same question at the same time. The model was asked once, and both were given the answer.']
  const near = similarity === undefined ? [] : [`The nearest cached question has a similarity of ${formatSimilarity(similarity)} (1 is the same).`]
  const why = reason === undefined ? (fresh ? REASONS['no-cache'] : undefined) : reasonInWords(reason)
  return ['The model was asked.', ...(why ? [`${why[0]!.toUpperCase()}${why.slice(1)}.`] : []), ...near]
}
