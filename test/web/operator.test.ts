import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { SignJWT } from 'jose'
import type { Page } from 'playwright-core'
import t from '../tap.ts'
import { ensureWeb } from '../../scripts/web/build.ts'
import { build, until } from '../helper.ts'
import { launch, skip } from './browser.ts'

const SECRET = 'a secret for tests, long enough to be one'
const tokenOf = (sub: string, role: string) => new SignJWT({ sub, tenant: 'acme', role }).setProtectedHeader({ alg: 'HS256' }).setExpirationTime('1h').sign(new TextEncoder().encode(SECRET))
const EVIL = '<img src=x onerror="document.title=\'owned\'"><script>document.title="owned"</script>'

if (skip) {
  t.plan(0, skip)
  process.exit()
}
await ensureWeb()
const s = await build(t, { AUTH_JWT_SECRET: SECRET })
const [ann, operator] = await Promise.all([tokenOf('ann', 'user'), tokenOf('op', 'operator')])
const ask = async (content: string, more: Record<string, string> = {}) => (await s.send(content, { headers: { authorization: `Bearer ${ann}`, ...more } })).body.cache
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const TABS = ['Now', 'Threshold', 'Entries', 'Explain', 'Report', 'Audit']
type Axe = { run (options: object): Promise<{ violations: { id: string, impact: string, nodes: { html: string }[] }[] }> }

const browser = await launch()
t.teardown(() => browser.close())
const problems: string[] = []

/** The page as somebody with this token sees it; null: with none. */
async function open (token: string | null): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1200, height: 900 }, colorScheme: 'light' })
  if (token !== null) await context.addInitScript(`sessionStorage.setItem('deflect.token', ${JSON.stringify(token)})`)
  const page = await context.newPage()
  page.setDefaultTimeout(100_000)
  page.on('pageerror', ({ message }) => problems.push(message))
  page.on('console', (message) => { if (message.type() === 'error' && !(token === null && /status of 401/.test(message.text()))) problems.push(message.text()) })
  await page.goto(`${s.address}/operator`)
  return page
}
const show = async (page: Page, tab: string) => page.getByRole('tab', { name: tab }).click()

t.test('a user is told that it is for operators, and sees nothing else', async (t) => {
  const page = await open(null)
  const signIn = async (token: string) => {
    await page.getByLabel('Token').fill(token)
    await page.keyboard.press('Enter')
  }
  await signIn(ann)
  await page.getByRole('heading', { name: 'For operators only' }).waitFor()
  t.equal(await page.getByRole('tab').count(), 0)
  await page.getByRole('button', { name: 'Sign in as somebody else' }).click()
  await signIn(operator)
  await page.getByRole('tab', { name: 'Now' }).waitFor()
  await page.context().close()
})

t.test('a threshold is moved, applied with a note, obeyed by the next request, and rolled back', async (t) => {
  await ask('What is the capital of France?')
  const near = 'What is the capital city of France?'
  t.equal((await ask(near, { 'cache-control': 'no-store' })).status, 'bypass', 'not kept')
  const page = await open(operator)
  await show(page, 'Threshold')
  const slider = page.getByRole('slider', { name: 'Threshold' })
  await slider.focus()
  for (let i = 0; i < 39; i++) await page.keyboard.press('ArrowLeft')
  t.equal(await slider.inputValue(), '0.755')
  await page.getByRole('button', { name: 'Apply…' }).click()
  const dialog = page.getByRole('dialog')
  t.match(await dialog.getByRole('row', { name: /threshold/ }).textContent(), /0\.95.*0\.755/)
  await dialog.getByLabel('Note').fill(`lower ${EVIL}`)
  await dialog.getByRole('button', { name: 'Apply' }).click()
  await page.getByText('Version 1 is in force.').waitFor()
  t.match(await ask(near), { status: 'semantic' })

  await page.getByRole('button', { name: 'Unset everything…' }).click()
  t.match(await dialog.getByRole('row', { name: /threshold/ }).textContent(), /0\.755.*not set/)
  await dialog.getByLabel('Note').fill('as it was')
  await dialog.getByRole('button', { name: 'Roll back' }).click()
  await page.getByText(/^Rolled back/).waitFor()
  t.equal((await ask(near)).status, 'miss')
  await page.context().close()
})

