import fc from 'fast-check'
import t from '../tap.ts'
import type { CacheOutcome } from '../../src/cache/cache-aside.ts'
import { createHitWindow } from '../../src/cache/hit-window.ts'

const OUTCOMES: CacheOutcome[] = ['hit', 'hit_local', 'stale_served', 'negative', 'miss', 'coalesced', 'lease_wait', 'fail_open', 'refreshed']

t.test('the share of hits among the last reads that count', async () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 20 }), fc.array(fc.constantFrom(...OUTCOMES), { maxLength: 60 }), (size, outcomes) => {
    const window = createHitWindow(size)
    for (const outcome of outcomes) window.note(outcome)
    const counted = outcomes.filter((outcome) => outcome !== 'negative' && outcome !== 'refreshed').slice(-size)
    const hits = counted.filter((outcome) => ['hit', 'hit_local', 'stale_served'].includes(outcome)).length
    const expected = counted.length === 0 ? null : hits / counted.length
    return window.ratio() === expected && window.isFull() === (counted.length === size)
  }))
})
