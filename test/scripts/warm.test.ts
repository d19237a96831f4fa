import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { FastifyInstance } from 'fastify'
import t from '../tap.ts'
import { warmFaq, type FaqWarmed } from '../../scripts/warm/faq.ts'
import { readFaq, type Faq } from '../../scripts/warm/read-faq.ts'
import { warmRecent } from '../../scripts/warm/recent.ts'
import { tellFaq } from '../../scripts/warm/told.ts'
import { explainPostgres } from '../../scripts/postgres.ts'
import { readConfig, type Config } from '../../src/config.ts'
import { build } from '../helper.ts'
import { keysOf } from '../state.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

function warm (args: string[], env: Record<string, string> = {}): Promise<{ code: number | null, out: string, err: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['scripts/warm.js', ...args], { cwd: root, env: { ...process.env, ...env } })
    let out = ''
    let err = ''
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => { out += chunk })
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => { err += chunk })
    child.on('close', (code) => resolve({ code, out, err }))
  })
}

const OPTIONS = { tenant: 'local', namespace: 'default', model: undefined, perSecond: 100, atOnce: 4, signal: new AbortController().signal, onProgress () {} }

/** What the command does once it has read its arguments: the command itself loads for seconds. By the service's model, but that of another setting. */
const keep = ({ config, embedder }: FastifyInstance, faqs: Faq[], namespace = 'default', more?: Partial<Config>): Promise<FaqWarmed> =>
  warmFaq({ ...config, ...more }, faqs, { ...OPTIONS, namespace }, more ? undefined : embedder)

t.test('lists and histories of users that were active lately', async (t) => {
  const service = await build(t, { MODEL_DIR: t.testdir({}) })
  const { app, call, send, redis, prefix } = service
  const own = { DATABASE_URL: app.config.DATABASE_URL, REDIS_KEY_PREFIX: prefix }
  const limits = { sinceMs: 3_600_000, users: 10_000, atOnce: 4 }
  const ids = new Map<string, string>()
  for (const user of ['ann', 'ben', 'cas']) ids.set(user, (await send(`What does ${user} ask?`, { user })).body.conversation_id)
  await app.pg.pool.query("UPDATE conversations SET update_time = clock_timestamp() - interval '2 hours' WHERE user_id = 'cas'")
  t.same(await keysOf(service, ':conversation_list'), [], 'every turn dropped its list')

  await t.test('one user at most: the one who wrote last', async (t) => {
    t.match(await warmRecent(app.config, { ...limits, users: 1, perSecond: 200 }), { users: 1, of: 1, lists: 1, histories: 1, filled: 2, present: 0 })
    t.same(await keysOf(service, ':conversation_list'), [`${prefix}user:ben:conversation_list`])
  })

  await t.test('all of them, what is there is left', async (t) => {
    const { code, out, err } = await warm(['--recent', '1h'], own)
    t.match({ code, err }, { code: 0, err: '' })
    t.match(out, /^2 users: 2 lists and 2 histories, 2 filled, 2 there already, in [\d.]+ s\n$/)
    for (const user of ['ann', 'ben']) {
      const headers = { 'x-deflect-user': user }
      t.match((await call('GET', `/backend-api/conversation/${ids.get(user)}`, undefined, headers)).headers.get('cache-status'), /hit/)
      const list = await call('GET', '/backend-api/conversations', undefined, headers)
      t.match(list.headers.get('cache-status'), /hit/)
      t.equal(list.body.items[0].id, ids.get(user))
    }
    const foreign = await call('GET', `/backend-api/conversation/${ids.get('ann')}`, undefined, { 'x-deflect-user': 'ben' })
    t.equal(foreign.status, 404, 'a warm history keeps its owner')
    t.equal(await redis.exists(`${prefix}conv:${ids.get('cas')}:history`), 0, 'two hours ago is not lately')
    t.ok(await redis.ttl(`${prefix}conv:${ids.get('ann')}:history`) > 0)
  })

  await t.test('what a write left outstanding is applied first', async (t) => {
    const key = `${prefix}conv:${ids.get('ann')}:history`
    await redis.set(key, 'an old value')
    await app.pg.pool.query('INSERT INTO cache_outbox (keys) VALUES ($1)', [[key]])
    t.match(await warmRecent(app.config, { ...limits, perSecond: 200 }), { filled: 1, present: 3 })
    t.not(await redis.get(key), 'an old value')
  })

  await t.test('no faster than the rate', async (t) => {
    for (const key of await keysOf(service, ':history')) await redis.del(key)
    const startedAt = performance.now()
    t.match(await warmRecent(app.config, { ...limits, perSecond: 4 }), { users: 2, lists: 2, histories: 2 })
    t.ok(performance.now() - startedAt >= 740, 'four turns, three pauses of 250 ms')
  })
})

