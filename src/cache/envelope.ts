/** Who may read a value: part of the stored bytes, compared on every hit. */
export type Owner = { tenant: string, user: string }

/**
 * A cached document is JSON of fixed shape: {"owner":[tenant,user],"until":ms,"cost":ms,"bytes":n,"value":…}. `until` is when
 * it wants to be refreshed, `cost` what loading it took, `bytes` how long the value is, so that a part of one is none; padded with
 * spaces so that the value starts at a place known without parsing. A hit compares the owner's bytes and slices.
 * "owner":null says that there is no such thing, for anybody.
 */
export type Opened = { owned: 'yes' | 'other' | 'nobody', untilMs: number, costMs: number, body: Buffer }

const ABSENT = Buffer.from('{"owner":null,')
const OWNED = Buffer.from('{"owner":[')
const UNTIL = '"until":'
const COST = ',"cost":'
const BYTES = ',"bytes":'
const VALUE = ',"value":'
const UNTIL_DIGITS = 13
const COST_DIGITS = 6
const BYTES_DIGITS = 10
const META = UNTIL.length + UNTIL_DIGITS + COST.length + COST_DIGITS + BYTES.length + BYTES_DIGITS + VALUE.length

export const ownerHead = ({ tenant, user }: Owner): Buffer => Buffer.from(`{"owner":${JSON.stringify([tenant, user])},`)

/** @param head of `ownerHead`, or null for "there is no such thing" */
export function seal (head: Buffer | null, untilMs: number, costMs: number, body: string): string {
  const cost = String(Math.min(999_999, Math.round(costMs))).padEnd(COST_DIGITS)
  const bytes = String(Buffer.byteLength(body)).padEnd(BYTES_DIGITS)
  return `${(head ?? ABSENT).toString()}${UNTIL}${untilMs}${COST}${cost}${BYTES}${bytes}${VALUE}${body}}`
}

/** @returns null for bytes that are no envelope */
export function open (bytes: Buffer, head: Buffer): Opened | null {
  const owned = startsWith(bytes, head) ? 'yes' : startsWith(bytes, ABSENT) ? 'nobody' : 'other'
  if (owned === 'other' && !startsWith(bytes, OWNED)) return null
  // A quote inside a name is escaped, so this is where the names end.
  const at = owned === 'yes' ? head.length : owned === 'nobody' ? ABSENT.length : bytes.indexOf(`],${UNTIL}`) + 2
  const untilAt = at + UNTIL.length
  const costAt = untilAt + UNTIL_DIGITS + COST.length
  const bytesAt = costAt + COST_DIGITS + BYTES.length
  const number = (from: number, digits: number) => Number(bytes.toString('latin1', from, from + digits))
  const untilMs = number(untilAt, UNTIL_DIGITS)
  const costMs = number(costAt, COST_DIGITS)
  if (!(untilMs > 0) || Number.isNaN(costMs) || bytes.length !== at + META + number(bytesAt, BYTES_DIGITS) + 1) return null
  return owned === 'other' ? { owned, untilMs: Infinity, costMs: 0, body: bytes.subarray(0, 0) } : { owned, untilMs, costMs, body: bytes.subarray(at + META, -1) }
}

function startsWith (bytes: Buffer, head: Buffer): boolean {
  return bytes.length > head.length && bytes.compare(head, 0, head.length, 0, head.length) === 0
}
