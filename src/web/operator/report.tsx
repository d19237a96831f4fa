import { useState } from 'preact/hooks'
import { api, errorOf, read, unreachable } from '../shared/client.ts'
import { credentialHeaders } from '../shared/credentials.ts'
import { formatCount, formatPercent } from '../shared/format.ts'
import { sayError } from '../shared/toasts.tsx'
import { within, type Deflection, type Report as Reported } from './api.ts'
import { formatCompact, formatDuration, formatMoney, formatStamp } from './figures.ts'
import { NamespaceField } from './namespace-field.tsx'
import { Choice, Empty, Loaded, Panel, Scrolled } from './parts.tsx'
import { Summary } from './now/summary.tsx'
import { isSummed, RANGE_OPTIONS, type Range } from './ranges.ts'
import { useLoad } from './use-load.ts'

const GROUPS = [['day', 'day'], ['hour', 'hour'], ['model', 'model'], ['namespace', 'namespace']] as const
type By = typeof GROUPS[number][0]
const FORMATS = [['csv', 'CSV'], ['json', 'JSON'], ['html', 'Page to print']] as const

const COLUMNS: [string, (d: Deflection) => string][] = [
  ['Requests', (d) => formatCount(d.requests)],
  ['Deflected', (d) => d.deflection_rate === null ? '–' : formatPercent(d.deflection_rate)],
  ['Exact', (d) => formatCount(d.exact)],
  ['Semantic', (d) => formatCount(d.semantic)],
  ['Coalesced', (d) => formatCount(d.coalesced)],
  ['Missed', (d) => formatCount(d.missed)],
  ['Bypassed', (d) => formatCount(d.bypassed)],
  ['Errors', (d) => formatCount(d.errors)],
  ['Tokens saved', (d) => formatCompact(d.tokens_saved.prompt + d.tokens_saved.completion)],
  ['Money, net', (d) => formatMoney(d.money_net)],
  ['Waiting, net', (d) => formatDuration(d.seconds_saved)],
  ['Wrong hits', ({ checks }) => checks.false_hit_rate === null ? '–' : formatPercent(checks.false_hit_rate)]
]

/** A download carries the token, which a link would not. */
async function download (query: Record<string, string>, format: string): Promise<void> {
  const reply = await fetch(`/operator/report?${new URLSearchParams({ ...query, format }).toString()}`, { headers: credentialHeaders() }).catch(() => { throw unreachable() })
  if (!reply.ok) throw errorOf(reply.status, await reply.json().catch(() => null))
  const url = URL.createObjectURL(await reply.blob())
  const link = Object.assign(document.createElement('a'), { href: url, download: `deflection.${format}` })
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}

function Groups ({ of: { groups, by } }: { of: Reported }) {
  return (
    <Scrolled label='Figures by group, scrolls sideways'>
      <table class='list plain'>
        <thead><tr><th scope='col'>{by}</th>{COLUMNS.map(([name]) => <th key={name} scope='col' class='number'>{name}</th>)}</tr></thead>
        <tbody>{groups.map(({ key, deflection }) => <tr key={key}><th scope='row'>{key}</th>{COLUMNS.map(([name, show]) => <td key={name} class='number'>{show(deflection)}</td>)}</tr>)}</tbody>
      </table>
    </Scrolled>
  )
}

function Reasons ({ title, of }: { title: string, of: Record<string, number> }) {
  const rows = Object.entries(of).sort(([, a], [, b]) => b - a)
  const all = rows.reduce((sum, [, n]) => sum + n, 0)
  return (
    <Panel title={title}>
      {rows.length === 0
        ? <Empty>None.</Empty>
        : (
          <Scrolled label={`${title}, scrolls sideways`}>
            <table>
              <thead><tr><th scope='col'>Reason</th><th scope='col' class='number'>Requests</th><th scope='col' class='number'>Share</th></tr></thead>
              <tbody>{rows.map(([reason, n]) => <tr key={reason}><th scope='row'>{reason}</th><td class='number'>{formatCount(n)}</td><td class='number'>{formatPercent(n / all)}</td></tr>)}</tbody>
            </table>
          </Scrolled>
          )}
    </Panel>
  )
}

/** What `npm run report` prints. */
export function Report () {
  const [range, setRange] = useState<Range>('24h')
  const [chosen, setBy] = useState<By>('model')
  const by = chosen === 'hour' && isSummed(range) ? 'day' : chosen
  const [namespace, setNamespace] = useState('')
  const query = { ...within(range, namespace), by }
  const report = useLoad(() => read(api.GET('/operator/report', { params: { query: { ...query, format: 'json' } } })), [range, by, namespace])
  return (
    <>
      <div class='controls'>
        <Choice<Range> label='Range' value={range} options={RANGE_OPTIONS} onChange={setRange} />
        <Choice<By> label='By' value={by} options={isSummed(range) ? GROUPS.filter(([name]) => name !== 'hour') : GROUPS} onChange={setBy} />
        <NamespaceField label='Namespace' none='all' value={namespace} onChange={setNamespace} />
        <div class='row' role='group' aria-label='Download'>
          {FORMATS.map(([format, label]) => <button key={format} type='button' onClick={() => download(query, format).catch(sayError)}>{label}</button>)}
        </div>
      </div>
      <Loaded of={report} what='The report'>
        {(data) => data.total.requests === 0
          ? <Empty>No requests in this range. Choose a longer one.</Empty>
          : (
            <>
              <Summary of={data.total} />
              <Panel title={`By ${data.by}`} aside={<span class='quiet'>{formatStamp(data.since)} to {formatStamp(data.until)}; days and hours are UTC</span>}>
                <Groups of={data} />
                <p class='quiet'>Prices: {data.prices}.{data.total.unpriced_tokens > 0 && ` ${formatCount(data.total.unpriced_tokens)} saved tokens are of models without a price, and not in the money.`}</p>
              </Panel>
              <div class='pair'>
                <Reasons title='Why missed' of={data.total.missed_by_reason} />
                <Reasons title='Why past the cache' of={data.total.bypassed_by_reason} />
              </div>
            </>
            )}
      </Loaded>
    </>
  )
}
