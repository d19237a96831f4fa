import t from '../../tap.ts'
import { DEFAULT_CONTROLS } from '../../../src/answer/controls.ts'
import { outdatedTags } from '../../../src/answer/generations.ts'
import { buildApp } from '../../../src/app.ts'
import { sampleEntry } from '../../cache/fresh.ts'
import { build, until } from '../../helper.ts'

type Controls = { namespace?: string, tags?: string, model?: string }
const s = await build(t)
const other = await buildApp(s.app.config, false, s.app.embedder)
t.teardown(() => other.close())
const elsewhere = await other.listen({ host: '127.0.0.1', port: 0 })
await until(() => other.redis.invalidation.state().caughtUp && s.app.redis.invalidation.state().caughtUp)

const headersOf = ({ namespace, tags }: Controls) => ({ ...(namespace ? { 'x-deflect-namespace': namespace } : {}), ...(tags ? { 'x-deflect-tags': tags } : {}) })
const payloadOf = (content: string, { model = 'gpt-4o-mini' }: Controls) => ({ model, messages: [{ role: 'user', content }] })
const detail = (status: unknown) => /detail=([\w:-]+)/.exec(String(status))?.[1]
const ask = (content: string, controls: Controls) => s.call('POST', '/v1/chat/completions', payloadOf(content, controls), headersOf(controls))
const here = async (content: string, controls: Controls) => detail((await ask(content, controls)).headers.get('cache-status'))
const invalidate = (body: object) => s.call('POST', '/operator/invalidate', body)

t.test('a dry run counts, shows a few, and changes nothing', async (t) => {
  for (let i = 0; i < 7; i++) await ask(`What is rule number ${i} of chess?`, { namespace: 'chess', tags: 'games' })
  await ask('What is rule number 1 of go?', { namespace: 'go', tags: 'games' })
  const dry = await invalidate({ namespace: 'chess' })
  t.match(dry, { status: 200, body: { dry_run: true, entries: 7, generation: null } })
  t.equal(dry.body.examples.length, 5)
  t.ok(dry.body.examples.every(({ question }: { question: string }) => question.endsWith('of chess?')))
  t.equal((await invalidate({ tag: 'games' })).body.entries, 8)
  t.equal((await invalidate({ tag: 'game' })).body.entries, 0)
  t.equal((await invalidate({ namespace: 'nowhere' })).body.entries, 0)
  t.equal(await here('What is rule number 1 of chess?', { namespace: 'chess' }), 'exact')
  t.equal((await s.app.pg.pool.query('SELECT count(*)::int AS n FROM invalidations')).rows[0].n, 0)
})

t.test('a namespace, a model, a tag, everything: gone in every process when it returns, from both tiers, and nothing else', async (t) => {
  const question = 'Who wrote the novel Dracula?'
  const paraphrase = 'Who wrote the novel, Dracula?'
  const places: Controls[] = [{ namespace: 'n1' }, { namespace: 'n2' }, { model: 'm1' }, { namespace: 'n3', tags: 'a,b' }, { namespace: 'n4', tags: 'b' }]
  const fill = async () => { for (const place of places) await ask(question, place) }
  for (const [target, gone] of [[{ namespace: 'n1' }, [0]], [{ model: 'm1' }, [2]], [{ tag: 'b' }, [3, 4]], [{ all: true }, [0, 1, 2, 3, 4]]] as const) {
    await fill()
    const done = await invalidate({ ...target, dry_run: false })
    t.match(done, { status: 200, body: { dry_run: false, entries: null, generation: Number } })
    for (const [i, place] of places.entries()) {
      const taken = (gone as readonly number[]).includes(i)
      const only = { 'cache-control': 'only-if-cached' }
      const found = [
        (await s.call('POST', '/v1/chat/completions', payloadOf(question, place), { ...headersOf({ ...place, tags: '' }), ...only })).status,
        (await s.call('POST', '/v1/chat/completions', payloadOf(paraphrase, place), { ...headersOf({ ...place, tags: '' }), ...only })).status,
        (await other.inject({ method: 'POST', url: '/v1/chat/completions', headers: { ...headersOf({ ...place, tags: '' }), ...only }, payload: payloadOf(question, place) })).statusCode
      ]
      t.same(found, taken ? [504, 504, 504] : [200, 200, 200], `${JSON.stringify(target)}: ${JSON.stringify(place)}`)
    }
  }
  const { rows } = await s.app.pg.pool.query('SELECT seq, kind, value, author, create_time <= clock_timestamp() AS timed FROM invalidations ORDER BY seq')
  t.same(rows.map(({ kind, value, author, timed }) => [kind, value, author, timed]), [['namespace', 'n1', 'local', true], ['model', 'm1', 'local', true], ['tag', 'b', 'local', true], ['all', '', 'local', true]])
})

