import t from '../tap.ts'
import { build } from '../helper.ts'
import { launch, skip } from './browser.ts'

if (skip) {
  t.plan(0, skip)
  process.exit()
}
const s = await build(t)
const browser = await launch()
t.teardown(() => browser.close())

t.test('/docs shows the routes, tries them out, and has nothing to complain of', async (t) => {
  const page = await browser.newPage()
  page.setDefaultTimeout(100_000)
  const problems: string[] = []
  page.on('pageerror', ({ message }) => problems.push(message))
  page.on('console', (message) => { if (['error', 'warning'].includes(message.type())) problems.push(message.text()) })
  page.on('requestfailed', (request) => problems.push(`${request.url()} ${request.failure()?.errorText}`))
  page.on('request', (request) => { if (!request.url().startsWith(s.address) && !request.url().startsWith('data:')) problems.push(request.url()) })
  const { headers } = await page.goto(`${s.address}/docs`).then((reply) => ({ headers: reply!.headers() }))
  await page.getByText('/v1/chat/completions').first().waitFor()
  await page.getByText('/healthz').first().click()
  await page.getByRole('button', { name: 'Try it out' }).click()
  await page.getByRole('button', { name: 'Execute' }).click()
  await page.getByText('"status": "ok"').first().waitFor()
  t.same(problems, [])
  t.notMatch(headers['content-security-policy'], /upgrade-insecure-requests|https:/)
})
