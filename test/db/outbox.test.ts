import { randomUUID } from 'node:crypto'
import { connect, createServer, type AddressInfo } from 'node:net'
import pg from 'pg'
import t from '../tap.ts'
import { createOutbox } from '../../src/db/outbox.ts'
import { freshSchema } from '../events/fresh.ts'
import { until } from '../helper.ts'

/** A database of its own, as everybody who listens in it is waited for. */
async function fresh (t: { teardown (work: () => unknown): void }, search = '') {
  const base = new URL(process.env['DATABASE_URL'] ?? 'postgres://postgres@127.0.0.1:5432/deflect')
  const admin = new pg.Pool({ connectionString: base.href, max: 1 })
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await admin.query(`CREATE DATABASE ${name}`)
  base.pathname = `/${name}`
  base.search = search
  const pool = new pg.Pool({ connectionString: base.href, max: 2 })
  // Its last connections may still be closing when the database is dropped.
  pool.on('error', () => {})
  const ends: (() => Promise<unknown>)[] = []
  t.teardown(async () => {
    for (const end of ends.toReversed()) await end()
    await pool.end()
    await admin.query(`DROP DATABASE ${name} WITH (FORCE)`)
    await admin.end()
  })
  return {
    pool,
    url: base.href,
    /** A process that hears, as the service does. */
    async process (silenceMs?: number) {
      const heard: (string[] | null)[] = []
      const outbox = createOutbox(pool, base.href, silenceMs)
      let listening = false
      ends.push(outbox.listen((keys) => { heard.push(keys) }, () => { listening = true }, () => { listening = false }))
      await until(() => listening)
      return { outbox, heard }
    },
    /** One that hears, and answers when the test says so. */
    async slow () {
      const client = new pg.Client({ connectionString: base.href, application_name: 'deflect-listen' })
      client.on('error', () => {})
      const names: string[] = []
      client.on('notification', ({ payload }) => { names.push((JSON.parse(payload!) as { name: string }).name) })
      await client.connect()
      await client.query('LISTEN deflect_invalidate')
      const { rows: [{ pid }] } = await client.query('SELECT pg_backend_pid() AS pid')
      ends.push(() => client.end())
      return { names, answer: () => client.query('SELECT pg_notify($1, $2)', ['deflect_heard', JSON.stringify({ by: pid, names })]) }
    }
  }
}

t.test('a process that is busy for seconds while it connects to listen does not take Postgres for away', async (t) => {
  const { pool, url } = await fresh(t)
  const told: string[] = []
  let end!: () => Promise<unknown>
  const listening = new Promise<void>((resolve) => { end = createOutbox(pool, url).listen(() => {}, resolve, (reason) => { told.push(reason) }) })
  t.teardown(() => end())
  // Its timers come due before the socket is read.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2_500)
  await listening
  t.same(told, [])
})

for (const search of ['', '?application_name=mine']) {
  t.test(`who tells goes on when all who listen have heard ${search}`, async (t) => {
    const s = await fresh(t, search)
    const [one, two, three] = [await s.process(), await s.process(), await s.process()]
    await Promise.all(Array.from({ length: 300 }, async (_, i) => {
      await one.outbox.tell([`key ${i}`])
      t.ok([two, three].every(({ heard }) => heard.some((keys) => keys?.[0] === `key ${i}`)), `key ${i}`)
    }))
    await two.outbox.tell(['x'.repeat(9_000)])
    t.same([one.heard.at(-1), three.heard.at(-1)], [null, null], 'too long to be said: anything may be stale')
  })
}

t.test('a listener that takes its time is waited for', async (t) => {
  const s = await fresh(t)
  const [one, slow] = [await s.process(60_000), await s.slow()]
  let done = false
  const telling = one.outbox.tell(['key']).then(() => { done = true })
  await until(() => slow.names.length === 1)
  for (let i = 0; i < 20; i++) await s.pool.query('SELECT 1')
  t.notOk(done)
  await slow.answer()
  await telling
})

t.test('one that is silent is not waited for for ever, and who hears nobody waits for nobody', async (t) => {
  const s = await fresh(t)
  const [one, slow] = [await s.process(50), await s.slow()]
  await one.outbox.tell(['first'])
  await createOutbox(s.pool, '', 60_000).tell(['second'])
  await until(() => slow.names.length === 2)
  t.pass('both were told')
})

t.test('what nobody here says changes nothing', async (t) => {
  const s = await fresh(t)
  const [one, two] = [await s.process(), await s.process()]
  for (const channel of ['deflect_heard', 'deflect_invalidate']) for (const payload of ['', 'null', '7', '[]', '{"by":"x"}', '{"by":1,"names":[7,null]}', '{"name":7,"keys":[1]}']) await s.pool.query('SELECT pg_notify($1, $2)', [channel, payload])
  await one.outbox.tell(['key'])
  t.same(two.heard, [null, null, null, [], null, null, null, ['key']])
  await s.pool.query('SELECT pg_notify($1, $2)', ['deflect_invalidate', '["of another service"]'])
  await until(() => two.heard.at(-1)?.[0] === 'of another service')
})

t.test('who asks for all rows is given those too that a clock which stepped back has left in the future', async (t) => {
  const { pool, url } = await freshSchema(t)
  const outbox = createOutbox(pool, url)
  const id = await outbox.add(['key'])
  await pool.query("UPDATE cache_outbox SET at = at + interval '1 hour'")
  t.same(await outbox.pending(0, 10), [{ id, keys: ['key'] }])
  t.same(await outbox.pending(1, 10), [])
})

/** A Postgres behind a link that is cut, without a word to either end, by the first notification it carries; what connects later comes through. */
async function fragileLink (t: { teardown (work: () => unknown): void }, behind: string) {
  const target = new URL(behind)
  let whole = true
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname)
    let dead = false
    for (const end of [near, far]) end.on('error', () => {}).on('close', () => { near.destroy(); far.destroy() })
    near.on('data', (bytes) => { if (!dead) far.write(bytes) })
    far.on('data', (bytes) => {
      if (dead) return
      near.write(bytes)
      if (!whole || !bytes.includes('"keys"')) return
      dead = true
      whole = false
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => new Promise((resolve) => server.close(resolve)))
  const url = new URL(behind)
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return url.href
}

t.test('a connection that is cut while Postgres is told that something was heard is left for another', async (t) => {
  const { pool, url } = await fresh(t)
  const said: string[] = []
  const outbox = createOutbox(pool, await fragileLink(t, url), undefined, 1_000)
  const end = outbox.listen((keys) => { said.push(keys![0]!) }, () => { said.push('(listens)') }, () => { said.push('(deaf)') })
  await until(() => said.length === 1)
  const tell = (key: string) => pool.query('SELECT pg_notify($1, $2)', ['deflect_invalidate', JSON.stringify({ name: 'another', keys: [key] })])
  await tell('first')
  await until(() => said.length === 4)
  await tell('second')
  await until(() => said.length === 5)
  t.same(said, ['(listens)', 'first', '(deaf)', '(listens)', 'second'])
  await end()
})
