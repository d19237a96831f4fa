import type { Chunk } from '../completion.ts'

/** The one text a chunk adds, where all else it says can be told from another such chunk; null for any other. */
function plainOf ({ choices }: Chunk): { name: string, text: string } | null {
  const delta = choices.length === 1 ? choices[0]!.delta : null
  const names = delta ? Object.keys(delta) : []
  const text = names.length === 1 ? delta![names[0]!] : null
  return typeof text === 'string' ? { name: names[0]!, text } : null
}

type Fields = Record<string, unknown>

/** Equal fields in the same order, but for those that say what is new. */
function isLike (one: object, other: object, ...besides: string[]): boolean {
  const [names, others] = [Object.keys(one), Object.keys(other)]
  return names.length === others.length && names.every((name, i) => {
    const [value, known] = [(one as Fields)[name], (other as Fields)[name]]
    return name === others[i] && (besides.includes(name) || value === known || (Array.isArray(value) && Array.isArray(known) && value.length + known.length === 0))
  })
}

/** The event of a response that a chunk carries (responses.ts): its piece of text stands in both, and its padding in the event. */
const eventIn = (chunk: Chunk) => chunk['response_event'] as Fields | undefined
const paddingOf = (chunk: Chunk): unknown => (eventIn(chunk) ?? chunk)['obfuscation']

/** Whether a chunk that adds this text is told from another one by it, its padding, and its number. */
function isNext (chunk: Chunk, text: string, model: Chunk, steps: number): boolean {
  const [event, known] = [eventIn(chunk), eventIn(model)]
  if (event === undefined || known === undefined) return event === known
  return event['delta'] === text && event['sequence_number'] === (known['sequence_number'] as number) + steps && isLike(event, known, 'delta', 'sequence_number', 'obfuscation')
}

function restore (from: Chunk, text: string, padding: string | undefined, steps: number): Chunk {
  const choice = from.choices[0]!
  const [name] = Object.keys(choice.delta)
  const event = eventIn(from)
  const padded = padding === undefined ? {} : { obfuscation: padding }
  const own = event === undefined ? padded : { response_event: { ...event, delta: text, sequence_number: (event['sequence_number'] as number) + steps, ...padded } }
  return { ...from, choices: [{ ...choice, delta: { [name!]: text } }], ...own }
}

/**
 * What a stream has said so far, for who comes late. Pieces of one answer differ by a few letters: kept as the objects they are,
 * 1,000 of OpenAI's take 340 KB, and here, where only those letters are kept, 35 (without its padding 12), or 100 (46) in the four
 * places that keep them of one call. They come back equal, to the order of their fields.
 * A class, as there are four of each open stream: their closures, and a hidden class for each getter, took 2 KB.
 */
export class ChunkLog {
  /** A text stands for the last whole chunk before it, with this text in it. */
  readonly #kept: (Chunk | string)[] = []
  /** Padding of a chunk is another in each (see assemble.ts). */
  readonly #paddings: string[] = []
  #model: { chunk: Chunk, name: string, at: number } | null = null

  get length (): number { return this.#kept.length }

  push (chunk: Chunk): void {
    const plain = plainOf(chunk)
    const padding = paddingOf(chunk)
    const padded = typeof padding === 'string'
    const model = this.#model
    if (plain !== null && model !== null && plain.name === model.name && padded === (typeof paddingOf(model.chunk) === 'string') &&
      isLike(chunk, model.chunk, 'choices', 'response_event', padded ? 'obfuscation' : 'choices') && isLike(chunk.choices[0]!, model.chunk.choices[0]!, 'delta') &&
      isNext(chunk, plain.text, model.chunk, this.#kept.length - model.at)) {
      if (padded) this.#paddings[this.#kept.length] = padding
      this.#kept.push(plain.text)
      return
    }
    this.#model = plain && { chunk, name: plain.name, at: this.#kept.length }
    this.#kept.push(chunk)
  }

  slice (from = 0, to = this.#kept.length): Chunk[] {
    let whole = Math.min(from, this.#kept.length - 1)
    while (whole > 0 && typeof this.#kept[whole] === 'string') whole--
    return this.#kept.slice(from, to).map((one, i) => {
      if (typeof one !== 'string') {
        whole = from + i
        return one
      }
      return restore(this.#kept[whole] as Chunk, one, this.#paddings[from + i], from + i - whole)
    })
  }
}
