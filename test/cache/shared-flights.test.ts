import t, { type Test } from '../tap.ts'
import { createAttempt } from '../../src/cache/attempt.ts'
import { createRedis } from '../../src/cache/client.ts'
import type { Pace } from '../../src/completion.ts'
import { createFlightChannel, type FlightMessage } from '../../src/cache/flights/channel.ts'
import type { Flight } from '../../src/cache/flights/flight.ts'
import { createSharedFlights, type Boarded } from '../../src/cache/shared-flights.ts'
import { until } from '../events/fresh.ts'
import { redisDoor } from '../redis-door.ts'
import { freshRedis, quiet } from './fresh.ts'

const url = process.env['REDIS_URL'] ?? 'redis://127.0.0.1:6379'
const { keys } = await freshRedis(t)

/** One process: connections and a letter box of its own. `dies` takes it off Redis as a crash would; letters that `loses` names do not arrive, and leave when `posts` says so. */
async function createProcess (t: Test, loses: (message: FlightMessage) => boolean = () => false, posts = (send: () => Promise<void>) => send(), at = url) {
  const redis = createRedis({ url: at, name: 'test', log: quiet })
  const { attempt, close } = createAttempt({ isReady: () => redis.isReady, ping: () => redis.ping(), timeoutMs: 2_000, log: quiet })
  const channel = createFlightChannel({ url: at, redis, keys, attempt, log: quiet })
  const onMessage: typeof channel.onMessage = (handler) => channel.onMessage((message) => { if (!loses(message)) handler(message) })
  const flights = createSharedFlights({ redis, keys, attempt, channel: { ...channel, onMessage, send: (to, message) => posts(() => channel.send(to, message)) } })
  const dies = () => { flights.close(); close(); if (redis.isOpen) redis.destroy() }
  t.teardown(dies)
  await until(() => redis.isReady && channel.isReady())
  return { flights, redis, dies, id: channel.processId }
}

/** Somebody who asks: chunks are words, the result is the sentence. */
function createAsker (key: string) {
  const leave = new AbortController()
  const heard: string[] = []
  const call = { made: 0, cancelled: false, say: (_word: string): Pace => {}, end: (_sentence: string) => {}, fail: (_error: Error) => {} }
  const flight: Flight<string, string> = {
    key,
    signal: leave.signal,
    emit: (word) => { heard.push(word) },
    call: (emit, signal) => new Promise((resolve, reject) => {
      call.made++
      Object.assign(call, { say: emit, end: resolve, fail: reject })
      signal.addEventListener('abort', () => { call.cancelled = true; reject(new Error('cancelled')) })
    }),
    accept: (value) => value === 'stale' ? null : value,
    resume: (said) => {
      let at = 0
      return (word) => { if (at === said.length) return word; if (said[at++] !== word) throw new Error('says something else'); return null }
    },
    errorOut: (error) => ({ message: (error as Error).message }),
    errorIn: (wire) => new Error((wire as { message: string }).message)
  }
  return { flight, heard, call, leave: () => leave.abort(new Error('left')) }
}

const key = (name: string) => keys.exactAnswer(name)
const [a, b, c] = await Promise.all([createProcess(t), createProcess(t), createProcess(t)])
const board = (process: typeof a, asker: ReturnType<typeof createAsker>): Boarded<string> => {
  const boarded = process.flights.board(asker.flight)
  boarded.result.catch(() => {})
  return boarded
}
/** Leader in `a`, follower in `b`. */
async function lead (name: string) {
  const [leader, follower] = [createAsker(key(name)), createAsker(key(name))]
  const first = board(a, leader)
  t.equal(await first.leads, true)
  const second = board(b, follower)
  t.equal(await second.leads, false)
  return { leader, follower, first, second }
}

t.test('a call waits for who reads slowly here, until somebody elsewhere follows it', async (t) => {
  const [leader, follower] = [createAsker(key('slow')), createAsker(key('slow'))]
  let behind = true
  const first = a.flights.board({ ...leader.flight, emit: () => behind ? new Promise<void>(() => {}) : undefined })
  await first.leads
  const pace = leader.call.say('one')
  t.ok(pace)
  const second = board(b, follower)
  await pace
  t.notOk(leader.call.say('two'), 'nor while he follows')
  await until(() => follower.heard.length === 2)
  behind = false
  leader.call.end('sentence')
  t.match(await second.result, { value: 'sentence', led: false })
  first.land()
})

