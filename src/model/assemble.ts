import type { Chunk, Completion } from '../completion.ts'

type Fields = Record<string, unknown>
const isFields = (value: unknown): value is Fields => value !== null && typeof value === 'object' && !Array.isArray(value)

/** Texts that name something: some upstreams say them again with every piece, so they are not appended. */
const NAMES = new Set(['role', 'id', 'type', 'name', 'format'])
/** Padding of a chunk (OpenAI's, against those who measure packets): no part of the answer. */
const PADDING = 'obfuscation'

/** Lists made here, which may grow: copied for each piece, those of a long stream (logprobs) held the process for seconds. */
type Made = WeakSet<unknown[]>

/** Items with an `index` go on with their item, as pieces of tool calls do; others are more items. */
function joinLists (known: unknown[], pieces: unknown[], made: Made): unknown[] {
  const items = made.has(known) ? known : [...known]
  made.add(items)
  for (const piece of pieces) {
    const at = isFields(piece) && typeof piece['index'] === 'number' ? items.findIndex((item) => isFields(item) && item['index'] === piece['index']) : -1
    if (at < 0) items.push(piece)
    else items[at] = joinFields(items[at] as Fields, piece as Fields, made)
  }
  return items
}

const partsOf = (content: unknown): unknown[] => Array.isArray(content) ? content : content === '' ? [] : [{ type: 'text', text: content }]

/** What is known with a piece added: texts are appended, lists and objects go on inside, of anything else the latest holds. */
function join (known: unknown, piece: unknown, name: string, made: Made): unknown {
  if (piece === null || piece === undefined) return known ?? piece
  if (typeof known === 'string' && typeof piece === 'string') return NAMES.has(name) ? piece || known : known + piece
  if (Array.isArray(known) && Array.isArray(piece)) return joinLists(known, piece, made)
  // Text and parts by turns (Mistral's references): text that went on behind a part as if there had been none would look whole.
  if (name === 'content' && [known, piece].every((one) => typeof one === 'string' || Array.isArray(one))) return joinLists(partsOf(known), partsOf(piece), made)
  return isFields(known) && isFields(piece) ? joinFields(known, piece, made) : piece
}

function joinFields (known: Fields, piece: Fields, made: Made): Fields {
  // Null as prototype would survive neither a comparison nor JSON; __proto__ is refused by the parser of what upstreams send.
  const joined = { ...known }
  for (const [name, value] of Object.entries(piece)) joined[name] = join(known[name], value, name, made)
  return joined
}

/** Later chunks say more, never less: an empty id or model (Azure's first chunk) is nothing said. */
function over (known: Fields, later: Fields): Fields {
  const fields = { ...known }
  for (const [name, value] of Object.entries(later)) {
    const first = name === 'id' || name === 'model' || name === 'created'
    if (!(name in fields) || (first ? !fields[name] : value !== null && value !== undefined)) fields[name] = value
  }
  return fields
}

/** Puts the pieces of a stream together into the answer a non-streaming call would have given, with every field that came. Pure. */
export function assemble (chunks: Chunk[]): Completion {
  const choices = new Map<number, Completion['choices'][number]>()
  const made: Made = new WeakSet()
  let top: Fields = {}
  for (const { choices: pieces, object: _object, [PADDING]: _padding, ...rest } of chunks) {
    top = over(top, rest)
    for (const { index, delta, finish_reason: finishReason, logprobs, ...extra } of pieces as (Chunk['choices'][number] & Fields)[]) {
      const known = choices.get(index) ?? { index, message: { role: 'assistant', content: null }, finish_reason: null }
      const { role: _role, ...said } = delta ?? {}
      const choice = { ...over(known, extra), index, message: joinFields(known.message, said, made), finish_reason: finishReason || known.finish_reason } as typeof known
      if (logprobs !== undefined) choice['logprobs'] = join(known['logprobs'], logprobs, 'logprobs', made)
      choices.set(index, choice)
    }
  }
  const { usage, ...completion } = top
  const sorted = [...choices.values()].sort((a, b) => a.index - b.index)
  const told = usage ? { usage: usage as NonNullable<Completion['usage']> } : {}
  return Object.assign(completion as Pick<Completion, 'id' | 'created' | 'model'>, { object: 'chat.completion' as const, choices: sorted }, told)
}
