import OpenAI, { APIError } from 'openai'
import t from '../tap.ts'
import { build } from '../helper.ts'
import { kindsOfEvents, sameResponse } from './compare.ts'
import { REFUSALS, SHAPES } from './response-shapes.ts'
import { withUpstream } from './shapes.ts'

const s = await build(t)
const direct = new OpenAI({ apiKey: 'sk-client', baseURL: s.llm.url, maxRetries: 0 })
const gateway = new OpenAI({ apiKey: 'sk-client', baseURL: `${s.address}/v1`, maxRetries: 0 })

type Parsed = { whole?: any, events?: any[], error?: object, cache: string }

async function parse (client: OpenAI, body: Record<string, unknown>, headers: Record<string, string> = {}): Promise<Parsed> {
  try {
    const { data, response } = await client.responses.create({ model: 'gpt-4o-mini', store: false, ...body } as never, { headers }).withResponse() as unknown as { data: AsyncIterable<any> & object, response: Response }
    const cache = response.headers.get('cache-status') ?? ''
    if (body['stream'] !== true) return { whole: data, cache }
    const events: any[] = []
    for await (const event of data) events.push(event)
    return { whole: events.at(-1).response, events, cache }
  } catch (error) {
    const { status, code, type, message, headers } = error as APIError
    return { error: { name: (error as Error).constructor.name, status, code, type, message, retryAfter: headers?.get('retry-after') }, cache: '' }
  }
}

const textIn = (events: any[]) => events.filter(({ type }) => type === 'response.output_text.delta').map(({ delta }) => delta).join('')
for (const stream of [false, true]) {
  const own = { 'x-deflect-namespace': stream ? 'stream' : 'whole' }

  t.test(`what the client parses is what it parses from the upstream, stream ${stream}: first asked, then cached`, async (t) => {
    for (const shape of SHAPES) {
      await withUpstream(s.llm, shape, async () => {
        const body = { ...shape.body, ...(stream ? { stream, stream_options: { include_obfuscation: false } } : {}) }
        const expected = await parse(direct, body)
        t.notOk(expected.error, shape.name)
        const first = await parse(gateway, body, own)
        t.same(sameResponse(first.whole), sameResponse(expected.whole), `${shape.name}: whole`)
        t.same(sameResponse(first.events), sameResponse(expected.events), `${shape.name}: event by event`)
        const [asked, passed] = s.llm.requests().slice(-2)
        t.same(passed!.body, asked!.body, `${shape.name}: the request`)

        const second = await parse(gateway, body, own)
        t.equal(second.cache.startsWith('deflect; hit'), shape.cached === true, `${shape.name}: ${second.cache}`)
        if (!shape.cached) return
        t.same(sameResponse(second.whole), sameResponse(expected.whole), `${shape.name}: from the cache`)
        t.match(second.whole.id, /^resp_/)
        t.not(second.whole.id, first.whole.id)
        t.equal(second.whole.created_at, first.whole.created_at)
        if (!stream) return
        t.same(kindsOfEvents(second.events!), kindsOfEvents(expected.events!), `${shape.name}: kinds of events`)
        t.same(second.events!.map(({ sequence_number: number }) => number), second.events!.map((_, i) => i))
        t.equal(textIn(second.events!), textIn(expected.events!))
      })
    }
  })

  t.test(`an answer kept in one form is served in the other, stream ${stream}`, async (t) => {
    for (const shape of SHAPES.filter(({ cached }) => cached)) {
      await withUpstream(s.llm, shape, async () => {
        const body = { ...shape.body, ...(stream ? {} : { stream: true }) }
        const expected = await parse(direct, body)
        const other = await parse(gateway, body, own)
        t.match(other.cache, /^deflect; hit/, shape.name)
        t.same(sameResponse(other.whole), sameResponse(expected.whole), shape.name)
        if (!stream) t.same(kindsOfEvents(other.events!), kindsOfEvents(expected.events!), `${shape.name}: kinds of events`)
      })
    }
  })

  t.test(`what the upstream refuses, the client is told as by the upstream, stream ${stream}`, async (t) => {
    for (const shape of REFUSALS) {
      await withUpstream(s.llm, shape, async () => {
        const body = { ...shape.body, ...(stream ? { stream } : {}) }
        const [expected, got] = [await parse(direct, body), await parse(gateway, body)]
        t.ok(expected.error ?? expected.events?.at(-1).type === 'error', shape.name)
        t.same(got.error, expected.error, `${shape.name}: error`)
        t.same(sameResponse(got.events), sameResponse(expected.events), `${shape.name}: what came`)
      })
    }
  })

  t.test(`what breaks off does not look whole, stream ${stream}`, async (t) => {
    for (const fault of ['cut', 'cut:0', 'cut:2']) {
      await withUpstream(s.llm, { name: fault, body: {}, upstream: { fault } }, async () => {
        const got = await parse(gateway, { input: `Who hangs up with ${fault}?`, stream })
        t.ok(got.error && !got.whole, fault)
      })
    }
  })
}

t.test('the client\'s own reader of streams makes the same of an answer from the cache', async (t) => {
  const read = async (client: OpenAI) => sameResponse(await client.responses.stream({ model: 'gpt-4o-mini', store: false, input: 'Who reads streams whole?' }).finalResponse())
  const expected = await read(direct)
  for (const round of ['asked', 'cached']) t.same(await read(gateway), expected, round)
})