t.test('a follower hears what was said before it came at once, the rest as it comes, and the result', async (t) => {
  const leader = createAsker(key('live'))
  const first = board(a, leader)
  await first.leads
  leader.call.say('early')
  const [one, two] = [createAsker(key('live')), createAsker(key('live'))]
  const [second, third] = [board(b, one), board(c, two)]
  await until(() => one.heard.length === 1 && two.heard.length === 1)
  for (let i = 0; i < 50; i++) leader.call.say(`word ${i}`)
  await until(() => one.heard.length === 51 && two.heard.length === 51)
  leader.call.end('sentence')
  t.same(await Promise.all([first.result, second.result, third.result]), [{ value: 'sentence', led: true }, { value: 'sentence', led: false }, { value: 'sentence', led: false }])
  t.same([one.heard, two.heard], [leader.heard, leader.heard])
  t.same([one.call.made, two.call.made], [0, 0])

  const late = createAsker(key('live'))
  t.equal((await board(b, late).result).value, 'sentence', 'until the answer is stored, who comes late joins too')
  t.same(late.heard, leader.heard)
  first.land()
  await until(async () => await a.redis.exists(keys.lease(key('live'))) === 0)
})

t.test('of a call whose answer has been stored nothing is kept', async (t) => {
  const letters: FlightMessage[] = []
  const late = await createProcess(t, (message) => { letters.push(message); return false })
  const asker = createAsker(key('landed'))
  const boarded = board(a, asker)
  await boarded.leads
  asker.call.end('sentence')
  await boarded.result
  boarded.land()
  await late.redis.publish(keys.flights(a.id), JSON.stringify({ t: 'join', k: keys.lease(key('landed')), from: late.id, have: 0 }))
  await until(() => letters.length > 0)
  t.match(letters, [{ t: 'gone' }])
})

t.test('what was stored since the question was looked up is served; what does not do is not', async (t) => {
  await a.redis.set(key('stored'), 'sentence', { EX: 60 })
  t.same(await board(a, createAsker(key('stored'))).result, { value: 'sentence', led: false })
  await a.redis.set(key('stored'), 'stale', { EX: 60 })
  t.equal(await board(a, createAsker(key('stored'))).leads, true)
})

t.test('the call is cancelled when nobody is left in any process, and not before', async (t) => {
  const { leader, follower, second } = await lead('left')
  leader.call.say('one')
  await until(() => follower.heard.length === 1)
  leader.leave()
  leader.call.say('two')
  await until(() => follower.heard.length === 2)
  t.equal(leader.call.cancelled, false)
  follower.leave()
  await t.rejects(second.result, { message: /nobody listens/ })
  await until(() => leader.call.cancelled)
})

t.test('who leaves elsewhere takes nothing from who made the call', async (t) => {
  const { leader, follower, first, second } = await lead('stays')
  leader.call.say('one')
  await until(() => follower.heard.length === 1)
  follower.leave()
  await t.rejects(second.result, { message: /nobody listens/ })
  // Behind his letter.
  const other = createAsker(key('stays'))
  board(b, other)
  await until(() => other.heard.length === 1 || leader.call.cancelled)
  t.equal(leader.call.cancelled, false)
  leader.call.end('sentence')
  t.match(await first.result, { value: 'sentence' })
  first.land()
})

t.test('a call that only a dead process follows is cancelled', async (t) => {
  const dying = await createProcess(t)
  const [leader, follower] = [createAsker(key('deserted')), createAsker(key('deserted'))]
  await board(a, leader).leads
  t.equal(await board(dying, follower).leads, false)
  leader.call.say('one')
  await until(() => follower.heard.length === 1)
  dying.dies()
  leader.leave()
  t.equal(leader.call.cancelled, false)
  await until(() => leader.call.cancelled)
})

t.test('who stood still while another took over gives no right away but its own', async (t) => {
  const [old, now] = [createAsker(key('taken')), createAsker(key('taken'))]
  const first = board(a, old)
  await first.leads
  const lease = keys.lease(key('taken'))
  await a.redis.del(lease)
  t.equal(await board(b, now).leads, true)
  first.land()
  await a.redis.ping()
  t.match(await a.redis.get(lease), b.id)
})

t.test('a failure reaches every process, and the next asker makes a call of its own', async (t) => {
  const { leader, follower, second } = await lead('failed')
  leader.call.say('one')
  await until(() => follower.heard.length === 1)
  leader.call.fail(new Error('refused'))
  await t.rejects(second.result, { message: 'refused' })
  await until(async () => await a.redis.exists(keys.lease(key('failed'))) === 0)
  t.equal(await board(b, createAsker(key('failed'))).leads, true)
})

t.test('a letter lost on the way is asked for again', async (t) => {
  let lost = 0
  const hard = await createProcess(t, (message) => message.t === 'say' && message.at === 1 && lost++ === 0)
  const [leader, follower] = [createAsker(key('lost')), createAsker(key('lost'))]
  await board(a, leader).leads
  t.equal(await board(hard, follower).leads, false)
  for (const word of ['one', 'two', 'three']) {
    leader.call.say(word)
    await until(() => word === 'two' ? lost === 1 : follower.heard.includes(word))
  }
  t.same(follower.heard, ['one', 'two', 'three'])
  t.equal(follower.call.made, 0)
})

