import t from '../tap.ts'
import { createClock } from '../../src/db/clock.ts'

/** A Postgres whose clock is so far ahead, and that takes no time to answer. */
const postgres = (aheadMs: number) => ({ query: async () => ({ rows: [{ ms: Date.now() + aheadMs }] }) }) as never
const ahead = (clock: ReturnType<typeof createClock>) => Math.round((clock.now().getTime() - Date.now()) / 1000)

t.test('it follows Postgres, whichever is ahead, and whenever one is set anew', async (t) => {
  const clock = createClock()
  for (const seconds of [0, 3_600, -3_600, 5, 0]) {
    await clock.compare(postgres(seconds * 1000))
    t.equal(ahead(clock), seconds)
  }
})

t.test('where Postgres does not answer, it stays', async (t) => {
  const clock = createClock()
  await clock.compare(postgres(-60_000))
  await t.rejects(clock.compare({ query: () => Promise.reject(new Error('away')) } as never))
  t.equal(ahead(clock), -60)
})
