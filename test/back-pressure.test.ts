import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import { connect, type AddressInfo, type Socket } from 'node:net'
import t, { type Test } from 'tap'
import { build, until } from './helper.ts'

/** Streams that are read slowly, over real sockets: the upstream offers far more than the buffers of two connections hold. */
const PIECES = 800
const chunk = (choice: object) => `data: ${JSON.stringify({ id: 'x', object: 'chat.completion.chunk', created: 1, model: 'm', choices: [{ index: 0, ...choice }] })}\n\n`
const PIECE = chunk({ delta: { content: 'x'.repeat(65_536) }, finish_reason: null })
const END = `${chunk({ delta: {}, finish_reason: 'stop' })}data: [DONE]\n\n`
/** Nothing moves for so long, ms, once the buffers between both ends are full. */
const STILL_MS = 400

/** An upstream that sends as fast as it is read, one answer after the other. */
async function startUpstream (t: Test, pieces: number) {
  const state = { calls: 0, said: 0, movedAt: 0, left: false }
  const pour = async (response: ServerResponse) => {
    let go = () => {}
    response.on('drain', () => go()).on('close', () => go())
    for (state.said = 0; state.said < pieces && !response.destroyed; state.said++) {
      state.movedAt = performance.now()
      if (!response.write(PIECE)) await new Promise<void>((resolve) => { go = resolve })
    }
    state.left = response.destroyed
    response.end(END)
  }
  const server = createServer((request, response) => {
    state.calls++
    request.resume()
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    pour(response).catch(() => {})
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => { server.close(); server.closeAllConnections() })
  const stands = () => until(() => state.said > 0 && performance.now() - state.movedAt > STILL_MS)
  return { state, stands, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1` }
}

/** Asks, reads the beginning of the answer, and then nothing. */
async function startSlow (address: string, path: string, body: object): Promise<Socket> {
  const at = new URL(address)
  const socket = connect(Number(at.port), at.hostname)
  socket.on('error', () => {})
  const text = JSON.stringify(body)
  socket.write(`POST ${path} HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`)
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
const ask = (content: string) => ({ model: 'm', stream: true, messages: [{ role: 'user', content }] })

t.test('who reads alone and slowly slows the upstream down, for longer than it may be silent, and gets everything', async (t) => {
  const upstream = await startUpstream(t, PIECES)
  const s = await build(t, { OPENAI_BASE_URL: upstream.url, LLM_TIMEOUT_MS: String(STILL_MS / 2) })
  const slow = await startSlow(s.address, V1, ask('What is slow?'))
  await upstream.stands()
  t.ok(upstream.state.said < PIECES / 2, `${upstream.state.said} of ${PIECES} pieces were read`)
  const { bytes, whole } = await readOn(slow)
  t.equal(upstream.state.said, PIECES)
  t.ok(whole && bytes > PIECES * 65_536)
})

t.test('when another asks the same, the answer comes as fast as he reads, and the slow one is dropped', async (t) => {
  const upstream = await startUpstream(t, PIECES)
  const s = await build(t, { OPENAI_BASE_URL: upstream.url })
  const slow = await startSlow(s.address, V1, ask('What is shared?'))
  await upstream.stands()
  const before = upstream.state.said
  const quick = await fetch(s.address + V1, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(ask('What is shared?')) })
  let last = ''
  for await (const bytes of quick.body!) last = (last + Buffer.from(bytes).toString('latin1')).slice(-100)
  t.match(last, '[DONE]')
  t.ok(before < PIECES / 2)
  t.same([upstream.state.said, upstream.state.calls], [PIECES, 1])
  t.match(await readOn(slow), { whole: false })
})

t.test('a chat turn is stored, however slowly its answer is read', async (t) => {
  const upstream = await startUpstream(t, 100)
  const s = await build(t, { OPENAI_BASE_URL: upstream.url })
  const slow = await startSlow(s.address, '/backend-api/f/conversation', { message: { content: 'What is kept?' }, stream: true })
  await until(() => upstream.state.said === 100)
  let stored
  do stored = (await s.call('GET', `/backend-api/conversation/${(await s.call('GET', '/backend-api/conversations')).body.items[0].id}`)).body
  while (stored.messages.length < 2)
  t.equal(stored.messages[1].content.length, 100 * 65_536)
  slow.destroy()
})

t.test('who reads nothing at all is dropped, and the upstream with it', async (t) => {
  const upstream = await startUpstream(t, PIECES)
  const s = await build(t, { OPENAI_BASE_URL: upstream.url, READ_TIMEOUT_MS: '300' })
  const slow = await startSlow(s.address, V1, ask('What is read never?'))
  await until(() => upstream.state.left)
  t.ok(upstream.state.said < PIECES / 2)
  t.match(await readOn(slow), { whole: false })
})

t.test('a large answer from the cache is no slow reader', async (t) => {
  const s = await build(t, { ANSWER_MAX_BYTES: '4194304' })
  s.llm.set({ answer: 'Yes. '.repeat(300_000) })
  const read = async () => await (await fetch(s.address + V1, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(ask('What is large?')) })).text()
  await s.call('POST', V1, { ...ask('What is large?'), stream: false })
  t.match((await read()).slice(-20), '[DONE]')
})
