import type { Deflection } from './deflection.ts'

export type PageContent = {
  since: string
  until: string
  prices: string
  total: Deflection
  /** By day or hour, for the plot. */
  overTime: { key: string, deflection: Deflection }[]
  /** Label and value. */
  figures: [string, string][]
  reasons: [string, number][]
  groups: { head: string[], rows: string[][] } | null
}

/** What fits a page beside the plots; all of them are in the csv and the json. */
const MOST_GROUPS = 14
const MOST_REASONS = 8
const LONGEST_REASON = 38
const MOST_BARS = 96

const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
const percent = (value: number | null) => value === null ? '–' : `${(100 * value).toFixed(1)} %`
const whole = (value: number) => value.toLocaleString('en-US', { maximumFractionDigits: 0 })

/** How requests ended, from the bottom of a bar to its top. */
const LAYERS: [keyof Deflection & ('exact' | 'semantic' | 'coalesced' | 'missed' | 'bypassed' | 'errors'), string][] = [
  ['exact', '#1b7f5c'], ['semantic', '#4fb08a'], ['coalesced', '#a5d8c3'], ['missed', '#9aa4b2'], ['bypassed', '#d0d5dc'], ['errors', '#c2453d']
]

const HOUR_MS = 3_600_000

type Column = { key: string, deflection: Deflection | null }

/** Every day or hour of the range, those without a request too: a plot without them would tell another story. Where they are too many, the last ones with requests. */
function columnsOf ({ since, until, overTime }: Pick<PageContent, 'since' | 'until' | 'overTime'>): { shown: Column[], isCut: boolean } {
  const hourly = overTime[0]!.key.length > 10
  const stepMs = hourly ? HOUR_MS : 24 * HOUR_MS
  const known = new Map(overTime.map(({ key, deflection }) => [key, deflection]))
  const first = Math.floor(Date.parse(since) / stepMs) * stepMs
  const isCut = Date.parse(until) - first > MOST_BARS * stepMs
  const end = isCut ? Math.max(...overTime.map(({ key }) => Date.parse(key))) + stepMs : Date.parse(until)
  const shown: Column[] = []
  for (let at = isCut ? Math.max(first, end - MOST_BARS * stepMs) : first; at < end; at += stepMs) {
    const iso = new Date(at).toISOString()
    const key = hourly ? `${iso.slice(0, 13)}:00Z` : iso.slice(0, 10)
    shown.push({ key, deflection: known.get(key) ?? null })
  }
  return { shown, isCut }
}

/** A stacked bar for each day or hour. */
function bars (range: Pick<PageContent, 'since' | 'until' | 'overTime'>): string {
  if (range.overTime.length === 0) return '<p>No requests in this time.</p>'
  const { shown, isCut } = columnsOf(range)
  const [width, height, left, bottom] = [720, 170, 44, 18]
  const most = Math.max(...shown.map(({ deflection }) => deflection?.requests ?? 0), 1)
  const step = (width - left) / shown.length
  const thick = Math.max(1, Math.min(40, step * 0.8))
  const y = (requests: number) => (height - bottom) * (1 - requests / most)
  const columns = shown.map(({ key, deflection }, i) => {
    if (deflection === null) return ''
    let below = 0
    const layers = LAYERS.map(([name, color]) => {
      const from = below
      below += deflection[name]
      return deflection[name] === 0 ? '' : `<rect x="${(left + i * step + (step - thick) / 2).toFixed(1)}" y="${y(below).toFixed(1)}" width="${thick.toFixed(1)}" height="${(y(from) - y(below)).toFixed(1)}" fill="${color}"/>`
    })
    return `<g><title>${escaped(key)}: ${whole(deflection.requests)} requests, ${percent(deflection.deflection_rate)} deflected</title>${layers.join('')}</g>`
  })
  const every = Math.ceil(shown.length / 6)
  const labels = shown.map(({ key }, i) => i % every > 0 ? '' : `<text x="${(left + (i + 0.5) * step).toFixed(1)}" y="${height - 4}" text-anchor="middle">${escaped(key.length > 10 ? key.slice(5, 16).replace('T', ' ') : key.slice(5))}</text>`)
  const lines = [0, most / 2, most].map((value) => `<line x1="${left}" x2="${width}" y1="${y(value).toFixed(1)}" y2="${y(value).toFixed(1)}" stroke="#0002"/><text x="${left - 4}" y="${(y(value) + 8).toFixed(1)}" text-anchor="end">${whole(value)}</text>`)
  const legend = LAYERS.map(([name, color]) => `<span><svg width="10" height="10" aria-hidden="true"><rect width="10" height="10" fill="${color}"/></svg> ${name}</span>`).join(' ')
  return `${isCut ? `<p>Only the last ${shown.length} days; all are in the csv by day.</p>` : ''}<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="Requests over time, by how they were answered">${lines.join('')}${columns.join('')}${labels.join('')}</svg><p class="legend">${legend}</p>`
}

