import { InvalidFieldError } from '../errors.ts'

/** What a tool's schema nests stays far below; the recursion of JSON.stringify, over 4,000 levels, far above. */
const MAX_LEVELS = 100
/** A long conversation with tools has thousands; a million tiny ones hold the process for seconds, in a body that is small enough. */
const MAX_VALUES = 100_000

const inside = (values: unknown[]): unknown[] => values.flatMap((value) => value !== null && typeof value === 'object' ? Object.values(value) : [])

/** Pure. */
export function isDeeper (value: unknown, levels = MAX_LEVELS): boolean {
  let level = inside([value])
  // Level by level and not by recursion: depth is what the sender chose.
  for (let depth = 1; level.length > 0; depth++) {
    if (depth > levels) return true
    level = inside(level)
  }
  return false
}

/** Whether there are more values in it, at any depth. Pure. */
export function isLarger (value: unknown, most = MAX_VALUES): boolean {
  let level = [value]
  let seen = 0
  // What lies deeper is refused for that.
  for (let depth = 0; level.length > 0 && depth <= MAX_LEVELS; depth++, level = inside(level)) {
    seen += level.length
    // One wide object in the next level is enough to stop before it is spread out.
    if (seen > most || level.some((each) => Array.isArray(each) && each.length > most)) return true
  }
  return false
}

/** @throws InvalidFieldError naming the field that nests too deeply, or holds too much */
export function assertShallow (body: unknown): void {
  if (isLarger(body)) {
    const [field] = Object.entries(body as object).find(([, value]) => isLarger(value, MAX_VALUES / 2)) ?? ['body']
    throw new InvalidFieldError(field, `must not make the request hold more than ${MAX_VALUES} values`)
  }
  if (!isDeeper(body)) return
  const [field] = Object.entries(body as object).find(([, value]) => isDeeper(value, MAX_LEVELS - 1)) ?? ['body']
  throw new InvalidFieldError(field, `must not be nested deeper than ${MAX_LEVELS} levels`)
}