t.test('a letter that comes twice is heard once, and an end that overtook one is no end', async (t) => {
  const { leader, follower, first, second } = await lead('twice')
  leader.call.say('one')
  await until(() => follower.heard.length === 1)
  const post = (message: object) => a.redis.publish(keys.flights(b.id), JSON.stringify({ k: keys.lease(key('twice')), ...message }))
  await post({ t: 'say', at: 0, chunks: ['one'] })
  await post({ t: 'end', at: 2, result: 'too early' })
  leader.call.say('two')
  leader.call.end('sentence')
  t.match(await second.result, { value: 'sentence' })
  t.same(follower.heard, ['one', 'two'])
  first.land()
})

t.test('a leader dies in the middle: one of its followers goes on where it stopped, for all of them', async (t) => {
  const dying = await createProcess(t)
  const leader = createAsker(key('dies'))
  await board(dying, leader).leads
  const askers = [createAsker(key('dies')), createAsker(key('dies'))]
  const boarded = [board(b, askers[0]!), board(c, askers[1]!)]
  leader.call.say('one')
  await until(() => askers.every(({ heard }) => heard.length === 1))
  dying.dies()
  await until(() => askers.some(({ call }) => call.made === 1))
  const heir = askers.find(({ call }) => call.made === 1)!
  for (const word of ['one', 'two']) heir.call.say(word)
  await until(() => askers.every(({ heard }) => heard.length === 2))
  heir.call.end('sentence')
  t.same((await Promise.all(boarded.map(({ result }) => result))).map(({ led }) => led).sort(), [false, true])
  t.same(askers.map(({ heard }) => heard), [['one', 'two'], ['one', 'two']])
  t.equal(askers[0]!.call.made + askers[1]!.call.made, 1)
})

t.test('another leader that says something else fails those who were told the first half, rather than mixing two answers', async (t) => {
  const dying = await createProcess(t)
  const leader = createAsker(key('differs'))
  await board(dying, leader).leads
  const follower = createAsker(key('differs'))
  const second = board(b, follower)
  leader.call.say('one')
  await until(() => follower.heard.length === 1)
  dying.dies()
  await until(() => follower.call.made === 1)
  t.throws(() => follower.call.say('another'), { message: 'says something else' })
  follower.call.fail(new Error('says something else'))
  await t.rejects(second.result)
  t.same(follower.heard, ['one'])
})

t.test('where nobody passed on what a leader said, the next call may say anything', async (t) => {
  const dying = await createProcess(t)
  const [leader, follower] = [createAsker(key('forgotten')), createAsker(key('forgotten'))]
  await board(dying, leader).leads
  const second = board(b, { ...follower, flight: { ...follower.flight, forget: () => follower.heard.splice(0).length > 0 } })
  leader.call.say('one')
  await until(() => follower.heard.length === 1)
  dying.dies()
  await until(() => follower.call.made === 1)
  follower.call.say('another')
  follower.call.end('another sentence')
  t.same(await second.result, { value: 'another sentence', led: true })
  t.same(follower.heard, ['another'])
})

t.test('Redis is away, and the call made meanwhile says something else: its leader is heard again when Redis is back', async (t) => {
  const door = await redisDoor(t, url)
  let letters = 0
  const apart = await createProcess(t, undefined, async (send) => { letters++; await send() }, door.url)
  const [leader, follower] = [createAsker(key('away')), createAsker(key('away'))]
  const first = board(a, leader)
  await first.leads
  const second = board(apart, follower)
  leader.call.say('one')
  await until(() => follower.heard.length === 1)
  await door.shut()
  await until(() => follower.call.made === 1)
  letters = 0
  follower.call.fail(new Error('says something else'))
  // Two at most while it listens once.
  await until(() => letters > 2)
  await door.open()
  leader.call.say('two')
  leader.call.end('sentence')
  t.same(await second.result, { value: 'sentence', led: false })
  t.same(follower.heard, ['one', 'two'])
  first.land()
})

/** A leader that stands still after `one`; the heir of two followers, called to go on, with what is to end for both. */
async function standsStill (t: Test, name: string) {
  const kept: (() => Promise<void>)[] = []
  let stands = false
  const slow = await createProcess(t, undefined, async (send) => { if (stands) kept.push(send); else await send() })
  const leader = createAsker(key(name))
  const led = board(slow, leader)
  await led.leads
  const askers = [createAsker(key(name)), createAsker(key(name))]
  const boarded = [board(b, askers[0]!), board(c, askers[1]!)]
  leader.call.say('one')
  await until(() => askers.every(({ heard }) => heard.length === 1))
  stands = true
  await until(() => askers.some(({ call }) => call.made === 1))
  const heir = askers.find(({ call }) => call.made === 1)!
  const goesOn = async () => {
    stands = false
    for (const send of kept) await send()
  }
  return { leader, led, askers, heir, goesOn, results: () => Promise.all(boarded.map(({ result }) => result)) }
}

