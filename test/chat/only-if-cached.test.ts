import { randomUUID } from 'node:crypto'
import t from '../tap.ts'
import { build } from '../helper.ts'
import { rowsOf, stateOf } from '../state.ts'

const s = await build(t)
// What a first request reads of policies and invalidations is kept, too.
await s.send('What is a cirque?')
const PATH = '/backend-api/f/conversation'
const ONLY = { 'cache-control': 'only-if-cached' }
const list = async () => (await s.call('GET', '/backend-api/conversations')).body
const history = async (id: string) => (await s.call('GET', `/backend-api/conversation/${id}`)).body
/** Rows, keys, list and history: reading the latter two fills their keys. */
const everything = async (id?: string) => ({ list: await list(), history: id && await history(id), state: await stateOf(s) })

t.test('on a miss nothing is left of a first message; sent again without it, it is answered as any other', async (t) => {
  for (const stream of [false, true]) {
    const before = await everything()
    const body = { message: { id: randomUUID(), content: `What is a fjord, ${stream ? 'streamed' : 'whole'}?` }, stream }
    for (let i = 0; i < 2; i++) {
      const refused = await s.call('POST', PATH, body, ONLY)
      t.match([refused.status, refused.body], [504, { statusCode: 504, code: 'NOT_CACHED' }])
      t.equal(refused.headers.get('x-deflect-conversation'), null)
      t.strictSame([refused.headers.get('cache-status'), refused.headers.get('x-deflect-similarity')?.length], ['deflect; detail=below_threshold', 6])
    }
    t.same(await everything(), before)
    const answered = await s.call('POST', PATH, { ...body, stream: false })
    t.match(answered, { status: 201, body: { cache: { status: 'miss' } } })
    const again = await s.call('POST', PATH, { ...body, stream: false }, ONLY)
    t.match(again, { status: 200, body: answered.body }, 'a turn that is there is told again')
  }
})

t.test('on a miss nothing is left of a message to a conversation; on a hit it is kept as usual', async (t) => {
  const first = (await s.send('What is a glacier?')).body
  const { conversation_id: id } = first
  await s.send('What is a moraine?')
  const before = await everything(id)
  t.not(before.list.items[0].id, id)
  const message = randomUUID()
  t.equal((await s.send('How thick is it?', { conversation_id: id, id: message, headers: ONLY })).status, 504)
  t.same(await everything(id), before)
  t.equal((await s.send('How thick is it?', { conversation_id: randomUUID(), headers: ONLY })).status, 404)
  t.equal((await s.send('How thick is it?', { conversation_id: id, user: 'thief', headers: ONLY })).status, 404)

  const answered = await s.send('How thick is it?', { conversation_id: id, id: message })
  t.match(answered, { status: 200, body: { cache: { status: 'miss' } } })
  const hit = await s.send('what is a glacier', { headers: ONLY })
  t.match(hit, { status: 201, body: { cache: { status: 'exact' } } })
  const follow = await s.send('how thick is it', { conversation_id: hit.body.conversation_id, headers: ONLY })
  t.match(follow, { status: 200, body: { cache: { status: 'exact' }, answer: { content: answered.body.answer.content } } }, 'in its own context')
  const kept = await history(hit.body.conversation_id)
  t.same(kept.messages.map(({ id }: { id: string }) => id), [hit, follow].flatMap(({ body }) => [body.message.id, body.answer.id]))
  t.equal((await list()).items[0].id, hit.body.conversation_id)
})

t.test('a question that was stored before, and has no answer, stays where it is', async (t) => {
  const id = randomUUID()
  s.llm.set({ fault: '500' })
  const failed = await s.send('What is a drumlin?', { id })
  s.llm.set({ fault: null })
  const conversation = failed.headers.get('x-deflect-conversation')!
  const refused = await s.send('What is a drumlin?', { id, headers: ONLY })
  t.equal(refused.status, 504)
  t.equal(refused.headers.get('cache-status'), 'deflect; detail=below_threshold')
  t.match(refused.headers.get('x-deflect-similarity'), /^0\.\d{4}$/)
  t.equal((await s.send('What is an esker?', { id, headers: ONLY })).status, 409)
  t.equal((await rowsOf(s, conversation)).length, 1)
  t.match(await s.send('What is a drumlin?', { id }), { status: 200, body: { conversation_id: conversation, cache: { status: 'miss' } } })
})

t.test('beside another message to the same conversation: answered in the context it was looked for in, or not at all', async (t) => {
  const begin = async () => (await s.send('What is a volcano?')).body.conversation_id as string
  await s.send('Which is the highest?', { conversation_id: await begin() })
  for (let round = 0; round < 8; round++) {
    const id = await begin()
    const asked = [s.send(`Is it number ${round}?`, { conversation_id: id }), s.send('which is the highest', { conversation_id: id, headers: ONLY })]
    const [other, only] = await Promise.all(round % 2 ? asked : asked.reverse()).then((replies) => round % 2 ? replies : replies.reverse())
    t.equal(other!.status, 200)
    const rows = await rowsOf(s, id)
    t.same(rows.map(({ seq }) => seq), rows.map((_, i) => i + 1), 'no gap')
    if (only!.status === 504) t.same(rows.map(({ role }) => role), ['user', 'assistant', 'user', 'assistant'])
    else t.match([only!.status, only!.body.cache.status, rows[2]!.content], [200, 'exact', 'which is the highest'], 'what came first')
  }
})

t.test('what found nothing is counted', async (t) => {
  const errors = async () => Number(/^deflect_answers_total\{[^}]*status="error"[^}]*\} (\d+)/m.exec((await s.call('GET', '/metrics')).text)?.[1] ?? 0)
  const before = await errors()
  await s.send('Who counts this?', { headers: ONLY })
  t.equal(await errors(), before + 1)
})