t.test('another kind begins with its own bound, and what the form shows is what is set', async (t) => {
  const page = await open(operator)
  await show(page, 'Threshold')
  await page.getByLabel('Namespace').fill('kinds')
  await Promise.all([page.waitForResponse(/policy\/kinds$/), page.keyboard.press('Enter')])
  await page.getByText('nothing was ever set here:').waitFor()
  const bound = page.getByLabel('Least probability')
  const inForce = async () => (await s.call('GET', '/operator/policy/kinds', undefined, { authorization: `Bearer ${operator}` })).body.effective
  const apply = async (version: number) => {
    await page.getByRole('button', { name: 'Apply…' }).click()
    await page.getByRole('dialog').getByLabel('Note').fill('why')
    await page.getByRole('dialog').getByRole('button', { name: 'Apply' }).click()
    await page.getByText(`Version ${version} is in force.`).waitFor()
    await page.getByText('Nothing changed yet.').waitFor()
  }
  await page.getByLabel('Policy kind').selectOption('verified')
  t.equal(await bound.inputValue(), '', 'the bound of another kind is not its own')
  await apply(1)
  t.match(await inForce(), { kind: 'verified', min_probability: 0.85 })
  await until(async () => await bound.inputValue() === '0.85')
  await bound.fill('0.93')
  await apply(2)
  t.match(await inForce(), { kind: 'verified', min_probability: 0.93 })

  await page.getByLabel('Policy kind').selectOption('calibrated')
  await until(async () => await bound.inputValue() === '')
  await page.getByLabel('Policy kind').selectOption('verified')
  await until(async () => await bound.inputValue() === '0.93')
  t.ok(await page.getByRole('button', { name: 'Apply…' }).isDisabled(), 'nothing changed')
  await page.getByLabel('Policy kind').selectOption('calibrated')
  await bound.fill('0.85')
  await apply(3)
  t.match(await inForce(), { kind: 'calibrated', min_probability: 0.85 })
  await page.getByLabel('Policy kind').selectOption('verified')
  await bound.fill('0.93')
  await apply(4)
  t.match(await inForce(), { kind: 'verified', min_probability: 0.93 }, 'also where it is what the other kind had')

  const budget = page.getByRole('spinbutton', { name: /^Error budget/ })
  await budget.fill('0.1')
  await bound.waitFor({ state: 'detached' })
  await apply(5)
  t.match(await inForce(), { kind: 'verified', min_probability: 0.9, error_budget: 0.1 }, 'the budget is the bound')
  await until(async () => await budget.inputValue() === '0.1')
  await budget.fill('')
  t.equal(await bound.inputValue(), '0.93', 'which is there again without it')
  await apply(6)
  t.match(await inForce(), { kind: 'verified', min_probability: 0.93, error_budget: null })
  await page.context().close()
})

t.test('the names of what would change are not cut in two beside a long list', async (t) => {
  const page = await open(operator)
  await show(page, 'Threshold')
  await page.getByRole('checkbox', { name: 'numbers' }).uncheck()
  await page.getByRole('button', { name: 'Apply…' }).click()
  const lines = await page.getByRole('dialog').getByRole('rowheader', { name: 'guards' }).evaluate((cell) => {
    const { ownerDocument } = cell as never as { ownerDocument: { createRange (): { selectNodeContents (node: unknown): void, getClientRects (): { length: number } } } }
    const range = ownerDocument.createRange()
    range.selectNodeContents(cell)
    return range.getClientRects().length
  })
  t.equal(lines, 1)
  await page.context().close()
})

