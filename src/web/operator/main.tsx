import { drawPage } from '../shared/page.tsx'
import type { Me } from '../shared/session.ts'

function Operator ({ me }: { me: Me }) {
  if (me.role !== 'operator') return <main id='main' class='centred' tabIndex={-1}><div class='card'><h1>For operators</h1><p>You are signed in as {me.user}, who has the role {me.role}.</p></div></main>
  return <main id='main' class='centred' tabIndex={-1}><div class='card'><h1>Operator</h1><p>The figures are at <a href='/metrics'>/metrics</a> and in <code>npm run report</code>.</p></div></main>
}

drawPage('operator', Operator)
