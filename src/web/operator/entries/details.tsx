import { useEffect, useRef, useState } from 'preact/hooks'
import { api, read, wordsOf } from '../../shared/client.ts'
import { Dialog } from '../../shared/dialog.tsx'
import { formatCount, formatSimilarity } from '../../shared/format.ts'
import { say } from '../../shared/toasts.tsx'
import { noted, type Entry } from '../api.ts'
import { formatAway, formatStamp } from '../figures.ts'
import { Badge, Field, Loaded } from '../parts.tsx'
import { useLoad } from '../use-load.ts'

function Facts ({ entry }: { entry: Entry }) {
  return (
    <dl class='facts'>
      <dt>State</dt><dd><Badge name={entry.state} /> {entry.pinned && <Badge name='pinned' />} {entry.edited_time !== undefined && <Badge name='edited' />}</dd>
      <dt>Hits</dt><dd>{formatCount(entry.hits)}{entry.hit_similarity && `, by meaning from ${formatSimilarity(entry.hit_similarity.lowest)} to ${formatSimilarity(entry.hit_similarity.highest)}`}</dd>
      <dt>Other names</dt><dd>{formatCount(entry.aliases)}</dd>
      <dt>Ratings</dt><dd>{formatCount(entry.feedback.up)} up, {formatCount(entry.feedback.down)} down</dd>
      <dt>Checked</dt><dd>{formatCount(entry.checks.same)} right, {formatCount(entry.checks.different)} wrong, {formatCount(entry.checks.unknown)} could not be told</dd>
      <dt>Stored</dt><dd>{formatStamp(entry.create_time)}, {formatAway(entry.create_time)}</dd>
      {entry.edited_time !== undefined && <><dt>Edited</dt><dd>{formatStamp(entry.edited_time)} by an operator</dd></>}
      <dt>Expires</dt><dd>{formatStamp(entry.expire_time)}, {formatAway(entry.expire_time)}</dd>
      <dt>Namespace</dt><dd>{entry.namespace}</dd>
      <dt>Model</dt><dd>{entry.model}</dd>
      <dt>Tags</dt><dd>{entry.tags.join(', ') || 'none'}</dd>
      <dt>Conversation</dt><dd>{entry.conversation_id ?? 'none: it came through the gateway'}</dd>
      {entry.owner && <><dt>Caused by</dt><dd>user {entry.owner} (pseudonym)</dd></>}
      <dt>Id</dt><dd><code>{entry.id}</code></dd>
    </dl>
  )
}

type Action = { label: string, done: string, run (id: string, note: string): Promise<unknown> }
const at = (id: string) => ({ params: { path: { id } } })
const why = (id: string, note: string) => ({ ...at(id), body: noted(note) })
const QUARANTINE: Action = { label: 'Quarantine', done: 'Quarantined: it is served to nobody.', run: (id, note) => read(api.POST('/operator/entries/{id}/quarantine', why(id, note))) }
const RELEASE: Action = { label: 'Release', done: 'Released: it is served again.', run: (id, note) => read(api.POST('/operator/entries/{id}/release', why(id, note))) }
const PIN: Action = { label: 'Pin', done: 'Pinned: it is kept for a year, as it is.', run: (id, note) => read(api.POST('/operator/entries/{id}/pin', why(id, note))) }
const UNPIN: Action = { label: 'Unpin', done: 'Unpinned: it lives as long as others.', run: (id, note) => read(api.POST('/operator/entries/{id}/unpin', why(id, note))) }
const DELETE: Action = { label: 'Delete', done: 'Deleted.', run: (id, note) => read(api.DELETE('/operator/entries/{id}', { params: { path: { id }, query: noted(note) } })) }

