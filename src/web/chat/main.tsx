import { drawPage } from '../shared/page.tsx'
import type { Me } from '../shared/session.ts'

function Chat ({ me }: { me: Me }) {
  return <main id='main' class='centred' tabIndex={-1}><div class='card'><h1>Chat</h1><p>You are {me.user}.</p></div></main>
}

drawPage('chat', Chat)
