import { Fragment } from 'preact'
import { useState } from 'preact/hooks'
import { api, read, wordsOf } from '../shared/client.ts'
import { formatSimilarity } from '../shared/format.ts'
import type { Explanation } from './api.ts'
import { formatAway } from './figures.ts'
import { Badge, Empty, Field, Panel, Scrolled } from './parts.tsx'

const FINDINGS: Record<string, string> = {
  serve: 'may be served',
  below_threshold: 'similarity not above the threshold',
  improbable: 'probability too low',
  no_words: 'stored without its words: no probability',
  expired: 'expired',
  too_old: 'older than the asker accepts'
}
const findingWords = (finding: string) => FINDINGS[finding] ?? (finding.startsWith('guard:') ? `stopped by the guard ${finding.slice(6)}` : finding)
const told = (value: unknown) => typeof value === 'string' ? value : value === null || JSON.stringify(value) === '{}' ? 'none' : JSON.stringify(value)

type Candidate = Explanation['candidates'][number]

function Guards ({ of: { guards } }: { of: Candidate }) {
  const speaking = guards.filter(({ evidence }) => evidence !== null)
  const silent = guards.filter(({ evidence }) => evidence === null).map(({ name }) => name)
  return (
    <>
      {speaking.length > 0 && (
        <ul class='guards'>
          {speaking.map(({ name, asked, evidence }) => <li key={name}><strong>{name}</strong>: {evidence} {!asked && <small>(not asked by the policy)</small>}</li>)}
        </ul>
      )}
      <small>{silent.length === guards.length ? 'every guard is silent' : `silent: ${silent.join(', ')}`}</small>
    </>
  )
}

function Candidates ({ of: candidates, threshold, failed }: { of: Candidate[], threshold: number, failed: boolean }) {
  if (failed) return <Empty>Not known: the cache or the embedding model did not answer. Health, under Now, says which.</Empty>
  if (candidates.length === 0) return <Empty>No stored answer is in this scope, or the question goes past the cache.</Empty>
  return (
    <Scrolled label='Candidates, scrolls sideways'>
      <table class='list'>
        <thead><tr><th scope='col'>Stored question</th><th scope='col' class='number'>Similarity</th><th scope='col' class='number'>Probability</th><th scope='col'>Verdict</th><th scope='col'>Guards</th></tr></thead>
        <tbody>
          {candidates.map((candidate) => (
            <tr key={candidate.entry_id}>
              <th scope='row'>{candidate.question}<small>stored {formatAway(candidate.created_at)}, expires {formatAway(candidate.expires_at)}</small></th>
              <td class='number'>{formatSimilarity(candidate.similarity)}<small>{candidate.similarity > threshold ? 'above' : 'not above'} {threshold}</small></td>
              <td class='number'>{candidate.probability === null ? 'not known' : candidate.probability.toFixed(3)}{candidate.lower_bound !== null && `, surely ${candidate.lower_bound.toFixed(3)}`}</td>
              <td>{findingWords(candidate.finding)}</td>
              <td><Guards of={candidate} /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolled>
  )
}

function Explained ({ of: { decision, cacheable, normalised, embedded, scope, policy, exact, candidates } }: { of: Explanation }) {
  const failed = decision.reason === 'error'
  return (
    <>
      <Panel title='Decision' aside={<Badge name={decision.status} />}>
        <p class='sentence'>{decision.sentence}</p>
        <dl class='facts'>
          <dt>Read as</dt><dd>{normalised}</dd>
          {embedded !== normalised && <><dt>Embedded as</dt><dd>{embedded}</dd></>}
          <dt>Exact tier</dt><dd>{exact.entry ? `the same question is stored: “${exact.entry.question}”` : failed ? 'not known' : 'nothing stored under these very words'}</dd>
          <dt>Policy</dt><dd>{policy.kind}, {policy.kind === 'static' ? `threshold ${policy.threshold}` : `least probability ${policy.min_probability}`}, tiers {policy.tiers.join(' and ') || 'none'}</dd>
          <dt>May be kept</dt><dd>{cacheable.cacheable ? 'yes' : `no: ${cacheable.reason}`}</dd>
        </dl>
      </Panel>
      <Panel title='Candidates'><Candidates of={candidates} threshold={policy.threshold} failed={failed && candidates.length === 0} /></Panel>
      <Panel title='Scope' aside={<code class='quiet'>{scope.hash.slice(0, 16)}</code>}>
        <p class='quiet'>Only answers with all of this alike are looked at.</p>
        <dl class='facts'>{Object.entries(scope.parts).map(([name, value]) => <Fragment key={name}><dt>{name}</dt><dd>{told(value)}</dd></Fragment>)}</dl>
      </Panel>
    </>
  )
}

/** What would be served for a question now, and why. Asks no LLM and stores nothing. */
export function Explain () {
  const [found, setFound] = useState<Explanation | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  async function submit (event: SubmitEvent): Promise<void> {
    event.preventDefault()
    const data = new FormData(event.currentTarget as HTMLFormElement)
    const of = (name: string) => String(data.get(name) ?? '').trim()
    const optional = Object.fromEntries(['namespace', 'model'].map((name) => [name, of(name)]).filter(([, value]) => value !== ''))
    setBusy(true)
    try {
      setFound(await read(api.POST('/operator/explain', { body: { text: of('text'), ...optional } })))
      setProblem(null)
    } catch (error) {
      setFound(null)
      setProblem(wordsOf(error))
    }
    setBusy(false)
  }
  return (
    <>
      <form class='controls' aria-label='Explain' onSubmit={submit}>
        <Field label='Question'><input name='text' required maxLength={10_000} placeholder='What would be served for this?' /></Field>
        <Field label='Namespace'><input name='namespace' maxLength={64} placeholder='default' /></Field>
        <Field label='Model'><input name='model' maxLength={200} placeholder='as the chat' /></Field>
        <button class='primary' disabled={busy}>{busy ? 'Looking…' : 'Explain'}</button>
      </form>
      <div class='loaded' aria-live='polite'>
        {problem !== null && <p class='notice bad' role='alert'>{problem}</p>}
        {found ? <Explained of={found} /> : problem === null && <Empty>Type a question to see what would be served for it now, and why. No LLM is asked, nothing is stored.</Empty>}
      </div>
    </>
  )
}
