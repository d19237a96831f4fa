import t from '../tap.ts'
import { build, eventsOf } from '../helper.ts'
import { keysOf } from '../state.ts'

const s = await build(t)
const gateway = (messages: object[], more: object = {}) => s.call('POST', '/v1/chat/completions', { model: 'gpt-4o-mini', messages, ...more })
const user = (content: unknown) => ({ role: 'user', content })
const answers = () => keysOf(s, 'ans:')
const ns = (name: string) => ({ 'x-deflect-namespace': name })

t.test('questions that are not everybody\'s go past the cache on both surfaces, with the reason', async (t) => {
  for (const [question, name] of [['What is the weather tomorrow?', 'time_relative'], ['My card 4111 1111 1111 1111 was declined, why?', 'personal'], ['Where is my parcel?', 'account'], ['Tell me another joke', 'creative']] as const) {
    for (let again = 0; again < 2; again++) {
      const chat = await s.send(question)
      t.match(chat.body.cache, { status: 'bypass', reason: `not_cacheable:${name}` }, question)
      t.equal(chat.headers.get('cache-status'), `deflect; fwd=bypass; detail=not_cacheable:${name}`)
      t.equal((await gateway([user(question)])).headers.get('cache-status'), `deflect; fwd=bypass; detail=not_cacheable:${name}`)
    }
  }
  t.strictSame(await answers(), [])
})

t.test('what is not one text, or was made with tools, goes past the cache on the gateway, each by name', async (t) => {
  const tool = { type: 'function', function: { name: 'f', parameters: {} } }
  const called = [user('Look it up'), { role: 'assistant', content: null, tool_calls: [{ id: 'c', type: 'function', function: { name: 'f', arguments: '{}' } }] }, { role: 'tool', tool_call_id: 'c', content: '42' }]
  const cases: [string, object[], object][] = [
    ['tools', [user('Why?')], { tools: [tool] }],
    ['n', [user('Why?')], { n: 2 }],
    ['logprobs', [user('Why?')], { logprobs: true }],
    ['moderation', [user('Why?')], { moderation: { model: 'omni-moderation-latest' } }],
    ['not_text', [user([{ type: 'image_url', image_url: { url: 'data:,x' } }])], {}],
    ['last_message', called, {}],
    ['not_text', [...called, { role: 'assistant', content: '42' }, user('And why is that so?')], {}],
    ['too_long', [user('word '.repeat(4_000))], {}]
  ]
  for (const [name, messages, more] of cases) {
    t.equal((await gateway(messages, more)).headers.get('cache-status'), `deflect; fwd=bypass; detail=not_cacheable:${name}`)
  }
  t.strictSame(await answers(), [])
})

t.test('answers that are not whole, or say that they are not for later, are not kept: the miss says why', async (t) => {
  const cases: [object, string][] = [
    [{ fault: 'length' }, 'truncated'],
    [{ fault: 'content-filter' }, 'refused'],
    [{ fault: 'tool-call' }, 'tools'],
    [{ fault: 'refusal' }, 'refused'],
    [{ fault: 'empty' }, 'empty_answer'],
    [{ answer: "I'm sorry, but I can't help with that." }, 'refused'],
    [{ answer: 'As of today, it is 12 euros.' }, 'time_relative'],
    [{ answer: 'You reach her at anna.schmidt@gmx.net.' }, 'personal']
  ]
  for (const [patch, name] of cases) {
    s.llm.set(patch)
    const chat = await s.send('How tall is the tower?')
    t.match(chat.body.cache, { status: 'miss', reason: `not_cacheable:${name}` }, JSON.stringify(patch))
    t.equal(chat.headers.get('cache-status'), `deflect; fwd=miss; detail=not_cacheable:${name}`)
    t.equal((await gateway([user('How tall is the tower?')])).headers.get('cache-status'), `deflect; fwd=miss; detail=not_cacheable:${name}`)
    const done = eventsOf((await s.call('POST', '/backend-api/f/conversation', { stream: true, message: { content: 'How tall is the tower?' } })).text).at(-1)!
    t.equal(JSON.parse(done.data).cache.reason, `not_cacheable:${name}`, 'the end of a stream says it')
    s.llm.set({ fault: null, answer: undefined })
  }
  t.strictSame(await answers(), [])
})

