import OpenAI, { APIError } from 'openai'
import { ChatCompletionStream } from 'openai/lib/ChatCompletionStream'
import t from '../tap.ts'
import { build } from '../helper.ts'
import { kindsOf, same } from './compare.ts'
import { CUTS, REFUSALS, SHAPES, withUpstream } from './shapes.ts'

const s = await build(t)
const direct = new OpenAI({ apiKey: 'sk-client', baseURL: s.llm.url, maxRetries: 0 })
const gateway = new OpenAI({ apiKey: 'sk-client', baseURL: `${s.address}/v1`, maxRetries: 0 })

type Parsed = { whole?: any, chunks?: any[], error?: object, headers?: Headers }

/** What the official client makes of it: the answer, or the chunks and what it puts together from them, or the error it throws. */
async function parse (client: OpenAI, body: Record<string, unknown>, headers: Record<string, string> = {}): Promise<Parsed> {
  try {
    const { data, response } = await client.chat.completions.create({ model: 'gpt-4o-mini', ...body } as never, { headers }).withResponse() as unknown as { data: AsyncIterable<object> & object, response: Response }
    if (body['stream'] !== true) return { whole: data, headers: response.headers }
    const chunks: object[] = []
    try {
      for await (const chunk of data) chunks.push(chunk)
    } catch (error) {
      return { chunks, ...errorOf(error), headers: response.headers }
    }
    const lines = new ReadableStream({
      start (controller) {
        for (const chunk of chunks) controller.enqueue(new TextEncoder().encode(`${JSON.stringify(chunk)}\n`))
        controller.close()
      }
    })
    const whole: any = await ChatCompletionStream.fromReadableStream(lines).finalChatCompletion()
    // Of a text it does not know the client keeps the last piece; applications put it together by themselves.
    const reasoning = chunks.map((chunk: any) => chunk.choices[0]?.delta.reasoning_content ?? '').join('')
    if (reasoning !== '') whole.choices[0].message.reasoning_content = reasoning
    return { chunks, whole, headers: response.headers }
  } catch (error) {
    return errorOf(error)
  }
}

function errorOf (error: unknown): Parsed {
  if (!(error instanceof APIError)) return { error: { name: (error as Error).name } }
  const { status, code, type, param, message, headers } = error
  return { error: { name: error.constructor.name, status, code, type, param, message, body: error.error, retryAfter: status === undefined ? null : headers?.get('retry-after') } }
}

/** Streams do not tell empty lists. */
const told = <T>(value: T): T => JSON.parse(JSON.stringify(value, (_, inner) => Array.isArray(inner) && inner.length === 0 ? undefined : inner))
const cacheOf = ({ headers }: Parsed) => headers?.get('cache-status') ?? ''
/** The requests that the upstream met, as they came. */
const metBy = ({ stream_options: _options, ...body }: Record<string, unknown>) => body

for (const stream of [false, true]) {
  const options = stream ? { stream, stream_options: { include_usage: true, include_obfuscation: false } } : {}
  const own = { 'x-deflect-namespace': stream ? 'stream' : 'whole' }

  t.test(`what the client parses is what it parses from the upstream, stream ${stream}: first asked, then cached`, async (t) => {
    for (const shape of SHAPES) {
      await withUpstream(s.llm, shape, async () => {
        const body = { ...shape.body, ...options }
        const expected = await parse(direct, body)
        t.notOk(expected.error, shape.name)
        const first = await parse(gateway, body, own)
        t.same(same(first.whole), same(expected.whole), `${shape.name}: whole`)
        t.same(same(first.chunks), same(expected.chunks), `${shape.name}: chunk by chunk`)
        const [asked, passed] = s.llm.requests().slice(-2)
        t.same(metBy(passed!.body), metBy(asked!.body), `${shape.name}: the request`)
        t.match(first.whole.id, /^chatcmpl-simulated-/, 'the id is the upstream\'s')

        const second = await parse(gateway, body, own)
        t.equal(cacheOf(second).startsWith('deflect; hit'), shape.cached === true, `${shape.name}: ${cacheOf(second)}`)
        if (!shape.cached) return
        t.same(same(second.whole), same(expected.whole), `${shape.name}: from the cache`)
        t.not(second.whole.id, first.whole.id)
        t.equal(second.whole.created, first.whole.created)
        if (stream) t.same(kindsOf(second.chunks!), kindsOf(expected.chunks!), `${shape.name}: kinds of chunks`)
      })
    }
  })

  t.test(`an answer kept in one form is served in the other, stream ${stream}`, async (t) => {
    for (const shape of SHAPES.filter(({ cached }) => cached)) {
      await withUpstream(s.llm, shape, async () => {
        const body = { ...shape.body, ...(stream ? {} : { stream: true, stream_options: { include_usage: true } }) }
        const expected = await parse(direct, body)
        const other = await parse(gateway, body, { 'x-deflect-namespace': stream ? 'stream' : 'whole' })
        if (other.error || !cacheOf(other).startsWith('deflect; hit')) return t.fail(`${shape.name}: no hit: ${cacheOf(other)}`)
        t.same(told(same(other.whole)), told(same(expected.whole)), shape.name)
        if (!stream) t.same(kindsOf(other.chunks!), kindsOf(expected.chunks!), `${shape.name}: kinds of chunks`)
      })
    }
  })

  t.test(`what the upstream refuses, the client is told as by the upstream, stream ${stream}`, async (t) => {
    for (const shape of REFUSALS) {
      await withUpstream(s.llm, shape, async () => {
        const body = { ...shape.body, ...(stream ? { stream } : {}) }
        const [expected, got] = [await parse(direct, body), await parse(gateway, body)]
        t.ok(expected.error, shape.name)
        t.same(got.error, expected.error, `${shape.name}: error`)
        t.same(same(got.chunks), same(expected.chunks), `${shape.name}: what came before`)
      })
    }
  })

  t.test(`what breaks off does not look whole, stream ${stream}`, async (t) => {
    for (const shape of CUTS) {
      await withUpstream(s.llm, shape, async () => {
        const [expected, got] = [await parse(direct, { ...shape.body, stream }), await parse(gateway, { ...shape.body, stream })]
        t.ok(expected.error && got.error && !got.whole, shape.name)
        if (expected.chunks) t.same(same(got.chunks), same(expected.chunks), `${shape.name}: what came before`)
      })
    }
  })
}

