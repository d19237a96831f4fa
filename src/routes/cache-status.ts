import type { CacheOutcome } from '../answer/answer-question.ts'
import type { AnswerEntry } from '../cache/answer-entry.ts'
import type { WireCache } from '../chat/wire.ts'
import type { OnlyIfCachedError } from '../errors.ts'

/** Response headers as RFC 9211 and docs/gateway.md have them. Every `detail` here is a token, so none needs quoting. */
export type CacheHeaders = Record<string, string>

const similarityHeader = ({ similarity }: { similarity?: number }): CacheHeaders => similarity === undefined ? {} : { 'x-deflect-similarity': similarity.toFixed(4) }

/** @param stored undefined while it is not known yet (a stream's headers leave before its answer) */
export function answerHeaders (cache: CacheOutcome, entry: AnswerEntry | null, stored: boolean | undefined, nowMs: number): CacheHeaders {
  const headers: CacheHeaders = {}
  if (entry) {
    headers['cache-status'] = `deflect; hit; ttl=${Math.max(0, Math.round((entry.expiresAt - nowMs) / 1000))}; detail=${cache.status}`
    headers['age'] = String(Math.max(0, Math.floor((nowMs - entry.createdAt) / 1000)))
  } else {
    const parts = ['deflect', `fwd=${cache.status === 'bypass' ? 'bypass' : cache.stale ? 'stale' : 'miss'}`]
    if (cache.status === 'coalesced') parts.push('collapsed')
    if (stored) parts.push('stored')
    const detail = cache.status === 'coalesced' ? cache.status : cache.reason
    if (detail !== undefined) parts.push(`detail=${detail}`)
    headers['cache-status'] = parts.join('; ')
  }
  Object.assign(headers, similarityHeader(cache))
  if (entry) headers['x-deflect-entry'] = entry.id
  return headers
}

/** A turn that is told again: what its answer came from then. How long that is still kept is not known. */
export function repeatHeaders ({ status, similarity, entry_id: entryId, reason }: WireCache): CacheHeaders {
  const headers = answerHeaders({ status, similarity, reason } as CacheOutcome, null, undefined, 0)
  if (status !== 'exact' && status !== 'semantic') return headers
  return { ...headers, 'cache-status': `deflect; hit; detail=${status}`, ...(entryId === undefined ? {} : { 'x-deflect-entry': entryId }) }
}

/** Of a question that had no answer in the cache, and was to be forwarded to nobody. */
export function notCachedHeaders (found: OnlyIfCachedError['found']): CacheHeaders {
  return { 'cache-status': `deflect; detail=${found.reason}`, ...similarityHeader(found) }
}

/** For history and list: `bypass` is a read that Redis took no part in. */
export function readHeaders (status: 'hit' | 'miss' | 'bypass', stored: boolean, detail: string): CacheHeaders {
  return { 'cache-status': status === 'hit' ? `deflect; hit; detail=${detail}` : `deflect; fwd=${status}; ${stored ? 'stored; ' : ''}detail=${detail}` }
}
