import { formatCount, formatPercent } from '../../shared/format.ts'
import { formatBytes, formatDuration } from '../figures.ts'
import { Badge, Empty, Panel, Scrolled, Tile } from '../parts.tsx'
import type { Live } from './live.ts'
import { OUTCOMES } from './outcomes.ts'
import type { Snapshot } from './snapshot.ts'

const PARTS: Record<keyof Snapshot['health'], string> = {
  postgres: 'Postgres', redis: 'Redis', redis_events: 'Redis of events', search: 'Search module', embedder: 'Embedding model', upstream: 'LLM'
}
const CACHES: Record<string, string> = { exact: 'exact answers', semantic: 'semantic answers', history: 'histories', list: 'conversation lists', window: 'context windows', embeddings: 'embeddings', policy: 'policies', generations: 'invalidations' }

const clockTime = (iso: string) => new Date(iso).toLocaleTimeString('en-GB')

function CacheRow ({ of: { cache, hit_ratio: ratio }, expected }: { of: Snapshot['caches'][number], expected: number }) {
  return (
    <tr>
      <th scope='row'>{CACHES[cache] ?? cache}</th>
      <td class='number'>{ratio === null ? 'no reads yet' : formatPercent(ratio)}</td>
      <td>{ratio !== null && <div class='gauge'><meter min={0} max={1} low={expected} high={expected} optimum={1} value={ratio} aria-label={`${cache}: ${formatPercent(ratio)}`} /><span class={ratio < expected ? 'problem' : 'quiet'}>{ratio < expected ? 'below' : 'reached'}</span></div>}</td>
    </tr>
  )
}

function Caches ({ of: { caches, expected_hit_ratio: expected } }: { of: Snapshot }) {
  return (
    <Panel title='Hit rate of each cache' aside={<span class='quiet'>this process, lately</span>}>
      {caches.length === 0
        ? <Empty>This process has read nothing from a cache yet.</Empty>
        : (
          <Scrolled label='Hit rates, scrolls sideways'>
            <table>
              <thead><tr><th scope='col'>Cache</th><th scope='col' class='number'>Hit rate</th><th scope='col'>Against {formatPercent(expected, 0)}</th></tr></thead>
              <tbody>{caches.map((one) => <CacheRow key={one.cache} of={one} expected={expected} />)}</tbody>
            </table>
          </Scrolled>
          )}
    </Panel>
  )
}

function Health ({ of: { at, health, redis, events_pending: pending }, isLive }: { of: Snapshot, isLive: boolean }) {
  return (
    <Panel title='Health' aside={!isLive && <span class='problem'>as it was at {clockTime(at)}</span>}>
      <dl class='facts'>{Object.entries(PARTS).map(([part, name]) => [<dt key={part}>{name}</dt>, <dd key={`${part}=`}><Badge name={health[part as keyof Snapshot['health']]} /></dd>])}</dl>
      {redis && (
        <dl class='tiles'>
          <Tile label='Memory of Redis' value={formatBytes(redis.used_memory_bytes)} note={redis.max_memory_bytes > 0 ? `${formatPercent(redis.used_memory_bytes / redis.max_memory_bytes)} of ${formatBytes(redis.max_memory_bytes)}` : 'no limit is set'} />
          <Tile label='Evicted keys' value={formatCount(redis.evicted_keys)} note={redis.evicted_keys > 0 ? 'since its start: memory was short' : 'none since its start'} tone={redis.evicted_keys > 0 ? 'warn' : ''} />
          <Tile label='Expired keys' value={formatCount(redis.expired_keys)} note='since its start' />
          <Tile label='Events on their way' value={pending === null ? 'not known' : formatCount(pending)} note='to Postgres' />
        </dl>
      )}
    </Panel>
  )
}

/** The line that says what comes in at this moment. */
function Moment ({ of: { requests, at } }: { of: Snapshot }) {
  if (requests === null) return <>What comes in is not known: Redis of events does not answer.</>
  const some = OUTCOMES.map(({ name, label }) => ({ label, n: requests[name] })).filter(({ n }) => n > 0)
  const seconds = Math.max(0.001, (Date.parse(requests.to) - Date.parse(requests.from)) / 1_000)
  const all = some.reduce((sum, { n }) => sum + n, 0)
  return <>{clockTime(at)}: {all === 0 ? `no request in the last ${formatDuration(Math.round(seconds))}` : `${(all / seconds).toFixed(1)} requests a second (${some.map(({ label, n }) => `${formatCount(n)} ${label}`).join(', ')})`}</>
}

export function LiveLine ({ live: { snapshot, problem } }: { live: Live }) {
  return (
    <p class='live'>
      <span class={problem === null && snapshot ? 'dot on' : 'dot'} aria-hidden='true' />
      {problem !== null ? `Not live: ${problem} Trying again.` : snapshot ? <Moment of={snapshot} /> : 'Connecting…'}
    </p>
  )
}

export const LivePanels = ({ of, isLive }: { of: Snapshot, isLive: boolean }) => <div class='pair'><Caches of={of} /><Health of={of} isLive={isLive} /></div>
