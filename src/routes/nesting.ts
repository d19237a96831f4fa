import { InvalidFieldError } from '../errors.ts'

/** What a tool's schema nests stays far below; the recursion of JSON.stringify, over 4,000 levels, far above. */
const MAX_LEVELS = 100

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

/** @throws InvalidFieldError naming the field that nests too deeply */
export function assertShallow (body: unknown): void {
  if (!isDeeper(body)) return
  const [field] = Object.entries(body as object).find(([, value]) => isDeeper(value, MAX_LEVELS - 1)) ?? ['body']
  throw new InvalidFieldError(field, `must not be nested deeper than ${MAX_LEVELS} levels`)
}
