import { hash } from 'node:crypto'

/** Everything besides the question that an answer may depend on. Two requests share answers only where all of it is equal. */
export type ScopeParts = {
  tenant: string
  /** Set where answers are shared with nobody: the user they belong to. */
  user: string | null
  namespace: string
  model: string
  system: string | null
  /** Sampling parameters, response format and every other field of the request that shapes the answer. */
  parameters: Record<string, unknown>
  embedding: string
  generation: string
  /** Lineage of the conversation (lineage.ts); `root` for a first question. */
  context: string
}

/** JSON with sorted keys: equal values give equal text, and no value can imitate another's structure. */
export function canonicalJson (value: unknown): string {
  if (Array.isArray(value)) return value.every((item) => typeof item === 'string') ? JSON.stringify(value) : `[${value.map(canonicalJson).join(',')}]`
  if (value !== null && typeof value === 'object') {
    const fields = value as Record<string, unknown>
    let text = ''
    for (const name of Object.keys(fields).sort()) {
      if (fields[name] !== undefined) text += `${text && ','}${JSON.stringify(name)}:${canonicalJson(fields[name])}`
    }
    return `{${text}}`
  }
  return JSON.stringify(value) ?? 'null'
}

/** 128 bits as 32 hex digits: a TAG that needs no escaping, and no two scopes share by accident or by design. */
export function digest (value: unknown): string {
  return hash('sha256', canonicalJson(value)).slice(0, 32)
}

/** Everything but the embedding identity: what an entry keeps, so that it can be moved to another identity (scripts/reindex.ts). */
export const scopeBaseOf = ({ embedding: _embedding, ...rest }: ScopeParts): string => digest(['scope', 2, rest])
export const scopeUnder = (base: string, embedding: string): string => digest(['embedding', base, embedding])
export const scopeOf = (parts: ScopeParts): string => scopeUnder(scopeBaseOf(parts), parts.embedding)

/** Key of the exact tier: scope and normalised question together. */
export const exactHashOf = (scope: string, normalisedQuestion: string): string => digest(['exact', scope, normalisedQuestion])
