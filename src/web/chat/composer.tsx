import { useEffect, useRef, useState } from 'preact/hooks'
import { Icon } from '../shared/icons.tsx'
import { useStore } from '../shared/store.ts'
import { running, send, stop, view } from './conversation.ts'

/** The API's longest message, characters. */
const MAX_CHARACTERS = 100_000

export function Composer () {
  const [text, setText] = useState('')
  const isBusy = useStore(running) !== null
  const { id, state } = useStore(view)
  const ref = useRef<HTMLTextAreaElement>(null)
  // Ready to type wherever one arrives; on a touch screen that would open the keyboard.
  useEffect(() => { if (matchMedia('(hover: hover)').matches) ref.current?.focus() }, [id === null])

  const submit = () => {
    if (isBusy || state === 'loading' || text.trim() === '') return
    send(text)
    setText('')
    ref.current?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    // Enter also ends the composition of a character.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    event.preventDefault()
    submit()
  }
  return (
    <form class='composer' onSubmit={(event) => { event.preventDefault(); submit() }}>
      <div class='field'>
        <label class='visually-hidden' for='message'>Message</label>
        <textarea id='message' ref={ref} rows={1} maxLength={MAX_CHARACTERS} value={text} placeholder='Ask something' aria-describedby='keys' onInput={({ currentTarget }) => setText(currentTarget.value)} onKeyDown={onKeyDown} />
        {isBusy
          ? <button type='button' class='round' aria-label='Stop' onClick={stop}><Icon name='stop' /></button>
          : <button class='round primary' aria-label='Send' disabled={text.trim() === ''}><Icon name='send' /></button>}
      </div>
      <p id='keys' class='quiet'><kbd>Enter</kbd> sends, <kbd>Shift</kbd> <kbd>Enter</kbd> begins a new line, <kbd>Esc</kbd> stops an answer.</p>
    </form>
  )
}
