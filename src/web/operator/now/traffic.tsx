import { useMemo, useState } from 'preact/hooks'
import { formatCount, formatMs, formatPercent } from '../../shared/format.ts'
import type { Series } from '../api.ts'
import { formatCompact, formatDuration, formatStamp } from '../figures.ts'
import { Choice, Panel, Scrolled } from '../parts.tsx'
import { Plot } from '../plot.tsx'
import { busiest, countsOf, OUTCOMES, secondsOf, timesOf, type Percentile } from './outcomes.ts'

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0)

/** How requests ended, over time. */
export function Outcomes ({ series }: { series: Series }) {
  const x = useMemo(() => secondsOf(series), [series])
  const lines = useMemo(() => OUTCOMES.map(({ name, label, colour }) => ({ label, colour, values: countsOf(series, name), show: (value: number | null) => value === null ? '–' : formatCount(value) })), [series])
  const most = busiest(series)
  const told = lines.filter(({ values }) => sum(values) > 0).map(({ label, values }) => `${formatCount(sum(values))} ${label}`).join(', ')
  return (
    <Panel title='Requests by outcome' aside={<span class='quiet'>each bar {formatDuration(series.step_seconds)}</span>}>
      <Plot
        label='Requests by outcome over time' x={x} formatX={null} lines={lines} stacked barWidth={series.step_seconds} formatY={formatCompact}
        summary={<>{told}.{most && ` Busiest from ${formatStamp(most.at)}: ${formatCount(most.requests)} requests, ${formatPercent(most.deflection_rate ?? 0)} deflected.`}</>}
      />
    </Panel>
  )
}

/** A logarithm has no zero. */
const LEAST_MS = 0.1
const PERCENTILES: [Percentile, string][] = [['p50_ms', 'median'], ['p95_ms', '95th percentile'], ['p99_ms', '99th percentile']]

/** How long requests took, by how they ended. `whole` is one point over all of the range. */
export function Latency ({ series, whole }: { series: Series, whole: Series | null }) {
  const [percentile, setPercentile] = useState<Percentile>('p95_ms')
  const x = useMemo(() => secondsOf(series), [series])
  const lines = useMemo(() => OUTCOMES.map(({ name, label, colour }) => ({
    label, colour: name === 'miss' ? '--text' : colour, values: timesOf(series, name, percentile).map((ms) => ms === null ? null : Math.max(ms, LEAST_MS)), show: (value: number | null) => value === null ? '–' : formatMs(value)
  })).filter(({ values }) => values.some((value) => value !== null)), [series, percentile])
  const statuses = whole?.points.find(({ requests }) => requests > 0)?.statuses ?? {}
  return (
    <Panel title='Time to answer by outcome' aside={<Choice<Percentile> label='Plot the' value={percentile} options={PERCENTILES} onChange={setPercentile} />}>
      <Plot label='Time to answer over time, by outcome' x={x} formatX={null} lines={lines} logarithmic formatY={formatMs} summary='The whole request, from its arrival to its last byte, on a logarithmic scale; the table holds the figures of the whole range.' />
      <Scrolled label='Time to answer, scrolls sideways'>
        <table>
          <thead><tr><th scope='col'>Outcome</th><th scope='col' class='number'>Requests</th><th scope='col' class='number'>Median</th><th scope='col' class='number'>95th</th><th scope='col' class='number'>99th</th></tr></thead>
          <tbody>
            {OUTCOMES.map(({ name, label }) => ({ label, of: statuses[name] })).filter(({ of }) => of).map(({ label, of }) => (
              <tr key={label}><th scope='row'>{label}</th><td class='number'>{formatCount(of!.requests)}</td>{PERCENTILES.map(([of95]) => <td key={of95} class='number'>{formatMs(of![of95])}</td>)}</tr>
            ))}
          </tbody>
        </table>
      </Scrolled>
    </Panel>
  )
}