/** Another answer in its place. */
function Edit ({ entry, onClose, onDone }: { entry: Entry, onClose (): void, onDone (): void }) {
  const [problem, setProblem] = useState<string | null>(null)
  const field = useRef<HTMLTextAreaElement>(null)
  // It opens above the button that was pressed, on a small screen out of sight.
  useEffect(() => field.current!.focus(), [])
  async function submit (event: SubmitEvent): Promise<void> {
    event.preventDefault()
    const data = new FormData(event.currentTarget as HTMLFormElement)
    try {
      await read(api.PUT('/operator/entries/{id}', { ...at(entry.id), body: { answer: String(data.get('answer')), ...noted(String(data.get('note') ?? '')) } }))
    } catch (error) {
      return setProblem(wordsOf(error))
    }
    onDone()
    onClose()
  }
  return (
    <form class='edit' onSubmit={submit}>
      <Field label='New answer'><textarea ref={field} name='answer' dir='auto' rows={8} required maxLength={100_000} defaultValue={entry.answer} /></Field>
      <Field label='Note' hint='why, for the audit log'><input name='note' maxLength={500} /></Field>
      {problem !== null && <p class='problem' role='alert'>{problem}</p>}
      <div class='row'><button class='primary'>Save the answer</button><button type='button' onClick={onClose}>Cancel</button></div>
    </form>
  )
}

/** One cached answer with all that is known of it, and what an operator may do. */
export function Details ({ id, onClose, onChanged }: { id: string, onClose (): void, onChanged (): void }) {
  const entry = useLoad(() => read(api.GET('/operator/entries/{id}', at(id))), [id])
  const [sure, setSure] = useState(false)
  const [editing, setEditing] = useState(false)
  const [busy, setBusy] = useState(false)
  const [note, setNote] = useState('')
  // Told inside: what the page says beside it lies behind the dialog.
  const [told, setTold] = useState<{ text: string, bad: boolean } | null>(null)

  async function act ({ run, done }: Action, closes = false): Promise<void> {
    setBusy(true)
    setTold(null)
    try {
      await run(id, note)
      setNote('')
      onChanged()
      if (closes) {
        say(done)
        return onClose()
      }
      setTold({ text: done, bad: false })
      await entry.again()
    } catch (error) {
      setTold({ text: wordsOf(error), bad: true })
    }
    setBusy(false)
  }
  return (
    <Dialog title='Cached answer' onClose={onClose} wide>
      <Loaded of={entry} what='The entry'>
        {(data) => (
          <>
            <h3>Question</h3>
            <p class='words'>{data.question}</p>
            <h3>Answer</h3>
            {editing
              ? <Edit entry={data} onClose={() => setEditing(false)} onDone={() => { setTold({ text: 'Saved: this is served from now on.', bad: false }); entry.again(); onChanged() }} />
              : <p class='words answer' tabIndex={0}>{data.answer}</p>}
            <Facts entry={data} />
            {!editing && <Field label='Note' hint='why, for the audit log; goes with what you do next'><input value={note} maxLength={500} onInput={({ currentTarget }) => setNote(currentTarget.value)} /></Field>}
            <p class={told?.bad ? 'problem' : 'quiet'} role='status'>{told?.text}</p>
            <div class='row wrap'>
              <button type='button' disabled={busy} onClick={() => act(data.state === 'live' ? QUARANTINE : RELEASE)}>{data.state === 'live' ? QUARANTINE.label : RELEASE.label}</button>
              <button type='button' disabled={busy} onClick={() => act(data.pinned ? UNPIN : PIN)}>{data.pinned ? UNPIN.label : PIN.label}</button>
              {!editing && <button type='button' disabled={busy} onClick={() => setEditing(true)}>Edit the answer</button>}
              {sure
                ? <button type='button' class='danger' disabled={busy} onClick={() => act(DELETE, true)}>Yes, delete it</button>
                : <button type='button' class='danger' disabled={busy} onClick={() => setSure(true)}>Delete…</button>}
            </div>
          </>
        )}
      </Loaded>
    </Dialog>
  )
}
