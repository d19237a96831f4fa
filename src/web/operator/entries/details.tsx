import { useState } from 'preact/hooks'
import { api, read } from '../../shared/client.ts'
import { Dialog } from '../../shared/dialog.tsx'
import { formatCount } from '../../shared/format.ts'
import { say, sayError } from '../../shared/toasts.tsx'
import type { Entry } from '../api.ts'
import { formatAway, formatStamp } from '../figures.ts'
import { Badge, Loaded } from '../parts.tsx'
import { useLoad } from '../use-load.ts'

function Facts ({ entry }: { entry: Entry }) {
  return (
    <dl class='facts'>
      <dt>State</dt><dd><Badge name={entry.state} /></dd>
      <dt>Hits</dt><dd>{formatCount(entry.hits)}</dd>
      <dt>Stored</dt><dd>{formatStamp(entry.create_time)}, {formatAway(entry.create_time)}</dd>
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

type Action = { label: string, done: string, danger?: boolean, run (id: string): Promise<unknown> }
const at = (id: string) => ({ params: { path: { id } } })
const QUARANTINE: Action = { label: 'Quarantine', done: 'Quarantined: it is served to nobody.', run: (id) => read(api.POST('/operator/entries/{id}/quarantine', at(id))) }
const RELEASE: Action = { label: 'Release', done: 'Released: it is served again.', run: (id) => read(api.POST('/operator/entries/{id}/release', at(id))) }
const DELETE: Action = { label: 'Delete', done: 'Deleted.', danger: true, run: (id) => read(api.DELETE('/operator/entries/{id}', at(id))) }

/** One cached answer with all that is known of it, and what an operator may do. */
export function Details ({ id, onClose, onChanged }: { id: string, onClose (): void, onChanged (): void }) {
  const entry = useLoad(() => read(api.GET('/operator/entries/{id}', at(id))), [id])
  const [sure, setSure] = useState(false)
  const [busy, setBusy] = useState(false)

  async function act ({ run, done }: Action, closes = false): Promise<void> {
    setBusy(true)
    try {
      await run(id)
      say(done)
      onChanged()
      if (closes) return onClose()
      await entry.again()
    } catch (error) {
      sayError(error)
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
            <p class='words answer' tabIndex={0}>{data.answer}</p>
            <Facts entry={data} />
            <div class='row wrap'>
              <button type='button' disabled={busy} onClick={() => act(data.state === 'live' ? QUARANTINE : RELEASE)}>{data.state === 'live' ? QUARANTINE.label : RELEASE.label}</button>
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
