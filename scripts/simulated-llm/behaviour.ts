/** What the simulated LLM does with a request: its speed, and a fault if one is wanted. */
export type Behaviour = {
  /** silence before the first token, ms */
  firstTokenMs: number
  /** pause between two tokens, ms */
  tokenMs: number
  /** answer with exactly this text instead of a canned one */
  answer?: string | undefined
  /** answer with about this many words */
  words?: number | undefined
  fault?: Fault | undefined
  /** how many requests the fault hits before it clears itself; unset: all */
  times?: number | undefined
  /** Retry-After of a status fault, s */
  retryAfterSeconds: number
  /** body of a status fault instead of OpenAI's error, as it is */
  faultBody?: string | undefined
  /** fields OpenAI's own answers do not have: beside the choices, in each choice, in each message */
  extras?: Extras | undefined
}

export type Extras = { top?: Record<string, unknown>, choice?: Record<string, unknown>, message?: Record<string, unknown> }

export type Fault =
  | { kind: 'status', status: number }
  /** The socket dies; at 0 chunks before the first byte of the response. */
  | { kind: 'cut' | 'hang', afterChunks: number }
  /** A 200 stream that carries `{"error": …}` and ends without `[DONE]`. */
  | { kind: 'stream-error', afterChunks: number }
  | { kind: 'length' | 'refusal' | 'empty' | 'content-filter' | 'tool-call' }

/** What a caller may write: the fault as an object or in its short form (`429`, `cut:3`, `hang`), `null` to clear. */
export type Patch = Partial<Omit<Behaviour, 'fault'>> & { fault?: Fault | string | null | undefined }

export class BadDirective extends Error {}

export const faultForms = '429, 500 or another status 400..599; cut[:chunks], hang[:chunks], stream-error[:chunks]; length, refusal, empty, content-filter, tool-call; none'

/** Reads the short form of a fault. */
export function parseFault (text: string): Fault | undefined {
  const match = /^([a-z-]+|\d{3})(?::(\d+))?$/.exec(text)
  const [, name = '', chunks] = match ?? []
  if (name === 'none') return undefined
  const status = Number(name)
  if (status >= 400 && status <= 599) return { kind: 'status', status }
  if (name === 'cut' || name === 'hang' || name === 'stream-error') return { kind: name, afterChunks: Number(chunks ?? 0) }
  if (name === 'length' || name === 'refusal' || name === 'empty' || name === 'content-filter' || name === 'tool-call') return { kind: name }
  throw new BadDirective(`unknown fault "${text}"; expected ${faultForms}`)
}

function amount (name: string, value: unknown): number {
  const number = typeof value === 'string' && value !== '' ? Number(value) : value
  if (typeof number !== 'number' || !(number >= 0) || !Number.isFinite(number)) throw new BadDirective(`${name} must be a number of at least 0, got "${String(value)}"`)
  return number
}

const amounts = { 'first-token-ms': 'firstTokenMs', 'token-ms': 'tokenMs', 'retry-after': 'retryAfterSeconds', words: 'words', times: 'times' } as const

/** Reads a directive such as `fault=cut:3 token-ms=5`; entries are separated by spaces, commas or semicolons. */
function parseDirective (text: string): Patch {
  const patch: Patch = {}
  for (const entry of text.split(/[\s,;]+/).filter(Boolean)) {
    const [name = '', value = ''] = entry.split(/=(.*)/s)
    if (name === 'fault') patch.fault = parseFault(value) ?? null
    else if (name in amounts) patch[amounts[name as keyof typeof amounts]] = amount(name, value)
    else throw new BadDirective(`unknown directive "${name}"; expected fault, ${Object.keys(amounts).join(', ')}`)
  }
  return patch
}

/** The behaviour with the patch applied; a new object. */
export function patched (behaviour: Behaviour, patch: Patch): Behaviour {
  const next: Behaviour = { ...behaviour }
  for (const [name, value] of Object.entries(patch)) {
    if (name === 'fault') next.fault = typeof value === 'string' ? parseFault(value) : (value as Fault | null) ?? undefined
    else if (name === 'extras') next.extras = (value as Extras | null) ?? undefined
    else if (name === 'faultBody') next.faultBody = value === null || value === undefined ? undefined : String(value)
    else if (name === 'answer') next.answer = value === null || value === undefined ? undefined : String(value)
    else if (name === 'words' || name === 'times') next[name] = value === null || value === undefined ? undefined : amount(name, value)
    else if (name === 'firstTokenMs' || name === 'tokenMs' || name === 'retryAfterSeconds') next[name] = amount(name, value)
    else throw new BadDirective(`unknown setting "${name}"`)
  }
  // A new fault starts a new count.
  if (patch.fault !== undefined && patch.times === undefined) next.times = undefined
  return next
}

/** The directives one request carries: header `X-Simulate`, the model name after `?`, and `[[simulate …]]` in its last user text. */
export function directivesOf (header: string | undefined, model: string, lastUserText: string): Patch[] {
  const inModel = /\?(.*)$/s.exec(model)?.[1]
  const inText = /\[\[simulate\s+([^\]]*)\]\]/.exec(lastUserText)?.[1]
  return [header, inModel, inText].filter((text) => text !== undefined).map(parseDirective)
}
