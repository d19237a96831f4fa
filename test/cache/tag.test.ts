import fc from 'fast-check'
import t from '../tap.ts'
import { between, matching, tagOf, type TagKind } from '../../src/cache/tag.ts'

const kind = fc.constantFrom<TagKind>('tenant', 'namespace', 'model', 'tag', 'owner')
// What RediSearch gives a meaning, and pieces that could imitate the digest's input.
const crafted = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[{}|@:*()\-[\]"'\\,\s$a-z]{0,12}$/), fc.constantFrom('', 'a', 'a|b', '*', '} @scope:{a', '","', 'a,b'))

t.test('a TAG is plain hex whatever the value, and no two values share one', async () => {
  fc.assert(fc.property(kind, crafted, crafted, (kind, tenant, value) => /^[0-9a-f]{16}$/.test(tagOf(kind, tenant, value))))
  const place = fc.tuple(kind, crafted, crafted)
  fc.assert(fc.property(place, place, (a, b) => (tagOf(...a) === tagOf(...b)) === (JSON.stringify(a) === JSON.stringify(b))), { numRuns: 1_000 })
})

t.test('a clause holds what it was given as it is, or is refused', async (t) => {
  fc.assert(fc.property(fc.array(crafted, { maxLength: 3 }), (values) => {
    const plain = values.length > 0 && values.every((value) => /^[0-9a-z]{1,64}$/.test(value))
    try {
      return matching('tags', values) === `@tags:{${values.join('|')}}` && plain
    } catch {
      return !plain
    }
  }))
  t.equal(matching('tags', [tagOf('tag', 'acme', '} @scope:{a')]), `@tags:{${tagOf('tag', 'acme', '} @scope:{a')}}`)
  t.equal(between('generation', { from: 3 }), '@generation:[3 +inf]')
  t.equal(between('generation', { before: 3 }), '@generation:[-inf (3]')
})
