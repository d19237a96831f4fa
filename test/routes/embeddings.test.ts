import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import OpenAI from 'openai'
import t, { type Test } from '../tap.ts'
import { createKeyFile, mintApiKey } from '../../src/access/api-keys.ts'
import { build, sharedBy, until } from '../helper.ts'
import { keysOf } from '../state.ts'

const s = await build(t)
const model = 'all-MiniLM-L6-v2'
const client = new OpenAI({ apiKey: 'none', baseURL: `${s.address}/v1`, maxRetries: 0 })
const embed = (body: unknown, headers: Record<string, string> = {}) => s.call('POST', '/v1/embeddings', body, headers)

/** A service beside the first one, with one API key. */
async function serveKey (t: Test, name: string, tokensPerMinute: number) {
  const file = join(t.testdir({}), 'keys.json')
  const content = createKeyFile()
  const { token, key } = mintApiKey(content, { name, tenant: 'acme', created: new Date().toISOString(), tokens_per_minute: tokensPerMinute })
  await writeFile(file, JSON.stringify({ ...content, keys: [key] }))
  const keyed = await build(t, { ...sharedBy(s), API_KEYS_FILE: file })
  const headers = { authorization: `Bearer ${token}` }
  const ask = (input: string[]) => keyed.call('POST', '/v1/embeddings', { model, input }, headers)
  return { keyed, key, headers, ask }
}

t.test('the official client: one text and several, base64 and numbers, the vectors of the model', async (t) => {
  const texts = ['The cat sat on the mat.', 'A dog ran.', 'The cat sat on the mat.']
  const byDefault = await client.embeddings.create({ model, input: texts })
  const asNumbers = await client.embeddings.create({ model: 'Xenova/all-MiniLM-L6-v2', input: texts, encoding_format: 'float', dimensions: 384, user: 'anna' })
  const expected = await Promise.all(texts.map((text) => s.app.embedder.embed(text)))
  for (const reply of [byDefault, asNumbers]) {
    t.same(reply.data.map(({ embedding }) => Float32Array.from(embedding)), expected.map(({ vector }) => vector))
    t.match(reply, { object: 'list', model: 'Xenova/all-MiniLM-L6-v2', data: [{ object: 'embedding', index: 0 }, { index: 1 }, { index: 2 }] })
    const tokens = expected.reduce((sum, one) => sum + one.tokens, 0)
    t.same(reply.usage, { prompt_tokens: tokens, total_tokens: tokens })
  }
  t.same((await client.embeddings.create({ model, input: texts[0]! })).data[0]!.embedding, byDefault.data[0]!.embedding, 'alone or among others')
  t.ok((await client.models.list()).data.some(({ id }) => id === 'Xenova/all-MiniLM-L6-v2'))
})

t.test('kept in Redis, unless the client says otherwise', async (t) => {
  const before = (await keysOf(s, 'emb:')).length
  const status = async (headers: Record<string, string> = {}) => (await embed({ model, input: ['A new text.', 'Another one.'] }, headers)).headers.get('cache-status')
  t.equal(await status({ 'cache-control': 'no-store' }), 'deflect; fwd=bypass; detail=embedding')
  t.equal((await keysOf(s, 'emb:')).length, before)
  t.equal(await status(), 'deflect; fwd=miss; stored; detail=embedding')
  const keys = await keysOf(s, 'emb:')
  t.equal(keys.length, before + 2)
  t.ok(await s.redis.pTTL(keys[0]!) > 0)
  t.equal(await status(), 'deflect; hit; detail=embedding')
  t.equal(await status({ 'cache-control': 'no-cache' }), 'deflect; fwd=bypass; stored; detail=embedding')
  for (const key of keys) await s.redis.set(key, '3:broken')
  t.equal(await status(), 'deflect; fwd=miss; stored; detail=embedding', 'what is not whole is nothing')
})

t.test('bad requests: 400 in OpenAI\'s shape, the field named, never cut', async (t) => {
  const long = 'word '.repeat(300)
  const refused: [unknown, number, RegExp, string | null][] = [
    [{ model }, 400, /^input is required/, 'input'],
    [{ input: 'a' }, 400, /^model is required/, 'model'],
    [{ model, input: '' }, 400, /^input must not be empty/, 'input'],
    [{ model, input: [] }, 400, /^input must have 1 to 2048 texts, got 0/, 'input'],
    [{ model, input: ['a', ''] }, 400, /^input\.1 must not be empty/, 'input.1'],
    [{ model, input: [1, 2, 3] }, 400, /^input must be text: tokens/, 'input'],
    [{ model, input: [[1, 2], [3]] }, 400, /^input must be text: tokens/, 'input'],
    [{ model, input: ['a', null] }, 400, /^input\.1 must be a text/, 'input.1'],
    [{ model, input: { text: 'a' } }, 400, /^input must be a text or an array/, 'input'],
    [{ model, input: 'a\0b' }, 400, /^input/, 'input'],
    [{ model, input: Array(2_049).fill('a') }, 400, /got 2049/, 'input'],
    [{ model, input: Array(101).fill('b'.repeat(4_000)) }, 400, /at most 400000 characters in all, got 404000/, 'input'],
    [{ model, input: long }, 400, /^input must have at most 256 tokens/, 'input'],
    [{ model, input: ['short', long] }, 400, /^input\.1 must have at most 256 tokens/, 'input.1'],
    [{ model, input: '水'.repeat(399_000) }, 400, /^input must have at most 256 tokens/, 'input'],
    [{ model, input: 'x'.repeat(9_000) }, 400, /^input must have at most 256 tokens/, 'input'],
    [{ model, input: ['hi', 'a\0'] }, 400, /^input\.1 must be text without NUL/, 'input.1'],
    [{ model, input: 'a', encoding_format: 'hex' }, 400, /^encoding_format must be one of float, base64$/, 'encoding_format'],
    [{ model, input: 'a', dimensions: 256 }, 400, /^dimensions must be 384/, 'dimensions'],
    [{ model: 'text-embedding-3-small', input: 'a' }, 404, /text-embedding-3-small makes no embeddings here: Xenova\/all-MiniLM-L6-v2 does/, null],
    ['[]', 400, /body must be object/, null]
  ]
  for (const [body, status, message, param] of refused) {
    const reply = await embed(body)
    t.match([reply.status, reply.body], [status, { error: { message, type: 'invalid_request_error', param, code: String } }], JSON.stringify(body).slice(0, 60))
  }
})

