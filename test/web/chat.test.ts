import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import t from '../tap.ts'
import { ensureWeb } from '../../scripts/web/build.ts'
import { build, until } from '../helper.ts'
import { launch, skip } from './browser.ts'

type Options = NonNullable<Parameters<Browser['newContext']>[0]>
type Service = Awaited<ReturnType<typeof build>>

/** What a page does wrong that nobody asserts: scripts that fail, and what its content security policy refused. */
const complaints: string[] = []
// Evaluated, since the policy of the page lets no script of ours in.
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
function signal () {
  let give = () => {}
  const given = new Promise<void>((resolve) => { give = resolve })
  return { give, given }
}
const nth = (page: Page, n: number) => page.locator('article.answer').nth(n)

const browser = skip ? null! : await launch()
t.teardown(() => browser?.close())

t.test('the chat page in a browser', { skip }, async (t) => {
  await ensureWeb()
  const s: Service = await build(t)

  async function visit (user: string, { path = '/', context, ...options }: Options & { path?: string, context?: BrowserContext } = {}) {
    const own = context ?? await browser.newContext({ viewport: { width: 1100, height: 720 }, ...options })
    const page = await own.newPage()
    page.setDefaultTimeout(100_000)
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('console', (message) => { if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) complaints.push(message.text()) })
    await page.addInitScript(`sessionStorage.getItem('deflect.user') || sessionStorage.setItem('deflect.user', ${JSON.stringify(user)})`)
    await page.goto(s.address + path)
    await page.waitForSelector('#message')
    return page
  }
  const type = async (page: Page, text: string) => {
    await page.fill('#message', text)
    await page.press('#message', 'Enter')
  }
  /** Asks and waits for the whole answer. */
  const ask = async (page: Page, text: string) => {
    const before = await page.locator('article.answer.done').count()
    await type(page, text)
    await nth(page, before).locator('.badge').waitFor()
    return nth(page, before)
  }
  const badge = async (page: Page, n: number) => await nth(page, n).locator('.badge').innerText()
  const titles = async (page: Page) => await page.locator('#conversations .name').allInnerTexts()
  /** Asks, and says of the cached answer that it was wrong; what the page then offers stays, so that a slow machine does not miss it. */
  const reportFirst = async (page: Page, text: string) => {
    await page.evaluate('{ const begin = setTimeout; globalThis.setTimeout = (work, ms) => begin(work, ms === 6000 ? 600000 : ms) }')
    await ask(page, text)
    await nth(page, 0).getByRole('button', { name: 'Bad answer' }).click()
    const again = page.locator('.toast').getByRole('button', { name: 'Ask the model again' })
    await again.waitFor()
    return again
  }
  const newConversation = (page: Page) => page.getByRole('button', { name: 'New conversation' }).click()

  await t.test('an answer streams, a repeat comes from the cache, and says so', async (t) => {
    const page = await visit('ann')
    const release = s.llm.hold(3)
    await type(page, 'What is the capital of France?')
    await page.waitForSelector('article.answer.streaming .markdown')
    t.match(await nth(page, 0).innerText(), /\[simulated\]/, 'the beginning is shown while the rest is being written')
    release()
    await nth(page, 0).locator('.badge').waitFor()
    t.equal(await badge(page, 0), 'fresh')
    t.match(await nth(page, 0).innerText(), /The capital of France is Paris/)
    await newConversation(page)
    t.match(page.url(), /\/$/)
    await ask(page, 'What is the capital of France?')
    t.equal(await badge(page, 0), 'exact')
    t.match(await nth(page, 0).locator('.badge-line').innerText(), /\d+ ms\s+saved \d+ tokens/)
    await newConversation(page)
    await ask(page, 'whats the capital of france')
    t.match(await badge(page, 0), /^(exact|semantic 0\.\d{3}|semantic 1\.000)$/)
    await nth(page, 0).getByRole('button', { name: 'why?' }).click()
    await page.getByRole('dialog').getByText('The model was not asked.').waitFor()
    await page.getByRole('dialog').getByText('would be served').first().waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })

    // A follow-up is explained where it was asked: the same answer again, in the same context.
    await ask(page, 'And of Spain?')
    await nth(page, 1).getByRole('button', { name: 'why?' }).click()
    await page.getByRole('dialog').getByText('it answers the same normalised question in the same scope').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })

    const url = page.url()
    await page.reload()
    await nth(page, 0).locator('.badge').waitFor()
    t.match(await nth(page, 0).innerText(), /Paris/)
    t.equal(page.url(), url)
    t.equal((await titles(page)).length, 3)
    await page.context().close()
  })

  await t.test('a wrong cached answer is taken away, and the next one who asks gets a fresh one', async (t) => {
    const question = 'At what temperature does water boil?'
    await s.send(question, { user: 'bob' })
    const page = await visit('ann')
    await ask(page, question)
    t.equal(await badge(page, 0), 'exact')
    await nth(page, 0).getByRole('button', { name: 'Bad answer' }).click()
    await page.getByText('no longer served from the cache').waitFor()
    const rated = () => nth(page, 0).getByRole('button', { name: 'Bad answer', pressed: true }).waitFor()
    await rated()
    await page.reload()
    await rated()
    const calls = s.llm.stats().calls
    t.equal((await s.send(question, { user: 'cid' })).body.cache.status, 'miss')
    t.equal(s.llm.stats().calls, calls + 1)

    await newConversation(page)
    await ask(page, question)
    t.equal(await badge(page, 0), 'exact', 'what was asked for anew is cached again')
    await nth(page, 0).getByRole('button', { name: 'Ask the model again' }).click()
    await nth(page, 1).locator('.badge').waitFor()
    t.equal(await badge(page, 1), 'fresh')
    t.equal(s.llm.stats().calls, calls + 2)
    t.equal((await s.send(question, { user: 'dan' })).body.cache.status, 'miss', 'it was reported as well')
    await page.context().close()
  })

  await t.test('stop and go on: one question, one call, one answer', async (t) => {
    const page = await visit('eve')
    const calls = s.llm.stats().calls
    const release = s.llm.hold(2)
    await type(page, 'How does photosynthesis work?')
    await page.waitForSelector('article.answer.streaming')
    await page.getByRole('button', { name: 'Stop' }).click()
    await page.waitForSelector('article.answer.stopped')
    t.equal(await page.evaluate('document.activeElement.id'), 'message', 'one may type on: the button that had the focus is gone')
    await page.getByRole('button', { name: 'Show the rest' }).click()
    release()
    await nth(page, 0).locator('.badge').waitFor()
    t.match(await nth(page, 0).innerText(), /sugar and oxygen/)
    t.equal(s.llm.stats().calls, calls + 1)

    s.llm.set({ fault: '500', times: 1 })
    await type(page, 'What is Redis?')
    await page.waitForSelector('article.answer.failed')
    await page.getByRole('button', { name: 'Try again' }).click()
    await nth(page, 1).locator('.badge').waitFor()
    t.equal(await page.locator('article.question').count(), 2)

    // An answer that ends early, or says nothing, is told as such, after a reload too.
    for (const [fault, words] of [['length', 'Cut short'], ['empty', 'The model gave no text']] as const) {
      s.llm.set({ fault, times: 1 })
      t.match(await (await ask(page, `What is the ${fault} of a river?`)).innerText(), words)
    }
    await page.reload()
    t.match(await nth(page, 2).innerText(), 'Cut short')
    t.match(await nth(page, 3).innerText(), 'The model gave no text')
    t.notMatch(await nth(page, 1).innerText(), 'Cut short')

    // A screen that is turned while the list lies over it.
    await page.setViewportSize({ width: 375, height: 700 })
    await page.getByRole('button', { name: 'Conversations' }).click()
    await page.setViewportSize({ width: 1100, height: 700 })
    t.ok((await page.locator('main').boundingBox())!.x >= 280, 'the messages stand beside the list')
    await page.context().close()
  })

  for (const [user, how] of [['pia', 'stopped'], ['pio', 'failed']] as const) {
    await t.test(`a question that was ${how} before its conversation was known is in the one of the next`, async (t) => {
      const page = await visit(user)
      // Stored and answered, but nothing of it reaches the page before it is stopped, or a proxy has waited long enough.
      const stored = new Promise<{ abort (): Promise<void>, fulfill (reply: object): Promise<void> }>((resolve) => {
        page.route('**/f/conversation', async (route) => {
          await route.fetch()
          resolve(route)
        }, { times: 1 })
      })
      await type(page, 'What is the capital of Peru?')
      const route = await stored
      if (how === 'stopped') await page.keyboard.press('Escape')
      else await route.fulfill({ status: 504, contentType: 'text/html', body: '<h1>Gateway Time-out</h1>' })
      await page.waitForSelector(`article.answer.${how}`)
      await route.abort().catch(() => {})
      await type(page, 'What is the capital of Chile?')
      await page.waitForSelector('article.answer.done')
      await page.getByRole('button', { name: 'Try again' }).click()
      await nth(page, 0).locator('.badge').waitFor()
      t.equal(await page.locator('article.answer.done').count(), 2)
      const asThem = { 'x-deflect-user': user }
      const { items } = (await s.call('GET', '/backend-api/conversations', undefined, asThem)).body
      t.same(items.map(({ title }: { title: string }) => title), ['What is the capital of Peru?'])
      t.same((await s.call('GET', `/backend-api/conversation/${items[0].id}`, undefined, asThem)).body.messages.map(({ role }: { role: string }) => role), ['user', 'assistant', 'user', 'assistant'])
      await page.context().close()
    })
  }

  await t.test('one answer is written at a time, and what another takes the place of may be taken up again', async (t) => {
    await s.send('What is a success?', { user: 'bob' })
    const page = await visit('quin')
    const again = await reportFirst(page, 'What is a success?')
    s.llm.set({ fault: '500', times: 1 })
    await type(page, 'What is a failure?')
    const tryAgain = page.getByRole('button', { name: 'Try again' })
    await tryAgain.waitFor()
    const release = s.llm.hold(1)
    await type(page, 'What is a long answer?')
    await page.waitForSelector('article.answer.streaming')
    t.ok(await tryAgain.isDisabled())
    await again.click()
    await nth(page, 2).getByText('Stopped here.').waitFor()
    release()
    await nth(page, 3).locator('.badge').waitFor()
    await nth(page, 2).getByRole('button', { name: 'Show the rest' }).click()
    await nth(page, 2).locator('.badge').waitFor()
    await page.context().close()
  })

  await t.test('the model is asked again in the conversation of the answer, or not at all', async (t) => {
    await s.send('What is the secret plan?', { user: 'bob' })
    const page = await visit('rex')
    const again = await reportFirst(page, 'What is the secret plan?')
    await newConversation(page)
    await ask(page, 'Good morning?')
    await again.click()
    await page.getByText('not open any more').waitFor()
    t.equal(await page.locator('article.question').count(), 1)
    await page.context().close()
  })

  await t.test('a connection lost in the middle is taken up again, and nothing is doubled', async (t) => {
    const page = await visit('flo')
    const calls = s.llm.stats().calls
    const release = s.llm.hold(2)
    await type(page, 'Why is the sky blue?')
    await page.waitForSelector('article.answer.streaming')
    const client = page.context()
    await client.setOffline(true)
    s.app.server.closeAllConnections()
    await page.waitForSelector('article.answer.reconnecting')
    release()
    await client.setOffline(false)
    await nth(page, 0).locator('.badge').waitFor()
    t.match(await nth(page, 0).innerText(), /^\[simulated\] Air scatters[^[]*$/m, 'once, and whole')
    t.equal(await page.locator('article.question').count(), 1)
    t.equal(s.llm.stats().calls, calls + 1)
    const id = new URL(page.url()).searchParams.get('c')!
    t.equal((await s.call('GET', `/backend-api/conversation/${id}`, undefined, { 'x-deflect-user': 'flo' })).body.messages.length, 2)

    // A page closed in the middle finds its answer when it is opened again.
    const again = s.llm.hold(1)
    await type(page, 'And at sunset?')
    await page.waitForSelector('article.answer.streaming')
    const [, other] = await Promise.all([page.close(), visit('flo', { context: client, path: `/?c=${id}` })])
    again()
    await nth(other, 1).locator('.badge').waitFor()
    t.equal(await other.locator('article').count(), 4)
    t.equal(s.llm.stats().calls, calls + 2)
    await client.close()
  })

  await t.test('a service that shuts down in an orderly way is waited for as one that went', async (t) => {
    const page = await visit('fay')
    await page.route('**/f/conversation', (route) => route.fulfill({ status: 503, json: { statusCode: 503, code: 'SHUTTING_DOWN', error: 'Service Unavailable', message: 'the service is shutting down; send the request again' } }), { times: 1 })
    await type(page, 'Who comes back?')
    await page.waitForSelector('article.answer.done, article.answer.failed')
    t.equal(await page.locator('article.answer.done').count(), 1)
    await page.context().close()
  })

  await t.test('what another tab did while an answer was written is looked at when it is done', async (t) => {
    const page = await visit('guy')
    await ask(page, 'Long question?')
    const other = await visit('guy', { context: page.context(), path: `/${new URL(page.url()).search}` })
    await nth(other, 0).waitFor()
    const release = s.llm.hold(1)
    await type(page, 'Longer question?')
    await page.waitForSelector('article.answer.streaming')
    await other.getByRole('button', { name: 'Rename “Long question?”' }).click()
    await other.getByLabel('Title of the conversation').fill('Meanwhile')
    await other.keyboard.press('Enter')
    await until(async () => (await titles(page)).includes('Meanwhile'))
    release()
    await nth(page, 1).locator('.badge').waitFor()
    await page.getByRole('heading', { level: 1, name: 'Meanwhile' }).waitFor({ timeout: 20_000 })
    t.equal(await page.locator('article').count(), 4)
    await page.context().close()
  })

  await t.test('a history that comes late takes nothing away of what was asked meanwhile', async (t) => {
    const page = await visit('una')
    await ask(page, 'Early question?')
    const id = new URL(page.url()).searchParams.get('c')!
    const [read, late] = [signal(), signal()]
    await page.route(`**/conversation/${id}`, async (route) => {
      const response = await route.fetch()
      read.give()
      await late.given
      await route.fulfill({ response })
    }, { times: 1 })
    await page.evaluate('document.dispatchEvent(new Event("visibilitychange"))')
    await read.given
    await ask(page, 'Later question?')
    await s.call('PATCH', `/backend-api/conversation/${id}`, { title: 'Elsewhere' }, { 'x-deflect-user': 'una' })
    late.give()
    await page.getByRole('heading', { level: 1, name: 'Elsewhere' }).waitFor({ timeout: 20_000 })
    t.equal(await page.locator('article').count(), 4)
    await page.context().close()
  })

  await t.test('what was asked for earlier and comes later does not take the place of what is newer', async (t) => {
    const page = await visit('ola')
    await ask(page, 'First of two?')
    const id = new URL(page.url()).searchParams.get('c')!
    const late = signal()
    const held = ['**/conversations?*', `**/conversation/${id}`].map(async (url) => {
      const [read, told] = [signal(), signal()]
      await page.route(url, async (route) => {
        const reply = await route.fetch()
        read.give()
        await late.given
        await route.fulfill({ response: reply })
        told.give()
      }, { times: 1 })
      return { read: read.given, told: told.given }
    })
    const looks = await Promise.all(held)
    const look = 'document.dispatchEvent(new Event("visibilitychange"))'
    await page.evaluate(look)
    await Promise.all(looks.map(({ read }) => read))
    await s.call('PATCH', `/backend-api/conversation/${id}`, { title: 'Newer' }, { 'x-deflect-user': 'ola' })
    await page.evaluate(look)
    await page.getByRole('heading', { level: 1, name: 'Newer' }).waitFor()
    await until(async () => (await titles(page)).includes('Newer'))
    late.give()
    await Promise.all(looks.map(({ told }) => told))
    // Behind them.
    await page.evaluate('fetch("/healthz").then((reply) => reply.text()).then(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))))')
    t.same([await page.getByRole('heading', { level: 1 }).innerText(), await titles(page)], ['Newer', ['Newer']])
    await page.context().close()
  })

  await t.test('who goes on with a conversation that could not be read is shown all of it', async (t) => {
    const { conversation_id: id } = (await s.send('What came before?', { user: 'uma' })).body
    const page = await visit('uma')
    await page.route(`**/conversation/${id}`, (route) => route.abort(), { times: 1 })
    await page.locator('#conversations li a').click()
    await page.getByRole('heading', { name: 'It could not be read' }).waitFor()
    await ask(page, 'What comes now?')
    await nth(page, 1).locator('.badge').waitFor({ timeout: 20_000 })
    t.same(await page.locator('article.question').allInnerTexts(), ['What came before?', 'What comes now?'])
    t.equal(await page.getByRole('heading', { level: 1 }).innerText(), 'What came before?')
    await page.context().close()
  })

  await t.test('rename, delete, undo; another tab follows', async (t) => {
    const page = await visit('gil')
    await ask(page, 'First question?')
    await newConversation(page)
    await ask(page, 'Second question?')
    await until(async () => (await titles(page)).length === 2)
    const other = await visit('gil', { context: page.context(), path: `/${new URL(page.url()).search}` })
    await nth(other, 0).waitFor()
    await page.getByRole('button', { name: 'Rename “Second question?”' }).click()
    await page.getByLabel('Title of the conversation').fill('Renamed')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Renamed' }).waitFor()
    await other.getByRole('heading', { level: 1, name: 'Renamed' }).waitFor()
    await ask(page, 'Third question?')
    await nth(other, 1).locator('.badge').waitFor()

    // The time to undo stands still, so that a slow machine does not miss it.
    await page.clock.install()
    await page.clock.pauseAt(Date.now() + 1_000)
    await page.getByRole('button', { name: 'Delete “Renamed”' }).click()
    t.same(await titles(page), ['First question?'])
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.clock.resume()
    await nth(page, 1).waitFor()
    t.same(await titles(page), ['Renamed', 'First question?'])
    await page.getByRole('button', { name: 'Delete “Renamed”' }).click()
    await page.reload()
    await page.waitForSelector('#message')
    await page.locator('#conversations .name').waitFor()
    t.same(await titles(page), ['First question?'], 'leaving the page deletes')
    await until(async () => (await s.call('GET', '/backend-api/conversations', undefined, { 'x-deflect-user': 'gil' })).body.total === 1)
    await page.context().close()
  })

  await t.test('what was deleted elsewhere leaves the list when it is opened or deleted here', async (t) => {
    const page = await visit('mia')
    await ask(page, 'First question?')
    await newConversation(page)
    await ask(page, 'Second question?')
    await newConversation(page)
    const asMia = { 'x-deflect-user': 'mia' }
    const [second, first] = (await s.call('GET', '/backend-api/conversations', undefined, asMia)).body.items
    const deleteElsewhere = async (id: string) => t.equal((await s.call('DELETE', `/backend-api/conversation/${id}`, undefined, asMia)).status, 204)
    await deleteElsewhere(first.id)
    await page.clock.install()
    let isRefused = false
    const refused = page.waitForResponse((response) => (isRefused ||= response.request().method() === 'DELETE'))
    // The list is read again then: on its way while the second goes, too, it would come without it.
    const reread = page.waitForRequest((request) => isRefused && new URL(request.url()).pathname === '/backend-api/conversations')
    await page.getByRole('button', { name: 'Delete “First question?”' }).press('Enter')
    await page.clock.fastForward(7_000)
    t.equal((await refused).status(), 404)
    await (await reread).response()
    t.same(await titles(page), ['Second question?'])
    await deleteElsewhere(second.id)
    await page.getByRole('link', { name: 'Second question?' }).press('Enter')
    await page.getByRole('heading', { name: 'There is no such conversation' }).waitFor()
    await page.getByText('Your conversations will appear here.').waitFor()
    t.equal(await page.getByText('Conversation not found').count(), 0, 'it is gone, as was wanted')
    await page.context().close()
  })

  await t.test('who went back to a conversation before its deletion was due is told when it is gone', async (t) => {
    const page = await visit('ola')
    await ask(page, 'First question?')
    await page.clock.install()
    const erased = page.waitForResponse((response) => response.request().method() === 'DELETE')
    await page.getByRole('button', { name: 'Delete “First question?”' }).press('Enter')
    await page.getByRole('heading', { name: 'New conversation' }).waitFor()
    await page.goBack()
    await nth(page, 0).waitFor()
    await page.clock.fastForward(7_000)
    t.equal((await erased).status(), 204)
    await page.getByRole('heading', { name: 'There is no such conversation' }).waitFor()
    await page.context().close()
  })

  await t.test('what looks like HTML or a script stays text', async (t) => {
    const evil = '<img src=x onerror="globalThis.pwned=1"><script>globalThis.pwned=1</script>'
    s.llm.set({ answer: `${evil}\n\n[link](javascript:globalThis.pwned=1) [data](data:text/html,x) ![picture](https://example.org/spy.png) [good](https://example.org)\n\n[![badge](https://example.org/badge.svg)](https://example.org/page)\n\n\`\`\`"><b onclick=x>\n${evil}\n\`\`\`\n\n# <u>heading</u>` })
    t.teardown(() => s.llm.set({ answer: undefined }))
    const id = randomUUID()
    const { conversation_id: conversation } = (await s.send(evil, { user: 'hal', id })).body
    await s.call('PATCH', `/backend-api/conversation/${conversation}`, { title: evil }, { 'x-deflect-user': 'hal' })
    const page = await visit('hal', { path: `/?c=${conversation}` })
    await nth(page, 0).locator('.badge').waitFor()
    t.equal(await page.evaluate('globalThis.pwned'), undefined)
    t.equal(await page.locator('.messages img, .messages script, .messages u, .messages b, #conversations img').count(), 0)
    t.equal(await page.locator('article.question').innerText(), evil)
    t.equal(await page.getByRole('heading', { level: 1 }).innerText(), evil)
    t.same(await titles(page), [evil])
    const links = page.locator('.markdown a')
    t.same(await links.evaluateAll((all: any[]) => all.map((a) => [a.getAttribute('href'), a.rel, a.target])), [
      ['https://example.org/spy.png', 'noopener noreferrer nofollow', '_blank'], ['https://example.org', 'noopener noreferrer nofollow', '_blank'], ['https://example.org/page', 'noopener noreferrer nofollow', '_blank']
    ])
    t.match(await page.locator('.markdown').innerText(), /picture good\n+badge\n/, 'a picture is its words, within a link too')
    await page.context().close()
  })

  await t.test('words of a table are not broken where it is narrow: it scrolls', async (t) => {
    s.llm.set({ answer: '| language | call | remark |\n|---|---|---|\n| JavaScript | `items.toReversed()` | since ES2023, the usual way without mutation |' })
    t.teardown(() => s.llm.set({ answer: undefined }))
    const page = await visit('liv', { viewport: { width: 360, height: 700 } })
    await ask(page, 'How is a list turned around?')
    const heights = await page.locator('.markdown td code, .markdown td:first-child').evaluateAll((all: any[]) => all.map((one) => [one.getClientRects().length, one.textContent, one.scrollHeight]))
    t.same(heights.map(([lines]) => lines), [1, 1], JSON.stringify(heights))
    t.ok(await page.locator('.table').evaluate((table: any) => table.scrollWidth > table.clientWidth))
    t.ok(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'))
    await page.context().close()
  })

  await t.test('signs that nest by the thousand are drawn, and leave a page that works', async (t) => {
    s.llm.set({ answer: `${'*'.repeat(20_000)}deep${'*'.repeat(20_000)} and **bold**` })
    t.teardown(() => s.llm.set({ answer: undefined }))
    await s.send('How deep is it?', { user: 'nat' })
    const page = await visit('nat')
    await page.locator('#conversations li a').click()
    await nth(page, 0).locator('.badge').waitFor({ timeout: 20_000 })
    t.equal(await nth(page, 0).locator('.markdown').innerText(), 'deep and bold')
    t.equal(await nth(page, 0).locator('.markdown p > strong').last().innerText(), 'bold')
    await newConversation(page)
    await page.getByRole('heading', { name: 'Ask something' }).waitFor()
    await page.context().close()
  })

  await t.test('the Enter that ends a composition sends nothing, nor where the browser tells of it afterwards', async (t) => {
    const page = await visit('oki')
    await page.fill('#message', '日本')
    // As WebKit tells it.
    const taken = await page.evaluate('{ const enter = new KeyboardEvent("keydown", { key: "Enter", keyCode: 229, bubbles: true, cancelable: true }); document.querySelector("#message").dispatchEvent(enter); enter.defaultPrevented }')
    t.equal(taken, false)
    t.equal(await page.inputValue('#message'), '日本')
    await page.context().close()
  })

  await t.test('what runs from right to left is shown so, code is not', async (t) => {
    s.llm.set({ answer: 'جواب بالعربية.\n\n- بند\n\n| اسم | قيمة |\n|---|---|\n| أ | ب |\n\n```js\nlet a = 1\n```\n\nAnd English.' })
    t.teardown(() => s.llm.set({ answer: undefined }))
    const page = await visit('jan')
    await ask(page, 'مرحبا (1)')
    const directions = (selector: string) => page.locator(selector).evaluateAll((all: any[]) => all.map((one) => (globalThis as any).getComputedStyle(one).direction))
    t.same(await directions('.markdown > *'), ['rtl', 'rtl', 'rtl', 'ltr', 'ltr'])
    await page.locator('#conversations .name').waitFor()
    t.same(await directions('article.question p, .title h1, #conversations .name'), ['rtl', 'rtl', 'rtl'])
    await page.context().close()
  })

  await t.test('nothing that was typed is lost: not what is too long, nor by loading the page anew', async (t) => {
    const page = await visit('kim')
    const send = page.getByRole('button', { name: 'Send' })
    await page.fill('#message', 'z'.repeat(100_007))
    await page.getByRole('alert').filter({ hasText: '7 characters too long' }).waitFor()
    t.ok(await send.isDisabled())
    await page.fill('#message', 'Half a thought')
    await page.reload()
    await page.waitForSelector('#message')
    t.equal(await page.inputValue('#message'), 'Half a thought')
    await page.press('#message', 'Enter')
    await nth(page, 0).locator('.badge').waitFor()
    await nth(page, 0).getByRole('button', { name: 'Good answer' }).click()
    await page.getByText('Thank you.').waitFor()
    await page.fill('#message', 'More')
    // Not under what the page says.
    await send.click({ trial: true })
    await page.reload()
    await nth(page, 0).locator('.badge').waitFor()
    t.equal(await page.inputValue('#message'), 'More')
    await page.context().close()
  })

  await t.test('the way to the newest message is gone with the messages', async (t) => {
    s.llm.set({ answer: Array(60).fill('More of it.').join('\n\n') })
    t.teardown(() => s.llm.set({ answer: undefined }))
    const page = await visit('leo')
    await ask(page, 'How long is this?')
    const toNewest = page.getByRole('button', { name: 'To the newest' })
    // Again until it is: what another look at the history draws may bring the end back into sight.
    await until(async () => {
      await page.evaluate('document.querySelector(".scroller").scrollTop = 0')
      return await toNewest.isVisible()
    })
    await newConversation(page)
    await page.getByRole('heading', { name: 'Ask something' }).waitFor()
    t.equal(await toNewest.count(), 0)
    await page.context().close()
  })

  await t.test('a browser that keeps nothing for the page shows it all the same', async (t) => {
    const context = await browser.newContext()
    // As Chromium does it for who blocks cookies.
    await context.addInitScript('for (const name of ["localStorage", "sessionStorage"]) Object.defineProperty(globalThis, name, { get () { throw new DOMException("Access is denied for this document.", "SecurityError") } })')
    const page = await context.newPage()
    page.on('pageerror', (error) => complaints.push(error.message))
    await page.goto(s.address)
    await page.waitForSelector('#message', { timeout: 20_000 })
    await ask(page, 'Who keeps nothing?')
    await page.getByRole('button', { name: 'Switch to dark colours' }).click()
    await page.getByRole('button', { name: 'Switch to light colours' }).waitFor()
    await context.close()
  })

  await t.test('both colour schemes and a narrow screen are usable', async (t) => {
    s.llm.set({ answer: ['See **this**:', '```js\nconst aLineThatIsMuchWiderThanThePage = "of three hundred and sixty pixels, so it scrolls by itself"\n```', '| a | b |\n|---|---|\n| 1 | 2 |', '> `quoted`', ...Array(20).fill('More of it.')].join('\n\n') })
    t.teardown(() => s.llm.set({ answer: undefined }))
    for (const options of [{ colorScheme: 'light' }, { colorScheme: 'dark' }, { colorScheme: 'light', viewport: { width: 360, height: 640 } }, { colorScheme: 'dark', viewport: { width: 360, height: 640 }, reducedMotion: 'reduce' }] as Options[]) {
      const name = `${options.colorScheme} ${options.viewport?.width ?? ''}`
      const page = await visit('ida', options)
      await ask(page, 'How is this written?')
      await page.evaluate(axe)
      const check = async (where: string) => {
        const { violations } = await page.evaluate('axe.run()') as { violations: { id: string, impact: string, nodes: { html: string, failureSummary: string }[] }[] }
        t.same(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => [id, nodes[0]?.html, nodes[0]?.failureSummary]), [], `${name}, ${where}`)
      }
      if (!options.viewport) await check('a conversation')
      t.ok(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), `${name}: nothing to scroll sideways`)
      t.ok(await page.evaluate('document.documentElement.scrollHeight <= innerHeight'), `${name}: the messages scroll, not the page`)
      if (options.viewport) {
        await page.getByRole('button', { name: 'Conversations' }).click()
        await check('the list over it')
        const focused = () => page.evaluate('document.activeElement.getAttribute("aria-label") ?? document.activeElement.innerText')
        t.equal(await focused(), 'New conversation', 'one goes on in the list')
        await page.keyboard.press('Escape')
        t.equal(await focused(), 'Conversations', 'and where one was before, once it is closed')
      }
      await nth(page, 0).getByRole('button', { name: 'why?' }).click()
      await page.getByRole('dialog').getByRole('table').waitFor()
      if (!options.viewport) await check('why')
      else t.ok(await page.evaluate('document.querySelector("dialog").scrollWidth <= 360'), 'nor in a dialog')
      await page.context().close()
    }
  })

  t.same(complaints, [], 'no script failed, and nothing was refused by the policy')
})

