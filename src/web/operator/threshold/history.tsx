import { useState } from 'preact/hooks'
import { say } from '../../shared/toasts.tsx'
import { readVersions, rollBack, unlessOvertaken, type Policy, type Version } from '../api.ts'
import { formatStamp } from '../figures.ts'
import { Empty, Loaded, Panel, Scrolled } from '../parts.tsx'
import { useLoad, useMore } from '../use-load.ts'
import { Apply } from './apply.tsx'
import { differences } from './policy-fields.ts'

const words = (changes: Version['changes']) => differences({}, changes).map(({ field, to }) => `${field}: ${to}`).join('; ') || 'nothing set'
/** What was there before anything was set. */
const NOTHING: Pick<Version, 'version' | 'changes'> = { version: 0, changes: {} }

/** Every version of a policy, and the way back to it. */
export function History ({ policy, onPolicy, onOvertaken }: { policy: Policy, onPolicy (): Promise<void>, onOvertaken (): Promise<void> }) {
  const { namespace, version: newest, changes } = policy
  const first = useLoad(() => readVersions(namespace), [namespace, newest])
  const { more, readOn } = useMore(first.data)
  const [target, setTarget] = useState<Pick<Version, 'version' | 'changes'> | null>(null)

  async function back (note: string): Promise<void> {
    const { version } = await unlessOvertaken(rollBack(namespace, { version: target!.version, note, if_version: newest }), onOvertaken)
    setTarget(null)
    say(`Rolled back: version ${version} says what version ${target!.version} said.`)
    await onPolicy()
  }
  return (
    <Panel title='History'>
      <Loaded of={first} what='The history'>
        {(data) => {
          const items = [...data.items, ...more?.items ?? []]
          const next = (more ?? data).next_before
          if (items.length === 0) return <Empty>Nothing was ever set here. What you apply shows here, and can be rolled back.</Empty>
          return (
            <>
              <Scrolled label='Versions, scrolls sideways'>
                <table class='list'>
                  <thead><tr><th scope='col'>Version</th><th scope='col'>When</th><th scope='col'>Who</th><th scope='col'>Note</th><th scope='col'>Sets</th><th scope='col'><span class='visually-hidden'>Roll back</span></th></tr></thead>
                  <tbody>
                    {items.map((item) => (
                      <tr key={item.version}>
                        <td>{item.version}</td><td>{formatStamp(item.create_time)}</td><td>{item.author}</td><td class='words'>{item.note ?? '–'}</td><td class='words'>{words(item.changes)}</td>
                        <td>{item.version === newest ? 'in force' : <button type='button' onClick={() => setTarget(item)}>Roll back…<span class='visually-hidden'> to version {item.version}</span></button>}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </Scrolled>
              <div class='row wrap'>
                {next !== null && <button type='button' onClick={() => readOn(() => readVersions(namespace, next))}>Show older ones</button>}
                {Object.keys(changes).length > 0 && <button type='button' onClick={() => setTarget(NOTHING)}>Unset everything…</button>}
              </div>
            </>
          )
        }}
      </Loaded>
      {target && <Apply title={target.version === 0 ? 'Unset everything here' : `Roll back to version ${target.version}`} changes={differences(changes, target.changes)} label='Roll back' onApply={back} onClose={() => setTarget(null)} />}
    </Panel>
  )
}
