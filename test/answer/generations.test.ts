import fc from 'fast-check'
import t from '../tap.ts'
import { generationOf, isCurrent, outdatedTags, toGenerations } from '../../src/answer/generations.ts'
import type { GenerationRow, Target } from '../../src/db/invalidations.ts'

// Mostly the same few, so that what was invalidated and what is asked for often meet.
const name = fc.oneof({ weight: 8, arbitrary: fc.constantFrom('a', 'b', 'c') }, fc.constantFrom('a b', '', '__proto__', 'constructor'), fc.string({ maxLength: 4 }))
const target: fc.Arbitrary<Target> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constantFrom('namespace', 'model', 'tag'), value: name }) },
  fc.constant({ kind: 'all' as const, value: '' })
) as fc.Arbitrary<Target>
const place = fc.record({ namespace: name, model: name, tags: fc.array(name, { maxLength: 3 }) })
type Place = { namespace: string, model: string, tags: string[] }

/** What Postgres keeps after these invalidations, and how it reads them: the newest `limit` of each kind. */
function rowsAfter (targets: Target[], limit = 5_000): GenerationRow[] {
  const latest = new Map<string, GenerationRow>()
  targets.forEach(({ kind, value }, i) => latest.set(JSON.stringify([kind, value]), [kind, value, i + 1]))
  const rows = [...latest.values()].sort((a, b) => b[2] - a[2])
  return rows.filter((row, i) => rows.slice(0, i).filter(([kind]) => kind === row[0]).length < limit)
}
const takes = ({ kind, value }: Target, { namespace, model, tags }: Place) =>
  kind === 'all' || (kind === 'tag' ? tags.includes(value) : value === (kind === 'namespace' ? namespace : model))
/** Whether the spine would serve it: its scope is found again, and no tag of it is outdated. */
const served = (before: Target[], all: Target[], entry: Place) => {
  const [then, now] = [toGenerations(rowsAfter(before)), toGenerations(rowsAfter(all))]
  return generationOf(then, entry.namespace, entry.model) === generationOf(now, entry.namespace, entry.model) && outdatedTags(now, { tags: entry.tags, generation: then.latest }).length === 0
}

t.test('an entry is served exactly where nothing that was invalidated after it takes it away', async () => {
  fc.assert(fc.property(fc.array(target, { maxLength: 12 }), fc.array(target, { maxLength: 4 }), place, (before, after, entry) => {
    const expected = !after.some((one) => takes(one, entry))
    const all = [...before, ...after]
    const now = toGenerations(rowsAfter(all))
    return served(before, all, entry) === expected && isCurrent(now, { ...entry, generation: before.length }) === expected
  }), { numRuns: 2_000 })
})

t.test('beyond what is known one by one too much is taken away, never too little', async () => {
  fc.assert(fc.property(fc.array(target, { maxLength: 20 }), fc.nat(20), place, fc.integer({ min: 1, max: 3 }), (all, at, entry, limit) => {
    const known = toGenerations(rowsAfter(all, limit), limit)
    const taken = all.slice(at).some((one) => takes(one, entry))
    return !taken || !isCurrent(known, { ...entry, generation: at })
  }), { numRuns: 2_000 })
})

t.test('nothing was ever invalidated', async (t) => {
  const none = toGenerations([])
  t.equal(none.latest, 0)
  t.equal(generationOf(none, 'default', 'gpt-4o-mini'), '0.0.0')
  t.ok(isCurrent(none, { namespace: 'default', model: 'gpt-4o-mini', tags: ['a'], generation: 0 }))
})
