import { useEffect, useRef, useState } from 'preact/hooks'
import { isOfComposition } from '../shared/focus.ts'
import { formatTime } from '../shared/format.ts'
import { Icon } from '../shared/icons.tsx'
import { useStore } from '../shared/store.ts'
import { addressOf, showInAddress } from './address.ts'
import { open, openNew } from './conversation.ts'
import { hidden, list, loadMore, refreshList, remove, rename, type Summary } from './list.ts'
import { view } from './view.ts'

const focusComposer = () => document.getElementById('message')?.focus()

export const SidebarButton = ({ isOpen, onClick }: { isOpen: boolean, onClick (): void }) => (
  <button type='button' class='icon narrow-only' aria-expanded={isOpen} aria-controls='conversations' aria-label='Conversations' onClick={onClick}><Icon name='menu' /></button>
)

function Rename ({ summary, onDone }: { summary: Summary, onDone (): void }) {
  const ref = useRef<HTMLInputElement>(null)
  // Saved or not, it ends once: the blur that follows Enter is not a second time.
  const ended = useRef(false)
  useEffect(() => ref.current!.select(), [])
  const end = (save: boolean) => {
    if (ended.current) return
    ended.current = true
    if (save) rename(summary, ref.current!.value.trim())
    onDone()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (isOfComposition(event) || (event.key !== 'Enter' && event.key !== 'Escape')) return
    event.preventDefault()
    end(event.key === 'Enter')
  }
  return <input ref={ref} class='rename' dir='auto' aria-label='Title of the conversation' defaultValue={summary.title} maxLength={200} onKeyDown={onKeyDown} onBlur={() => end(true)} />
}

function Entry ({ summary, isCurrent, onGo }: { summary: Summary, isCurrent: boolean, onGo (): void }) {
  const [renaming, setRenaming] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const go = (event: MouseEvent) => {
    // A new tab is for the browser to open.
    if (event.metaKey || event.ctrlKey || event.shiftKey) return
    event.preventDefault()
    showInAddress(summary.id)
    open(summary.id)
    onGo()
  }
  const { id, title, update_time: updated } = summary
  if (renaming) return <li><Rename summary={summary} onDone={() => { setRenaming(false); requestAnimationFrame(() => button.current?.focus()) }} /></li>
  return (
    <li class={isCurrent ? 'current' : ''}>
      <a href={addressOf(id)} aria-current={isCurrent ? 'true' : undefined} title={title} onClick={go}><span class='name' dir='auto'>{title}</span><time class='when' dateTime={updated}>{formatTime(updated)}</time></a>
      <span class='tools'>
        <button ref={button} type='button' class='icon' aria-label={`Rename “${title}”`} onClick={() => setRenaming(true)}><Icon name='edit' /></button>
        <button type='button' class='icon' aria-label={`Delete “${title}”`} onClick={() => { remove(summary); focusComposer() }}><Icon name='bin' /></button>
      </span>
    </li>
  )
}

function Entries ({ onGo }: { onGo (): void }) {
  const { items, total, state } = useStore(list)
  const gone = useStore(hidden)
  const current = useStore(view).id
  const shown = items.filter(({ id }) => !gone.has(id))
  if (state === 'failed') return <p class='quiet pad'>The conversations could not be read. <button type='button' class='link' onClick={refreshList}>Try again</button></p>
  if (state === 'ready' && shown.length === 0) return <p class='quiet pad'>Your conversations will appear here.</p>
  return (
    <>
      <ul>{shown.map((summary) => <Entry key={summary.id} summary={summary} isCurrent={summary.id === current} onGo={onGo} />)}</ul>
      {items.length < total && <button type='button' class='more' onClick={loadMore}>Show more ({total - items.length})</button>}
    </>
  )
}

/** The conversations; on a narrow screen it lies over the messages while it is open. */
export function Sidebar ({ isOpen, onClose }: { isOpen: boolean, onClose (): void }) {
  const ref = useRef<HTMLElement>(null)
  // What lies over the page is where one goes on from.
  useEffect(() => { if (isOpen) ref.current?.querySelector('button')?.focus() }, [isOpen])
  const begin = () => {
    openNew()
    onClose()
    focusComposer()
  }
  return (
    <>
      <nav ref={ref} id='conversations' class={`conversations ${isOpen ? 'open' : ''}`} aria-label='Conversations'>
        <button type='button' class='primary' onClick={begin}><Icon name='plus' />New conversation</button>
        <Entries onGo={onClose} />
      </nav>
      {isOpen && <div class='veil' onClick={onClose} />}
    </>
  )
}
