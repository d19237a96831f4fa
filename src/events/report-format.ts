import type { Deflection, DeflectionReport, Grouping } from './deflection.ts'
import { reportPage } from './report-page.ts'

export type Format = 'table' | 'json' | 'csv' | 'html'

/** `since` and `until` in ISO 8601; `prices` says where the prices come from. */
export type Report = DeflectionReport & { since: string, until: string, prices: string, by?: Grouping }

/** A figure: its name in the csv, its label for people, and how it reads. */
type Figure = [name: string, label: string, value: (d: Deflection) => number | null, show: (value: number) => string]

const whole = (value: number) => value.toLocaleString('en-US', { maximumFractionDigits: 0 })
const percent = (value: number) => `${(100 * value).toFixed(1)} %`
const dollars = (value: number) => `${value <= -0.000_05 ? '-' : ''}$${Math.abs(value).toFixed(Math.abs(value) < 1 ? 4 : 2)}`
const seconds = (value: number) => `${value.toLocaleString('en-US', { minimumFractionDigits: 1, maximumFractionDigits: 1, signDisplay: 'negative' })} s`

const FIGURES: Figure[] = [
  ['requests', 'requests', (d) => d.requests, whole],
  ['exact', 'exact', (d) => d.exact, whole],
  ['semantic', 'semantic', (d) => d.semantic, whole],
  ['coalesced', 'coalesced', (d) => d.coalesced, whole],
  ['missed', 'missed', (d) => d.missed, whole],
  ['bypassed', 'bypassed', (d) => d.bypassed, whole],
  ['errors', 'errors', (d) => d.errors, whole],
  ['deflection_rate', 'deflection rate', (d) => d.deflection_rate, percent],
  ['prompt_tokens_saved', 'prompt tokens saved', (d) => d.tokens_saved.prompt, whole],
  ['completion_tokens_saved', 'completion tokens saved', (d) => d.tokens_saved.completion, whole],
  ['money_saved', 'money saved', (d) => d.money_saved, dollars],
  ['money_net', 'money saved (net of checks)', (d) => d.money_net, dollars],
  ['unpriced_tokens', 'tokens without a price', (d) => d.unpriced_tokens, whole],
  ['seconds_saved', 'waiting saved (net)', (d) => d.seconds_saved, seconds],
  ['seconds_spent_searching', 'searching on misses', (d) => d.seconds_spent_searching, seconds],
  ['untimed_requests', 'hits of untimed models', (d) => d.untimed_requests, whole],
  ['window_tokens_saved', 'tokens saved by the window', (d) => d.window_tokens_saved, whole],
  ['shadow_checked', 'semantic hits checked', (d) => d.checks.checked, whole],
  ['shadow_wrong', 'of these wrong', (d) => d.checks.wrong, whole],
  ['shadow_untold', 'checks that could not tell', (d) => d.checks.untold, whole],
  ['false_hit_rate', 'false-hit rate', (d) => d.checks.false_hit_rate, percent],
  ['false_hit_rate_lower', 'at least (95 % interval)', (d) => d.checks.false_hit_interval?.[0] ?? null, percent],
  ['false_hit_rate_upper', 'at most (95 % interval)', (d) => d.checks.false_hit_interval?.[1] ?? null, percent],
  ['check_prompt_tokens', 'prompt tokens spent on checks', (d) => d.checks.tokens_spent.prompt, whole],
  ['check_completion_tokens', 'completion tokens spent on checks', (d) => d.checks.tokens_spent.completion, whole],
  ['check_money', 'money spent on checks', (d) => d.checks.money_spent, dollars]
]

/** Models and namespaces are named by clients: nothing in a name may end a line, or tell the terminal that prints it what to do. */
const printable = (name: string) => name.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\uFFFD')

const shown = ([, , value, show]: Figure, deflection: Deflection) => {
  const number = value(deflection)
  return number === null ? '–' : show(number)
}

const reasonsOf = ({ missed_by_reason: missed, bypassed_by_reason: bypassed }: Deflection): [string, number][] =>
  [...Object.entries(missed).map(([reason, n]): [string, number] => [`missed: ${reason}`, n]), ...Object.entries(bypassed).map(([reason, n]): [string, number] => [`bypassed: ${reason}`, n])]

