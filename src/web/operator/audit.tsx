import { useState } from 'preact/hooks'
import { api, read } from '../shared/client.ts'
import type { AuditRow } from './api.ts'
import { formatStamp } from './figures.ts'
import { Choice, Empty, Loaded, Panel, Scrolled } from './parts.tsx'
import { differences } from './threshold/policy-fields.ts'
import { useLoad, useMore } from './use-load.ts'

const ACTIONS = {
  'policy.put': 'policy set',
  'policy.rollback': 'policy rolled back',
  'entry.quarantine': 'entry quarantined',
  'entry.release': 'entry released',
  'entry.delete': 'entry deleted',
  'entry.pin': 'entry pinned',
  'entry.unpin': 'entry unpinned',
  'entry.edit': 'answer edited',
  'entries.bulk': 'many entries changed',
  invalidate: 'invalidated',
  'user.erase': 'user erased'
} as const
type Action = keyof typeof ACTIONS

const page = (action: Action | '', cursor?: string) => read(api.GET('/operator/audit', { params: { query: { limit: 50, ...(action === '' ? {} : { action }), ...(cursor ? { cursor } : {}) } } }))

/** What a row's before and after differ in. */
function Change ({ of: { before, after } }: { of: AuditRow }) {
  const changes = differences(flat(before), flat(after))
  if (changes.length === 0) return <>–</>
  return <>{changes.map(({ field, from, to }) => <div key={field}>{field}: {from === 'not set' ? '' : <><del>{from}</del> → </>}{to}</div>)}</>
}
/** A policy is told by its fields. */
function flat (told: Record<string, unknown> | null): Record<string, unknown> {
  return Object.fromEntries(Object.entries(told ?? {}).flatMap(([name, value]) => typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [[name, value]]))
}

const target = ({ action, target }: AuditRow) => target === '' ? (action.startsWith('policy') ? 'default policy' : '–') : target

/** What operators did, newest first. */
export function Audit () {
  const [action, setAction] = useState<Action | ''>('')
  const first = useLoad(() => page(action), [action])
  const { more, readOn } = useMore(first.data)
  return (
    <>
      <div class='controls'><Choice<Action | ''> label='Action' value={action} options={[['', 'all'], ...Object.entries(ACTIONS) as [Action, string][]]} onChange={setAction} /></div>
      <Panel title='What operators did'>
        <Loaded of={first} what='The audit log'>
          {(data) => {
            const items = [...data.items, ...more?.items ?? []]
            const next = (more ?? data).next_cursor
            if (items.length === 0) return <Empty>{action === '' ? 'No operator has changed anything yet.' : 'Nothing of this kind was done yet.'}</Empty>
            return (
              <>
                <Scrolled label='Audit log, scrolls sideways'>
                  <table class='list'>
                    <thead><tr><th scope='col'>When</th><th scope='col'>Who</th><th scope='col'>What</th><th scope='col'>Target</th><th scope='col'>Change</th><th scope='col'>Note</th></tr></thead>
                    <tbody>
                      {items.map((row) => (
                        <tr key={row.id}>
                          <td>{formatStamp(row.at)}</td><td>{row.actor}</td><td>{ACTIONS[row.action as Action] ?? row.action}</td><td class='words'>{target(row)}</td><td class='words'><Change of={row} /></td><td class='words'>{row.note ?? '–'}</td>
                        </tr>
                      ))}
                    </tbody>
                  </table>
                </Scrolled>
                {next !== null && <button type='button' onClick={() => readOn(() => page(action, next))}>Show older ones</button>}
              </>
            )
          }}
        </Loaded>
      </Panel>
    </>
  )
}