t.test('what an invalidated tag took away hides nothing, be it nearer and in crowds', async (t) => {
  const { answers, embedder, semanticAnswers: semantic, redis } = s.app
  const question = 'How do I repot a cactus?'
  const plan = await answers.plan({ scope: { tenant: 'local', model: 'gpt-4o-mini', system: null, parameters: {}, context: 'root' }, user: 'local', question, bypass: null, controls: { ...DEFAULT_CONTROLS, namespace: 'crowd' }, conversationId: null })
  const { vector } = await embedder.embed(plan.embedded)
  const far = (await embedder.embed('repot a big cactus')).vector
  const good = sampleEntry({ question: 'How do I repot a big cactus?', namespace: 'crowd', tags: ['new'] })
  await redis.execute('test', (pipeline) => {
    for (let i = 0; i < 200; i++) semantic.enqueueStore(pipeline, sampleEntry({ question, namespace: 'crowd', tags: ['new', 'old'] }), 100, { scope: plan.scopeHash, vector })
    semantic.enqueueStore(pipeline, good, 100, { scope: plan.scopeHash, vector: far })
  })
  await invalidate({ tag: 'old', dry_run: false })
  const generations = await s.app.generations.read('local')
  const found = await semantic.nearest(plan.scopeHash, vector, 5, { outdated: (entry) => outdatedTags(generations, entry) })
  t.match(found, { candidates: [{ entry: { id: good.id } }] })
  t.equal('candidates' in found && found.candidates.length, 1)
})

t.test('an answer that was on its way is given to who waits for it, and to nobody after', async (t) => {
  for (const [target, place] of [[{ tag: 'news' }, { namespace: 'flight1', tags: 'news' }], [{ namespace: 'flight2' }, { namespace: 'flight2' }]] as const) {
    const before = s.llm.stats().calls
    const release = s.llm.hold(2)
    // A stream begins with the first piece of its answer: who has begun is in a call.
    const begin = (address: string) => fetch(`${address}/v1/chat/completions`, {
      method: 'POST', headers: { 'content-type': 'application/json', ...headersOf(place) }, body: JSON.stringify({ ...payloadOf('Which planet is the largest?', place), stream: true })
    })
    const early = await begin(s.address)
    t.equal(s.llm.stats().calls, before + 1)
    await invalidate({ ...target, dry_run: false })
    const late = await Promise.all([begin(s.address), begin(elsewhere)])
    t.equal(s.llm.stats().calls, before + 2, 'who came after did not join the old call, but each other')
    release()
    for (const reply of [early, ...late]) t.match(await reply.text(), /\[DONE\]/)
    t.equal(s.llm.stats().calls, before + 2)
    await until(async () => await here('Which planet is the largest?', place) === 'exact' || await here('Which planet is the largest?', place) === 'semantic')
    t.equal((await invalidate({ namespace: place.namespace })).body.entries >= 1, true)
  }
  // Nobody asks meanwhile: what the old call stores is found by nobody.
  const before = s.llm.stats().calls
  const release = s.llm.hold()
  const early = ask('Which moon is the largest?', { namespace: 'flight3', tags: 'news' })
  await s.llm.waitForCalls(before + 1)
  await invalidate({ tag: 'news', dry_run: false })
  release()
  await early
  t.equal(await here('Which moon is the largest?', { namespace: 'flight3' }), 'empty')
})

