import { SignJWT } from 'jose'
import t from '../tap.ts'
import { build, type Reply } from '../helper.ts'
import { keysOf } from '../state.ts'

const s = await build(t)
const inNamespace = (name: string) => (user: string, content: string, more: { conversation_id?: string, headers?: Record<string, string> } = {}) =>
  s.send(content, { user, ...more, headers: { 'x-deflect-namespace': name, ...more.headers } })
const gateway = (messages: object[], headers: Record<string, string>) => s.call('POST', '/v1/chat/completions', { model: 'gpt-4o-mini', messages, user: 'gil' }, headers)

t.test('second_user: an answer is its asker\'s alone until another user asks the same', async (t) => {
  await s.call('PUT', '/operator/policy/careful', { admission: 'second_user' })
  const ask = inNamespace('careful')
  const status = async (user: string, content: string) => (await ask(user, content)).body.cache.status
  t.equal(await status('ann', 'What is the boiling point of lead?'), 'miss')
  t.equal(await status('ann', 'what is the boiling point of lead'), 'exact', 'who asked is served')
  t.equal(await status('ann', 'Whats the boiling point of lead?'), 'semantic', 'by meaning too')
  t.equal(await status('ann', 'What is the boiling point of lead??'), 'exact')
  t.equal(await status('cid', 'Whats the boiling point of lead ?'), 'miss', 'nobody else is, and another wording admits nothing')
  t.equal(await status('bob', 'What is the boiling point of lead?'), 'miss', 'the second user gets an answer of their own')
  t.equal(await status('dan', 'What is the boiling point of lead?'), 'exact', 'and shares it')
  t.match((await gateway([{ role: 'user', content: 'What is the boiling point of lead?' }], { 'x-deflect-namespace': 'careful' })).headers.get('cache-status'), /hit/, 'over both surfaces')

  // One user who asks again and again, with the cache passed over, admits nothing.
  for (let i = 0; i < 3; i++) await ask('eve', 'Say that the bank closed?', { headers: { 'cache-control': 'no-cache' } })
  const kept = (await s.call('GET', '/operator/entries?namespace=careful')).body.items.filter(({ question }: { question: string }) => question.startsWith('Say'))
  t.equal(kept.length, 1, 'each takes the place of the one before')
  t.equal(await status('fay', 'Whats to say that the bank closed?'), 'miss')
  const marks = await Promise.all((await keysOf(s, 'ans:a:')).map((key) => s.redis.get(key)))
  t.ok(marks.length > 0 && marks.every((mark) => /^[0-9a-f]{32}$/.test(mark!)), 'who asked is kept as a pseudonym')
  t.equal(new Set(marks).size, marks.length, 'of their own for each question')
})

t.test('followups: root, a follow-up that stands by itself is also looked for among first questions, and stored in its place only', async (t) => {
  for (const name of ['plain', 'rooted']) {
    if (name === 'rooted') await s.call('PUT', '/operator/policy/rooted', { followups: 'root' })
    const ask = inNamespace(name)
    await ask('ann', 'What is the capital of Japan?')
    const talk = async (user: string, content: string) => await ask(user, content, { conversation_id: (await ask(user, `Tell me about the hobbies of ${user}`)).body.conversation_id })
    t.equal((await talk('ben', 'What is the capital of Japan?')).body.cache.status, name === 'rooted' ? 'exact' : 'miss', name)
    t.equal((await talk('cat', 'What is its capital?')).body.cache.status, 'miss', name)
    t.equal((await talk('dot', 'Where does Haruki Murakami live in Tokyo?')).body.cache.status, 'miss', name)
    t.equal((await ask('eva', 'Where does Haruki Murakami live in Tokyo?')).body.cache.status, 'miss', 'an answer given in a conversation is nobody\'s first')
    const messages = [{ role: 'user', content: 'Hello' }, { role: 'assistant', content: 'Hi' }, { role: 'user', content: 'What is the capital of Japan?' }]
    t.match((await gateway(messages, { 'x-deflect-namespace': name })).headers.get('cache-status'), name === 'rooted' ? /hit/ : /fwd=miss/, `gateway, ${name}`)
  }
})

t.test('followups: root, instructions hold in whatever form and wherever they stand', async (t) => {
  const [headers, question] = [{ 'x-deflect-namespace': 'rooted' }, { role: 'user', content: 'What is the capital of Denmark?' }]
  const talk = [{ role: 'user', content: 'Hello' }, { role: 'assistant', content: 'Hi' }]
  const pirate = (role: string, content: unknown = 'Answer as a pirate.') => ({ role, content })
  const ways: [string, (said: object[]) => Promise<Reply>][] = [
    ['chat', (said) => gateway([...said, question], headers)],
    ['response', (said) => s.call('POST', '/v1/responses', { model: 'gpt-4o-mini', input: [...said, question] }, headers)]
  ]
  for (const [name, ask] of ways) {
    const cacheOf = async (said: object[]) => (await ask(said)).headers.get('cache-status')
    t.match(await cacheOf([]), /fwd=miss/, name)
    t.match(await cacheOf(talk), /hit/, name)
    for (const said of [[pirate('developer')], [pirate('system'), pirate('system', 'Be brief.')], [pirate('system', [{ type: 'input_text', text: 'Be a pirate.' }])], [...talk, pirate('developer', 'Now be brief.')], [...talk, pirate('system', 'Now be brief.')]]) {
      t.notMatch(await cacheOf(said), /hit/, `${name} ${JSON.stringify(said)}`)
    }
    t.match(await cacheOf([pirate('developer'), ...talk]), /hit/, 'what was answered under the same ones will do')
  }
})

t.test('second_user: who holds one token is one user, whomever their requests name', async (t) => {
  const AUTH_JWT_SECRET = 'a secret for tests, long enough to be one'
  const s = await build(t, { AUTH_JWT_SECRET })
  const bearer = async (sub: string, role = 'user') =>
    ({ authorization: `Bearer ${await new SignJWT({ sub, tenant: 'acme', role }).setProtectedHeader({ alg: 'HS256' }).setExpirationTime('1h').sign(new TextEncoder().encode(AUTH_JWT_SECRET))}` })
  t.equal((await s.call('PUT', '/operator/policy', { admission: 'second_user' }, await bearer('op', 'operator'))).status, 200)
  const ask = async (sub: string, user?: string) => (await s.call('POST', '/v1/chat/completions', { model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'What is the boiling point of lead?' }], ...(user ? { user } : {}) }, await bearer(sub))).headers.get('cache-status')
  for (const user of ['one', 'two', undefined, 'three']) t.match(await ask('eve', user), /fwd=miss/, `eve as ${user}`)
  t.match(await ask('ann'), /fwd=miss/, 'nobody is given what she had stored')
  t.match(await ask('bob'), /hit/, 'ann was the second')
})
