import { createRequire } from 'node:module'

type Encoding = { countTokens (text: string, options: { disallowedSpecial: Set<string> }): number }
type EncodingName = 'o200k_base' | 'cl100k_base'

const require = createRequire(import.meta.url)
const encodings = new Map<EncodingName, Encoding>()

// Everything since gpt-4o uses o200k_base. A model of another maker gets it too: an estimate, good enough to bound a window.
const encodingOf = (model: string): EncodingName =>
  /^(gpt-4(-|$)|gpt-3\.5|text-embedding)/.test(model) ? 'cl100k_base' : 'o200k_base'

/**
 * Loads the encoding of a model; later calls cost nothing.
 * Blocks for 0.15 to 0.35 s the first time, so call it at start for the default model.
 */
function loadEncoding (model: string): Encoding {
  const name = encodingOf(model)
  let encoding = encodings.get(name)
  if (!encoding) {
    // By require and not import(): counting must stay synchronous, and 2 MB of ranks only load where they are used.
    encoding = require(`gpt-tokenizer/encoding/${name}`) as Encoding
    encodings.set(name, encoding)
  }
  return encoding
}

/** Characters counted exactly; above, the density of this beginning stands for the rest. */
const EXACT_CHARACTERS = 8_000
// Byte pair merging is quadratic in an unbroken run (8,000 Chinese characters: 0.5 s), so long runs are
// cut every 64 characters: at most one token too many per cut, never too few by more than that.
const RUNS = /(\S{64}|\s{64})/u
// What a user types is text, also where it spells <|endoftext|>.
const AS_TEXT = { disallowedSpecial: new Set<string>() }

/** Tokens of a text for a model: exact to 8,000 characters without long unbroken runs, an estimate above. */
export function countTokens (text: string, model: string): number {
  const encoding = loadEncoding(model)
  const exact = text.slice(0, EXACT_CHARACTERS)
  let tokens = 0
  for (const piece of exact.split(RUNS)) {
    if (piece !== '') tokens += encoding.countTokens(piece, AS_TEXT)
  }
  return exact.length === text.length ? tokens : Math.ceil(tokens * text.length / exact.length)
}

// The longest prefix wins. Checked in the test against the table that gpt-tokenizer 4 carries.
const CONTEXT_LIMITS: [prefix: string, tokens: number][] = [
  ['gpt-3.5-turbo', 16_385],
  ['gpt-4', 8_192],
  ['gpt-4-turbo', 128_000],
  ['gpt-4o', 128_000],
  ['gpt-4.1', 1_047_576],
  ['gpt-5', 400_000],
  ['o1', 200_000],
  ['o3', 200_000],
  ['o4-mini', 200_000]
]

/** Tokens a model reads and writes in one call; 8,192 for a model not known here (CONTEXT_TOKENS overrides). */
export function contextLimit (model: string): number {
  const known = CONTEXT_LIMITS.filter(([prefix]) => model.startsWith(prefix)).sort((a, b) => b[0].length - a[0].length)
  return known[0]?.[1] ?? 8_192
}

/** Role and separators around each message, as the chat format of OpenAI spends them. */
export const TOKENS_PER_MESSAGE = 4

/**
 * The newest messages that fit a budget, in their order: the oldest go first, without gaps, and the last one always stays.
 * Pure. The messages themselves are returned, not copies.
 */
export function fitWindow<Message extends { content: string }> (messages: readonly Message[], budgetTokens: number, model = 'gpt-4o'): Message[] {
  let left = budgetTokens
  let first = messages.length
  while (first > 0) {
    left -= countTokens(messages[first - 1]!.content, model) + TOKENS_PER_MESSAGE
    if (left < 0) break
    first--
  }
  return messages.slice(Math.min(first, Math.max(0, messages.length - 1)))
}
