import { choicesOf, type Chunk, type Completion } from '../completion.ts'

type Choice = Completion['choices'][number]
type Fields = Record<string, unknown>

/** Text in one piece of a replayed stream, characters: a client that shows pieces as they come has something to show. */
const PIECE = 48

/** A text in pieces. */
export function piecesOf (text: string): string[] {
  const pieces: string[] = []
  for (let at = 0; at < text.length;) {
    let end = Math.min(at + PIECE, text.length)
    // Half of a surrogate pair is no text.
    if (end < text.length && /[\ud800-\udbff]/.test(text[end - 1]!)) end++
    pieces.push(text.slice(at, end))
    at = end
  }
  return pieces
}

const byType = (fields: Fields, is: (value: unknown) => boolean) => Object.entries(fields).filter(([, value]) => is(value))
const isEmpty = (value: unknown) => value === null || value === undefined
const isStructure = (value: unknown) => !isEmpty(value) && typeof value !== 'string' && !(Array.isArray(value) && value.length === 0)

/** What a choice's pieces add: its role, its texts (content last), what else the assistant said, and the end. */
function deltasOf ({ index: _index, finish_reason: reason, logprobs, message, ...extra }: Choice): { delta: Fields, more?: Fields }[] {
  const { role, content, ...others } = message
  const deltas: { delta: Fields, more?: Fields }[] = [{ delta: { role, content: content === null ? null : '', ...Object.fromEntries(byType(others, isEmpty)) } }]
  for (const [name, text] of [...byType(others, (value) => typeof value === 'string'), ['content', content ?? ''] as const]) {
    for (const piece of piecesOf(text as string)) deltas.push({ delta: { [name]: piece } })
  }
  const rest = Object.fromEntries(byType(others, isStructure).map(([name, value]) => [name, name === 'tool_calls' && Array.isArray(value) ? (value as Fields[]).map((call, index) => ({ index, ...call })) : value]))
  if (Object.keys(rest).length > 0) deltas.push({ delta: rest })
  if (logprobs !== undefined) {
    for (const piece of deltas) piece.more = { logprobs: null }
    // They belong to tokens nobody knows any more: they come with the first text.
    if (logprobs !== null) (deltas[1] ?? deltas[0]!).more = { logprobs }
  }
  return [...deltas, { delta: {}, more: { ...(logprobs === undefined ? {} : { logprobs: null }), ...extra, finish_reason: reason } }]
}

/** What is longer comes once: in each of thousands of pieces, some upstreams' extras made 40 MB of a short answer. */
const isShort = (value: unknown) => (JSON.stringify(value) ?? '').length <= 200

/** A whole answer in the chunks a stream would have brought: roles, texts in pieces, ends, and the usage. Pure. */
export function replay (completion: Completion): Chunk[] {
  const { choices: _choices, usage, ...rest } = completion
  const each = Object.fromEntries(byType(rest, isShort))
  const chunk = (said: Fields, pieces: Fields[], more: Fields = {}) => ({ ...said, object: 'chat.completion.chunk', choices: pieces, usage: null, ...more }) as unknown as Chunk
  const pieces = choicesOf(completion).flatMap((choice) => deltasOf(choice).map(({ delta, more }) => ({ index: choice.index, delta, finish_reason: null, ...more })))
  const chunks = pieces.map((piece, i) => chunk(i === 0 ? rest : each, [piece]))
  return usage ? [...chunks, chunk(each, [], { usage })] : chunks
}
