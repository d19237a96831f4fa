import fc from 'fast-check'
import t from '../tap.ts'
import { hasRoom, resetMs, slide, used, waitMs, WINDOW_MS, type Window } from '../../src/access/rate-window.ts'
import { costOf, monthOf, secondsLeftInMonth } from '../../src/access/budget.ts'

const count = fc.record({ previous: fc.nat(500), current: fc.nat(500) })
const at = fc.integer({ min: 1_700_000_000_000, max: 1_800_000_000_000 })
/** The same counts, seen later, when nothing else came. */
const later = (requests: Window['requests'], from: number, ms: number) =>
  slide({ minute: Math.floor(from / WINDOW_MS), requests, tokens: requests }, from + ms).requests

t.test('there is room after the wait, and none much before it', async () => {
  fc.assert(fc.property(count, at, fc.integer({ min: 1, max: 500 }), (counts, nowMs, limit) => {
    const wait = waitMs(counts, limit, nowMs)
    if (wait === 0) return hasRoom(counts, limit, nowMs)
    const [then, before] = [Math.ceil(wait) + 1, Math.floor(wait) - 2]
    return !hasRoom(counts, limit, nowMs) && wait <= 2 * WINDOW_MS && hasRoom(later(counts, nowMs, then), limit, nowMs + then) &&
      (before < 0 || !hasRoom(later(counts, nowMs, before), limit, nowMs + before))
  }))
})

t.test('nothing counts after the reset, and a minute never lets through more than its limit', async () => {
  fc.assert(fc.property(count, at, (counts, nowMs) => {
    const reset = resetMs(counts, nowMs)
    return used(later(counts, nowMs, reset), nowMs + reset) === 0
  }))
  fc.assert(fc.property(fc.integer({ min: 1, max: 20 }), fc.array(fc.integer({ min: 0, max: 5_000 }), { maxLength: 200 }), (limit, steps) => {
    let window: Window | undefined
    let nowMs = 1_700_000_040_000
    const perMinute = new Map<number, number>()
    for (const step of steps) {
      nowMs += step
      window = slide(window, nowMs)
      if (!hasRoom(window.requests, limit, nowMs)) continue
      window = { ...window, requests: { ...window.requests, current: window.requests.current + 1 } }
      perMinute.set(window.minute, (perMinute.get(window.minute) ?? 0) + 1)
    }
    return [...perMinute.values()].every((requests) => requests <= limit)
  }))
})

t.test('money: by price, a dated name by its family, an unknown model by the dearest; months are UTC', async (t) => {
  const prices = { a: { input: 1, output: 10 }, b: { input: 5, output: 2 } }
  t.equal(costOf(prices, 'a', { prompt: 1e6, completion: 1e6 }), 11)
  t.equal(costOf(prices, 'a-2024-08-06', { prompt: 1e6, completion: 0 }), 1)
  t.equal(costOf(prices, 'unknown', { prompt: 1e6, completion: 1e6 }), 15)
  t.equal(monthOf(Date.parse('2026-12-31T23:59:59Z')), '2026-12')
  t.equal(secondsLeftInMonth(Date.parse('2026-12-31T23:59:00Z')), 60)
})
