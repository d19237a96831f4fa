import t from './tap.ts'
import { build, until, type Reply } from './helper.ts'
import { ownerHead, seal } from '../src/cache/envelope.ts'

const s = await build(t)
const ask = (content: string) => s.send(content)

t.test('a policy or invalidations of another shape in Redis are read from Postgres, and mended', async (t) => {
  await s.call('PUT', '/operator/policy/default', { threshold: 0.97 })
  for (const key of [s.app.redis.keys.policies('local'), s.app.redis.keys.generations('local')]) {
    for (const strange of ['5', '{}', '"oops"', 'oops']) {
      await ask('Is anybody there?')
      const stored = await s.redis.get(key)
      t.ok(stored, key)
      const at = stored!.indexOf(',"value":') + ',"value":'.length
      const bytes = String(Buffer.byteLength(strange)).padEnd(10)
      await s.redis.set(key, `${stored!.slice(0, at)}${strange}}`.replace(/"bytes":[\d ]{10}/, `"bytes":${bytes}`))
      t.ok([200, 201].includes((await ask('Is anybody there?')).status), `${key} ${strange}`)
      await until(async () => {
        await ask('Is anybody there?')
        return (await s.redis.get(key))?.includes(`,"value":${strange}}`) !== true
      })
    }
  }
  t.equal((await s.call('GET', '/operator/policy/default')).body.effective.threshold, 0.97)
})

t.test('a stored entry of another shape is a miss, and harms nobody', async (t) => {
  const { cache: { entry_id: id } } = (await ask('What is the tallest mountain?')).body
  const key = s.app.semanticAnswers.keyOf(id)
  const whole = JSON.parse((await s.redis.hGet(key, 'entry'))!)
  for (const broken of [{ question: undefined }, { question: 5 }, { tags: null }, { id: 'a\nb' }, { createdAt: undefined }, { completion: { ...whole.completion, choices: {} } }, { createdAt: 9e15, expiresAt: 9e15 + 1 }, { expiresAt: 1e18 }]) {
    await s.redis.hSet(key, 'entry', JSON.stringify({ ...whole, ...broken }))
    t.equal((await ask(`What's the tallest of the mountains, ${JSON.stringify(broken)}?`)).status, 201)
  }
  t.equal((await s.call('GET', '/healthz')).status, 200)
})

t.test('an exact answer of another shape is a miss, whole and streamed, for the chat and the gateway', async (t) => {
  const question = 'What is the highest waterfall?'
  const namespace = { 'x-deflect-namespace': 'words' }
  await s.call('PUT', '/operator/policy/words', { tiers: ['exact'] })
  const surfaces: Record<string, (stream: boolean) => Promise<Reply>> = {
    chat: (stream) => s.call('POST', '/backend-api/f/conversation', { message: { content: question }, stream }, namespace),
    gateway: (stream) => s.call('POST', '/v1/chat/completions', { model: 'm', stream, messages: [{ role: 'user', content: question }] }, namespace)
  }
  for (const [surface, put] of Object.entries(surfaces)) {
    await put(false)
    const id = (await put(false)).headers.get('x-deflect-entry')!
    const [key] = s.app.answers.keysOf(id)
    const whole = JSON.parse((await s.redis.get(key!))!)
    const [choice] = whole.completion.choices
    const answer = (fields: object) => ({ completion: { ...whole.completion, ...fields } })
    const said = (fields: object) => answer({ choices: [{ ...choice, message: { ...choice.message, ...fields } }] })
    for (const broken of [said({ tool_calls: {} }), said({ content: 'a\0' }), answer({ model: 'a\0' }), answer({ usage: 5 }), answer({ usage: '' }), { createdAt: -1 }, { createdAt: 9e15, expiresAt: 9e15 + 1 }]) {
      for (const stream of [false, true]) {
        await s.redis.set(key!, JSON.stringify({ ...whole, ...broken }), { EX: 600 })
        const { status, headers, text } = await put(stream)
        t.match([status < 300, headers.get('cache-status')], [true, /fwd=miss/], `${surface} ${stream} ${JSON.stringify(broken).slice(0, 200)}`)
        t.notMatch(text, /"error"|event: error/)
      }
    }
    for (const usage of [{}, { prompt_tokens: null }, { prompt_tokens: -1, completion_tokens: 'x' }, { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2, more: '\0' }]) {
      await s.redis.set(key!, JSON.stringify({ ...whole, ...answer({ usage }) }), { EX: 600 })
      for (const stream of [false, true]) {
        const { status, headers, text } = await put(stream)
        t.match([status < 300, headers.get('cache-status')], [true, /hit/], `${surface} ${stream} usage ${JSON.stringify(usage)}`)
        t.notMatch(text, /"error"|event: error/)
      }
    }
  }
})

t.test('an exact answer to other words, as another version kept it under the key of these, is a miss', async (t) => {
  const headers = { 'x-deflect-namespace': 'words' }
  await s.call('PUT', '/operator/policy/words', { tiers: ['exact'] })
  const surfaces: Record<string, (content: string) => Promise<Reply>> = {
    chat: (content) => s.send(content, { headers }),
    gateway: (content) => s.call('POST', '/v1/chat/completions', { model: 'm', messages: [{ role: 'user', content }] }, headers)
  }
  for (const [surface, put] of Object.entries(surfaces)) {
    const hitOf = async (content: string) => {
      await put(content)
      return (await put(content)).headers.get('x-deflect-entry')!
    }
    const [[element], [gas]] = [s.app.answers.keysOf(await hitOf('What is Co?')), s.app.answers.keysOf(await hitOf('What is CO?'))]
    await s.redis.set(gas!, (await s.redis.get(element!))!, { EX: 600 })
    const [first, second] = [await put('What is CO?'), await put('What is CO?')]
    t.match([first.text, first.headers.get('cache-status')], [/“What is CO\?”/, /fwd=miss/], surface)
    t.match([second.text, second.headers.get('cache-status')], [/“What is CO\?”/, /detail=exact/], surface)
  }
})

