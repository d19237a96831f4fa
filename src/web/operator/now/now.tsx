import { useState } from 'preact/hooks'
import { api, read } from '../../shared/client.ts'
import { within } from '../api.ts'
import { NamespaceField } from '../namespace-field.tsx'
import { Choice, Empty, Loaded } from '../parts.tsx'
import { isSummed, RANGE_OPTIONS, RANGES, type Range } from '../ranges.ts'
import { useLoad, useRefresh } from '../use-load.ts'
import { LiveLine, LivePanels } from './health.tsx'
import { useLive } from './live.ts'
import { Summary } from './summary.tsx'
import { Latency, Outcomes } from './traffic.tsx'

/** A step as wide as the widest range: the first point is all of it. */
const WHOLE = '400d'
const REFRESH_MS = 30_000
/** Half a minute shows nowhere in a range told by days, and costs the sums of months. */
const REFRESH_SUMMED_MS = 600_000

/** How it is going. */
export function Now () {
  const [range, setRange] = useState<Range>('6h')
  const [namespace, setNamespace] = useState('')
  const query = within(range, namespace)
  // Each is drawn when it comes: the first view waits for none of the others.
  const report = useLoad(() => read(api.GET('/operator/report', { params: { query: { ...query, format: 'json' } } })), [range, namespace])
  const series = useLoad(() => read(api.GET('/operator/series', { params: { query: { ...query, step: `${RANGES[range].stepSeconds}s` } } })), [range, namespace])
  const whole = useLoad(() => read(api.GET('/operator/series', { params: { query: { ...query, step: WHOLE } } })), [range, namespace])
  const live = useLive()
  useRefresh([report, series, whole], isSummed(range) ? REFRESH_SUMMED_MS : REFRESH_MS)
  return (
    <>
      <div class='controls'>
        <Choice<Range> label='Range' value={range} options={RANGE_OPTIONS} onChange={setRange} />
        <NamespaceField label='Namespace' none='all' value={namespace} onChange={setNamespace} />
      </div>
      <LiveLine live={live} />
      <Loaded of={report} what='The figures'>
        {({ total }) => total.requests === 0
          ? <Empty>No requests in the {RANGES[range].label}. Choose a longer range, or send questions through the <a href='/'>chat</a> or <code>/v1/chat/completions</code>.</Empty>
          : <Summary of={total} />}
      </Loaded>
      <Loaded of={series} what='The plots'>
        {(data) => data.points.some(({ requests }) => requests > 0) && <><Outcomes series={data} /><Latency series={data} whole={whole.data} /></>}
      </Loaded>
      {live.snapshot && <LivePanels of={live.snapshot} isLive={live.problem === null} />}
    </>
  )
}
