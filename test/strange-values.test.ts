import t from 'tap'
import { build, until } from './helper.ts'

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
  for (const broken of [{ question: undefined }, { question: 5 }, { tags: null }, { id: 'a\nb' }, { createdAt: undefined }]) {
    await s.redis.hSet(key, 'entry', JSON.stringify({ ...whole, ...broken }))
    t.equal((await ask(`What's the tallest of the mountains, ${JSON.stringify(broken)}?`)).status, 201)
  }
  t.equal((await s.call('GET', '/healthz')).status, 200)
})