t.test('faq: known questions are answered before anybody asks, as the service itself would keep them', async (t) => {
  const { app, call, send, llm, prefix } = await build(t)
  const headers = { 'x-deflect-namespace': 'help' }
  const own = { DATABASE_URL: app.config.DATABASE_URL, REDIS_KEY_PREFIX: prefix, OPENAI_BASE_URL: llm.url, OPENAI_API_KEY: 'sk-simulated' }
  const lines = [{ question: 'When do you open?', answer: 'At nine.' }, { question: 'What is a fjord?' }, { question: 'Where is my order?', answer: 'Nobody knows.' }]
  const file = join(t.testdir({ 'faq.jsonl': `\uFEFF${lines.map((line) => JSON.stringify(line)).join('\r\n')}` }), 'faq.jsonl')
  const { code, out, err } = await warm(['--faq', file, '--namespace', 'help', '--rate', '100/s', '--format', 'json'], own)
  t.match({ code, err }, { code: 0, err: '' })
  t.match(JSON.parse(out), { of: 3, done: 3, kept: 2, asked: 1, present: 0, refused: { 'not_cacheable:account': 1 } })
  t.match((await send('when do you open', { headers })).body, { cache: { status: 'exact' }, answer: { content: 'At nine.' } })
  t.equal((await send('What is a fjord?', { headers })).body.cache.status, 'exact')
  t.equal((await send('when do you open', { headers: { ...headers, 'cache-control': 'no-cache' } })).status, 201)
  t.match((await send('When do you open?', { headers })).body, { cache: { status: 'exact' }, answer: { content: 'At nine.' } }, 'nobody who asks anew replaces what an operator wrote')
  t.equal((await call('DELETE', '/backend-api/me', undefined, { 'x-deflect-user': 'faq' })).status, 200)
  t.equal((await send('When do you open?', { headers })).body.answer.content, 'At nine.', 'nobody\'s erasure takes it along, whatever the name')
  t.equal((await send('What is a fjord?', { headers })).body.cache.status, 'exact')
  const again = await keep(app, await readFaq(file), 'help')
  t.equal(tellFaq({ ...again, seconds: 1 }), '3 questions: 0 kept, 0 of them by the LLM, 2 there already, 1 not kept (not_cacheable:account), in 1 s')
})

t.test('faq: a corrected answer takes the place of the old one, and of what the LLM said; what an operator pinned or changed stays', async (t) => {
  const service = await build(t)
  const { app, call, send, llm, redis } = service
  const give = (answer: string, more?: Partial<Config>) => keep(app, ['When do you open?', 'When do you close?', 'Who owns the shop?'].map((question) => ({ question, answer })), 'default', more)
  const told = async (question: string) => (await send(question)).body
  await send('When do you open?')
  t.match(await give('At nine.'), { kept: 3 })
  t.match(await told('When do you open?'), { cache: { status: 'exact' }, answer: { content: 'At nine.' } })
  await call('PUT', `/operator/entries/${(await told('When do you close?')).cache.entry_id}`, { answer: 'At six.' })
  await call('POST', `/operator/entries/${(await told('Who owns the shop?')).cache.entry_id}/pin`, {})
  t.match(await give('At ten.'), { kept: 1, present: 2 })
  t.match(await told('When do you open?'), { cache: { status: 'exact' }, answer: { content: 'At ten.' } })
  t.match(await told('When do you close?'), { answer: { content: 'At six.' } })
  const none = t.testdir({})
  // As Redis evicts, and `npm run reindex` leaves it: the search alone has it.
  for (const key of await keysOf(service, 'ans:x:')) await redis.del(key)
  t.match(await give('At eleven.', { MODEL_DIR: none }), { kept: 0, present: 0, refused: { error: 3 } }, 'where the search cannot be asked, what stands there is not known')
  const { calls } = llm.stats()
  t.match(await keep(app, [{ question: 'What is a fjord?' }, { question: 'Where is my order?' }], 'default', { MODEL_DIR: none }), { kept: 0, asked: 0, refused: { error: 1, 'not_cacheable:account': 1 } })
  t.equal(llm.stats().calls, calls, 'the LLM is not asked for what is not kept')
  t.match(await give('At eleven.'), { kept: 1, present: 2, refused: {} })
  t.match(await told('When do you open?'), { answer: { content: 'At eleven.' } })
  t.match(await told('When do you close?'), { answer: { content: 'At six.' } })
  t.match(await told('Who owns the shop?'), { answer: { content: 'At nine.' } })
})

