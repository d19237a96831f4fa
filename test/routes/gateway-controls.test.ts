import { parseList, Token } from 'structured-headers'
import t from '../tap.ts'
import { build, eventsOf, type Reply } from '../helper.ts'
import { keysOf } from '../state.ts'

/** The cache controls of docs/gateway.md, line by line, through HTTP: the same for a whole answer and for a stream. */
const s = await build(t)
const ask = (content: string, stream: boolean, headers: Record<string, string> = {}) =>
  s.call('POST', '/v1/chat/completions', { model: 'gpt-4o-mini', messages: [{ role: 'user', content }], stream }, headers)
const cacheControl = (value: string) => ({ 'cache-control': value })

/** Cache-Status as RFC 9211 reads it. */
function status (reply: Reply): Record<string, unknown> {
  const [first, ...others] = parseList(reply.headers.get('cache-status')!)
  if (!first || others.length > 0 || !(first[0] instanceof Token) || first[0].toString() !== 'deflect') throw new Error(String(reply.headers.get('cache-status')))
  return Object.fromEntries([...first[1]].map(([name, value]) => [name, value instanceof Token ? value.toString() : value]))
}
/** A stream's headers leave before it is known whether its answer is stored. */
const stored = (stream: boolean) => stream ? {} : { stored: true }
const textOf = (reply: Reply, stream: boolean): string => stream
  ? eventsOf(reply.text).map(({ data }) => data === '[DONE]' ? '' : JSON.parse(data).choices[0]?.delta.content ?? '').join('')
  : reply.body.choices[0].message.content