t.test('a question is not kept waiting by a long list', async (t) => {
  let done = false
  const all = embed({ model, input: Array.from({ length: 300 }, (_, i) => `Text number ${i} of a long list`) }).then((reply) => { done = true; return reply })
  await s.app.embedder.embed('text number 3 of a long list')
  for (let i = 0; i < 5; i++) await s.app.embedder.embed(`question ${i}`)
  t.notOk(done)
  t.equal((await all).body.data.length, 300)
})

t.test('a key whose tokens of the minute are used up is served what is cached', async (t) => {
  const { ask } = await serveKey(t, 'thrifty', 2)
  t.equal((await ask(['Once and again.'])).status, 200)
  t.match((await ask(['Once and again.'])).headers.get('cache-status'), /hit/)
  t.match(await ask(['Once and again.', 'A further one.']), { status: 429, body: { error: { type: 'tokens' } } })
})

t.test('a text said again in one request is run, counted and charged once; usage counts every text', async (t) => {
  const { keyed, ask } = await serveKey(t, 'repeats', 100)
  const once = (await s.app.embedder.embed('Said time and again.')).tokens
  const reply = await ask(Array(50).fill('Said time and again.'))
  t.match(reply, { status: 200, body: { usage: { prompt_tokens: 50 * once, total_tokens: 50 * once } } })
  t.match(reply.headers.get('cache-status'), /fwd=miss/)
  const { values } = await keyed.app.metrics.embeddedTexts.get()
  t.strictSame(Object.fromEntries(values.map(({ labels, value }) => [labels['from'], value])), { cache: 49, model: 1 })
  t.equal((await ask(['Something else.'])).status, 200, 'there are tokens left')
})

t.test('what the model has run is counted and kept, though a later text is refused or the client leaves; what is plainly too long is refused before', async (t) => {
  const { keyed, key, headers, ask } = await serveKey(t, 'breaks off', 100_000)
  const used = async () => {
    const { tc = 0, tp = 0 } = await s.redis.hGetAll(`${s.prefix}rate:{${key.id}}`)
    return Number(tc) + Number(tp)
  }
  const runs = async () => (await keyed.app.metrics.embeddedTexts.get()).values.find(({ labels }) => labels['from'] === 'model')?.value ?? 0
  const texts = ['One of two texts.', 'The other of two texts.']

  t.match(await ask([...texts, 'word '.repeat(255)]), { status: 400, body: { error: { param: 'input.2' } } })
  t.equal(await used(), 0)
  t.match(await ask([...texts, 'incomprehensibilities '.repeat(200)]), { status: 400, body: { error: { param: 'input.2' } } })
  const tokens = (await Promise.all(texts.map((text) => s.app.embedder.embed(text)))).reduce((sum, one) => sum + one.tokens, 0)
  t.equal(await used(), tokens)
  t.match((await ask(texts)).headers.get('cache-status'), /hit/)
  t.equal(await used(), tokens)

  const leaving = new AbortController()
  const kept = (await keysOf(s, 'emb:')).length
  const all = fetch(`${keyed.address}/v1/embeddings`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify({ model, input: Array.from({ length: 2_000 }, (_, i) => `Text number ${i} that nobody waits for`) }), signal: leaving.signal })
  const before = await runs()
  await until(async () => await runs() > before)
  leaving.abort()
  await t.rejects(all)
  await until(async () => await used() > tokens)
  const run = await runs() - before
  t.ok(run > 0 && run < 2_000)
  t.equal((await keysOf(s, 'emb:')).length, kept + run)
})

t.test('without Redis nothing is called stored', async (t) => {
  const away = await build(t, { ...sharedBy(s), REDIS_URL: 'redis://127.0.0.1:1' })
  t.equal((await away.call('POST', '/v1/embeddings', { model, input: 'Kept nowhere.' })).headers.get('cache-status'), 'deflect; fwd=miss; detail=embedding')
})
