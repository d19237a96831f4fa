import fc from 'fast-check'
import t from '../tap.ts'
import { countValues } from '../../src/routes/nesting.ts'

const valuesOf = (value: unknown): number => value === null || typeof value !== 'object' ? 1 : Object.values(value).reduce((sum: number, each) => sum + valuesOf(each), 1)

t.test('counts in its bytes what parsing would give', async () => {
  const text = fc.oneof(fc.string(), fc.constantFrom('"', '\\', '\\"', '[]', '{,}', ',,'))
  const json = fc.tuple(fc.jsonValue({ maxDepth: 5 }), fc.dictionary(text, fc.array(text)), fc.constantFrom('', ' ', '\n\t'))
  fc.assert(fc.property(json, ([value, texts, space]) => countValues(Buffer.from(JSON.stringify([value, texts], null, space))) === valuesOf([value, texts])), { numRuns: 500 })
})

t.test('stops soon above the bound, and not before', async (t) => {
  const list = (length: number) => Buffer.from(JSON.stringify(Array(length).fill({})))
  t.equal(countValues(list(9), 10), 10)
  t.ok(countValues(list(10), 10) > 10)
  t.ok(countValues(list(1_000), 10) > 10)
})
