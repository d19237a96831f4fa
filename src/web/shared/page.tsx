import { render, type ComponentChildren, type ComponentType } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import './base.css'
import { Dialog } from './dialog.tsx'
import { Icon } from './icons.tsx'
import { refreshSession, session, signOut, type Me } from './session.ts'
import { SignIn, SignInAgain, WhoAreYou } from './sign-in.tsx'
import { useStore } from './store.ts'
import { switchTheme, theme } from './theme.ts'
import { Toasts } from './toasts.tsx'

type Name = 'chat' | 'operator'
const LINKS: { name: Name, href: string, label: string }[] = [{ name: 'chat', href: '/', label: 'Chat' }, { name: 'operator', href: '/operator', label: 'Operator' }]

function ThemeSwitch () {
  const now = useStore(theme)
  return <button type='button' class='icon' aria-label={`Switch to ${now === 'dark' ? 'light' : 'dark'} colours`} onClick={switchTheme}><Icon name={now === 'dark' ? 'sun' : 'moon'} /></button>
}

function Identity ({ me }: { me: Me }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <button type='button' class='identity' onClick={() => setOpen(true)} aria-haspopup='dialog'>
        <span class='visually-hidden'>Signed in as </span>
        <b>{me.user}</b>{me.development && <span class='tag'>development</span>}
      </button>
      {open && (
        <Dialog title='Who you are' onClose={() => setOpen(false)}>
          <dl class='facts'><dt>User</dt><dd>{me.user}</dd><dt>Tenant</dt><dd>{me.tenant}</dd><dt>Role</dt><dd>{me.role}</dd></dl>
          {me.development
            ? <WhoAreYou me={me} onDone={() => location.assign(location.pathname)} />
            : <button type='button' onClick={signOut}><Icon name='out' /> Sign out</button>}
        </Dialog>
      )}
    </>
  )
}

/** Links to the pages this person may open. */
function Bar ({ name, me }: { name: Name, me: Me | null }) {
  return (
    <header class='bar'>
      <a class='skip' href='#main'>Skip to the content</a>
      <a class='brand' href='/'><span class='mark' aria-hidden='true' />Deflect</a>
      {me?.role === 'operator' && (
        <nav aria-label='Pages'>
          {LINKS.map((link) => <a key={link.name} href={link.href} aria-current={link.name === name ? 'page' : undefined}>{link.label}</a>)}
        </nav>
      )}
      <span class='space' />
      {me && <Identity me={me} />}
      <ThemeSwitch />
    </header>
  )
}

function Away ({ why }: { why: string }) {
  return (
    <main id='main' class='centred' tabIndex={-1}>
      <div class='card' role='alert'>
        <h1>Not reachable</h1>
        <p>{why}</p>
        <button type='button' class='primary' onClick={refreshSession}>Try again</button>
      </div>
    </main>
  )
}

function Page ({ name, Content }: { name: Name, Content: ComponentType<{ me: Me }> }) {
  const now = useStore(session)
  useEffect(() => { refreshSession() }, [])
  let content: ComponentChildren = <main id='main' class='centred' aria-busy='true' />
  const me = now.state === 'in' ? now.me : now.state === 'out' ? now.was : null
  if (now.state === 'out' && me === null) content = <SignIn why={now.why} />
  if (now.state === 'away') content = <Away why={now.why} />
  // Whose token ran out finds all as it was; until then nobody else sees it.
  if (me !== null) content = <div class='content' hidden={now.state === 'out'}><Content me={me} /></div>
  return (
    <>
      <Bar name={name} me={now.state === 'in' ? now.me : null} />
      {content}
      {now.state === 'out' && me !== null && <SignInAgain why={now.why} />}
      <Toasts />
    </>
  )
}

/**
 * Draws a page: the bar, signing in where it is needed, and then `Content`, which brings `<main id='main' tabIndex={-1}>`.
 * Both pages begin here.
 */
export function drawPage (name: Name, Content: ComponentType<{ me: Me }>): void {
  render(<Page name={name} Content={Content} />, document.getElementById('page')!)
}
