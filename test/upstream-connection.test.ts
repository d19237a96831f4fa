import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import t, { type Test } from 'tap'
import { build, eventsOf } from './helper.ts'

/** What upstreams do on the wire that the simulated LLM does not. */
async function startUpstream (t: Test, answer: (response: ServerResponse, request: IncomingMessage) => void) {
  const seen = { connections: 0, asked: [] as IncomingMessage[] }
  const server = createServer((request, response) => {
    seen.asked.push(request)
    request.resume().on('end', () => answer(response, request))
  }).on('connection', () => { seen.connections++ }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => { server.close(); server.closeAllConnections() })
  const s = await build(t, { OPENAI_BASE_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, MODEL_DIR: t.testdir({}) })
  let asked = 0
  const ask = (stream: boolean, headers = {}) => s.call('POST', '/v1/chat/completions', { model: 'm', stream, messages: [{ role: 'user', content: `Who is on line ${++asked}?` }] }, headers)
  return { seen, ask }
}
const head = { id: 'x', created: 1, model: 'm' }
const whole = JSON.stringify({ ...head, object: 'chat.completion', choices: [{ index: 0, message: { role: 'assistant', content: 'Grüße' }, finish_reason: 'stop' }] })
const piece = (content: string, reason: string | null = null) => JSON.stringify({ ...head, object: 'chat.completion.chunk', choices: [{ index: 0, delta: { content }, finish_reason: reason }] })
const json = (response: ServerResponse, status: number, body: string) => { response.writeHead(status, { 'content-type': 'application/json' }).end(body) }
const events = (response: ServerResponse, ...lines: (string | Buffer)[]) => {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  for (const line of lines) response.write(line)
  response.end()
}
const textOf = (text: string) => eventsOf(text).slice(0, -1).map(({ data }) => JSON.parse(data).choices[0].delta.content).join('')

t.test('one connection does for one request after the other: streams, whole answers and refusals', async (t) => {
  let turn = 0
  const { seen, ask } = await startUpstream(t, (response) => {
    if (++turn % 3 === 0) json(response, 400, '{"error":{"message":"no"}}')
    else if (turn % 3 === 1) json(response, 200, whole)
    else events(response, `data: ${piece('a', 'stop')}\n\n`, 'data: [DONE]\n\n')
  })
  for (let i = 0; i < 4; i++) {
    for (const [stream, status] of [[false, 200], [true, 200], [false, 400]] as const) t.equal((await ask(stream)).status, status)
  }
  t.equal(seen.asked.length, 12)
  t.equal(seen.connections, 1)
})

t.test('comments, names, other line ends and letters that come in two pieces; nothing compressed is asked for', async (t) => {
  const [start, end] = [Buffer.from(`data:${piece('Grüße')}\r\n\r\n`), Buffer.from(`: OPENROUTER PROCESSING\n\nevent: message\nid: 1\ndata: ${piece('!', 'stop')}\n\ndata: [DONE]`)]
  const cut = start.indexOf(Buffer.from('ü')) + 1
  const { seen, ask } = await startUpstream(t, (response) => events(response, start.subarray(0, cut), start.subarray(cut), end))
  const reply = await ask(true)
  t.equal(textOf(reply.text), 'Grüße!')
  t.equal(eventsOf(reply.text).at(-1)!.data, '[DONE]')
  t.equal(seen.asked[0]!.headers['accept-encoding'], 'identity')
})

t.test('an end without an end is an error: in the stream where it has begun, else by its status', async (t) => {
  let said: readonly string[] = []
  const { ask } = await startUpstream(t, (response) => events(response, ...said))
  for (const [lines, status] of [[[`data: ${piece('a')}\n\n`], 200], [['data: [DONE]\n\n'], 502], [['data: {"broken\n\n'], 502], [['<html>'], 502]] as const) {
    said = lines
    const reply = await ask(true)
    t.equal(reply.status, status, lines[0])
    t.match(reply.text, /"error":\{.*LLM_(?:FAILED|INCOMPLETE)/)
    t.notMatch(reply.text, 'DONE')
  }
})

t.test('a redirect is no answer, and not followed: who is asked is said by the settings', async (t) => {
  const { seen, ask } = await startUpstream(t, (response, { url }) => {
    if (url === '/v1/moved') json(response, 200, whole)
    else response.writeHead(307, { location: '/v1/moved' }).end('moved')
  })
  t.match(await ask(false), { status: 502, body: { error: { code: 'LLM_FAILED' } } })
  t.same(seen.asked.map(({ url }) => url), ['/v1/chat/completions'])
})
