import { randomUUID } from 'node:crypto'

/** Nothing that a client sends begins with it. */
const MARK = `${randomUUID()}:`
const MARKED = new RegExp(`"${MARK}(-?\\d+)"`, 'g')
const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g

/** Whether it holds, at any depth, an integer that another one may have become, since JavaScript's numbers end at 2⁵³. (Node 21 could tell: JSON.parse gives the source.) */
export const holdsRounded = (value: unknown): boolean => typeof value === 'number'
  ? Number.isInteger(value) && !Number.isSafeInteger(value)
  : value !== null && typeof value === 'object' && Object.values(value).some(holdsRounded)

const isRounded = (number: string) => /^-?\d+$/.test(number) && !Number.isSafeInteger(Number(number))

/** JSON with each integer that would be rounded as a marked text, so that it can be parsed, changed and written again: unmarkIntegers has the last word. Pure. */
export function markIntegers (json: string): string {
  let marked = ''
  for (let at = 0; at < json.length;) {
    const quote = json.indexOf('"', at)
    const start = quote === -1 ? json.length : quote
    marked += json.slice(at, start).replace(NUMBER, (number) => isRounded(number) ? `"${MARK}${number}"` : number)
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
