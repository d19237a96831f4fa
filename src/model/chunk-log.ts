import type { Chunk } from '../completion.ts'

/** The one text a chunk adds, where all else it says can be told from another such chunk; null for any other. */
function plainOf ({ choices }: Chunk): { name: string, text: string } | null {
  const delta = choices.length === 1 ? choices[0]!.delta : null
  const names = delta ? Object.keys(delta) : []
  const text = names.length === 1 ? delta![names[0]!] : null
  return typeof text === 'string' ? { name: names[0]!, text } : null
}

/** Equal fields in the same order, but for those that say what is new. */
function isLike (one: object, other: object, besides: string, or = besides): boolean {
  const [names, others] = [Object.keys(one), Object.keys(other)]
  const fields = other as Record<string, unknown>
  return names.length === others.length && names.every((name, i) => name === others[i] && (name === besides || name === or || (one as Record<string, unknown>)[name] === fields[name]))
}

function restore (from: Chunk, text: string, padding: string | undefined): Chunk {
  const choice = from.choices[0]!
  const [name] = Object.keys(choice.delta)
  return { ...from, choices: [{ ...choice, delta: { [name!]: text } }], ...(padding === undefined ? {} : { obfuscation: padding }) }
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
  #model: { chunk: Chunk, name: string } | null = null

  get length (): number { return this.#kept.length }

  push (chunk: Chunk): void {
    const plain = plainOf(chunk)
    const { obfuscation } = chunk
    const padded = typeof obfuscation === 'string'
    const model = this.#model
    if (plain !== null && model !== null && plain.name === model.name && padded === (typeof model.chunk['obfuscation'] === 'string') &&
      isLike(chunk, model.chunk, 'choices', padded ? 'obfuscation' : undefined) && isLike(chunk.choices[0]!, model.chunk.choices[0]!, 'delta')) {
      if (padded) this.#paddings[this.#kept.length] = obfuscation
      this.#kept.push(plain.text)
      return
    }
    this.#model = plain && { chunk, name: plain.name }
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
      return restore(this.#kept[whole] as Chunk, one, this.#paddings[from + i])
    })
  }
}