for (const stream of [false, true]) {
  const kind = stream ? 'stream' : 'whole answer'
  t.test(`${kind}: Cache-Control`, async (t) => {
    const question = `What does the cache do with a ${kind}?`
    const calls = async (work: () => Promise<Reply>) => {
      const before = s.llm.stats().calls
      const reply = await work()
      return { reply, asked: s.llm.stats().calls - before, status: status(reply) }
    }
    const unknown = await ask(question, stream, cacheControl('only-if-cached'))
    t.match(unknown, { status: 504, body: { error: { type: 'server_error', code: 'NOT_CACHED' } } })
    t.equal(unknown.headers.get('x-should-retry'), 'false', 'official clients would ask three times')
    t.strictSame(status(unknown), { detail: stream ? 'below_threshold' : 'empty' }, 'nothing was forwarded')
    t.equal(unknown.headers.has('x-deflect-similarity'), stream, 'to the question that was asked for the other kind')
    t.match(await calls(() => ask(question, stream, cacheControl('no-store'))), { asked: 1, status: { fwd: 'bypass', detail: 'no-store' } })
    t.match(await calls(() => ask(question, stream)), { asked: 1, status: { fwd: 'miss', ...stored(stream) } }, 'no-store left nothing')

    const hit = await calls(() => ask(question, stream))
    t.match(hit, { asked: 0, status: { hit: true, detail: 'exact' } })
    t.ok(Number(hit.status['ttl']) > 0)
    t.match(hit.reply.headers.get('age'), /^\d+$/)
    const entry = hit.reply.headers.get('x-deflect-entry')
    t.match(entry, /^[0-9a-f]{32}-[0-9a-f]{8}$/)
    t.match(await calls(() => ask(question, stream, cacheControl('only-if-cached'))), { asked: 0, status: { hit: true } })
    t.match(await calls(() => ask(question, stream, cacheControl('no-store'))), { asked: 1, status: { fwd: 'bypass', detail: 'no-store' } })
    t.equal((await ask(question, stream)).headers.get('x-deflect-entry'), entry, 'no-store changed nothing')

    t.match(await calls(() => ask(question, stream, cacheControl('no-cache'))), { asked: 1, status: { fwd: 'bypass', detail: 'no-cache', ...stored(stream) } })
    const renewed = await ask(question, stream)
    t.not(renewed.headers.get('x-deflect-entry'), entry, 'no-cache stored the new answer')
    const near = await ask(question.replace('the cache', 'this cache'), stream, cacheControl('only-if-cached'))
    t.match(status(near), { hit: true, detail: 'semantic' })
    t.equal(near.headers.get('x-deflect-entry'), renewed.headers.get('x-deflect-entry'), 'in the place of the old one, for other words too')
    t.equal(await s.redis.exists(s.app.answers.keysOf(entry!)[1]!), 0)
    const far = await ask('Where do herons sleep?', stream, cacheControl('only-if-cached'))
    t.strictSame([far.status, status(far)], [504, { detail: 'below_threshold' }])
    t.match(far.headers.get('x-deflect-similarity'), /^0\.\d{4}$/)
    t.strictSame(status(await ask('What is my order?', stream, cacheControl('only-if-cached'))), { detail: 'not_cacheable:account' })

    t.match(await calls(() => ask(question, stream, cacheControl('max-age=3600'))), { asked: 0, status: { hit: true } })
    t.match(await calls(() => ask(question, stream, cacheControl('other="a, no-store, b"'))), { asked: 0, status: { hit: true } }, 'what is quoted is no directive')
    // Made an hour older where it is kept.
    const [exact, semantic] = s.app.answers.keysOf(renewed.headers.get('x-deflect-entry')!) as [string, string]
    const old = JSON.parse((await s.redis.get(exact))!)
    await s.redis.set(exact, JSON.stringify({ ...old, createdAt: old.createdAt - 3_600_000 }), { expiration: 'KEEPTTL' })
    await s.redis.del(semantic)
    t.ok(Number((await ask(question, stream, cacheControl('max-age=4000'))).headers.get('age')) >= 3_600)
    t.match(await ask(question, stream, cacheControl('max-age=60, only-if-cached')), { status: 504 })
    t.match(await calls(() => ask(question, stream, cacheControl('max-age=60'))), { asked: 1, status: { fwd: 'stale', ...stored(stream) } })
    t.match(await calls(() => ask(question, stream, cacheControl('max-age=60'))), { asked: 0, status: { hit: true } }, 'the new one is there')
  })

  t.test(`${kind}: what would be served but for its age is stale, and nothing else`, async (t) => {
    const subject = stream ? 'marble' : 'granite'
    const first = await ask(`How do I polish ${subject}?`, stream)
    t.equal(status(first)['fwd'], 'miss')
    const [exact, semantic] = s.app.answers.keysOf((await ask(`How do I polish ${subject}?`, stream)).headers.get('x-deflect-entry')!) as [string, string]
    const entry = JSON.parse((await s.redis.get(exact))!)
    const older = JSON.stringify({ ...entry, createdAt: entry.createdAt - 3_600_000 })
    await s.redis.set(exact, older, { expiration: 'KEEPTTL' })
    await s.redis.hSet(semantic, 'entry', older)
    for (const [question, age, fwd] of [
      [`How do I sculpt ${subject}?`, 'max-age=60', 'miss'],
      [`Never polish ${subject} how do I?`, 'max-age=60', 'miss'],
      [`What is the best way to polish ${subject}?`, 'max-age=4000', undefined],
      [`What is the best way to polish ${subject}?`, 'max-age=60, no-cache', 'bypass'],
      [`How do I polish ${subject}?`, 'max-age=0', 'stale']
    ] as const) t.equal(status(await ask(question, stream, cacheControl(age)))['fwd'], fwd, question)
  })

  t.test(`${kind}: a similar one that is too old`, async (t) => {
    const subject = stream ? 'a tent' : 'a bivouac'
    await ask(`How do I pitch ${subject}?`, stream)
    const [, semantic] = s.app.answers.keysOf((await ask(`How do I pitch ${subject}?`, stream)).headers.get('x-deflect-entry')!) as [string, string]
    const entry = JSON.parse((await s.redis.hGet(semantic, 'entry'))!)
    await s.redis.hSet(semantic, 'entry', JSON.stringify({ ...entry, createdAt: entry.createdAt - 3_600_000 }))
    const near = await ask(`What is the best way to pitch ${subject}?`, stream, cacheControl('max-age=60'))
    t.match(status(near), { fwd: 'stale', ...stored(stream) })
    t.match(status(await ask(`What is the best way to pitch ${subject}?`, stream, cacheControl('max-age=60'))), { hit: true, detail: 'exact' })
  })

  t.test(`${kind}: asked for anew twice at once`, async (t) => {
    const question = `Who asks twice for a ${kind}?`
    const { calls } = s.llm.stats()
    const release = s.llm.hold()
    const both = [1, 2].map(() => ask(question, stream, cacheControl('no-cache')))
    await s.llm.waitForCalls(calls + 2)
    release()
    await Promise.all(both)
    const entry = (await ask(question, stream, cacheControl('only-if-cached'))).headers.get('x-deflect-entry')!
    const near = await ask(question.replace('asks', 'is asking'), stream, cacheControl('only-if-cached'))
    t.match([status(near), near.headers.get('x-deflect-entry')], [{ hit: true, detail: 'semantic' }, entry])
    t.same(await keysOf(s, `:${entry.split('-')[0]}-`), [s.app.answers.keysOf(entry)[1]], 'nothing is left of the other')
  })

  t.test(`${kind}: X-Deflect-*`, async (t) => {
    const question = `Which header parts a ${kind}?`
    await ask(question, stream)
    const parted = await ask(question, stream, { 'x-deflect-namespace': 'faq' })
    t.match(status(parted), { fwd: 'miss' })
    t.match(status(await ask(question, stream, { 'x-deflect-namespace': 'faq' })), { hit: true })
    t.equal(textOf(parted, stream), textOf(await ask(question, stream, { 'x-deflect-namespace': 'faq' }), stream))

    await ask(`How long does a ${kind} live?`, stream, { 'x-deflect-ttl': '100', 'x-deflect-tags': 'a, b' })
    const short = await ask(`How long does a ${kind} live?`, stream)
    t.ok(Number(status(short)['ttl']) <= 100, 'shorter')
    const key = s.app.redis.keys.exactAnswer(short.headers.get('x-deflect-entry')!.slice(0, 32))
    t.same(JSON.parse((await s.redis.get(key))!).tags, ['a', 'b'])
    await ask(`How long may a ${kind} live?`, stream, { 'x-deflect-ttl': '999999999' })
    t.ok(Number(status(await ask(`How long may a ${kind} live?`, stream))['ttl']) <= 86_400 * 1.1, 'never longer')

    await ask(`How do I reset my router password for a ${kind}?`, stream)
    const other = `How can I reset my router password for a ${kind}?`
    const near = await ask(other, stream, { 'x-deflect-threshold': '1' })
    t.match(status(near), { fwd: 'miss', detail: 'below_threshold' }, 'raised')
    const similarity = near.headers.get('x-deflect-similarity')!
    t.match(similarity, /^[01]\.\d{4}$/)
    const low = await ask(`How might someone bake bread for a ${kind}?`, stream, { 'x-deflect-threshold': '0' })
    t.match(status(low), { fwd: 'miss', detail: 'below_threshold' }, 'never lowered')
  })
}

t.test('a malformed value is 400 and names its header', async (t) => {
  const calls = s.llm.stats().calls
  for (const stream of [false, true]) {
    for (const [header, value] of [
      ['Cache-Control', 'max-age'], ['Cache-Control', 'max-age=1e3'], ['Cache-Control', 'max-age=0x10'], ['Cache-Control', 'max-age=-1'], ['Cache-Control', 'max-age="x"'],
      ['X-Deflect-TTL', '0'], ['X-Deflect-TTL', '1e3'], ['X-Deflect-TTL', '+5'], ['X-Deflect-TTL', '1.5'],
      ['X-Deflect-Threshold', '1.01'], ['X-Deflect-Threshold', 'high'], ['X-Deflect-Threshold', '0x1'], ['X-Deflect-Threshold', '0.9,0.95'],
      ['X-Deflect-Namespace', 'a b'], ['X-Deflect-Tags', '{a}']
    ] as const) {
      t.match(await ask('Is this a header?', stream, { [header]: value }), { status: 400, body: { error: { message: new RegExp(`^header ${header}: expected`), type: 'invalid_request_error' } } }, `${header}: ${value}`)
    }
  }
  t.equal(s.llm.stats().calls, calls)
})
