import { useState } from 'preact/hooks'
import { wordsOf } from '../../shared/client.ts'
import { Dialog } from '../../shared/dialog.tsx'
import { Empty, Field } from '../parts.tsx'
import type { Difference } from './policy-fields.ts'

export const Diff = ({ changes }: { changes: Difference[] }) => changes.length === 0
  ? <Empty>Nothing would change.</Empty>
  : (
    <table class='diff'>
      <thead><tr><th scope='col'>Field</th><th scope='col'>Old</th><th scope='col'>New</th></tr></thead>
      <tbody>{changes.map(({ field, from, to }) => <tr key={field}><th scope='row'>{field}</th><td><del>{from}</del></td><td><ins>{to}</ins></td></tr>)}</tbody>
    </table>
    )

type Props = { title: string, changes: Difference[], label: string, onApply (note: string): Promise<void>, onClose (): void }

/** What is about to change, and why: nothing is set before this is confirmed. */
export function Apply ({ title, changes, label, onApply, onClose }: Props) {
  const [note, setNote] = useState('')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  async function submit (event: SubmitEvent): Promise<void> {
    event.preventDefault()
    setBusy(true)
    setProblem(null)
    try {
      await onApply(note.trim())
    } catch (error) {
      setProblem(wordsOf(error))
      setBusy(false)
    }
  }
  return (
    <Dialog title={title} onClose={onClose} wide>
      <form onSubmit={submit}>
        <Diff changes={changes} />
        <Field label='Note' hint='why; it stays in the history'><input value={note} maxLength={500} required onInput={({ currentTarget: { value } }) => setNote(value)} /></Field>
        {problem !== null && <p class='problem' role='alert'>{problem}</p>}
        <div class='row'><button class='primary' disabled={busy || changes.length === 0}>{busy ? 'Working…' : label}</button><button type='button' onClick={onClose}>Cancel</button></div>
      </form>
    </Dialog>
  )
}
