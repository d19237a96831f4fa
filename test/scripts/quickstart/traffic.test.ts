import t from '../../tap.ts'
import { createServer } from 'node:http'
import { once } from 'node:events'
import { json } from 'node:stream/consumers'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { readTraffic, sendTraffic } from '../../../scripts/quickstart/traffic.ts'

const line = (t: number, query: string) => JSON.stringify({ t, user: `u${t}`, query })

t.test('traffic is read in the order of its times, blank lines skipped', async (t) => {
  const file = join(t.testdir({ 'a.jsonl': [line(2, 'second'), '', line(1, 'first'), line(3, 'third')].join('\r\n') }), 'a.jsonl')
  t.same((await readTraffic(file)).map(({ query }) => query), ['first', 'second', 'third'])
  t.equal((await readTraffic(file, 2)).length, 2)
  const marked = join(t.testdir({ 'a.jsonl': `\uFEFF${line(1, 'after a byte order mark')}` }), 'a.jsonl')
  t.match(await readTraffic(marked), [{ query: 'after a byte order mark' }], 'what npm run replay reads, the quickstart does')
})

t.test('a bad line is named', async (t) => {
  const dir = t.testdir({ json: `${line(1, 'a')}\n{oops`, query: '{"t":1}', time: '{"query":"a"}', empty: '\n' })
  const problem = (name: string) => readTraffic(join(dir, name)).then(() => '', (error: Error) => error.message.slice(dir.length + 1))
  t.equal(await problem('json'), 'json, line 2: expected JSON')
  t.equal(await problem('query'), 'query, line 1: expected a text query')
  t.equal(await problem('time'), 'time, line 1: expected a number t of milliseconds')
  t.equal(await problem('empty'), 'empty: expected at least one line')
  t.equal(await problem('none'), 'none: no such file')
})

t.test('every line is sent once as its user, outcomes and failures are counted, progress is shown', async (t) => {
  const seen: string[] = []
  const server = createServer(async (request, response) => {
    const { message } = await json(request) as { message: { content: string } }
    seen.push(`${request.headers['x-deflect-user']} ${request.headers['x-deflect-namespace']} ${message.content}`)
    response.setHeader('content-type', 'application/json')
    response.statusCode = message.content === 'bad' ? 500 : 201
    response.end(JSON.stringify({ cache: { status: message.content }, message: 'broken' }))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => server.close())
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const traffic = ['miss', 'exact', 'bad', 'exact', 'semantic'].map((query, i) => ({ t: i, user: i === 4 ? 'Łukasz' : `u${i}`, query }))
  let shown = ''
  const output = { write: (text: string) => { shown += text; return true } } as unknown as NodeJS.WriteStream

  const sent = await sendTraffic({ base, traffic, concurrency: 2, namespace: 'n', output, signal: new AbortController().signal })
  t.match(sent, { sent: 5, failed: 1, firstFailure: 'HTTP 500: broken', statuses: { miss: 1, exact: 2, semantic: 1 } })
  t.same(seen.sort(), ['%C5%81ukasz n semantic', 'u0 n miss', 'u1 n exact', 'u2 n bad', 'u3 n exact'])
  t.match(shown, /5 of 5 sent, .*deflected 60\.0 %, failed 1/)
})
