import t from '../tap.ts'
import { reportDeflection } from '../../src/events/deflection.ts'
import { reportPage } from '../../src/events/report-page.ts'

const of = (requests: number) => ({ ...reportDeflection([]).total, requests, missed: requests })
const page = (since: string, until: string, keys: string[]) =>
  reportPage({ since, until, prices: '', total: of(keys.length), overTime: keys.map((key) => ({ key, deflection: of(1) })), figures: [], reasons: [], groups: null })
/** Where the bars begin. */
const placesOf = (html: string) => [...html.matchAll(/<rect x="([\d.]+)" y="[\d.]+" width="[\d.]+" height="[\d.]+" fill="#9aa4b2"/g)].map(([, x]) => Number(x))

t.test('a plot over time has a place for every hour and day, also for those without a request', async (t) => {
  const [first, second, third] = placesOf(page('2026-01-05T06:30:00Z', '2026-01-06T06:30:00Z', ['2026-01-05T06:00Z', '2026-01-05T08:00Z', '2026-01-06T06:00Z'])) as [number, number, number]
  t.equal(Math.round((third - first) / (second - first)), 12, '24 hours are 12 times two hours')
  const days = placesOf(page('2026-01-01T00:00:00Z', '2026-01-08T00:00:00Z', ['2026-01-01', '2026-01-05', '2026-01-06'])) as [number, number, number]
  t.equal(Math.round((days[1] - days[0]) / (days[2] - days[1])), 4)
})

t.test('a plot of years shows its end, and says so', async (t) => {
  const html = page('2020-01-01T00:00:00Z', '2040-01-01T00:00:00Z', ['2025-01-01', '2026-03-01', '2026-03-31'])
  t.equal(placesOf(html).length, 2)
  t.match(html, 'Only the last 96 days')
})
