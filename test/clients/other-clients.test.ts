import { execFile, spawnSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { ChatOpenAI } from '@langchain/openai'
import t from '../tap.ts'
import { build } from '../helper.ts'
import { kindsOf, kindsOfEvents, saidIn, same, sameResponse } from './compare.ts'
import { pythonPackages, whyNoPython, runPython } from './python.ts'
import { SHAPES as RESPONSES } from './response-shapes.ts'
import { CUTS, REFUSALS, SHAPES } from './shapes.ts'

const s = await build(t)
const gateway = `${s.address}/v1`

const why = whyNoPython()
if (why !== null) console.error(`SKIPPED: the Python client was not tried: ${why}`)
const ask = (shapes: object[]) => runPython([new URL('python_client.py', import.meta.url).pathname], { direct: s.llm.url, gateway, control: new URL('/control', s.llm.url).href, shapes })
t.test('openai for Python parses through the gateway what it parses from the upstream', { skip: why ?? false }, async (t) => {
  const results = await ask([...SHAPES, ...[...REFUSALS, ...CUTS].map((shape) => ({ ...shape, fails: true }))])
  t.ok(results.length > 50)
  for (const { name, stream, direct, first, second } of results) {
    const told = `${name}, stream ${stream}`
    if (CUTS.some((cut) => cut.name === name)) {
      t.ok(direct.error && first.error && !first.whole, told)
      continue
    }
    t.same(first.error, direct.error, `${told}: error`)
    t.same(same(first.whole), same(direct.whole), `${told}: whole`)
    t.same(same(first.chunks), same(direct.chunks), `${told}: chunks`)
    const cached = SHAPES.find((shape) => shape.name === name)?.cached === true
    if (second === undefined) continue
    t.equal(second.cache.startsWith('deflect; hit'), cached, `${told}: ${second.cache}`)
    if (!cached) continue
    t.same(same(second.whole), same(direct.whole), `${told}: from the cache`)
    if (!stream) continue
    t.same(saidIn(second.chunks), saidIn(direct.chunks), `${told}: from the cache`)
    t.same(kindsOf(second.chunks), kindsOf(direct.chunks), `${told}: kinds of chunks`)
  }
})

t.test('so it does responses', { skip: why ?? false }, async (t) => {
  const results = await ask(RESPONSES.map(({ body, ...shape }) => ({ ...shape, body: { store: false, ...body } })))
  t.equal(results.length, 2 * RESPONSES.length)
  for (const { name, stream, direct, first, second } of results) {
    const told = `${name}, stream ${stream}`
    t.notOk(direct.error, told)
    t.same(sameResponse([first.error, first.whole, first.chunks]), sameResponse([direct.error, direct.whole, direct.chunks]), told)
    const cached = RESPONSES.find((shape) => shape.name === name)?.cached === true
    t.equal(second.cache.startsWith('deflect; hit'), cached, `${told}: ${second.cache}`)
    if (!cached) continue
    t.same(sameResponse(second.whole), sameResponse(direct.whole), `${told}: from the cache`)
    if (stream) t.same([sameResponse(second.chunks.at(-1)), kindsOfEvents(second.chunks)], [sameResponse({ ...direct.chunks.at(-1), sequence_number: second.chunks.length - 1 }), kindsOfEvents(direct.chunks)], `${told}: from the cache`)
  }
})

t.test('LangChain.js: whole, streamed, tools; first asked, then cached', async (t) => {
  const model = (baseURL: string) => new ChatOpenAI({ model: 'gpt-4o-mini', apiKey: 'sk-client', maxRetries: 0, useResponsesApi: false, configuration: { baseURL } })
  const plain = ({ content, tool_calls: calls, usage_metadata: usage, response_metadata: metadata }: any) => same({ content, calls, usage, ends: metadata.finish_reason })
  const streamed = async (llm: ReturnType<typeof model>, question: string) => {
    const pieces: any[] = []
    for await (const piece of await llm.stream(question)) pieces.push(piece)
    return plain(pieces.reduce((all, piece) => all.concat(piece)))
  }
  for (const round of ['asked', 'cached']) {
    const calls = s.llm.stats().calls
    t.same(plain(await model(gateway).invoke('Who chains words?')), plain(await model(s.llm.url).invoke('Who chains words?')), `whole, ${round}`)
    t.same(await streamed(model(gateway), 'Who streams words?'), await streamed(model(s.llm.url), 'Who streams words?'), `streamed, ${round}`)
    t.equal(s.llm.stats().calls - calls, round === 'asked' ? 4 : 2)
  }
  const tools = [{ type: 'function' as const, function: { name: 'weather', parameters: { type: 'object', properties: { city: { type: 'string' } } } } }]
  const [through, direct] = [gateway, s.llm.url].map((url) => model(url).bindTools(tools, { tool_choice: 'weather' }))
  const called = plain(await through!.invoke('Weather in Turku?'))
  t.same(called, plain(await direct!.invoke('Weather in Turku?')))
  t.equal(called.calls[0].name, 'weather')
})

t.test('the recipes of docs/gateway.md do what they say', async (t) => {
  const page = await readFile(new URL('../../docs/gateway.md', import.meta.url), 'utf8')
  const recipes = page.slice(page.indexOf('## Recipes'), page.indexOf('## More clients'))
  const blocks = [...recipes.matchAll(/```(\w+)\n(.*?)```/gs)].map(([, language, code]) => ({ language: language!, code: code!.replaceAll('http://127.0.0.1:3000', s.address) }))
  t.same(blocks.map(({ language }) => language), ['sh', 'js', 'python', 'js', 'js'])
  const run = async ({ language, code }: typeof blocks[number]) => {
    const [command, ...args] = { sh: ['sh', '-c', code], js: [process.execPath, '--input-type=module', '-e', code], python: ['python3', '-c', code] }[language]!
    const env = { ...process.env, ...(language === 'python' ? { PYTHONPATH: await pythonPackages() } : {}) }
    return (await promisify(execFile)(command!, args, { cwd: fileURLToPath(new URL('../..', import.meta.url)), env })).stdout
  }
  const noCurl = spawnSync('curl', ['--version']).status !== 0
  if (noCurl) console.error('SKIPPED: the recipe for curl was not tried: there is no curl on PATH')
  // The AI SDK is no dependency of ours.
  const tried = blocks.filter(({ language, code }) => !code.includes("from 'ai'") && !(language === 'python' && why !== null) && !(language === 'sh' && noCurl))
  for (const said of await Promise.all(tried.map(run))) t.match(said, /The capital of France is Paris\./)
})
