import t from 'tap'
import { build, until, type Reply } from './helper.ts'

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
