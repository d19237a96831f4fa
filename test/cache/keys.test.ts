import fc from 'fast-check'
import t from '../tap.ts'
import { createKeys, familyOf, jitteredTtl } from '../../src/cache/keys.ts'

t.test('names are literally those callers and operators rely on', async (t) => {
  const keys = createKeys()
  t.same({
    history: keys.history('7f0c'),
    list: keys.conversationList('ann@example.com'),
    window: keys.window('7f0c'),
    lease: keys.lease(keys.history('7f0c')),
    exact: keys.exactAnswer('abc'),
    index: keys.semanticIndex('minilm'),
    entry: keys.semanticEntry('minilm', 'abc-1')
  }, {
    history: 'conv:7f0c:history',
    list: 'user:ann@example.com:conversation_list',
    window: 'chat:7f0c:context',
    lease: '{conv:7f0c:history}:lease',
    exact: 'ans:x:abc',
    index: 'ans-idx:4:minilm',
    entry: 'ans:s:4:minilm:abc-1'
  })
  t.ok(keys.semanticEntry('minilm', 'x').startsWith(keys.semanticEntryPrefix('minilm')), 'the index follows its entries')
  t.notOk(keys.semanticIndex('minilm').startsWith(keys.semanticEntryPrefix('')), 'and is none')
})

t.test('a prefix comes before every name', async (t) => {
  const keys = createKeys('a:')
  t.same([keys.history('1'), keys.conversationList('1'), keys.window('1'), keys.exactAnswer('1'), keys.semanticIndex('1'), keys.events()].filter((key) => !key.startsWith('a:')), [])
  t.equal(keys.lease(keys.window('1')), '{a:chat:1:context}:lease')
})

t.test('each key has its family', async (t) => {
  const keys = createKeys('p:')
  t.equal(familyOf(keys.history('1'), 'p:'), 'history')
  t.equal(familyOf(keys.conversationList('a:history'), 'p:'), 'conversation_list')
  t.equal(familyOf(keys.window('1'), 'p:'), 'context')
  t.equal(familyOf(keys.exactAnswer('ff'), 'p:'), 'answers_exact')
  t.equal(familyOf(keys.semanticEntry('m', '1'), 'p:'), 'answers_semantic')
  t.equal(familyOf(keys.admission('ff'), 'p:'), 'admissions')
  t.equal(familyOf(keys.models(), 'p:'), 'models')
  t.equal(familyOf(keys.lease(keys.history('1')), 'p:'), 'leases')
  t.equal(familyOf(keys.lease(keys.exactAnswer('ff'), ':7'), 'p:'), 'leases')
  t.equal(familyOf(keys.renewal(keys.exactAnswer('ff')), 'p:'), 'leases')
  t.equal(familyOf(keys.absent(keys.history('1')), 'p:'), 'absent')
  t.equal(familyOf(keys.events(), 'p:'), 'other')
  t.equal(familyOf('conv:1:history', 'p:'), 'other', 'of another installation')
  t.equal(familyOf('{conv:1:history}:lease', 'p:'), 'other')
  t.equal(familyOf('conv:1:history', ''), 'history')
})

t.test('no key of the cache is without a family', async (t) => {
  const { prefix, ...keys } = createKeys('p:')
  // A channel, an index, and what is in the events Redis.
  const elsewhere = ['flights', 'semanticIndex', 'events']
  const built = Object.entries(keys).filter(([name]) => !elsewhere.includes(name)).map(([name, build]) => [name, (build as (...parts: string[]) => string)('p:x', '', 'y')])
  t.same(built.filter(([, key]) => familyOf(key!, prefix) === 'other'), [])
})

t.test('a jittered TTL is whole seconds, at least 1, within its share', async (t) => {
  const share = fc.double({ min: 0, max: 0.5, noNaN: true })
  fc.assert(fc.property(fc.integer({ min: 1, max: 31_536_000 }), share, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (ttl, share, random) => {
    const jittered = jitteredTtl(ttl, share, random)
    return Number.isInteger(jittered) && jittered >= 1 && Math.abs(jittered - ttl) <= ttl * share + 0.5
  }), { numRuns: 1_000 })
  t.same([0, 0.5, 0.999999].map((random) => jitteredTtl(600, 0.1, random)), [540, 600, 660])
  t.equal(jitteredTtl(600, 0), 600)
})