t.test('where tokens are asked for, one signs in', { skip }, async (t) => {
  const secret = 'a secret of thirty-two characters!'
  const s = await build(t, { AUTH_JWT_SECRET: secret })
  const { SignJWT } = await import('jose')
  const tokenOf = (user: string) => new SignJWT({ tenant: 'acme' }).setProtectedHeader({ alg: 'HS256' }).setSubject(user).sign(new TextEncoder().encode(secret))
  const token = await tokenOf('ann')
  const page = await browser.newPage()
  await page.goto(s.address)
  await page.getByLabel('Token').waitFor()
  t.equal(await page.evaluate('document.activeElement.id'), 'token', 'there is nothing else to type into')
  await page.keyboard.insertText('sk-deflect-0123456789ab-secret')
  await page.keyboard.press('Enter')
  await page.getByRole('alert').filter({ hasText: 'an API key, which is good on /v1 only' }).waitFor()
  await page.getByLabel('Token').fill(`${token.slice(0, -2)}AA`)
  await page.keyboard.press('Enter')
  await page.getByRole('alert').filter({ hasText: 'The token is not valid.' }).waitFor()
  await page.getByLabel('Token').fill(token)
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Signed in as ann' }).click()
  t.match(await page.getByRole('dialog').innerText(), /acme[\s\S]*user/)
  t.equal(await page.getByRole('link', { name: 'Operator' }).count(), 0, 'no way to where only operators may go')
  await page.keyboard.press('Escape')

  // A token that runs out takes nothing from its person, and gives nothing to the next one.
  const runOut = async () => {
    await page.evaluate((other) => (globalThis as any).sessionStorage.setItem('deflect.token', other), `${token.slice(0, -2)}AA`)
    await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    await page.getByRole('dialog').getByText('no longer accepted').waitFor()
    t.equal(await page.getByText('Only for Ann?').first().isVisible(), false)
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
  }
  const signIn = async (as: string) => {
    await page.getByLabel('Token').fill(as)
    await page.keyboard.press('Enter')
  }
  await page.fill('#message', 'Only for Ann?')
  await page.press('#message', 'Enter')
  await page.locator('article.answer.done').waitFor()
  await page.fill('#message', 'Half a thought of Ann')
  await runOut()
  await signIn(token)
  await page.locator('article.answer.done').waitFor()
  t.equal(await page.inputValue('#message'), 'Half a thought of Ann')
  await runOut()
  await signIn(await tokenOf('bob'))
  await page.getByRole('button', { name: 'Signed in as bob' }).click()
  t.equal(await page.locator('article').count(), 0)
  t.equal(await page.inputValue('#message'), '')
  t.notMatch(await page.innerText('#page'), /Ann/)
  await page.keyboard.press('Escape')

  // Signing out leaves the page, too: what was deleted just before goes, in the name of who deleted it.
  await page.fill('#message', 'Soon gone?')
  await page.press('#message', 'Enter')
  await page.locator('article.answer.done').waitFor()
  const asBob = { authorization: `Bearer ${await tokenOf('bob')}` }
  const total = async () => (await s.call('GET', '/backend-api/conversations', undefined, asBob)).body.total
  t.equal(await total(), 1)
  await page.clock.install()
  await page.clock.pauseAt(Date.now() + 1_000)
  await page.getByRole('button', { name: 'Delete “Soon gone?”' }).click()
  await page.getByRole('button', { name: 'Signed in as bob' }).click()
  // The dialog opens once the page was drawn.
  await page.clock.runFor(500)
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.clock.resume()
  await page.getByLabel('Token').waitFor()
  await until(async () => await total() === 0)
})
