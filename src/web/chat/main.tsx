import { useEffect, useState } from 'preact/hooks'
import { drawPage } from '../shared/page.tsx'
import type { Me } from '../shared/session.ts'
import { useStore } from '../shared/store.ts'
import './chat.css'
import { Composer } from './composer.tsx'
import { followAddress, refresh, stop } from './conversation.ts'
import { refreshList } from './list.ts'
import { Messages } from './messages.tsx'
import { Sidebar, SidebarButton } from './sidebar.tsx'
import { onChange } from './tabs.ts'
import { view } from './view.ts'

/** What this tab, another one, or a while away may have changed is looked at again. */
function useFreshness (): void {
  useEffect(() => {
    followAddress()
    refreshList()
    const seen = () => {
      if (document.visibilityState !== 'visible') return
      refreshList()
      refresh()
    }
    addEventListener('popstate', followAddress)
    document.addEventListener('visibilitychange', seen)
    const forget = [
      onChange(refreshList, { here: true }),
      onChange((id) => { if (id === view.get().id) refresh() })
    ]
    return () => {
      removeEventListener('popstate', followAddress)
      document.removeEventListener('visibilitychange', seen)
      for (const off of forget) off()
    }
  }, [])
}

function Chat ({ me }: { me: Me }) {
  const { title, state } = useStore(view)
  const [isOpen, setOpen] = useState(false)
  useFreshness()
  useEffect(() => { document.title = title ? `${title} · Deflect` : 'Deflect' }, [title])
  useEffect(() => {
    const onKey = ({ key, defaultPrevented }: KeyboardEvent) => {
      // A dialog or the list closes first.
      if (key !== 'Escape' || defaultPrevented || document.querySelector('dialog[open]') !== null) return
      if (!isOpen) return stop()
      setOpen(false)
      document.querySelector<HTMLElement>('[aria-controls=conversations]')?.focus()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [isOpen])
  return (
    <div class='chat'>
      <Sidebar isOpen={isOpen} onClose={() => setOpen(false)} />
      <main id='main' tabIndex={-1}>
        <div class='title'>
          <SidebarButton isOpen={isOpen} onClick={() => setOpen(!isOpen)} />
          <h1 dir='auto' title={title ?? undefined}>{title ?? 'New conversation'}</h1>
        </div>
        <Messages me={me} />
        {state !== 'missing' && <Composer me={me} />}
      </main>
    </div>
  )
}

drawPage('chat', Chat)
