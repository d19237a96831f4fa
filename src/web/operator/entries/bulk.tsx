import { useState } from 'preact/hooks'
import { api, read, wordsOf } from '../../shared/client.ts'
import { formatCount } from '../../shared/format.ts'
import { say } from '../../shared/toasts.tsx'
import { Choice, Field, Panel } from '../parts.tsx'

type Kind = 'tag' | 'namespace' | 'model'
type Preview = { entries: number | null, examples: { id: string, question: string }[] }

/** Everything of a tag, a namespace or a model at once; first it is only counted. */
export function Bulk ({ onDone }: { onDone (): void }) {
  const [kind, setKind] = useState<Kind>('tag')
  const [value, setValue] = useState('')
  const [preview, setPreview] = useState<Preview | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const forget = () => { setPreview(null); setProblem(null) }

  async function run (dryRun: boolean): Promise<void> {
    setProblem(null)
    try {
      const found = await read(api.POST('/operator/invalidate', { body: { [kind]: value.trim(), dry_run: dryRun } }))
      setPreview(dryRun ? found : null)
      if (dryRun) return
      say('Invalidated: the next asker gets a fresh answer.')
      onDone()
    } catch (error) {
      setProblem(wordsOf(error))
    }
  }
  return (
    <Panel title='Many at once'>
      <form class='controls' aria-label='Many at once' onSubmit={(event) => { event.preventDefault(); run(true) }}>
        <Choice label='Everything of the' value={kind} options={[['tag', 'tag'], ['namespace', 'namespace'], ['model', 'model']]} onChange={(next) => { setKind(next); forget() }} />
        <Field label='Name'><input value={value} required maxLength={200} onInput={({ currentTarget }) => { setValue(currentTarget.value); forget() }} /></Field>
        <button>Count first</button>
      </form>
      {problem !== null && <p class='problem' role='alert'>{problem}</p>}
      {preview && (
        <div role='status'>
          <p><strong>{formatCount(preview.entries ?? 0)}</strong> live {preview.entries === 1 ? 'answer' : 'answers'} of {kind} “{value.trim()}” would be taken away.</p>
          {preview.examples.length > 0 && <ul class='words'>{preview.examples.map(({ id, question }) => <li key={id}>{question}</li>)}</ul>}
          {(preview.entries ?? 0) > 0 && <button type='button' class='danger' onClick={() => run(false)}>Invalidate {formatCount(preview.entries ?? 0)}</button>}
        </div>
      )}
    </Panel>
  )
}
