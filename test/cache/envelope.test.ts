import fc from 'fast-check'
import t from '../tap.ts'
import { wantsRefresh } from '../../src/cache/cache-aside.ts'
import { open, ownerHead, seal } from '../../src/cache/envelope.ts'

/** Any UTF-16, quotes, control characters and lone surrogates included. */
const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), fc.constantFrom('', '"', '\\', '"],"until":', '\u0000', '\ud800', 'null', '},{"owner":null,'))
const owner = fc.record({ tenant: text, user: text })
const json = fc.jsonValue().map((value) => JSON.stringify(value))
const until = fc.integer({ min: 1_000_000_000_000, max: 9_999_999_999_999 })
const cost = fc.double({ min: 0, max: 10_000_000, noNaN: true })
const runs = { numRuns: 500 }
const check = <Ts>(t: { doesNotThrow (work: () => unknown): unknown }, property: fc.IRawProperty<Ts>, parameters: fc.Parameters<Ts>) => t.doesNotThrow(() => fc.assert(property as never, parameters as never))

t.test('what an owner sealed, the same owner opens, byte for byte', async (t) => {
  check(t, fc.property(owner, until, cost, json, (owner, untilMs, costMs, body) => {
    const opened = open(Buffer.from(seal(ownerHead(owner), untilMs, costMs, body)), ownerHead(owner))
    return opened !== null && opened.owned === 'yes' && opened.untilMs === untilMs &&
      opened.costMs === Math.min(999_999, Math.round(costMs)) && opened.body.equals(Buffer.from(body))
  }), runs)
})

t.test('a sealed value is JSON that says whose it is', async (t) => {
  check(t, fc.property(fc.option(owner), until, cost, json, (owner, untilMs, costMs, body) => {
    const parsed = JSON.parse(seal(owner && ownerHead(owner), untilMs, costMs, body))
    return JSON.stringify(parsed.owner) === JSON.stringify(owner && [owner.tenant, owner.user]) && JSON.stringify(parsed.value) === JSON.stringify(JSON.parse(body)) && parsed.until === untilMs
  }), runs)
})

t.test('another owner’s value never opens as mine, however alike the names are', async (t) => {
  const pair = fc.oneof(fc.tuple(owner, owner), owner.map(({ tenant, user }) => [{ tenant, user }, { tenant: user, user: tenant }] as const),
    fc.tuple(owner, text).map(([{ tenant, user }, more]) => [{ tenant, user }, { tenant, user: user + more }] as const),
    fc.tuple(owner, text).map(([{ tenant, user }, more]) => [{ tenant: tenant + more, user }, { tenant, user: more + user }] as const))
  check(t, fc.property(pair, until, json, ([theirs, mine], untilMs, body) => {
    fc.pre(theirs.tenant !== mine.tenant || theirs.user !== mine.user)
    const opened = open(Buffer.from(seal(ownerHead(theirs), untilMs, 1, body)), ownerHead(mine))
    return opened?.owned === 'other' && opened.body.length === 0
  }), runs)
})

t.test('"there is no such thing" is for everybody, and nobody’s value', async (t) => {
  check(t, fc.property(owner, until, (owner, untilMs) => open(Buffer.from(seal(null, untilMs, 1, 'null')), ownerHead(owner))?.owned === 'nobody'), runs)
})

t.test('bytes that were cut anywhere are no value of mine', async (t) => {
  check(t, fc.property(owner, until, cost, json, fc.nat(), (owner, untilMs, costMs, body, at) => {
    const whole = Buffer.from(seal(ownerHead(owner), untilMs, costMs, body))
    const opened = open(whole.subarray(0, at % whole.length), ownerHead(owner))
    return opened === null || (opened.owned === 'other' && opened.body.length === 0)
  }), { numRuns: 2_000 })
})

t.test('any other bytes are no value of mine', async (t) => {
  check(t, fc.property(fc.uint8Array({ maxLength: 300 }), owner, (bytes, owner) => open(Buffer.from(bytes), ownerHead(owner))?.owned !== 'yes'), runs)
})

const open01 = fc.double({ min: Number.MIN_VALUE, max: 1, maxExcluded: true, noNaN: true })

t.test('a refresh is wanted at the end at the latest, ever likelier before it, and the earlier the dearer the value', async (t) => {
  const value = fc.record({ untilMs: until, costMs: fc.double({ min: 0, max: 60_000, noNaN: true }) })
  check(t, fc.property(value, open01, fc.nat(100_000), (value, random, late) => wantsRefresh(value, value.untilMs + late, random)), runs)
  check(t, fc.property(value, open01, fc.integer({ min: -1_000_000, max: 1_000_000 }), fc.nat(1_000_000), (value, random, at, later) =>
    !wantsRefresh(value, value.untilMs + at, random) || wantsRefresh(value, value.untilMs + at + later, random)), runs)
  check(t, fc.property(value, open01, fc.integer({ min: -1_000_000, max: 1_000_000 }), fc.nat(60_000), (value, random, at, dearer) =>
    !wantsRefresh(value, value.untilMs + at, random) || wantsRefresh({ ...value, costMs: value.costMs + dearer }, value.untilMs + at, random)), runs)
  t.notOk(wantsRefresh({ untilMs: 10_000, costMs: 0 }, 9_999, Number.MIN_VALUE), 'what costs nothing is never refreshed early')
})

t.test('d before its end a value that costs c is refreshed with probability exp(-d/c)', async (t) => {
  const costMs = 100
  const untilMs = 1_700_000_000_000
  const steps = 100_000
  for (const before of [1, 50, 100, 300]) {
    let wanted = 0
    for (let i = 0; i < steps; i++) if (wantsRefresh({ untilMs, costMs }, untilMs - before, (i + 0.5) / steps)) wanted++
    t.ok(Math.abs(wanted / steps - Math.exp(-before / costMs)) < 0.001, `${before} ms before: ${wanted / steps}`)
  }
})