/** Why requests went to the LLM, the commonest first. */
function reasonBars (reasons: [string, number][]): string {
  const shown = [...reasons].sort(([, a], [, b]) => b - a).slice(0, MOST_REASONS)
  if (shown.length === 0) return '<p>Nothing went to the LLM.</p>'
  const most = shown[0]![1]
  const rows = shown.map(([label, n], i) => `<text x="0" y="${i * 18 + 12}">${escaped(label.length > LONGEST_REASON ? `${label.slice(0, LONGEST_REASON - 1)}…` : label)}</text><rect x="216" y="${i * 18 + 3}" width="${(84 * n / most).toFixed(1)}" height="11" fill="#9aa4b2"/><text x="${(220 + 84 * n / most).toFixed(1)}" y="${i * 18 + 12}">${whole(n)}</text>`)
  return `<svg viewBox="0 0 350 ${shown.length * 18 + 2}" role="img" aria-label="Why requests went to the LLM">${rows.join('')}</svg>`
}

/** The false-hit rate as a point in its interval. */
function interval ({ checks: { checked, false_hit_rate: rate, false_hit_interval: bounds } }: Deflection): string {
  if (rate === null || bounds === null) return '<p>No semantic hit was checked: how many are wrong is not known (policy shadow_rate).</p>'
  const most = Math.max(0.02, bounds[1] * 1.15)
  const x = (value: number) => (10 + 320 * value / most).toFixed(1)
  return `<svg viewBox="0 0 350 46" role="img" aria-label="False-hit rate with its interval"><line x1="10" x2="330" y1="20" y2="20" stroke="#0004"/><line x1="${x(bounds[0])}" x2="${x(bounds[1])}" y1="20" y2="20" stroke="#c2453d" stroke-width="5"/><circle cx="${x(rate)}" cy="20" r="5" fill="#c2453d"/><text x="10" y="40">0</text><text x="330" y="40" text-anchor="end">${percent(most)}</text></svg>
<p>${percent(rate)} of ${whole(checked)} checked semantic hits were wrong; 95 % interval ${percent(bounds[0])} to ${percent(bounds[1])}.</p>`
}

const table = (head: string[] | null, rows: string[][]) => `<table>${head === null ? '' : `<thead><tr>${head.map((cell) => `<th scope="col">${escaped(cell)}</th>`).join('')}</tr></thead>`}<tbody>
${rows.map(([first = '', ...rest]) => `<tr><th scope="row">${escaped(first)}</th>${rest.map((cell) => `<td>${escaped(cell)}</td>`).join('')}</tr>`).join('\n')}
</tbody></table>`

function groupTable (groups: PageContent['groups']): string {
  if (groups === null) return ''
  const rest = groups.rows.length - MOST_GROUPS
  return `<h2>${escaped(groups.head[0]!)}</h2>${table(groups.head, groups.rows.slice(0, MOST_GROUPS))}${rest > 0 ? `<p>and ${rest} more: they are in the csv and the json.</p>` : ''}`
}

/** The report as one page that prints on one sheet: no scripts, nothing fetched. Pure. */
export function reportPage ({ since, until, prices, total, overTime, figures, reasons, groups }: PageContent): string {
  const half = Math.ceil(figures.length / 2)
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>LLM-call deflection</title>
<style>
@page { size: A4; margin: 10mm }
body { font: 12px/1.35 system-ui, sans-serif; margin: 1rem auto; max-width: 760px; padding: 0 .5rem; color: #111; background: #fff }
h1 { font-size: 1.4rem; margin: 0 } h2 { font-size: 1rem; margin: .8rem 0 .2rem } p { margin: .2rem 0 }
svg { width: 100%; height: auto; font-size: 10px } .legend svg { width: 10px; height: 10px }
.legend span { margin-right: 1em } .two { display: flex; flex-wrap: wrap; gap: 1.5rem } .two > * { flex: 1 1 300px; min-width: 0 }
table { border-collapse: collapse; width: 100% } td, th { padding: .1rem .3rem; text-align: right } th[scope=row] { text-align: left; font-weight: normal; overflow-wrap: anywhere } thead th { vertical-align: bottom } thead th:first-child { text-align: left } tr { border-bottom: 1px solid #0002 }
.big { font-size: 1.2rem; margin: .4rem 0 }
@media print { body { margin: 0; max-width: none; font-size: 10px } * { print-color-adjust: exact; -webkit-print-color-adjust: exact } section, table, svg { break-inside: avoid } }
</style>
</head>
<body>
<h1>LLM-call deflection</h1>
<p>${escaped(since)} to ${escaped(until)}</p>
<p class="big"><strong>${percent(total.deflection_rate)}</strong> of ${whole(total.requests)} requests were answered without a call of their own.</p>
<h2>Requests over time (UTC)</h2>
${bars({ since, until, overTime })}
<div class="two"><section><h2>Why requests went to the LLM</h2>${reasonBars(reasons)}</section><section><h2>Wrong semantic hits</h2>${interval(total)}</section></div>
<h2>Figures</h2>
<div class="two">${[figures.slice(0, half), figures.slice(half)].map((part) => table(null, part)).join('')}</div>
${groupTable(groups)}
<p>Prices: ${escaped(prices)}</p>
</body>
</html>
`
}
