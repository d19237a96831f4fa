import { useState } from 'preact/hooks'
import { api, read, wordsOf } from '../../shared/client.ts'
import { formatCount } from '../../shared/format.ts'
import { say } from '../../shared/toasts.tsx'
import { noted } from '../api.ts'
import { Choice, Field, Panel } from '../parts.tsx'

type Kind = 'tag' | 'namespace'
type Action = 'quarantine' | 'release' | 'delete'
const ACTIONS: [Action, string, string][] = [['quarantine', 'Quarantine', 'quarantined'], ['release', 'Release', 'released'], ['delete', 'Delete', 'deleted']]
type Preview = { matched: number, more: boolean, examples: { id: string, question: string }[] }

/** Everything of a tag or namespace at once, a thousand a call; first it is only counted. */
export function Bulk ({ onDone }: { onDone (): void }) {
  const [action, setAction] = useState<Action>('quarantine')
  const [kind, setKind] = useState<Kind>('tag')
  const [value, setValue] = useState('')
  const [note, setNote] = useState('')
  const [preview, setPreview] = useState<Preview | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const [, label, past] = ACTIONS.find(([name]) => name === action)!
  const forget = () => { setPreview(null); setProblem(null) }
  const call = (dryRun: boolean) => read(api.POST('/operator/entries/bulk', { body: { action, [kind]: value.trim(), dry_run: dryRun, ...noted(note) } }))

  async function run (dryRun: boolean): Promise<void> {
    setProblem(null)
    setBusy(true)
    try {
      const found = await call(dryRun)
      setPreview(dryRun ? found : null)
      if (!dryRun) {
        say(`${formatCount(found.changed)} ${past}.${found.more ? ' There are more: count again.' : ''}`)
        setNote('')
        onDone()
      }
    } catch (error) {
      setProblem(wordsOf(error))
    }
    setBusy(false)
  }
  return (
    <Panel title='Many at once'>
      <form class='controls' aria-label='Many at once' onSubmit={(event) => { event.preventDefault(); run(true) }}>
        <Choice<Action> label='Do' value={action} options={ACTIONS.map(([name, text]) => [name, text] as const)} onChange={(next) => { setAction(next); forget() }} />
        <Choice<Kind> label='to everything of the' value={kind} options={[['tag', 'tag'], ['namespace', 'namespace']]} onChange={(next) => { setKind(next); forget() }} />
        <Field label='called'><input value={value} required maxLength={64} onInput={({ currentTarget }) => { setValue(currentTarget.value); forget() }} /></Field>
        <button disabled={busy}>Count first</button>
      </form>
      {problem !== null && <p class='problem' role='alert'>{problem}</p>}
      {preview && (
        <div role='status'>
          <p><strong>{formatCount(preview.matched)}</strong> {preview.matched === 1 ? 'answer' : 'answers'} of {kind} “{value.trim()}” would be {past}{preview.matched > 1_000 ? ', a thousand at a time' : ''}. Nothing has changed yet.</p>
          {preview.examples.length > 0 && <ul class='words'>{preview.examples.map(({ id, question }) => <li key={id}>{question}</li>)}</ul>}
          {preview.matched > 0 && (
            <form class='controls' aria-label={`${label} them`} onSubmit={(event) => { event.preventDefault(); run(false) }}>
              <Field label='Note'><input value={note} maxLength={500} placeholder='why, for the audit log' onInput={({ currentTarget }) => setNote(currentTarget.value)} /></Field>
              <button class='danger' disabled={busy}>{label} {formatCount(preview.matched)}</button>
            </form>
          )}
        </div>
      )}
    </Panel>
  )
}
