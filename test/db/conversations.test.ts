import { randomUUID } from 'node:crypto'
import t from '../tap.ts'
import { createConversations, type Summary } from '../../src/db/conversations.ts'
import { createMessages } from '../../src/db/messages.ts'
import { freshSchema } from '../events/fresh.ts'

const ann = { tenant: 'local', user: 'ann' }
const bob = { tenant: 'local', user: 'bob' }
const elsewhere = { tenant: 'other', user: 'ann' }

async function fresh (t: Parameters<typeof freshSchema>[0]) {
  const { pool } = await freshSchema(t)
  const messages = createMessages(pool)
  const start = async () => (await messages.startConversation(ann, randomUUID(), 'A title', 'root', { id: randomUUID(), content: 'Hi', model: 'm' }, [])).conversationId
  return { pool, messages, conversations: createConversations(pool), start }
}

t.test('pages from anchors are the pages OFFSET would give, for 450 conversations of which many share a time', async (t) => {
  const { pool, conversations } = await fresh(t)
  await pool.query(`INSERT INTO conversations (id, tenant, user_id, title, context, update_time)
    SELECT gen_random_uuid(), 'local', 'ann', 'c' || i, 'root', '2026-01-01'::timestamptz + (i / 7) * interval '1 microsecond' FROM generate_series(1, 450) i`)
  const { rows } = await pool.query<{ id: string }>("SELECT id FROM conversations WHERE user_id = 'ann' ORDER BY update_time DESC, id DESC")
  const all = rows.map(({ id }) => id)
  const ids = (items: Summary[]) => items.map(({ id }) => id)

  const head = await conversations.readHead(ann, 200, 100)
  t.equal(head.total, 450)
  t.same(ids(head.items), all.slice(0, 200))
  t.same(head.anchors.map(({ at, id }) => [at, id]), [200, 300, 400].map((at) => [at, all[at - 1]]))
  for (const [offset, limit] of [[0, 20], [190, 20], [199, 1], [200, 100], [299, 2], [333, 50], [400, 100], [449, 20], [450, 20]] as const) {
    const anchor = head.anchors.findLast(({ at }) => at <= offset) ?? null
    t.same(ids(await conversations.readPage(ann, anchor, offset - (anchor?.at ?? 0), limit)), all.slice(offset, offset + limit), `offset ${offset}, limit ${limit}`)
  }
})

t.test('nobody has conversations of another user or tenant', async (t) => {
  const { conversations, start } = await fresh(t)
  const id = await start()
  for (const person of [bob, elsewhere]) {
    t.same(await conversations.readHead(person, 200, 100), { items: [], total: 0, anchors: [] })
    t.same(await conversations.readPage(person, null, 0, 10), [])
    t.equal(await conversations.rename(person, id, 'Mine', []), null)
  }
  t.match(await conversations.readHead(ann, 200, 100), { items: [{ id, title: 'A title' }], total: 1 })
})

t.test('a rename comes first in the list, with a later update_time', async (t) => {
  const { conversations, start } = await fresh(t)
  const [first, second] = [await start(), await start()]
  const before = (await conversations.readHead(ann, 200, 100)).items
  t.same(before.map(({ id }) => id), [second, first])
  const renamed = (await conversations.rename(ann, first, 'Renamed', []))?.value
  t.match(renamed, { id: first, title: 'Renamed' })
  t.ok(renamed!.update_time > before[0]!.update_time)
  t.match(renamed!.update_time, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/)
  t.same((await conversations.readHead(ann, 200, 100)).items.map(({ id }) => id), [first, second])
})

t.test('a head is of one moment, whoever begins conversations meanwhile', async (t) => {
  const { pool, start } = await fresh(t)
  await start()
  let last: Promise<unknown> = Promise.resolve()
  // One statement after the other, and a conversation between each two.
  const query = (...args: Parameters<typeof pool.query>) => {
    const mine = last.then(() => pool.query(...args))
    last = mine.then(() => start())
    return mine
  }
  const head = await createConversations({ query: query as typeof pool.query }).readHead(ann, 200, 100)
  t.equal(head.items.length, head.total)
  await last
})
