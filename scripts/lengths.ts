import { UNIT_MS } from '../src/times.ts'

/** `30m`, `12h`, `7d` in ms; NaN for what is no length of time in one of these units. */
export function readLengthMs (text: string, units: string): number {
  const [, amount, unit] = /^(\d{1,6})([smhdw])$/.exec(text) ?? []
  return unit !== undefined && units.includes(unit) ? Number(amount) * UNIT_MS[unit as keyof typeof UNIT_MS] : NaN
}
