import { useEffect, useRef, useState } from 'preact/hooks'
import { focusToType, isOfComposition } from '../shared/focus.ts'
import { formatCount } from '../shared/format.ts'
import { Icon } from '../shared/icons.tsx'
import type { Me } from '../shared/session.ts'
import { tabStorage } from '../shared/storage.ts'
import { useStore } from '../shared/store.ts'
import { running, send, stop } from './conversation.ts'
import { view } from './view.ts'

/** The API's longest message, characters. */
const MAX_CHARACTERS = 100_000

/** Characters beyond the longest message, as the API counts them. */
const excessOf = (text: string) => text.length <= MAX_CHARACTERS ? 0 : Math.max(0, [...text].length - MAX_CHARACTERS)

export function Composer ({ me: { tenant, user } }: { me: Me }) {
  // Of this tab and person: a page loaded anew has what was not sent yet.
  const draft = `deflect.draft ${tenant} ${user}`
  const [text, keepText] = useState(() => tabStorage.get(draft) ?? '')
  const setText = (next: string) => {
    keepText(next)
    tabStorage.set(draft, next)
  }
  const excess = excessOf(text)
  const isBusy = useStore(running) !== null
  const { id, state } = useStore(view)
  const ref = useRef<HTMLTextAreaElement>(null)
  // Wherever one arrives.
  useEffect(() => focusToType(ref.current), [id === null])
  // Stop, Try again and Show the rest go away with what they were for, and the focus with them.
  useEffect(() => { if (document.activeElement === document.body) focusToType(ref.current) }, [isBusy])

  const submit = () => {
    if (isBusy || state === 'loading' || text.trim() === '' || excess > 0) return
    send(text)
    setText('')
    ref.current?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || isOfComposition(event)) return
    event.preventDefault()
    submit()
  }
  return (
    <form class='composer' onSubmit={(event) => { event.preventDefault(); submit() }}>
      <div class='field'>
        <label class='visually-hidden' for='message'>Message</label>
        <textarea id='message' ref={ref} dir='auto' rows={1} value={text} placeholder='Ask something' aria-describedby='keys' aria-invalid={excess > 0 || undefined} onInput={({ currentTarget }) => setText(currentTarget.value)} onKeyDown={onKeyDown} />
        {isBusy
          ? <button type='button' class='round' aria-label='Stop' onClick={stop}><Icon name='stop' /></button>
          : <button class='round primary' aria-label='Send' disabled={text.trim() === '' || excess > 0}><Icon name='send' /></button>}
      </div>
      {excess > 0 && <p class='problem' role='alert'>{formatCount(excess)} characters too long: a message has {formatCount(MAX_CHARACTERS)} at most.</p>}
      <p id='keys' class='quiet'><kbd>Enter</kbd> sends, <kbd>Shift</kbd> <kbd>Enter</kbd> begins a new line, <kbd>Esc</kbd> stops an answer.</p>
    </form>
  )
}
