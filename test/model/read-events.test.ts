import { PassThrough, Readable } from 'node:stream'
import fc from 'fast-check'
import t from '../tap.ts'
import { readEvents } from '../../src/model/read-events.ts'

async function read (pieces: (Buffer | string)[]): Promise<string[]> {
  const heard: string[] = []
  await readEvents(Readable.from(pieces.map((piece) => Buffer.from(piece as string)), { objectMode: false }), (data) => { heard.push(data); return undefined })
  return heard
}

t.test('events as the standard has them, however they are cut', async (t) => {
  const text = Buffer.from(': a comment\n\ndata: {"a":"é€😀"}\n\nevent: x\r\ndata: two\r\ndata:lines\r\n\r\nid: 7\n\ndata\n\ndata: [DONE]')
  await fc.assert(fc.asyncProperty(fc.array(fc.nat(text.length), { maxLength: 12 }), async (cuts) => {
    const at = [0, ...cuts.sort((a, b) => a - b), text.length]
    t.same(await read(at.slice(1).map((end, i) => text.subarray(at[i], end))), ['{"a":"é€😀"}', 'two\nlines', '', '[DONE]'])
  }))
})

t.test('a byte order mark before the first line is none of it', async (t) => {
  const text = Buffer.from('\ufeffdata: \ufeffa\n\n\ufeffdata: b\n\n')
  for (let cut = 0; cut <= text.length; cut++) t.same(await read([text.subarray(0, cut), text.subarray(cut)]), ['\ufeffa'])
})

t.test('a line of megabytes in small pieces is read once, not once for each of them', async (t) => {
  const piece = 'x'.repeat(1_024)
  const [line] = await read(['data: ', ...Array.from({ length: 12_000 }, () => piece), '\r', '\n\r\n'])
  t.equal(line?.length, 12_000 * 1_024)
})

t.test('while who listens is not ready nothing more is read, and nothing is lost', async (t) => {
  const body = new PassThrough({ highWaterMark: 16 })
  const heard: string[] = []
  let ready = () => {}
  const ended = readEvents(body, (data) => {
    heard.push(data)
    return new Promise<void>((resolve) => { ready = resolve })
  })
  body.write('data: 1\n\ndata: 2\n\n')
  body.write('data: 3\n\n')
  await new Promise(setImmediate)
  t.same([heard, body.isPaused()], [['1'], true])
  t.equal(body.write(`:${'.'.repeat(64)}\n\ndata: 4\n\n`), false, 'who sends is told to wait')
  body.end()
  for (const so of ['2', '3', '4']) {
    ready()
    while (heard.at(-1) !== so) await new Promise(setImmediate)
  }
  ready()
  await ended
  t.same(heard, ['1', '2', '3', '4'])
})

t.test('what fails ends the reading, and the connection with it', async (t) => {
  for (const [name, work] of [
    ['who listens', (body: PassThrough) => { body.write('data: x\n\n'); return /no/ }],
    ['later', (body: PassThrough) => { body.write('data: later\n\n'); return /too late/ }],
    ['the connection', (body: PassThrough) => { body.destroy(); return /closed/ }],
    ['the sender', (body: PassThrough) => { body.destroy(new Error('reset')); return /reset/ }],
    ['a line without an end', (body: PassThrough) => { for (let i = 0; i < 17; i++) body.write('x'.repeat(1_048_576)); return /at most/ }]
  ] as const) {
    const body = new PassThrough()
    const ended = readEvents(body, (data) => {
      if (data === 'later') return Promise.reject(new Error('too late'))
      throw new Error('no')
    })
    await t.rejects(ended, work(body), name)
    t.ok(body.destroyed)
  }
})

t.test('a stream that ends while who listens is not ready yet is heard to its end', async (t) => {
  for (const end of ['data: 3\n\n', 'data: 3']) {
    const body = new Readable({ read () {} })
    const heard: string[] = []
    let ready = () => {}
    const ended = readEvents(body, (data) => {
      heard.push(data)
      if (data === '1') return new Promise<void>((resolve) => { ready = resolve })
    })
    body.push(`data: 1\n\ndata: 2\n\n${end}`)
    body.push(null)
    if (!body.readableEnded) await new Promise((resolve) => body.once('end', resolve))
    t.same(heard, ['1'])
    ready()
    await ended
    t.same(heard, ['1', '2', '3'])
  }
})