t.test('faq: without the embedding model nothing is kept, and it says so', async (t) => {
  const { app, llm, prefix } = await build(t)
  const own = { DATABASE_URL: app.config.DATABASE_URL, REDIS_KEY_PREFIX: prefix, OPENAI_BASE_URL: llm.url, OPENAI_API_KEY: 'sk-simulated' }
  const file = join(t.testdir({ 'faq.jsonl': '{"question": "When do you open?", "answer": "At nine."}' }), 'faq.jsonl')
  const result = await warm(['--faq', file], { ...own, MODEL_DIR: t.testdirName })
  t.match(result, { code: 1, out: /^1 questions: 0 kept.* 1 not kept \(error\), in [\d.]+ s\n$/, err: 'npm run warm: the embedding model cannot be loaded: npm run model gets it\n' })
})

t.test('faq: of lines with the same question the last one counts', async (t) => {
  const { app, call, send } = await build(t)
  const lines = [['When do you open?', 'At eight.'], ['when do you open', 'At nine.'], ['When do you open?', 'At ten.']] as const
  t.match(await keep(app, lines.map(([question, answer]) => ({ question, answer }))), { of: 3, done: 3, kept: 1, refused: { repeated: 2 } })
  t.equal((await send('When do you open?')).body.answer.content, 'At ten.')
  t.same((await call('GET', '/operator/entries')).body.items.map(({ question }: { question: string }) => question), ['When do you open?'], 'nothing else is left to be found by meaning')
})

t.test('faq: what is quarantined does not come back by warming, as long as it is; another answer to the question is taken', async (t) => {
  const { app, call, send } = await build(t)
  const give = (answer: string) => keep(app, [{ question: 'When do you open?', answer }, { question: 'When do you close?', answer }, { question: 'What is a fjord?' }])
  t.match(await give('At nine.'), { kept: 3 })
  const [opens, closes, fjord] = [await send('When do you open?'), await send('When do you close?'), await send('What is a fjord?')].map(({ body }) => body)
  for (const { cache } of [opens, closes, fjord]) t.equal(cache.status, 'exact', JSON.stringify(cache))
  t.equal((await call('POST', `/operator/entries/${opens.cache.entry_id}/quarantine`, {})).status, 200)
  t.equal((await call('POST', `/backend-api/message/${closes.answer.id}/feedback`, { rating: 'down' })).status, 204)
  t.equal((await call('POST', `/operator/entries/${fjord.cache.entry_id}/quarantine`, {})).status, 200)
  t.match(await give('At nine.'), { kept: 0, asked: 1, present: 0, refused: { quarantined: 3 } }, 'nor does what the LLM says once more')
  const { answer } = (await send('When do you open?')).body
  t.not(answer.content, 'At nine.')
  t.match(await give(' At nine. '), { kept: 0, asked: 1, present: 0, refused: { quarantined: 3 } })
  t.match((await send('When do you open?')).body, { cache: { status: 'exact' }, answer: { content: answer.content } }, 'what is there since stays')
  t.match(await give('At ten.'), { kept: 2, refused: { quarantined: 1 } })
  t.match((await send('When do you close?')).body, { cache: { status: 'exact' }, answer: { content: 'At ten.' } })
  await call('DELETE', `/operator/entries/${opens.cache.entry_id}`)
  t.match(await give('At nine.'), { kept: 1, refused: { quarantined: 2 } }, 'deleted, it is quarantined no more')
})