t.test('two operators at one policy: the second sees what the first did, and keeps what he changed', async (t) => {
  const [first, second] = await Promise.all([open(operator), open(operator)])
  for (const page of [first, second]) {
    await show(page, 'Threshold')
    await page.getByLabel('Shadow checks').waitFor()
  }
  const budget = second.getByLabel('Error budget')
  await budget.fill('2')
  await second.getByText('not taken: above 0, 1 at most').waitFor()
  t.ok(await second.getByRole('button', { name: 'Apply…' }).isDisabled())
  await budget.fill('')
  await first.getByLabel('Threshold').nth(1).fill('0.97')
  await second.getByLabel('Shadow checks').fill('0.1')
  const confirm = async (page: Page) => {
    await page.getByLabel('Note').fill('mine')
    await page.getByRole('dialog').getByRole('button', { name: 'Apply' }).click()
  }
  for (const page of [first, second]) await page.getByRole('button', { name: 'Apply…' }).click()
  await confirm(first)
  await first.getByText(/is in force\.$/).waitFor()
  await confirm(second)
  const dialog = second.getByRole('dialog')
  await dialog.getByText('Somebody else changed this policy').waitFor()
  t.same(await dialog.locator('tbody tr').allTextContents(), ['shadow_rate00.1'])
  await dialog.getByRole('button', { name: 'Apply' }).click()
  await second.getByText(/is in force\.$/).waitFor()
  t.match((await s.call('GET', '/operator/policy', undefined, { authorization: `Bearer ${operator}` })).body.effective, { threshold: 0.97, shadow_rate: 0.1 })
  await s.call('POST', '/operator/policy-rollback', { version: 0, note: 'as it was' }, { authorization: `Bearer ${operator}` })
  for (const page of [first, second]) await page.context().close()
  // The conflict is one of the browser's own lines.
  problems.splice(0, problems.length, ...problems.filter((text) => !/Failed to load resource.*409/.test(text)))
})

t.test('an entry is found, edited, pinned and quarantined; the next asker gets a fresh answer', async (t) => {
  const question = 'How do I reset my router?'
  const { entry_id: id } = await ask(question, { 'x-deflect-tags': 'router' })
  t.equal((await ask(question)).status, 'exact')
  const page = await open(operator)
  await show(page, 'Entries')
  await page.getByLabel('Nearest in meaning to').fill('restart the router')
  await page.getByRole('button', { name: 'Search' }).click()
  await page.getByRole('columnheader', { name: 'Similarity' }).waitFor()
  await page.getByRole('button', { name: question }).click()
  await page.getByRole('dialog').getByText(id).waitFor()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Edit the answer' }).click()
  t.ok(await dialog.getByLabel('New answer').evaluate((field) => field.matches(':focus')), 'the form is where one goes on')
  await dialog.getByLabel('New answer').fill(`Hold the button for ten seconds. ${EVIL}`)
  await dialog.getByRole('button', { name: 'Save the answer' }).click()
  await dialog.getByText('Hold the button').waitFor()
  t.match((await s.send(question, { headers: { authorization: `Bearer ${ann}` } })).body.answer.content, /^Hold the button/)
  await dialog.getByLabel('Note').fill('asked every day')
  await dialog.getByRole('button', { name: 'Pin' }).click()
  await dialog.getByRole('button', { name: 'Unpin' }).waitFor()
  await dialog.getByRole('button', { name: 'Quarantine', exact: true }).click()
  await page.getByRole('button', { name: 'Release' }).waitFor()
  const fresh = await ask(question)
  t.match(fresh, { status: 'miss' })
  t.not(fresh.entry_id, id)
  await page.keyboard.press('Escape')

  const modem = 'Where is the serial number of the modem?'
  await ask(modem, { 'x-deflect-tags': 'router' })
  await page.getByLabel('called').fill('router')
  await page.getByRole('button', { name: 'Count first' }).click()
  await page.getByText('Nothing has changed yet.').waitFor()
  t.equal((await ask(modem)).status, 'exact', 'a dry run')
  await page.getByRole('form', { name: 'Quarantine them' }).getByLabel('Note').fill('the router is sold no more')
  await page.getByRole('button', { name: 'Quarantine 1' }).click()
  await page.getByText('1 quarantined.').waitFor()
  t.equal((await ask(modem)).status, 'miss')
  await show(page, 'Audit')
  const rows = page.getByRole('row')
  await rows.filter({ hasText: 'many entries changed' }).getByText('the router is sold no more').waitFor()
  t.equal(await rows.filter({ hasText: 'entry pinned' }).getByText('asked every day').count(), 1)
  await page.context().close()
})

