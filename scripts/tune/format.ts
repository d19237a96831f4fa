import { policyBody, type Choice, type Measured, type Per, type Setting } from './sweep.ts'

type Row = { setting: Setting, train: Measured, test: Measured }
export type Tuned = {
  source: string
  split: string
  budget: number
  per: Per
  train_pairs: number
  test_pairs: number
  seconds: number
  choice: Choice
  rows: Row[]
  classes: { name: string, measured: Measured }[]
}

const percent = (value: number | null, digits = 1) => value === null ? '-' : `${(100 * value).toFixed(digits)} %`
const nameOf = ({ kind, threshold, minProbability, guardSet }: Setting) => kind === 'static' ? `similarity > ${threshold}, guards: ${guardSet}` : `P >= ${minProbability}`

function table (head: string[], body: string[][]): string {
  const widths = head.map((_, i) => Math.max(...[head, ...body].map((row) => row[i]!.length)))
  return [head, ...body].map((row) => row.map((cell, i) => i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!)).join('  ')).join('\n')
}

const HEAD = ['pairs', 'hits', 'same kept', 'traps served', 'err/request', 'err/hit', '95 % below']
const cells = (m: Measured) => [String(m.pairs), String(m.served), percent(m.kept_share), percent(m.traps_served_share), percent(m.err_per_request, 2), percent(m.err_per_hit, 2), percent(m.err_per_hit_upper, 2)]

/** Worth a line on a terminal: what the default set does by threshold, what each guard is worth at 0.95, the bounds. */
const shown = ({ setting }: Row) => setting.kind === 'calibrated'
  ? Math.round(setting.minProbability * 100) % 5 === 0 || setting.minProbability >= 0.9
  : setting.threshold === 0.95 || (setting.guardSet === 'all' && Math.round(setting.threshold * 100) % 5 === 0) || (setting.guardSet === 'all' && setting.threshold >= 0.9)

function verdictOf ({ choice: { setting, certified, limit, test, pairs_needed: needed }, budget, per }: Tuned): string {
  const measured = `${test.wrong} wrong of ${per === 'hit' ? `${test.served} hits` : per === 'request' ? `${test.pairs} requests` : `${test.traps} traps`} on the test half: at most ${percent(limit, 2)} with 95 % confidence`
  if (!certified) {
    return `not certifiable: the best for a budget of ${percent(budget, 2)} per ${per} is ${nameOf(setting)}, with ${measured}.\nStill needed: ${needed} pairs like these${test.wrong > 0 ? ', without another wrong one' : ''}.`
  }
  return `The loosest setting inside ${percent(budget, 2)} per ${per}: ${nameOf(setting)}; ${measured}.\n\nA PUT replaces all that a namespace sets: add what else GET shows under its changes.\nPUT /operator/policy\n${JSON.stringify(policyBody(setting))}`
}

function text (tuned: Tuned): string {
  const rows = tuned.rows.filter(shown)
  return [
    `${tuned.train_pairs} pairs to choose, ${tuned.test_pairs} to report (${tuned.split} split of ${tuned.source}), ${tuned.seconds} s`,
    '',
    'On the test half:',
    table(['setting', ...HEAD], rows.map(({ setting, test }) => [nameOf(setting), ...cells(test)])),
    '',
    `By class, ${nameOf(tuned.choice.setting)}:`,
    table(['class', ...HEAD], tuned.classes.map(({ name, measured }) => [name, ...cells(measured)])),
    '',
    verdictOf(tuned),
    ''
  ].join('\n')
}

const flat = (prefix: string, measured: Measured) => Object.fromEntries(Object.entries(measured).map(([name, value]) => [`${prefix}_${name}`, value]))

function csv ({ rows }: Tuned): string {
  const lines = rows.map(({ setting, train, test }) => ({ kind: setting.kind, threshold: setting.threshold, min_probability: setting.minProbability, guards: setting.guardSet, ...flat('train', train), ...flat('test', test) }))
  return [Object.keys(lines[0]!).join(','), ...lines.map((line) => Object.values(line).join(','))].join('\n') + '\n'
}

export function formatTuned (tuned: Tuned, format: string): string {
  if (format === 'csv') return csv(tuned)
  if (format === 'table') return text(tuned)
  const { choice: { setting, ...choice }, rows, ...rest } = tuned
  const policy = choice.certified ? policyBody(setting) : null
  return `${JSON.stringify({ ...rest, certified: choice.certified, pairs_needed: choice.pairs_needed, policy, choice: { setting, ...choice }, settings: rows }, null, 2)}\n`
}