// A header cell, then a column for the total and one for each group: figures read downwards, as many groups as there are.
function cells (report: Report): string[][] {
  const columns = [{ key: 'total', deflection: report.total }, ...report.groups]
  const reasons = reasonsOf(report.total).map(([label]) => label)
  return [
    [report.by ? `by ${report.by}` : '', ...columns.map(({ key }) => printable(key))],
    ...FIGURES.map((figure) => [figure[1], ...columns.map(({ deflection }) => shown(figure, deflection))]),
    ...reasons.map((reason) => [reason, ...columns.map(({ deflection }) => whole(new Map(reasonsOf(deflection)).get(reason) ?? 0))])
  ]
}

const GAP = 2

/** Columns side by side, as many as fit beside the labels, but one at least. Pure. */
function parts (widths: number[], width: number): number[][] {
  const all: number[][] = []
  let left = 0
  for (let column = 1; column < widths.length; column++) {
    left -= widths[column]! + GAP
    if (left < 0 || all.length === 0) {
      all.push([])
      left = width - widths[0]! - widths[column]! - GAP
    }
    all.at(-1)!.push(column)
  }
  return all
}

function table (report: Report, width: number): string {
  const rows = cells(report)
  const widths = rows[0]!.map((_cell, column) => Math.max(...rows.map((row) => row[column]!.length)))
  const lines = (columns: number[]) => rows.map((row) => [row[0]!.padEnd(widths[0]!), ...columns.map((column) => row[column]!.padStart(widths[column]!))].join(' '.repeat(GAP)).trimEnd())
  return `LLM-call deflection, ${report.since} to ${report.until}\n\n${parts(widths, width).map((columns) => lines(columns).join('\n')).join('\n\n')}\n\nprices: ${report.prices}\n`
}

// A spreadsheet runs a cell that begins with one of these as a formula; model and namespace come from clients.
const quoted = (text: string) => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`

/** Raw numbers, a line for the total and one for each group; a rate without requests is an empty cell. Reasons are the last columns. */
function csv (report: Report): string {
  const reasons = reasonsOf(report.total).map(([label]) => label)
  const line = (key: string, deflection: Deflection) => {
    const counts = new Map(reasonsOf(deflection))
    return [quoted(printable(key)), ...FIGURES.map(([, , value]) => value(deflection) ?? ''), ...reasons.map((reason) => counts.get(reason) ?? 0)].join(',')
  }
  const lines = [line('total', report.total), ...report.groups.map(({ key, deflection }) => line(key, deflection))]
  return [[report.by ?? 'group', ...FIGURES.map(([name]) => name), ...reasons.map(quoted)].join(','), ...lines, ''].join('\r\n')
}

/** What a page shows of the report beside its plots: figures of the total, and a table of the groups. */
function pageOf (report: Report, overTime: DeflectionReport): string {
  const few: string[] = ['requests', 'deflection_rate', 'prompt_tokens_saved', 'completion_tokens_saved', 'money_net', 'seconds_saved', 'shadow_checked', 'shadow_wrong']
  const columns = FIGURES.filter(([name]) => few.includes(name))
  return reportPage({
    since: report.since,
    until: report.until,
    prices: report.prices,
    total: report.total,
    overTime: overTime.groups,
    figures: FIGURES.map((figure) => [figure[1], shown(figure, report.total)]),
    reasons: reasonsOf(report.total),
    groups: report.by === undefined ? null : { head: [`by ${report.by}`, ...columns.map(([, label]) => label)], rows: report.groups.map(({ key, deflection }) => [key, ...columns.map((figure) => shown(figure, deflection))]) }
  })
}

/**
 * @param overTime the same by day or hour, which a page plots
 * @param width characters of a line, for a table
 */
export function formatReport (report: Report, format: Format, overTime: DeflectionReport, width = Infinity): string {
  if (format === 'json') return `${JSON.stringify(report, null, 2)}\n`
  if (format === 'html') return pageOf(report, overTime)
  return format === 'csv' ? csv(report) : table(report, width)
}