t.test('faq: under a policy that waits for a second user it is shared at once; where nobody shares, nothing is kept', async (t) => {
  const { app, call, send } = await build(t)
  await call('PUT', '/operator/policy/careful', { admission: 'second_user' })
  await call('PUT', '/operator/policy/private', { sharing: 'user' })
  const into = (namespace: string) => keep(app, [{ question: 'When do you open?', answer: 'At nine.' }], namespace)
  t.match(await into('careful'), { kept: 1, refused: {} })
  for (const user of ['ann', 'bob']) t.match((await send('when do you open', { user, headers: { 'x-deflect-namespace': 'careful' } })).body, { cache: { status: 'exact' }, answer: { content: 'At nine.' } })
  t.match(await into('private'), { kept: 0, present: 0, refused: { 'sharing:user': 1 } })
})

const AWAY = 'postgres://someone:hunter2@127.0.0.1:1/deflect'

t.test('faq: another encoding than UTF-8 is refused: its letters would be U+FFFD in what is served', async (t) => {
  const faq = (question: string) => JSON.stringify({ question, answer: 'Café' })
  const of = (encoding: BufferEncoding) => join(t.testdir({ 'faq.jsonl': Buffer.from(['What is a café?', 'When do you open?'].map(faq).join('\r\n'), encoding) }), 'faq.jsonl')
  t.match(await readFaq(of('utf8')), [{ answer: 'Café' }, { answer: 'Café' }])
  await t.rejects(readFaq(of('latin1')), { message: /faq\.jsonl, line 1: expected UTF-8$/ })
  const second = join(t.testdir({ 'faq.jsonl': Buffer.concat([Buffer.from(`${faq('é')}\n`), Buffer.from(faq('è'), 'latin1')]) }), 'faq.jsonl')
  await t.rejects(readFaq(second), { message: /faq\.jsonl, line 2: expected UTF-8$/ })
})

t.test('each failure is one line', async (t) => {
  const lines = async (args: string[], env: Record<string, string>, code: number, expected: RegExp) => {
    const result = await warm(args, env)
    t.match(result, { code, out: '', err: expected }, args.join(' '))
    t.equal(result.err.trimEnd().split('\n').length, 1)
    t.notMatch(result.err, 'hunter2')
  }
  const folder = t.testdir({ bad: '{"question": "a"}\n{"q": 1}', none: '\n', good: '{"question": "a"}' })
  await Promise.all([
    lines([], {}, 2, /--recent DURATION or --faq FILE is required/),
    lines(['--faq', join(folder, 'bad')], {}, 2, /line 2: expected/),
    lines(['--faq', join(folder, 'none')], {}, 2, /expected at least one line/),
    lines(['--faq', 'f', '--namespace', 'a b'], {}, 2, /--namespace must be .* got "a b"/),
    lines(['--faq', 'f', '--tenant', ''], {}, 2, /--tenant must be .* got ""/),
    lines(['--faq', 'f', '--users', '5'], {}, 2, /--users is for --recent/),
    lines(['--recent', '1h', '--tenant', 'acme'], {}, 2, /--tenant is for --faq/),
    lines(['--recent', 'soon'], {}, 2, /--recent must be a duration .* got "soon"/),
    lines(['--recent', '1h', '--rate', '0'], {}, 2, /--rate must be .* got "0"/),
    lines(['--recent', '1h', '--users', 'all'], {}, 2, /--users must be .* got "all"/)
  ])
  await Promise.all([
    lines(['--recent', '1h'], { DATABASE_URL: AWAY }, 1, /cannot read Postgres at 127\.0\.0\.1:1/),
    lines(['--recent', '1h'], { HISTORY_TTL: '0' }, 1, /bad setting: HISTORY_TTL/)
  ])
  const error = await warmFaq(readConfig({ ...process.env, DATABASE_URL: AWAY, MODEL_DIR: folder }), [{ question: 'a' }], OPTIONS).catch((error: unknown) => error)
  const { message } = explainPostgres(error, AWAY, 'conversations') as Error
  t.match(message, /^cannot read Postgres at 127\.0\.0\.1:1 .*$/)
  t.notMatch(message, 'hunter2')
  t.match(await warm(['--help']), { code: 0, out: /--recent/ })
})