t.test('an operator lets a class in: for its user alone, or for all, and never for long', async (t) => {
  const question = 'My name is Anna. Which school is near?'
  const put = await s.call('PUT', '/operator/policy/own', { classes: { personal: { keep: 'user', ttl_seconds: 90 }, time_relative: { keep: 'shared' } } })
  t.match(put.body.effective.classes, { personal: { keep: 'user', ttl_seconds: 90 }, time_relative: { keep: 'shared', ttl_seconds: 60 }, account: { keep: 'never', ttl_seconds: 300 } })
  const ask = (user: string, content = question) => s.send(content, { user, headers: ns('own') })
  t.match((await ask('ann')).body.cache, { status: 'miss', reason: 'scope:personal' })
  const hit = await ask('ann')
  t.equal(hit.body.cache.status, 'exact')
  t.ok(Number(/ttl=(\d+)/.exec(hit.headers.get('cache-status')!)?.[1]) <= 99, '90 s and the jitter')
  t.match((await ask('bob')).body.cache, { status: 'miss', reason: 'scope:personal' }, 'never anybody else')
  t.equal((await ask('ann', 'What is the weather tomorrow?')).body.cache.status, 'miss')
  const today = await ask('bob', 'What is the weather tomorrow?')
  t.equal(today.body.cache.status, 'exact')
  t.ok(Number(/ttl=(\d+)/.exec(today.headers.get('cache-status')!)?.[1]) <= 66)
  s.llm.set({ answer: 'You reach her at anna.schmidt@gmx.net.' })
  for (let again = 0; again < 2; again++) t.match((await ask('ann', 'How do I reach the office?')).body.cache, { status: 'miss', reason: 'not_cacheable:personal' }, 'an answer for its user alone to a question that is everybody\'s')
  s.llm.set({ answer: undefined })
  for (const [body, field] of [[{ classes: { personal: { keep: 'always' } } }, 'classes.personal.keep'], [{ classes: { moody: {} } }, 'moody'], [{ classes: { account: { ttl_seconds: 0 } } }, 'classes.account.ttl_seconds']] as const) {
    const refused = await s.call('PUT', '/operator/policy/own', body)
    t.equal(refused.status, 400)
    t.match(refused.body.message, field)
  }
})

t.test('a document in a system prompt, and a tool\'s result that was said before, are scope', async (t) => {
  const about = (document: string) => [{ role: 'system', content: `Answer from this: ${document}` }, user('What does the contract say about notice?')]
  t.match((await gateway(about('notice is one month'))).headers.get('cache-status'), /fwd=miss; stored/)
  t.match((await gateway(about('notice is two months'))).headers.get('cache-status'), /fwd=miss; stored/, 'another document is another scope')
  t.match((await gateway(about('notice is one month'))).headers.get('cache-status'), /hit/)
  const after = (result: string) => [user('Look it up'), { role: 'assistant', content: '' }, { role: 'tool', tool_call_id: 'c', content: result }, user('What does the contract say about notice?')]
  t.match((await gateway(after('42'))).headers.get('cache-status'), /fwd=miss; stored/)
  t.match((await gateway(after('43'))).headers.get('cache-status'), /fwd=miss; stored/, 'another result is another context')
})

t.test('a client raises the threshold and shortens the time, never the other way; similarity is told of its own scope only', async (t) => {
  const first = await s.send('What is the capital of France?', { headers: { 'x-deflect-ttl': '999999999' } })
  t.equal(first.body.cache.status, 'miss')
  const near = 'Name the capital city of France'
  const miss = await s.send(near, { headers: { 'x-deflect-threshold': '0', 'cache-control': 'no-store' } })
  t.equal(miss.body.cache.status, 'bypass')
  const lowered = await s.send(near, { headers: { 'x-deflect-threshold': '0.1' } })
  t.match(lowered.body.cache, { status: 'miss', reason: 'below_threshold' })
  t.ok(lowered.body.cache.similarity > 0.1 && lowered.body.cache.similarity < 0.95)
  t.equal((await s.send('Whats the capital of France?')).body.cache.status, 'semantic')
  t.match((await s.send('What s the capital of France?', { headers: { 'x-deflect-threshold': '1' } })).body.cache, { status: 'miss' })
  const kept = await s.send('what is the capital of france')
  t.ok(Number(/ttl=(\d+)/.exec(kept.headers.get('cache-status')!)?.[1]) <= 86_400 * 1.1, 'no longer than the policy')
  for (const headers of [ns('elsewhere'), { ...ns('a:b'), 'x-deflect-threshold': '0' }]) {
    const other = await s.send(near, { headers })
    t.match(other.body.cache, { status: 'miss', reason: 'empty' })
    t.notOk('similarity' in other.body.cache, 'nothing is told of what another scope holds')
    t.equal(other.headers.get('x-deflect-similarity'), null)
  }
})

t.test('an upstream that says that no tools were called is kept as any other', async (t) => {
  s.llm.set({ extras: { message: { tool_calls: [] } } } as never)
  const put = (stream: boolean) => s.call('POST', '/v1/chat/completions', { model: 'gpt-4o-mini', stream, messages: [{ role: 'user', content: 'What is a tool that nobody calls?' }] })
  const first = await put(false)
  s.llm.set({ extras: undefined } as never)
  t.match(first.headers.get('cache-status'), /stored/)
  const again = await put(false)
  t.match([again.headers.get('cache-status'), again.body.choices], [/hit/, first.body.choices])
  t.match((await put(true)).headers.get('cache-status'), /hit/)
})

t.test('an integer that may have been another one is no scope: the request goes past the cache', async (t) => {
  const ask = (field: string) => s.call('POST', '/v1/chat/completions', `{"model":"gpt-4o-mini","messages":[{"role":"user","content":"How large is an integer?"}],${field}}`)
  for (const field of ['"seed":9007199254740992', '"seed":9007199254740993', '"seed":-9223372036854775808', '"options":{"list":[1,{"id":12345678901234567890}]}']) {
    t.equal((await ask(field)).headers.get('cache-status'), 'deflect; fwd=bypass; detail=not_cacheable:large_integer', field)
  }
  t.match((await ask('"seed":9007199254740991')).headers.get('cache-status'), /fwd=miss; stored/)
  t.match((await ask('"seed":9007199254740991')).headers.get('cache-status'), /hit/)
})
