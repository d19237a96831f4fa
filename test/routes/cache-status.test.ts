import { parseList, Token } from 'structured-headers'
import t from '../tap.ts'
import type { CacheOutcome } from '../../src/answer/answer-question.ts'
import { answerHeaders, readHeaders } from '../../src/routes/cache-status.ts'
import { sampleEntry } from '../cache/fresh.ts'

const NOW = 1_700_000_000_000

/** Cache-Status as RFC 9211 reads it: one cache, named by a token, and its parameters. */
function parse (headers: Record<string, string>): Record<string, unknown> {
  const [first, ...others] = parseList(headers['cache-status']!)
  if (!first || others.length > 0 || !(first[0] instanceof Token) || first[0].toString() !== 'deflect') throw new Error(headers['cache-status'])
  return Object.fromEntries([...first[1]].map(([name, value]) => [name, value instanceof Token ? value.toString() : value]))
}

t.test('a hit: its remaining life, its age, its entry', async (t) => {
  const entry = sampleEntry({ createdAt: NOW - 88_500, expiresAt: NOW + 512_000 })
  const exact = answerHeaders({ status: 'exact', entryId: entry.id }, entry, undefined, NOW)
  t.strictSame(parse(exact), { hit: true, ttl: 512, detail: 'exact' })
  t.match(exact, { age: '88', 'x-deflect-entry': entry.id })
  t.notOk('x-deflect-similarity' in exact)
  const semantic = answerHeaders({ status: 'semantic', similarity: 0.98765432, entryId: entry.id }, entry, undefined, NOW)
  t.strictSame(parse(semantic), { hit: true, ttl: 512, detail: 'semantic' })
  t.equal(semantic['x-deflect-similarity'], '0.9877')
})

t.test('never a negative age or life, whatever the clocks say', async (t) => {
  const headers = answerHeaders({ status: 'exact' }, sampleEntry({ createdAt: NOW + 5_000, expiresAt: NOW - 5_000 }), undefined, NOW)
  t.equal(headers['age'], '0')
  t.equal(parse(headers)['ttl'], 0)
})

t.test('a miss, a bypass, a shared call', async (t) => {
  const cases: [CacheOutcome, boolean | undefined, object][] = [
    [{ status: 'miss', reason: 'empty' }, true, { fwd: 'miss', stored: true, detail: 'empty' }],
    [{ status: 'miss', reason: 'below_threshold', similarity: 0.9 }, false, { fwd: 'miss', detail: 'below_threshold' }],
    [{ status: 'miss', reason: 'guard:numbers' }, undefined, { fwd: 'miss', detail: 'guard:numbers' }],
    [{ status: 'miss' }, undefined, { fwd: 'miss' }],
    [{ status: 'bypass', reason: 'no-store' }, false, { fwd: 'bypass', detail: 'no-store' }],
    [{ status: 'bypass', reason: 'no-cache' }, true, { fwd: 'bypass', stored: true, detail: 'no-cache' }],
    [{ status: 'coalesced', reason: 'empty' }, undefined, { fwd: 'miss', collapsed: true, detail: 'coalesced' }],
    [{ status: 'miss', reason: 'empty', stale: true }, true, { fwd: 'stale', stored: true, detail: 'empty' }],
    [{ status: 'coalesced', reason: 'empty', stale: true }, undefined, { fwd: 'stale', collapsed: true, detail: 'coalesced' }],
    [{ status: 'bypass', reason: 'no-cache', stale: true }, undefined, { fwd: 'bypass', detail: 'no-cache' }]
  ]
  for (const [outcome, stored, expected] of cases) t.strictSame(parse(answerHeaders(outcome, null, stored, NOW)), expected, JSON.stringify(outcome))
  t.equal(answerHeaders(cases[1]![0], null, false, NOW)['x-deflect-similarity'], '0.9000', 'on a semantic miss also')
})

t.test('history and list', async (t) => {
  t.strictSame(parse(readHeaders('hit', true, 'history')), { hit: true, detail: 'history' })
  t.strictSame(parse(readHeaders('miss', true, 'list')), { fwd: 'miss', stored: true, detail: 'list' })
  t.strictSame(parse(readHeaders('miss', false, 'beyond_head')), { fwd: 'miss', detail: 'beyond_head' })
  t.strictSame(parse(readHeaders('bypass', false, 'history')), { fwd: 'bypass', detail: 'history' })
})
