import type { Report } from './run.ts'
import type { Scope } from './scopes.ts'

/** Of the answers a scope stored itself, so many may be missing before a run is no evidence. */
const LOST_ALLOWED = 0.001

const SHOWN_CHARACTERS = 120

/** Some of the crafted texts are very long. */
const shown = (scope: Scope | null): string => JSON.stringify(scope, (_name, value: unknown) =>
  typeof value === 'string' && value.length > SHOWN_CHARACTERS ? `${value.slice(0, SHOWN_CHARACTERS)}… (${value.length} characters)` : value)

export const passed = ({ foreign, lost, own, lookups, interrupted }: Report): boolean =>
  foreign === 0 && !interrupted && lookups > 0 && own > 0 && lost <= own * LOST_ALLOWED

export function formatReport (report: Report, format: 'table' | 'json'): string {
  if (format === 'json') return `${JSON.stringify({ ...report, passed: passed(report) }, null, 2)}\n`
  const { seed, scopes, entries, lookups, own, exact, semantic, missed, lost, foreign, examples, seconds } = report
  const rows: [string, string][] = [
    ['seed', String(seed)],
    ['scopes with answers', String(scopes)],
    ['answers stored', String(entries)],
    ['lookups', `${lookups} in ${seconds.toFixed(0)} s`],
    ['exact hits', String(exact)],
    ['semantic hits', String(semantic)],
    ['misses', String(missed)],
    ['own answers not found', `${lost} of ${own}`],
    ['foreign answers', String(foreign)]
  ]
  const width = Math.max(...rows.map(([name]) => name.length)) + 2
  const cases = examples.map(({ asked, stored, question, policy, status }) =>
    ['', `foreign (${status}, policy ${policy}): ${JSON.stringify(question)}`, `  asked in     ${shown(asked)}`, `  stored in    ${shown(stored)}`].join('\n'))
  return `${[...rows.map(([name, value]) => name.padEnd(width) + value), ...cases].join('\n')}\n`
}