t.test('a leader that stood still is not heard any more by who follows another since', async (t) => {
  const { leader, askers, heir, goesOn, results } = await standsStill(t, 'stood')
  for (const word of ['old', 'older']) leader.call.say(word)
  leader.call.end('old sentence')
  for (const word of ['one', 'new']) heir.call.say(word)
  await until(() => askers.every(({ heard }) => heard.length === 2))
  await goesOn()
  heir.call.say('newest')
  heir.call.end('new sentence')
  t.same((await results()).map(({ value }) => value), ['new sentence', 'new sentence'])
  t.same(askers.map(({ heard }) => heard), [['one', 'new', 'newest'], ['one', 'new', 'newest']])
})

t.test('a leader only stood still, and who took over for it says something else: it is heard again, by all of them', async (t) => {
  const { leader, askers, heir, goesOn, results } = await standsStill(t, 'back')
  t.throws(() => heir.call.say('another'))
  heir.call.fail(new Error('says something else'))
  await goesOn()
  leader.call.say('two')
  await until(() => askers.every(({ heard }) => heard.length === 2))
  leader.call.end('sentence')
  t.same(await results(), [{ value: 'sentence', led: false }, { value: 'sentence', led: false }])
  t.same(askers.map(({ heard }) => heard), [['one', 'two'], ['one', 'two']])
})

t.test('and where its answer is stored by then, that is what they are given', async (t) => {
  const { leader, led, heir, goesOn, results } = await standsStill(t, 'back too late')
  await goesOn()
  leader.call.end('sentence')
  await a.redis.set(key('back too late'), 'sentence', { EX: 60 })
  await led.result
  led.land()
  heir.call.fail(new Error('says something else'))
  t.same(await results(), [{ value: 'sentence', led: false }, { value: 'sentence', led: false }])
})

t.test('nobody joins a call that is being cancelled: who comes then makes one of his own', async (t) => {
  for (const [name, process] of [['here', a], ['elsewhere', b]] as const) {
    const leader = createAsker(key(`cancelled ${name}`))
    // The upstream takes its time to notice.
    let fail: (error: Error) => void = () => {}
    const first = a.flights.board({ ...leader.flight, call: () => new Promise((_resolve, reject) => { fail = reject }) })
    await first.leads
    leader.leave()
    const next = createAsker(key(`cancelled ${name}`))
    const second = board(process, next)
    await until(() => next.call.made === 1)
    fail(new Error('cancelled'))
    await t.rejects(first.result, { message: 'cancelled' })
    next.call.end('sentence')
    t.same(await second.result, { value: 'sentence', led: true }, name)
  }
})

t.test('a long answer reaches who comes late in letters that keep no other command waiting', async (t) => {
  const letters: number[] = []
  const later = await createProcess(t, (message) => message.t === 'say' && letters.push(message.chunks.length) === 0)
  const [leader, follower] = [createAsker(key('long')), createAsker(key('long'))]
  await board(a, leader).leads
  for (let i = 0; i < 2_000; i++) leader.call.say(`word ${i}`)
  const second = board(later, follower)
  await until(() => follower.heard.length > 0)
  leader.call.end('sentence')
  t.equal((await second.result).value, 'sentence')
  t.same(follower.heard, leader.heard)
  t.ok(Math.max(...letters) <= 256, `the longest had ${Math.max(...letters)} pieces`)
})

t.test('a letter box whose connection went without a word is no letter box, and is one again once it is connected', async (t) => {
  const door = await redisDoor(t, url)
  const { attempt, close } = createAttempt({ isReady: () => a.redis.isReady, ping: () => a.redis.ping(), timeoutMs: 2_000, log: quiet })
  const channel = createFlightChannel({ url: door.url, redis: a.redis, keys, attempt, log: quiet })
  t.teardown(() => { channel.close(); close() })
  const heard: string[] = []
  channel.onMessage(({ k }) => heard.push(k))
  await until(() => channel.isReady())
  door.vanish()
  await until(() => !channel.isReady())
  await door.open()
  await until(async () => {
    await channel.send(channel.processId, { t: 'alive', k: 'again' })
    return heard.includes('again')
  })
  t.equal(channel.isReady(), true)
})

t.test('without Redis every process makes its own call', async (t) => {
  const alone = await createProcess(t)
  alone.redis.destroy()
  const asker = createAsker(key('alone'))
  const { leads, result } = board(alone, asker)
  t.equal(await leads, true)
  asker.call.end('sentence')
  t.same(await result, { value: 'sentence', led: true })
})
