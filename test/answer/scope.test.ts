import fc from 'fast-check'
import t from '../tap.ts'
import { canonicalJson, digest, exactHashOf, scopeOf, type ScopeParts } from '../../src/answer/scope.ts'

/** The same value with every object's keys in reverse order. */
function reversed (value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).reverse().map(([key, v]) => [key, reversed(v)]))
}

t.test('canonicalJson: the order of keys is no part of a value', async () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => canonicalJson(reversed(value)) === canonicalJson(value)))
})

t.test('canonicalJson: what it writes reads back as the same value, so two values never share a text', async (t) => {
  fc.assert(fc.property(fc.jsonValue(), (value) => {
    t.strictSame(JSON.parse(canonicalJson(value)), JSON.parse(JSON.stringify(value)))
  }), { numRuns: 50 })
  fc.assert(fc.property(fc.jsonValue(), (value) => canonicalJson(canonicalJson(value)) !== canonicalJson(value)))
})

t.test('canonicalJson: values that could be taken for each other', async (t) => {
  const values = [null, 'null', '', [], {}, [null], [[]], ['a', 'b'], ['a,b'], ['a","b'], '["a","b"]', { a: 'b' }, ['a', ['b']], { a: { b: 1 } }, { 'a":{"b': 1 }, 0, '0', false, [1, 2], ['1,2'], [12]]
  t.equal(new Set(values.map(canonicalJson)).size, values.length)
  t.equal(canonicalJson({ a: 1, b: undefined }), canonicalJson({ a: 1 }), 'an absent field and an undefined one are the same request')
})

const BASE: ScopeParts = {
  tenant: 'local', user: null, namespace: 'default', model: 'gpt-4o-mini', system: null, parameters: {}, embedding: 'minilm', generation: '0', context: 'root'
}

t.test('a scope differs whenever any one of its parts does', async () => {
  for (const name of ['tenant', 'namespace', 'model', 'embedding', 'generation', 'context', 'user', 'system'] as const) {
    fc.assert(fc.property(fc.string(), fc.string(), (a, b) => (scopeOf({ ...BASE, [name]: a }) === scopeOf({ ...BASE, [name]: b })) === (a === b)), { numRuns: 30 })
    fc.assert(fc.property(fc.string(), (a) => scopeOf({ ...BASE, [name]: a }) !== scopeOf({ ...BASE, [name]: null } as ScopeParts)), { numRuns: 30 })
  }
  const parameters = fc.dictionary(fc.string(), fc.jsonValue())
  fc.assert(fc.property(parameters, parameters, (a, b) =>
    (scopeOf({ ...BASE, parameters: a }) === scopeOf({ ...BASE, parameters: b })) === (canonicalJson(a) === canonicalJson(b))))
})

t.test('a value moved from one part to another is another scope', async (t) => {
  const parts = ['tenant', 'namespace', 'model', 'embedding', 'generation', 'context', 'user', 'system'] as const
  t.equal(new Set(parts.map((name) => scopeOf({ ...BASE, [name]: 'x' }))).size, parts.length)
})

t.test('digests are TAGs that need no escaping; scope and question do not run into each other', async () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => /^[0-9a-f]{32}$/.test(digest(value))))
  fc.assert(fc.property(fc.string(), fc.string(), fc.string(), fc.string(), (a, b, c, d) =>
    (exactHashOf(a, b) === exactHashOf(c, d)) === (a === c && b === d)))
})