t.test('what an operator pinned again after years is still served', async (t) => {
  const question = 'What is the oldest bridge?'
  const { cache: { entry_id: id } } = (await ask(question)).body
  const [key] = s.app.answers.keysOf(id)
  const old = JSON.parse((await s.redis.get(key!))!)
  const text = JSON.stringify({ ...old, createdAt: Date.now() - 3 * 365 * 86_400_000 })
  await s.redis.set(key!, text, { EX: 600 })
  await s.redis.hSet(s.app.semanticAnswers.keyOf(id), 'entry', text)
  t.equal((await s.call('POST', `/operator/entries/${id}/pin`)).status, 200)
  t.equal((await ask(question)).body.cache.status, 'exact')
})

t.test('a key that holds another type is as good as absent, and is filled again', async (t) => {
  const { keys } = s.app.redis
  const { conversation_id: id } = (await ask('Who was here first?')).body
  const status = (reply: Reply) => reply.headers.get('cache-status')
  const list = () => s.call('GET', '/backend-api/conversations')
  const history = () => s.call('GET', `/backend-api/conversation/${id}`)
  const models = () => s.call('GET', '/v1/models')
  const spoil = async (key: string, text?: string) => {
    await s.redis.del(key)
    if (text === undefined) await s.redis.rPush(key, ['of', 'somebody', 'else'])
    else await s.redis.set(key, text)
  }
  for (const [key, read] of [[keys.conversationList('local'), list], [keys.history(id), history], [keys.models(), models]] as const) {
    for (const text of [undefined, 'oops', '{"x":1}', '{"owner":["local","ann"]}']) {
      await spoil(key, text)
      t.match(await read(), { status: 200 }, key)
      t.match([(await read()).status, status(await read())], [200, /hit/], `${key} ${text}`)
    }
  }
  const gateway = async (stream: boolean) => await s.call('POST', '/v1/chat/completions', { model: 'm', stream, messages: [{ role: 'user', content: 'Whose key is it?' }] }, { 'cache-control': 'max-age=1000' })
  await gateway(false)
  const [exactKey] = s.app.answers.keysOf((await gateway(false)).headers.get('x-deflect-entry')!)
  for (const stream of [true, false]) {
    await spoil(exactKey!)
    t.equal((await gateway(stream)).status, 200)
  }
  for (const key of [keys.policies('local'), keys.generations('local')]) {
    await spoil(key)
    t.match(await ask('Is anybody there?'), { status: 201 }, key)
    await ask('Is anybody there?')
    t.equal(await s.redis.type(key), 'string', key)
  }
  t.equal((await s.call('GET', '/operator/policy/default')).body.effective.threshold, 0.97)
})

t.test('a list of conversations of another shape, well sealed, is read from Postgres, and made anew', async (t) => {
  await ask('What is in my list?')
  const list = async () => {
    const { status, headers, body } = await s.call('GET', '/backend-api/conversations?limit=1')
    return [status, body.items?.length, headers.get('cache-status')]
  }
  const key = s.app.redis.keys.conversationList('local')
  for (const value of ['null', '[]', '{}', '{"items":{},"total":1,"anchors":[]}', 'no JSON']) {
    await s.redis.set(key, seal(ownerHead({ tenant: 'local', user: 'local' }), Date.now() + 60_000, 1, value))
    // The process's own copy goes when Redis has told of the change, which may come behind the reply to who made it.
    await until(async () => /fwd=miss/.test((await list())[2]))
    await list()
    t.match(await list(), [200, 1, /hit/], value)
  }
  await s.redis.set(key, seal(null, Date.now() + 60_000, 1, 'null'))
  await until(async () => /fwd=miss/.test((await list())[2]))
  t.match(await list(), [200, 1], 'nobody\'s')
})

t.test('a window that holds anything else is made anew', async (t) => {
  const { conversation_id: id } = (await ask('What comes first?')).body
  const key = s.app.redis.keys.window(id)
  const next = async (content: string) => await s.send(content, { conversation_id: id, headers: { 'cache-control': 'no-store' } })
  const spoils: [string, () => Promise<unknown>][] = [
    ['a text', () => s.redis.set(key, 'x')],
    ['no JSON', () => s.redis.rPush(key, ['x', 'y'])],
    ['null', () => s.redis.rPush(key, ['null'])],
    ['a message from far ahead', () => s.redis.rPush(key, ['{"seq":1,"role":"user","content":"a"}', '{"seq":900,"role":"user","content":"b"}'])],
    ['another shape', () => s.redis.rPush(key, ['{"seq":900,"role":7,"content":null}'])],
    ['a hash', () => s.redis.hSet(key, 'a', 'b')]
  ]
  let turns = 1
  for (const [name, spoil] of spoils) {
    await s.redis.del(key)
    await spoil()
    t.equal((await next(`And then, with ${name}?`)).status, 200, name)
    const { messages } = s.llm.requests().at(-1)!.body
    t.equal(messages.filter(({ role }: { role: string }) => role !== 'system').length, Math.min(20, 2 * turns + 1), name)
    t.equal(await s.redis.lLen(key), Math.min(20, 2 * ++turns), name)
  }
})
