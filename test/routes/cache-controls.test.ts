import fc from 'fast-check'
import t from '../tap.ts'
import { DEFAULT_CONTROLS } from '../../src/answer/controls.ts'
import { readControls } from '../../src/routes/cache-controls.ts'

t.test('no header, no change; the defaults are never written to', async (t) => {
  t.same(readControls({}), DEFAULT_CONTROLS)
  readControls({ 'cache-control': 'no-store, max-age=5', 'x-deflect-tags': 'a' })
  t.same(readControls({}), DEFAULT_CONTROLS)
})

t.test('what each directive asks for', async (t) => {
  const cases: [string, object][] = [
    ['no-cache', { read: false, store: true }],
    ['no-store', { read: false, store: false }],
    ['only-if-cached', { read: true, onlyIfCached: true }],
    ['max-age=30', { maxAgeSeconds: 30 }],
    ['max-age=0', { maxAgeSeconds: 0 }],
    ['max-age=99999999999999999999', { maxAgeSeconds: 1e20 }],
    ['Max-Age="30"', { maxAgeSeconds: 30 }],
    ['max-age =0', { maxAgeSeconds: 0 }],
    ['max-age = 5 , no-cache', { read: false, store: true, maxAgeSeconds: 5 }],
    ['max-age=60, max-age=5, max-age="30"', { maxAgeSeconds: 5 }],
    ['foo="a, no-store, b"', {}],
    ['foo="a\\", no-store", max-age=5, bar = "only-if-cached"', { maxAgeSeconds: 5 }],
    ['no-store, foo="', { read: false, store: false }],
    [' NO-CACHE ,max-age=1', { read: false, store: true, maxAgeSeconds: 1 }],
    ['no-transform, stale-if-error=60, , private', {}],
    ['', {}]
  ]
  for (const [value, expected] of cases) t.same(readControls({ 'cache-control': value }), { ...DEFAULT_CONTROLS, ...expected }, value)
})

t.test('our own headers', async (t) => {
  t.match(readControls({ 'x-deflect-namespace': 'docs/v2', 'x-deflect-tags': 'a, b,,c', 'x-deflect-ttl': '60', 'x-deflect-threshold': '0.97' }),
    { namespace: 'docs/v2', tags: ['a', 'b', 'c'], ttlSeconds: 60, threshold: 0.97 })
})

t.test('a malformed value is refused with the name of its header', async (t) => {
  const cases: [string, string][] = [
    ['cache-control', 'max-age'], ['cache-control', 'max-age ='], ['cache-control', 'max-age = soon'], ['cache-control', 'max-age=5, max-age=soon'], ['cache-control', 'max-age=-1'], ['cache-control', 'max-age=1.5'], ['cache-control', 'max-age=soon'], ['cache-control', 'max-age=1e9'],
    ['x-deflect-namespace', ''], ['x-deflect-namespace', 'a b'], ['x-deflect-namespace', 'n'.repeat(65)], ['x-deflect-namespace', '-a'],
    ['x-deflect-tags', 'a b'], ['x-deflect-tags', Array.from({ length: 17 }, (_, i) => `t${i}`).join()],
    ['x-deflect-ttl', '0'], ['x-deflect-ttl', '1.5'], ['x-deflect-ttl', ''], ['x-deflect-ttl', 'Infinity'],
    ['x-deflect-threshold', '1.1'], ['x-deflect-threshold', '-0.1'], ['x-deflect-threshold', 'NaN'], ['x-deflect-threshold', '']
  ]
  for (const [name, value] of cases) {
    t.throws(() => readControls({ [name]: value }), { code: 'BAD_REQUEST', statusCode: 400, message: new RegExp(`^header ${name}: expected `, 'i') }, `${name}: ${value}`)
  }
})

t.test('what a name may begin with is told', async (t) => {
  for (const name of ['x-deflect-namespace', 'x-deflect-tags']) t.throws(() => readControls({ [name]: '-a' }), /the first a letter or digit, got "-a"$/)
})

t.test('any header at all gives controls in their bounds, or a 400', async () => {
  fc.assert(fc.property(fc.record({ 'cache-control': fc.string(), 'x-deflect-namespace': fc.string(), 'x-deflect-tags': fc.string(), 'x-deflect-ttl': fc.string(), 'x-deflect-threshold': fc.string() }, { requiredKeys: [] }), (headers) => {
    try {
      const { threshold, ttlSeconds, namespace } = readControls(headers)
      return (threshold === null || (threshold >= 0 && threshold <= 1)) && (ttlSeconds === null || ttlSeconds >= 1) && namespace.length > 0
    } catch (error) {
      return (error as { statusCode?: number }).statusCode === 400
    }
  }), { numRuns: 500 })
})
