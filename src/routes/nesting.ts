import { InvalidFieldError } from '../errors.ts'

/** What a tool's schema nests stays far below; the recursion of JSON.stringify, over 4,000 levels, far above. */
const MAX_LEVELS = 100
/** A long conversation with tools has thousands; a million tiny ones hold the process for seconds, in a body that is small enough. */
const MAX_VALUES = 100_000

/** What stands in these and may hold something itself. */
function holdersIn (holders: object[]): object[] {
  const found: object[] = []
  for (const holder of holders) {
    for (const value of Array.isArray(holder) ? holder : Object.values(holder)) if (value !== null && typeof value === 'object') found.push(value)
  }
  return found
}

/** Pure. */
function isDeeper (value: unknown, levels = MAX_LEVELS): boolean {
  let level = holdersIn([[value]])
  // Level by level and not by recursion: depth is what the sender chose.
  for (let depth = 0; level.length > 0; depth++) {
    if (depth === levels) return level.some((holder) => Object.keys(holder).length > 0)
    level = holdersIn(level)
  }
  return false
}

const [QUOTE, BACKSLASH, COMMA, OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = Buffer.from('"\\,[]{}') as unknown as [number, number, number, number, number, number, number]

/** Where the text that begins at a quote ends; indexOf, as an image is one text of megabytes. */
function endOfText (json: Uint8Array, start: number): number {
  for (let end = json.indexOf(QUOTE, start + 1); end !== -1; end = json.indexOf(QUOTE, end + 1)) {
    let escapes = 0
    while (json[end - 1 - escapes] === BACKSLASH) escapes++
    if (escapes % 2 === 0) return end
  }
  return json.length
}

/**
 * How many values a body holds, at any depth, or more than `most`: read in its bytes, as parsing a million of them is what holds
 * the process. Of a name that is there twice both count. Pure.
 */
export function countValues (json: Uint8Array, most = MAX_VALUES): number {
  let values = 1
  // What was opened last may turn out to be empty.
  let opened = false
  for (let at = 0; at < json.length && values <= most + 1; at++) {
    const byte = json[at]!
    if (byte <= 0x20) continue
    if (byte === QUOTE) at = endOfText(json, at)
    else if (byte === COMMA || byte === OPEN_LIST || byte === OPEN_OBJECT) values++
    else if (opened && (byte === CLOSE_LIST || byte === CLOSE_OBJECT)) values--
    opened = byte === OPEN_LIST || byte === OPEN_OBJECT
  }
  return values
}

/** @throws InvalidFieldError where it holds too much to be parsed */
export function assertSmall (json: Uint8Array): void {
  if (countValues(json) > MAX_VALUES) throw new InvalidFieldError('body', `must not hold more than ${MAX_VALUES} values`)
}

/** @throws InvalidFieldError naming the field that nests too deeply */
export function assertShallow (body: unknown): void {
  if (!isDeeper(body)) return
  const [field] = Object.entries(body as object).find(([, value]) => isDeeper(value, MAX_LEVELS - 1)) ?? ['body']
  throw new InvalidFieldError(field, `must not be nested deeper than ${MAX_LEVELS} levels`)
}