t.test('a change far down the list leaves one there', async (t) => {
  for (let i = 0; i < 27; i++) await ask(`Which colour has thing number ${i} of the catalogue?`, { 'x-deflect-namespace': 'catalogue' })
  const page = await open(operator)
  await show(page, 'Entries')
  await page.locator('input[name=namespace]').fill('catalogue')
  await page.getByRole('button', { name: 'Search' }).click()
  const rows = page.getByRole('row').filter({ hasText: 'of the catalogue' })
  await until(async () => await rows.count() === 25)
  await page.getByRole('button', { name: 'Show more' }).click()
  const last = rows.filter({ hasText: 'number 0 of' })
  await last.getByRole('button').click()
  await page.getByRole('dialog').getByRole('button', { name: 'Quarantine' }).click()
  await page.getByRole('button', { name: 'Release' }).waitFor()
  await page.keyboard.press('Escape')
  await last.getByText('quarantined').waitFor()
  await page.context().close()
})

t.test('what was to follow one list does not come into the next', async (t) => {
  await ask('Who keeps the catalogue?', { 'x-deflect-namespace': 'keepers' })
  const page = await open(operator)
  let release = () => {}
  const held = new Promise<void>((resolve) => { release = resolve })
  await page.route(/entries\?.*cursor=/, async (route) => {
    const response = await route.fetch()
    await held
    await route.fulfill({ response })
  })
  await show(page, 'Entries')
  const late = page.waitForResponse(/cursor=/)
  await page.getByRole('button', { name: 'Show more' }).click()
  await page.locator('input[name=namespace]').fill('keepers')
  await page.getByRole('button', { name: 'Search' }).click()
  const rows = page.locator('tbody tr')
  await until(async () => await rows.count() === 1)
  release()
  await (await late).finished()
  // Behind it.
  await page.evaluate('fetch("/healthz").then((reply) => reply.text()).then(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))))')
  t.equal(await rows.count(), 1)
  await page.context().close()
})

t.test('where the newest entries were invalidated, those before them are shown', async (t) => {
  await ask('Which page comes after an empty one?', { 'x-deflect-namespace': 'pages' })
  const page = await open(operator)
  // As the service answers where all it read was invalidated: nothing, and how to go on.
  const gone = { json: { items: [], next_cursor: '9999999999999-0' } }
  let asked = 0
  let before = 20
  await page.route('**/operator/entries?*', (route) => ++asked <= before ? route.fulfill(gone) : route.continue())
  const search = async (empty: number) => {
    asked = 0
    before = empty
    await page.getByRole('button', { name: 'Search' }).click()
  }
  const nothing = page.getByText('None of the newest is served any more')
  const found = page.getByRole('button', { name: 'Which page comes after an empty one?' })
  // Not for ever: then it says so, and how to go on.
  await show(page, 'Entries')
  await nothing.waitFor()
  t.equal(asked, 20)
  await page.locator('input[name=namespace]').fill('pages')
  await search(3)
  await found.waitFor()
  t.equal(asked, 4)
  await search(20)
  await nothing.waitFor()
  await page.getByRole('button', { name: 'Show more' }).click()
  await found.waitFor()
  await page.context().close()
})

t.test('the way back leads to the tab one came from; a service that goes is said to be gone', async (t) => {
  const page = await open(operator)
  await page.locator('.dot.on').waitFor()
  const live = page.locator('.live')
  await show(page, 'Audit')
  await page.goBack()
  await page.getByRole('tab', { name: 'Now', selected: true }).waitFor()
  await page.locator('.dot.on').waitFor()
  await page.route('**/operator/live', (route) => route.abort())
  s.app.server.closeAllConnections()
  await live.filter({ hasText: 'Not live' }).waitFor()
  t.match(await live.textContent(), /The service cannot be reached/)
  await page.getByText(/^as it was at/).waitFor()
  await page.context().close()
  // What the browser itself says of a connection that was cut.
  problems.splice(0, problems.length, ...problems.filter((text) => !/Failed to load resource/.test(text)))
})

