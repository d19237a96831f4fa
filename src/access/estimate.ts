/**
 * Characters of text that an image, a recording or a file counts as. Upstreams bill it by pixels, seconds or pages, which nobody here
 * reads; 1,000 tokens are the middle of what OpenAI's models take for an image (85 to 1,500). Its bytes say nothing of that: a megabyte
 * of base64 would be 350,000 tokens.
 */
const NO_TEXT = 4_000

/** About four characters to a token: for what no upstream has counted. */
export const tokensLike = (characters: number): number => Math.ceil(characters / 4)

/** Every text in it, at any depth; a file written as a URL is none. */
function charactersIn (value: unknown): number {
  if (typeof value === 'string') return value.startsWith('data:') ? NO_TEXT : value.length
  if (value === null || typeof value !== 'object') return 0
  return Object.values(value).reduce<number>((sum, part) => sum + charactersIn(part), 0)
}

/** What a choice or a piece of one says, its calls of tools among it, characters. Pure. */
export const charactersOf = (said: object | null | undefined): number => Object.values(said ?? {}).reduce<number>((sum, value) => {
  if (typeof value === 'string') return sum + value.length
  return Array.isArray(value) ? sum + charactersIn(value) : sum
}, 0)

function charactersOfPart (part: unknown): number {
  const { text, refusal } = Object(part) as { text?: unknown, refusal?: unknown }
  const said = text ?? refusal ?? part
  return typeof said === 'string' ? said.length : NO_TEXT
}

/** What the messages of a request say, characters. Pure. */
export const charactersAsked = (messages: readonly unknown[]): number => messages.reduce<number>((sum, message) => {
  const { content, ...rest } = Object(message) as { content?: unknown }
  const parts = Array.isArray(content) ? content : [content ?? '']
  return sum + charactersOf(rest) + parts.reduce<number>((all, part) => all + charactersOfPart(part), 0)
}, 0)
