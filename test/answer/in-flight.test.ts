import fc from 'fast-check'
import t from '../tap.ts'
import { createInFlight, type Afresh, type Produced } from '../../src/answer/in-flight.ts'
import type { Chunk, Pace } from '../../src/completion.ts'
import { sampleCompletion } from '../cache/fresh.ts'

const chunk = (content: string): Chunk => ({ choices: [{ index: 0, delta: { content }, finish_reason: null }] })
const DONE: Produced = { completion: sampleCompletion('done'), entryId: 'e', kept: { whyNot: null, ttlSeconds: 60 }, here: true }

/** A call under the test's control. */
function createCall () {
  const call = { starts: 0, landed: 0, afresh: { forget: () => false, doubt (_error: unknown) {} }, emit: (_chunk: Chunk): Pace => {}, signal: new AbortController().signal, end: (_produced: Produced) => {}, fail: (_error: Error) => {} }
  const start = (emit: (chunk: Chunk) => Pace, signal: AbortSignal, afresh: Afresh) => {
    call.starts++
    call.afresh = afresh
    call.emit = emit
    call.signal = signal
    const result = new Promise<Produced>((resolve, reject) => { call.end = resolve; call.fail = reject })
    return { leads: Promise.resolve(true), result, land: () => { call.landed++ } }
  }
  return { call, start }
}

t.test('equal questions share one call; another key has its own', async (t) => {
  const flights = createInFlight()
  const { call, start } = createCall()
  const seats = [1, 2, 3].map(() => flights.board('a', () => {}, start))
  t.same(seats.map(({ first }) => first), [true, false, false])
  t.equal(call.starts, 1)
  const emit = call.end
  flights.board('b', () => {}, start)
  t.equal(call.starts, 2)
  emit(DONE)
  t.same(await Promise.all(seats.map(({ result }) => result)), [DONE, DONE, DONE])
})

t.test('whoever joins, and whenever, hears everything once and in order', async () => {
  fc.assert(fc.property(fc.array(fc.oneof(fc.record({ say: fc.string() }), fc.constant('join' as const)), { maxLength: 30 }), (steps) => {
    const flights = createInFlight()
    const { call, start } = createCall()
    const heard: Chunk[][] = []
    const said: Chunk[] = []
    const join = () => {
      const mine: Chunk[] = []
      heard.push(mine)
      flights.board('k', (piece) => { mine.push(piece) }, start)
    }
    join()
    for (const step of steps) {
      if (step === 'join') join()
      else {
        said.push(chunk(step.say))
        call.emit(said.at(-1)!)
      }
    }
    return call.starts === 1 && heard.every((mine) => mine.length === said.length && JSON.stringify(mine) === JSON.stringify(said))
  }))
})

t.test('the call is cancelled when its last seat is left, and not before', async (t) => {
  const flights = createInFlight()
  const { call, start } = createCall()
  const heard: Chunk[] = []
  const leader = flights.board('k', (piece) => { heard.push(piece) }, start)
  const other = flights.board('k', () => {}, start)
  leader.leave()
  leader.leave()
  call.emit(chunk('x'))
  t.equal(call.signal.aborted, false, 'leaving twice is leaving once')
  t.equal(heard.length, 0, 'who left hears nothing more')
  const { signal } = call
  other.leave()
  t.equal(signal.aborted, true)
  t.equal(flights.board('k', () => {}, start).first, true, 'the next asker starts a call of its own')
})

t.test('a failure reaches everyone and frees the key', async (t) => {
  const flights = createInFlight()
  const { call, start } = createCall()
  const seats = [1, 2].map(() => flights.board('k', () => {}, start))
  call.fail(new Error('upstream'))
  for (const { result } of seats) await t.rejects(result, { message: 'upstream' })
  t.equal(flights.board('k', () => {}, start).first, true)
  t.equal(call.starts, 2)
})

t.test('between answer and landing a late asker still joins; landing an old flight leaves a newer one alone', async (t) => {
  const flights = createInFlight()
  const { call, start } = createCall()
  const leader = flights.board('k', () => {}, start)
  call.emit(chunk('x'))
  call.end(DONE)
  await leader.result
  const heard: Chunk[] = []
  const late = flights.board('k', (piece) => { heard.push(piece) }, start)
  t.same([late.first, heard.length, call.starts], [false, 1, 1])
  leader.land()
  t.equal(call.landed, 1, 'other processes are told')
  t.equal(flights.board('k', () => {}, start).first, true)
  leader.land()
  t.equal(flights.board('k', () => {}, start).first, false)
})

t.test('the call is told to wait while everybody who listens is behind, until one has caught up, another comes or the last leaves', async (t) => {
  const flights = createInFlight()
  const { call, start } = createCall()
  const behind = () => {
    let caughtUp = () => {}
    return { onChunk: () => new Promise<void>((resolve) => { caughtUp = resolve }), catchUp: () => caughtUp() }
  }
  const emit = (content: string) => call.emit(chunk(content))
  const [slow, slower] = [behind(), behind()]
  const first = flights.board('k', slow.onChunk, start)
  const alone = emit('a')
  slow.catchUp()
  await alone
  const meanwhile = emit('b')
  const second = flights.board('k', slower.onChunk, start)
  await meanwhile
  const both = emit('c')
  slower.catchUp()
  await both
  const third = flights.board('k', () => {}, start)
  t.equal(emit('d'), undefined, 'who is not behind waits for nobody')
  third.leave()
  const left = emit('e')
  first.leave()
  second.leave()
  await left
  t.ok(call.signal.aborted)
})

t.test('what was said is forgotten while nobody has passed it on; once it is in doubt only who has waits for it', async (t) => {
  const flights = createInFlight()
  const { call, start } = createCall()
  const heard: Record<string, string[]> = { whole: [], late: [] }
  const listen = (name: string) => ({ choices: [choice] }: Chunk) => { heard[name]!.push(choice!.delta.content!) }
  const whole = flights.board('k', listen('whole'), start, true)
  call.emit(chunk('one'))
  t.equal(call.afresh.forget(), true)
  call.emit(chunk('another'))
  const late = flights.board('k', listen('late'), start)
  t.same(heard, { whole: ['one', 'another'], late: ['another'] })
  t.equal(call.afresh.forget(), false)

  t.equal(flights.isDoubtful('k'), false)
  call.afresh.doubt(new Error('in doubt'))
  await t.rejects(whole.result, { message: 'in doubt' })
  t.equal(flights.isDoubtful('k'), true)
  call.end(DONE)
  t.same(await late.result, DONE)
  t.same([flights.isDoubtful('k'), call.landed], [false, 1], 'and it ends by itself')
})
