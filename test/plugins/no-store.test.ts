import t from '../tap.ts'
import { build } from '../helper.ts'

const s = await build(t)
const { body: turn } = await s.call('POST', '/backend-api/f/conversation', { message: { content: 'What is a lake?' } })
const MESSAGES = [{ role: 'user', content: 'What is a river?' }]

t.test('no cache between the service and who asked keeps what is one person\'s, or an error', async (t) => {
  const gets = ['/backend-api/conversations', `/backend-api/conversation/${turn.conversation_id}`, '/backend-api/me', '/operator/policy', '/operator/entries', '/operator/report', '/v1/models',
    '/metrics', '/readyz', '/healthz', '/docs/json', `/backend-api/conversation/${'0'.repeat(8)}-0000-4000-8000-000000000000`, '/backend-api/nothing', '/v1/nothing', '/backend-api/conversations?limit=x']
  for (const path of gets) t.equal((await s.call('GET', path)).headers.get('cache-control'), 'no-store', path)
  for (const stream of [false, true]) {
    const expected = stream ? 'no-store, no-transform' : 'no-store'
    t.equal((await s.call('POST', '/v1/chat/completions', { model: 'm', messages: MESSAGES, stream })).headers.get('cache-control'), expected)
    t.equal((await s.call('POST', '/backend-api/f/conversation', { message: { content: 'What is a pond?' }, stream })).headers.get('cache-control'), expected)
  }
  t.equal((await s.call('GET', '/')).headers.get('cache-control'), 'no-cache', 'a page may stay, and is asked for each time')
})

t.test('nor a refusal', async (t) => {
  const { call } = await build(t, { AUTH_JWT_SECRET: 'a secret of thirty-two characters or more' })
  const refused = await call('GET', '/backend-api/conversations')
  t.match([refused.status, refused.headers.get('cache-control')], [401, 'no-store'])
})