t.test('where figures cannot be read, those of another range or namespace do not stand in for them', async (t) => {
  await ask('How many requests were there?')
  const page = await open(operator)
  const tiles = page.locator('.tile')
  const fail = (url: string) => page.route(url, (route) => route.fulfill({ status: 503, json: { statusCode: 503, code: 'POSTGRES_UNAVAILABLE', error: 'Service Unavailable', message: 'Postgres is not available; try again' } }))
  const problem = (what: string) => page.getByRole('alert').filter({ hasText: `${what}: Postgres is not available` })
  await show(page, 'Report')
  await tiles.first().waitFor()
  await fail('**/operator/report?*')
  await page.getByLabel('Range').selectOption('1h')
  await problem('The report').waitFor()
  t.equal(await tiles.count(), 0)
  await page.unroute('**/operator/report?*')
  await page.getByRole('button', { name: 'Try again' }).click()
  await tiles.first().waitFor()
  await show(page, 'Threshold')
  const apply = page.getByRole('button', { name: 'Apply…' })
  await apply.waitFor()
  await fail('**/operator/policy/other')
  await page.getByLabel('Namespace').fill('other')
  await page.getByLabel('Namespace').press('Enter')
  await problem('The policy').waitFor()
  t.equal(await apply.count(), 0, 'nor is another policy than the one that was chosen there to be changed')
  await page.context().close()
  problems.splice(0, problems.length, ...problems.filter((text) => !/Failed to load resource/.test(text)))
})

t.test('figures are asked for again once the last ones are there, and seldom over a long range', async (t) => {
  const page = await open(operator)
  await page.clock.install()
  await page.reload()
  const isDrawn = async () => await page.locator('.loaded').count() > 0 && await page.locator('.loaded[aria-busy=true]').count() === 0
  await until(isDrawn)
  let asked = 0
  const pending = new Set<object>()
  page.on('request', (request) => {
    if (!/operator\/(report|series)/.test(request.url())) return
    asked++
    pending.add(request)
  })
  page.on('requestfinished', (request) => pending.delete(request)).on('requestfailed', (request) => pending.delete(request))
  // What is drawn after it is over, so that its timers are set.
  const pass = async (ms: number) => {
    await page.clock.fastForward(ms)
    await page.clock.runFor(1_000)
  }
  const round = (count: number, ms: number) => until(async () => {
    if (asked < count) await pass(ms)
    return asked >= count
  })
  const idle = () => until(async () => pending.size === 0 && await isDrawn())
  let release = () => {}
  const held = new Promise<void>((resolve) => { release = resolve })
  await page.route('**/operator/report?*', async (route) => {
    await held
    await route.continue()
  }, { times: 1 })
  await round(3, 31_000)
  for (let i = 0; i < 3; i++) await pass(31_000)
  release()
  await idle()
  t.equal(asked, 3, 'one answer was still out')
  await round(6, 31_000)
  await idle()

  const short = asked
  await page.getByLabel('Range').selectOption('90d')
  await until(async () => asked >= short + 3)
  await idle()
  for (let i = 0; i < 3; i++) await pass(31_000)
  t.equal(asked, short + 3)
  await round(short + 6, 601_000)
  await idle()
  t.equal(asked, short + 6)
  await page.context().close()
})

t.test('explain names the guard that spoke', async (t) => {
  await ask('How long is the warranty of the X200 drill in 2023?')
  const page = await open(operator)
  await show(page, 'Explain')
  await page.getByLabel('Question').fill('How long is the warranty of the X200 drill in 2024?')
  await page.getByRole('button', { name: 'Explain' }).click()
  await page.getByText(/the guard numbers says/).waitFor()
  t.match(await page.getByRole('row', { name: /in 2023/ }).textContent(), /stopped by the guard numbers.*numbers: .*2023/)
  await page.context().close()
})

t.test('a plot has its colours for who wants less motion, and for whose system sets the colours of pages', async (t) => {
  await ask('Which plot is this a bar of?')
  const page = await open(operator)
  /** As the legend of the first plot shows them, and whether the tab one is in looks like others. */
  const look = async () => {
    await show(page, 'Now')
    await page.locator('.u-marker').first().waitFor()
    const groundOf = '(element) => getComputedStyle(element).backgroundColor'
    return {
      lines: (await page.evaluate(`[...document.querySelector('.u-legend').querySelectorAll('.u-marker')].map(${groundOf})`) as string[]).slice(1),
      tabs: await page.evaluate(`[...document.querySelectorAll('[role=tab]')].map(${groundOf})`) as string[]
    }
  }
  const { lines } = await look()
  t.equal(new Set(lines).size, lines.length, 'one each')
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.reload()
  t.same((await look()).lines, lines)
  await page.emulateMedia({ forcedColors: 'active' })
  await page.reload()
  const forced = await look()
  t.same(forced.lines, lines)
  t.notOk(forced.tabs.slice(1).includes(forced.tabs[0]!), 'the tab one is in is told apart')
  await page.context().close()
})

