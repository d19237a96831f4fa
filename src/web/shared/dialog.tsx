import type { ComponentChildren } from 'preact'
import { useEffect, useId, useRef } from 'preact/hooks'
import { Icon } from './icons.tsx'

/** A modal dialog: the browser keeps the focus inside, closes it by Escape and gives the focus back. */
export function Dialog ({ title, onClose, children, wide = false }: { title: string, onClose (): void, children: ComponentChildren, wide?: boolean }) {
  const ref = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    const dialog = ref.current!
    const before = document.activeElement as HTMLElement | null
    dialog.showModal()
    return () => {
      dialog.close()
      before?.focus()
    }
  }, [])
  return (
    // A click on the dialog itself is one beside its content.
    <dialog ref={ref} class={wide ? 'wide' : ''} aria-labelledby={id} onClose={onClose} onClick={(event) => { if (event.target === ref.current) onClose() }}>
      <div class='inside'>
        <header>
          <h2 id={id}>{title}</h2>
          <button type='button' class='icon' aria-label='Close' onClick={onClose}><Icon name='close' /></button>
        </header>
        {children}
      </div>
    </dialog>
  )
}