t.test('it survives the loss of what Redis holds, and a new process', async (t) => {
  const place = { namespace: 'kept', tags: 'kept' }
  await ask('What is a lighthouse?', place)
  await invalidate({ tag: 'kept', dry_run: false })
  await s.redis.del(`${s.prefix}gen:local`)
  t.equal(await here('What is a lighthouse?', { namespace: 'kept' }), 'empty')
  t.match(await s.redis.get(`${s.prefix}gen:local`), '"tag","kept"')
  const third = await buildApp(s.app.config, false, s.app.embedder)
  t.teardown(() => third.close())
  t.ok((await third.generations.read('local')).of('tag', 'kept') > 0)
})

t.test('several at once are numbered one after the other', async (t) => {
  const numbers = (await Promise.all(Array.from({ length: 6 }, (_, i) => invalidate({ tag: `t${i}`, dry_run: false })))).map(({ body }) => body.generation).sort((a, b) => a - b)
  t.same(numbers, numbers.map((_, i) => numbers[0] + i))
})

t.test('many at once are all done: invalidations, and versions of one policy', async (t) => {
  const s = await build(t, { POSTGRES_POOL: '30' })
  // A slow Postgres: whatever is under way together takes the same number.
  await s.app.pg.pool.query("CREATE FUNCTION slowly() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(0.02); RETURN NEW; END'")
  for (const table of ['invalidations', 'policies']) await s.app.pg.pool.query(`CREATE TRIGGER slowly BEFORE INSERT ON ${table} FOR EACH ROW EXECUTE FUNCTION slowly()`)
  const all = async (one: (i: number) => ReturnType<typeof s.call>) => await Promise.all(Array.from({ length: 30 }, (_, i) => one(i)))
  const invalidated = await all((i) => s.call('POST', '/operator/invalidate', { tag: `many${i}`, dry_run: false }))
  const put = await all((i) => s.call('PUT', '/operator/policy/many', { ttl_seconds: 100 + i }))
  t.same([...new Set([...invalidated, ...put].map(({ status }) => status))], [200])
  t.equal(new Set(invalidated.map(({ body }) => body.generation)).size, 30)
  t.equal((await s.call('GET', '/operator/policy/many')).body.version, 30)
  const following = await all(() => s.call('PUT', '/operator/policy/many', { if_version: 30 }))
  t.same(following.map(({ status }) => status).sort(), [200, ...Array(29).fill(409)], 'one of those that follow the same version')
})

t.test('what is refused changes nothing', async (t) => {
  const refused: [unknown, RegExp][] = [
    [{}, /^expected one of .* got none/],
    [{ tag: 'a', all: true }, /^expected one of .* got tag, all/],
    [{ namespace: '} @labels:{x' }, /^namespace must be 1 to 64 letters/],
    [{ tag: 'a|b' }, /^tag must be 1 to 64 letters/],
    [{ all: false }, /^all must be true$/],
    [{ all: true, dry_run: 'no' }, /^dry_run must/],
    [{ everything: true }, /^everything is not a known field/]
  ]
  const count = async () => (await s.app.pg.pool.query('SELECT count(*)::int AS n FROM invalidations')).rows[0].n
  const before = await count()
  for (const [body, message] of refused) t.match(await invalidate(body as object), { status: 400, body: { message } })
  t.equal(await count(), before)
})

t.test('a process that cannot ask Postgres what is in force, while others can change it, serves and keeps nothing', async (t) => {
  const busy = await buildApp({ ...s.app.config, POSTGRES_TIMEOUT_MS: 300 }, false, s.app.embedder)
  t.teardown(() => busy.close())
  await until(() => busy.redis.invalidation.state().caughtUp)
  const there = async () => (await busy.inject({ method: 'POST', url: '/v1/chat/completions', headers: headersOf({ namespace: 'busy' }), payload: payloadOf('What does it cost?', {}) })).headers['cache-status']
  t.match(await there(), /stored/)
  t.equal(detail(await there()), 'exact')
  t.equal((await invalidate({ namespace: 'busy', dry_run: false })).status, 200)
  const holder = await s.app.pg.pool.connect()
  await holder.query('BEGIN; LOCK TABLE generations IN ACCESS EXCLUSIVE MODE')
  for (let i = 0; i < 2; i++) t.equal(await there(), 'deflect; fwd=miss; detail=error')
  await holder.query('ROLLBACK')
  holder.release()
  t.match(await there(), /stored/)
  t.equal(detail(await there()), 'exact')
})
