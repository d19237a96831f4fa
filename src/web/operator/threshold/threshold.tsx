import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { api, read } from '../../shared/client.ts'
import { say } from '../../shared/toasts.tsx'
import { putPolicy, readPolicy, unlessOvertaken, within, type Policy } from '../api.ts'
import { formatStamp } from '../figures.ts'
import { Choice, Empty, Loaded, Panel } from '../parts.tsx'
import { NamespaceField } from '../namespace-field.tsx'
import { EVENT_RANGE_OPTIONS, type Range } from '../ranges.ts'
import { useLoad } from '../use-load.ts'
import { Apply } from './apply.tsx'
import { ExamplePairs } from './examples.tsx'
import { Histogram } from './histogram.tsx'
import { History } from './history.tsx'
import { THRESHOLDS } from './outcomes.ts'
import { bodyOf, changesOf, differences, draftOf, rebased, type Draft } from './policy-fields.ts'
import { PolicyForm } from './policy-form.tsx'
import { Slider } from './slider.tsx'

function Editor ({ policy, range, onPolicy }: { policy: Policy, range: Range, onPolicy (): Promise<void> }) {
  const { namespace } = policy
  const [draft, setDraft] = useState(() => draftOf(policy))
  const [asking, setAsking] = useState(false)
  const [settled, setSettled] = useState(draft.threshold)
  const change = (some: Partial<Draft>) => setDraft((before) => ({ ...before, ...some }))
  /** The policy that a change made here is on its way past: what was changed stays changed. */
  const overtaken = useRef<Policy | null>(null)
  useEffect(() => {
    const before = overtaken.current
    overtaken.current = null
    setDraft((draft) => before === null ? draftOf(policy) : rebased(draft, draftOf(before), draftOf(policy)))
    if (before === null) setSettled(policy.effective.threshold)
  }, [policy])
  async function catchUp (): Promise<void> {
    overtaken.current = policy
    await onPolicy()
  }

  const guards = [...draft.guards].sort() as never[]
  const outcomes = useLoad(() => read(api.POST('/operator/whatif', { body: { since: range, thresholds: THRESHOLDS, guards, ...(namespace === '' ? {} : { namespace }) } })), [range, namespace, policy.version, guards.join()])
  const histogram = useLoad(() => read(api.GET('/operator/histogram', { params: { query: within(range, namespace) } })), [range, namespace])
  const changes = useMemo(() => changesOf(policy, draft), [policy, draft])
  const changed = differences(draftOf(policy), draft)
  const { tightened } = policy.effective

  async function apply (note: string): Promise<void> {
    const { version } = await unlessOvertaken(putPolicy(namespace, bodyOf(changes, note, policy.version)), catchUp)
    setAsking(false)
    say(`Version ${version} is in force.`)
    await onPolicy()
  }
  return (
    <>
      {tightened && (
        <p class='notice warn'>
          {tightened.step >= 3 ? 'The semantic tier has stopped itself' : `The semantic tier has tightened itself by ${tightened.step} of 3 steps`} on {formatStamp(tightened.since)}:{' '}
          {tightened.wrong} of {tightened.checks} checked answers were wrong. Applying a policy begins anew.
        </p>
      )}
      <Panel title='What a threshold would have done'>
        {draft.kind !== 'static' && <p class='notice'>Policy kind {draft.kind} decides by probability. These figures are what kind static would have done with this traffic.</p>}
        <Loaded of={outcomes} what='Logged decisions'>
          {(data) => data.actual.requests === 0
            ? <Empty>No requests in this range. Choose a longer one, or send questions through the chat or <code>/v1/chat/completions</code>.</Empty>
            : <p class='quiet'>From {data.actual.requests.toLocaleString('en')} logged decisions since {formatStamp(data.since)}.</p>}
        </Loaded>
        <Loaded of={histogram} what='Similarities'>{(data) => <Histogram of={data} threshold={draft.threshold} />}</Loaded>
        <Slider threshold={draft.threshold} inForce={policy.effective.threshold} outcomes={outcomes.data && outcomes.data.actual.requests > 0 ? outcomes.data : null} onMove={(threshold) => change({ threshold })} onSettle={() => setSettled(draft.threshold)} />
      </Panel>
      <ExamplePairs threshold={settled} range={range} namespace={namespace} />
      <Panel title='Policy' aside={<span class='quiet'>{policy.version === 0 ? 'nothing was ever set here: the settings apply' : `version ${policy.version}`}</span>}>
        <PolicyForm draft={draft} inForce={draftOf(policy)} onChange={change} />
      </Panel>
      <div class='apply-bar'>
        <span role='status'>{changed.length === 0 ? 'Nothing changed yet.' : `Changed: ${changed.map(({ field }) => field.replace('_', ' ')).join(', ')}.`}</span>
        <button type='button' disabled={changed.length === 0} onClick={() => setDraft(draftOf(policy))}>Reset</button>
        <button type='button' class='primary' disabled={changed.length === 0} onClick={() => setAsking(true)}>Apply…</button>
      </div>
      <History policy={policy} onPolicy={onPolicy} onOvertaken={catchUp} />
      {asking && <Apply title={namespace === '' ? 'Apply the default policy' : `Apply the policy of ${namespace}`} changes={changed} label='Apply' onApply={apply} onClose={() => setAsking(false)} />}
    </>
  )
}

/** Tuning: what a threshold would have done, the policy, and its history. */
export function Threshold () {
  const [namespace, setNamespace] = useState('')
  const [range, setRange] = useState<Range>('24h')
  const policy = useLoad(() => readPolicy(namespace), [namespace])
  return (
    <>
      <div class='controls'>
        <NamespaceField label='Namespace' none='default policy' value={namespace} onChange={setNamespace} />
        <Choice<Range> label='Traffic of the' value={range} options={EVENT_RANGE_OPTIONS} onChange={setRange} />
      </div>
      <Loaded of={policy} what='The policy'>{(data) => <Editor key={data.namespace} policy={data} range={range} onPolicy={() => policy.again()} />}</Loaded>
    </>
  )
}
