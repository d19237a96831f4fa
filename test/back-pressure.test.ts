import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import { connect, type AddressInfo, type Socket } from 'node:net'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import t, { type Test } from './tap.ts'
import { build, until } from './helper.ts'

/** Streams that are read slowly, over real sockets: the upstream offers far more than the buffers of two connections hold. */
const PIECES = 400
const chunk = (choice: object) => `data: ${JSON.stringify({ id: 'x', object: 'chat.completion.chunk', created: 1, model: 'm', choices: [{ index: 0, ...choice }] })}\n\n`
const PIECE = chunk({ delta: { content: 'x'.repeat(65_536) }, finish_reason: null })
const END = `${chunk({ delta: {}, finish_reason: 'stop' })}data: [DONE]\n\n`
/** Nothing moves for so long, ms, once the buffers between both ends are full. */
const STILL_MS = 400

/** An upstream that sends as fast as it is read, as many pieces as the model is called. `last` is the latest call. */
async function startUpstream (t: Test) {
  const seen = { calls: 0, last: { said: 0, movedAt: 0, left: false } }
  async function pour (response: ServerResponse, pieces: number) {
    const state = { said: 0, movedAt: performance.now(), left: false }
    Object.assign(seen, { calls: seen.calls + 1, last: state })
    let go = () => {}
    response.on('drain', () => go()).on('close', () => go())
    for (; state.said < pieces && !response.destroyed; state.said++) {
      state.movedAt = performance.now()
      if (!response.write(PIECE)) await new Promise<void>((resolve) => { go = resolve })
    }
    state.left = response.destroyed
    response.end(END)
  }
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const bytes of request) body += bytes
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    await pour(response, Number(JSON.parse(body).model))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => { server.close(); server.closeAllConnections() })
  const stands = (forMs = STILL_MS) => until(() => seen.last.said > 0 && performance.now() - seen.last.movedAt > forMs)
  return { seen, stands, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1` }
}

/** Asks, reads the beginning of the answer, and then nothing. */
async function startSlow (address: string, path: string, body: object): Promise<Socket> {
  const at = new URL(address)
  const socket = connect(Number(at.port), at.hostname)
  socket.on('error', () => {})
  const text = JSON.stringify(body)
  socket.write(`POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`)
  await once(socket, 'readable')
  return socket
}

/** Reads on, to the end of the answer or of the connection. */
function readOn (socket: Socket): Promise<{ bytes: number, whole: boolean }> {
  return new Promise((resolve) => {
    let [bytes, last] = [0, '']
    const done = () => resolve({ bytes, whole: last.includes('[DONE]') })
    socket.on('data', (data) => {
      bytes += data.length
      last = (last + data.toString('latin1')).slice(-100)
      if (last.includes('[DONE]')) done()
    }).on('close', done)
  })
}

const V1 = '/v1/chat/completions'
const ask = (content: string, pieces = PIECES) => ({ model: String(pieces), stream: true, messages: [{ role: 'user', content }] })
const SILENT_MS = 2_000
const upstream = await startUpstream(t)
const s = await build(t, { OPENAI_BASE_URL: upstream.url, LLM_TIMEOUT_MS: String(SILENT_MS), ANSWER_MAX_BYTES: '4194304' })
/** Drops who does not read. */
const impatient = await build(t, { OPENAI_BASE_URL: upstream.url, READ_TIMEOUT_MS: '300' })
/** @returns how much was read, and the end of it */
async function read (body: object): Promise<{ bytes: number, end: string }> {
  const reply = await fetch(s.address + V1, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
  let [bytes, end] = [0, '']
  for await (const some of reply.body!) {
    bytes += some.length
    end = (end + Buffer.from(some).toString('latin1')).slice(-20)
  }
  return { bytes, end }
}

t.test('who reads alone and slowly slows the upstream down, for longer than it may be silent, and gets everything', async (t) => {
  const slow = await startSlow(s.address, V1, ask('What is slow?'))
  await upstream.stands(SILENT_MS * 1.5)
  t.ok(upstream.seen.last.said < PIECES / 2, `${upstream.seen.last.said} of ${PIECES} pieces were read`)
  const { bytes, whole } = await readOn(slow)
  t.equal(upstream.seen.last.said, PIECES)
  t.ok(whole && bytes > PIECES * 65_536)
})

t.test('when another asks the same, the answer comes as fast as he reads, and the slow one is dropped', async (t) => {
  const before = upstream.seen.calls
  const slow = await startSlow(s.address, V1, ask('What is shared?'))
  await upstream.stands()
  t.ok(upstream.seen.last.said < PIECES / 2)
  t.match(await read(ask('What is shared?')), { end: '[DONE]' })
  t.same([upstream.seen.last.said, upstream.seen.calls - before], [PIECES, 1])
  t.match(await readOn(slow), { whole: false })
})

t.test('a chat turn is stored, however slowly its answer is read', async (t) => {
  const slow = await startSlow(s.address, '/backend-api/f/conversation', { model: '100', message: { content: 'What is kept?' }, stream: true })
  await until(() => upstream.seen.last.said === 100)
  const { body: { items: [{ id }] } } = await s.call('GET', '/backend-api/conversations')
  let stored
  do stored = (await s.call('GET', `/backend-api/conversation/${id}`)).body
  while (stored.messages.length < 2)
  t.equal(stored.messages[1].content.length, 100 * 65_536)
  slow.destroy()
})

t.test('who reads nothing at all is dropped, and the upstream with it', async (t) => {
  const slow = await startSlow(impatient.address, V1, ask('What is read never?'))
  await until(() => upstream.seen.last.left)
  t.ok(upstream.seen.last.said < PIECES / 2)
  t.match(await readOn(slow), { whole: false })
})

t.test('a large answer from the cache is no slow reader', async (t) => {
  const before = upstream.seen.calls
  for (let time = 0; time < 2; time++) {
    const { bytes, end } = await read(ask('What is large?', 24))
    t.match(end, '[DONE]')
    t.ok(bytes > 24 * 65_536)
  }
  t.equal(upstream.seen.calls - before, 1)
})

t.test('a request that is sent behind another may wait for its answer longer than a client may read nothing', async (t) => {
  const READ_MS = 300
  const s = await build(t, { READ_TIMEOUT_MS: String(READ_MS), MODEL_DIR: t.testdir({}) })
  const release = s.llm.hold()
  const at = new URL(s.address)
  const socket = connect(Number(at.port), at.hostname)
  socket.on('error', () => {})
  let said = ''
  socket.on('data', (data) => { said += data })
  const text = JSON.stringify({ model: 'm', messages: [{ role: 'user', content: 'What is pipelined?' }] })
  socket.write(`GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\nPOST ${V1} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`)
  await until(() => said.includes('200 OK'))
  await s.llm.waitForCalls(1)
  const askedAt = performance.now()
  await until(() => socket.closed || performance.now() - askedAt > 3 * READ_MS)
  release()
  if (!socket.closed) await once(socket, 'close')
  t.equal(said.match(/HTTP\/1.1 200 OK/g)?.length, 2)
  t.match(said, 'chat.completion')
})

t.test('a reply that waits behind another on its connection is not read ahead, and not asked for any more once that connection is gone', async (t) => {
  const before = upstream.seen.calls
  const socket = await startSlow(s.address, V1, ask('Who is first?'))
  await upstream.stands()
  const first = upstream.seen.last
  const text = JSON.stringify(ask('Who is second?'))
  socket.write(`POST ${V1} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`)
  // Seen only once the first, which nobody reads, no longer stops the connection from being read.
  const reading = new Promise<void>((resolve) => {
    let bytes = 0
    socket.on('data', (data) => { if ((bytes += data.length) > 1_000_000) socket.pause(); resolve() })
  })
  await reading
  await until(() => upstream.seen.calls === before + 2)
  const second = upstream.seen.last
  await upstream.stands()
  t.ok(second.said < PIECES / 2, `${second.said} pieces`)
  socket.destroy()
  await until(() => first.left && second.left)
})

t.test('replies that were sent one behind the other all come, whole and in order', async (t) => {
  const socket = connect(Number(new URL(s.address).port), '127.0.0.1')
  const bodies = ['one', 'two', 'one', 'three', 'two'].map((name) => JSON.stringify(ask(`Who is ${name}?`, 3)))
  let out = ''
  socket.on('data', (data) => { out += data.toString('latin1') })
  socket.write(bodies.map((text, i) => `POST ${V1} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(text)}\r\n${i === 4 ? 'Connection: close\r\n' : ''}\r\n${text}`).join(''))
  await once(socket, 'close')
  const replies = out.split(/(?=HTTP\/1\.1 )/)
  t.equal(replies.length, 5)
  t.same(replies.map((reply) => (reply.match(/x{60}/g) ?? []).length > 3_000), [true, true, true, true, true])
  t.same(replies.map((reply) => reply.includes('data: [DONE]')), [true, true, true, true, true])
})

t.test('replies that waited behind another on a connection that is gone are not kept', async (t) => {
  const s = await build(t, { MODEL_DIR: t.testdir({}) })
  const release = s.llm.hold()
  const replies: WeakRef<ServerResponse>[] = []
  s.app.server.on('request', (_request, response) => { replies.push(new WeakRef(response)) })
  const socket = connect(Number(new URL(s.address).port), '127.0.0.1')
  socket.on('error', () => {})
  const text = JSON.stringify({ message: { content: 'Who is before you all?' } })
  socket.write(`POST /backend-api/f/conversation HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${text.length}\r\n\r\n${text}${'GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n'.repeat(100)}`)
  await until(() => replies.length === 101)
  socket.destroy()
  // The turn goes on without its client, and its reply knows those behind it.
  release()
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  await until(() => {
    collect()
    return replies.filter((reply) => reply.deref() !== undefined).length < 10
  })
})
