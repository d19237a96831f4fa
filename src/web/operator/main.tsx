import { drawPage } from '../shared/page.tsx'
import { signOut, type Me } from '../shared/session.ts'
import { Audit } from './audit.tsx'
import { Entries } from './entries/entries.tsx'
import { Explain } from './explain.tsx'
import { Now } from './now/now.tsx'
import './operator.css'
import { Report } from './report.tsx'
import { Tabs } from './tabs.tsx'
import { Threshold } from './threshold/threshold.tsx'

const TABS = [
  { name: 'now', label: 'Now', View: Now },
  { name: 'threshold', label: 'Threshold', View: Threshold },
  { name: 'entries', label: 'Entries', View: Entries },
  { name: 'explain', label: 'Explain', View: Explain },
  { name: 'report', label: 'Report', View: Report },
  { name: 'audit', label: 'Audit', View: Audit }
]

function Operator ({ me }: { me: Me }) {
  if (me.role !== 'operator') {
    return (
      <main id='main' class='centred' tabIndex={-1}>
        <div class='card'>
          <h1>For operators only</h1>
          <p>You are signed in as {me.user}, who has the role {me.role}. Sign in with an operator's token to see this page.</p>
          <p class='row'>{!me.development && <button type='button' class='primary' onClick={signOut}>Sign in as somebody else</button>}<a href='/'>To the chat</a></p>
        </div>
      </main>
    )
  }
  return (
    <main id='main' class='operator' tabIndex={-1}>
      <h1 class='visually-hidden'>Operator</h1>
      <Tabs tabs={TABS} label='Views' />
    </main>
  )
}

drawPage('operator', Operator)