t.test('an outcome of one step alone is drawn among the times', async (t) => {
  /** Pixels that are drawn, and those of them whose colour is no grey: nothing but outcomes has one. */
  const look = `(() => {
    const canvas = document.querySelector('[aria-label="Time to answer over time, by outcome"] canvas')
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height)
    const found = { drawn: 0, coloured: 0 }
    for (let at = 0; at < data.length; at += 4) {
      if (data[at + 3] < 128) continue
      found.drawn++
      if (Math.max(data[at], data[at + 1], data[at + 2]) - Math.min(data[at], data[at + 1], data[at + 2]) > 60) found.coloured++
    }
    return found
  })()`
  await ask('Which step is this alone in?')
  t.match(await ask('Which step is this alone in?'), { status: 'exact' })
  const page = await open(operator)
  await show(page, 'Now')
  await page.setViewportSize({ width: 800, height: 900 })
  await page.reload()
  await page.locator('.plot canvas').nth(1).waitFor()
  await until(async () => (await page.evaluate<{ drawn: number }>(look)).drawn > 0)
  t.ok((await page.evaluate<{ coloured: number }>(look)).coloured > 0)
  await page.context().close()
})

t.test('what people wrote stays text, no serious fault in either theme, and 360 px are enough', async (t) => {
  await ask(EVIL)
  await ask(`Which of these ${'rather long words '.repeat(40)}comes first?`)
  // Its reason is a long word of the report.
  t.match(await ask('What will the weather be tomorrow?'), { reason: 'not_cacheable:time_relative' })
  const page = await open(operator)
  await page.getByRole('tab').first().waitFor()
  await page.evaluate(axe)
  /** Rules broken badly; all of them, or of colours alone, as a theme changes nothing else. */
  const faults = (rules?: string[]) => page.evaluate(async (only) => {
    const { violations } = await (globalThis as never as { axe: Axe }).axe.run({ resultTypes: ['violations'], ...(only ? { runOnly: only } : {}) })
    return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
  }, rules)
  const tabs = await page.getByRole('tab').allTextContents()
  t.same(tabs, TABS)
  for (const tab of tabs) {
    await show(page, tab)
    if (tab === 'Explain') {
      await page.getByLabel('Question').fill(EVIL)
      await page.getByRole('button', { name: 'Explain' }).click()
      await page.getByRole('heading', { name: 'Candidates' }).waitFor()
    }
    await until(async () => await page.locator('[aria-busy=true]').count() === 0)
    if (tab === 'Now') await page.getByRole('heading', { name: 'Health' }).waitFor()
    if (tab === 'Entries') await page.getByRole('button', { name: EVIL }).waitFor()
    t.same(await faults(), [], `${tab}, light`)
    await page.emulateMedia({ colorScheme: 'dark' })
    t.same(await faults(['color-contrast']), [], `${tab}, dark`)
    await page.emulateMedia({ colorScheme: 'light' })
    await page.setViewportSize({ width: 360, height: 800 })
    t.equal(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'), 0, `${tab} does not scroll sideways`)
    if (tab === 'Entries') t.ok(await page.evaluate<number>('Math.max(...[...document.querySelectorAll("tbody tr")].map((row) => row.offsetHeight))') < 130, 'a long question takes no more room than others')
    await page.setViewportSize({ width: 1200, height: 900 })
    t.notMatch(await page.title(), /owned/)
    t.equal(await page.locator('main img, main script').count(), 0)
  }
  await page.setViewportSize({ width: 360, height: 800 })
  await page.reload()
  const last = (await page.getByRole('tab', { selected: true }).boundingBox())!
  t.ok(last.x >= 0 && last.x + last.width <= 360, 'the tab one is in is in sight')
  await page.context().close()
})

t.test('the browser had nothing to complain about', async (t) => {
  t.same(problems, [])
})