t.test('usage in a stream only where it was asked for, from the upstream and from the cache', async (t) => {
  for (const hit of [false, true]) {
    const body = { messages: [{ role: 'user', content: 'Who asks for no usage?' }], stream: true }
    const got = await parse(gateway, body)
    t.equal(cacheOf(got).includes('hit'), hit)
    t.ok(got.chunks!.every((chunk) => !('usage' in chunk) && chunk.choices.length === 1))
  }
})

t.test('each piece is with every client before the upstream makes the next', async (t) => {
  const body = { model: 'gpt-4o-mini', messages: [{ role: 'user' as const, content: 'Who waits for nothing?' }], stream: true as const }
  // The upstream goes on when both have what it said, so a piece that is kept back is never followed by another.
  const releases = Array.from({ length: 6 }, (_, i) => s.llm.hold(i + 1))
  const arrived = releases.map(() => 0)
  const reads = async (stream: AsyncIterable<OpenAI.ChatCompletionChunk>) => {
    let pieces = 0
    for await (const { choices } of stream) {
      if (!choices[0]?.delta.content || pieces >= releases.length) continue
      if (++arrived[pieces]! === 2) releases[pieces]!()
      pieces++
    }
  }
  const first = await gateway.chat.completions.create(body)
  const second = await gateway.chat.completions.create(body)
  await Promise.all([reads(first), reads(second)])
  t.same(arrived, releases.map(() => 2))
})

t.test('which headers go on, and which come back', async (t) => {
  const messages = [{ role: 'user', content: 'Who reads headers?' }]
  const sent = { 'openai-beta': 'assistants=v2', 'x-client-request-id': 'mine', 'openai-organization': 'org-mine', 'openai-project': 'proj-mine', 'idempotency-key': 'again' }
  for (const stream of [false, true]) {
    const miss = await parse(gateway, { messages, stream }, { ...sent, 'cache-control': 'no-cache' })
    const met = s.llm.requests().at(-1)!.headers
    t.match(met, { authorization: 'Bearer sk-simulated', 'openai-beta': 'assistants=v2', 'x-client-request-id': 'mine' })
    for (const name of ['openai-organization', 'openai-project', 'idempotency-key', 'x-deflect-namespace']) t.notOk(met[name], name)
    t.match(miss.headers!.get('x-request-id'), /^req_simulated_/)
    t.same(['openai-version', 'openai-processing-ms', 'x-ratelimit-limit-requests', 'openai-organization'].map((name) => miss.headers!.get(name)), ['2020-10-01', '1', '10000', null])
  }
  const hit = await parse(gateway, { messages }, sent)
  t.match(cacheOf(hit), /hit/)
  t.same([hit.headers!.get('x-request-id'), hit.headers!.get('openai-version')], [null, null], 'no call, nothing said of one')
  t.match(cacheOf(await parse(gateway, { messages })), /fwd=miss/, 'a beta may answer otherwise')
})

t.test('only the same words share an answer whose form or repetition is asked for', async (t) => {
  for (const [name, more] of [['response_format', { response_format: { type: 'json_object' } }], ['seed', { seed: 1 }]] as const) {
    const ask = (content: string, other: object = more) => parse(gateway, { messages: [{ role: 'user', content }], ...other }, { 'x-deflect-namespace': 'near' })
    const [first, near] = ['How do I reset my password?', 'How can I reset my password?']
    await ask(first, { ...more, top_p: 1 })
    t.equal(cacheOf(await ask(near, { ...more, top_p: 1 })), `deflect; fwd=miss; stored; detail=scope:exact_only:${name}`)
    t.match(cacheOf(await ask(near, { ...more, top_p: 1 })), /detail=exact$/)
    await ask(first, { temperature: 0.5 })
    t.match(cacheOf(await ask(near, { temperature: 0.5 })), /detail=semantic$/, 'which elsewhere are near')
  }
})

t.test('models, all and one', async (t) => {
  const list = (await gateway.models.list()).data
  t.same(list.slice(0, -1), (await direct.models.list()).data)
  t.same(await gateway.models.retrieve('gpt-4o-mini'), list[0])
  t.match(await gateway.models.retrieve(list.at(-1)!.id), { owned_by: 'deflect' })
  // As it is written: curl, and clients that do not escape it.
  t.match(await s.call('GET', `/v1/models/${list.at(-1)!.id}`), { status: 200, body: { id: /\//, owned_by: 'deflect' } })
  t.match(await s.call('GET', '/v1/models/no/body'), { status: 404, body: { error: { code: 'model_not_found' } } })
  t.match(await gateway.models.retrieve('nobody').catch(errorOf), { error: { name: 'NotFoundError', code: 'model_not_found' } })
})
