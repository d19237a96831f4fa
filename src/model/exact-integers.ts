import { randomUUID } from 'node:crypto'
import { InvalidFieldError } from '../errors.ts'

/** Nothing that a client sends begins with it. */
const MARK = `${randomUUID()}:`
const MARKED = new RegExp(`"${MARK}(-?\\d+)"`, 'g')
const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g
/** More digits than any double needs (767). A pattern that takes a megabyte of them goes back over each, and has no stack for that. */
const MAX_DIGITS = 1_000
const LONG = new RegExp(`(?<!\\d)\\d{${MAX_DIGITS + 1}}`)

/** Whether it holds, at any depth, a number that another one may have become: JavaScript's integers are exact to 2⁵³, and all end at 1.8e308. (Node 21 could tell: JSON.parse gives the source.) */
export const holdsRounded = (value: unknown): boolean => typeof value === 'number'
  ? !Number.isSafeInteger(value) && (Number.isInteger(value) || !Number.isFinite(value))
  : value !== null && typeof value === 'object' && Object.values(value).some(holdsRounded)

const isRounded = (number: string) => /^-?\d+$/.test(number) && !Number.isSafeInteger(Number(number))

/** Where it holds, at any depth, a number beyond JavaScript's (1e999), which would be written as null; null where it holds none. */
export function infiniteIn (value: unknown): string | null {
  if (typeof value === 'number') return Number.isFinite(value) ? null : ''
  if (value === null || typeof value !== 'object') return null
  for (const [name, inner] of Object.entries(value)) {
    const path = infiniteIn(inner)
    if (path !== null) return path === '' ? name : `${name}.${path}`
  }
  return null
}

/**
 * JSON with each integer that would be rounded as a marked text, so that it can be parsed, changed and written again: unmarkIntegers
 * has the last word. Pure.
 * @throws InvalidFieldError where a number has no end
 */
export function markIntegers (json: string): string {
  let marked = ''
  for (let at = 0; at < json.length;) {
    const quote = json.indexOf('"', at)
    const start = quote === -1 ? json.length : quote
    const between = json.slice(at, start)
    if (LONG.test(between)) throw new InvalidFieldError('body', `must not hold a number of more than ${MAX_DIGITS} digits`)
    marked += between.replace(NUMBER, (number) => isRounded(number) ? `"${MARK}${number}"` : number)
    // What stands in a text is no number.
    let end = start
    for (let escaped = true; escaped && end !== -1;) {
      end = json.indexOf('"', end + 1)
      let from = end
      while (json[from - 1] === '\\') from--
      escaped = (end - from) % 2 === 1
    }
    at = end === -1 ? json.length : end + 1
    marked += json.slice(start, at)
  }
  return marked
}

/** JSON with its marked integers as they came. Pure. */
export const unmarkIntegers = (json: string): string => json.includes(MARK) ? json.replace(MARKED, '$1') : json
