import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { connect, createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from './tap.ts'
import { createServerProcess } from '../scripts/check-consistency/server-process.ts'
import { freePort } from '../scripts/services/process.ts'
import { build, noneOutstanding, reachesCaches } from './helper.ts'

/** A Postgres behind a door that counts how often a prepared statement is executed (its Bind messages). */
async function countingDoor (t: { teardown (work: () => unknown): void }, behind: string, statement: string) {
  const target = new URL(behind)
  const bind = Buffer.from(`\0${statement}\0`)
  let count = 0
  const server = createServer((client) => {
    const upstream = connect(Number(target.port || 5432), target.hostname)
    for (const end of [client, upstream]) end.on('error', () => {}).on('close', () => { client.destroy(); upstream.destroy() })
    client.on('data', (bytes) => {
      // Bind: 'B', four bytes of length, an empty portal name, the statement's name. Parse begins with 'P'.
      for (let at = bytes.indexOf(bind); at >= 0; at = bytes.indexOf(bind, at + 1)) if (bytes[at - 5] === 0x42) count++
    })
    client.pipe(upstream).pipe(client)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => server.close())
  const url = new URL(target)
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return { url: url.href, count: () => count }
}

t.test('500 requests at once for a cold history, over two server processes, are 1 Postgres query', async (t) => {
  // A history needs no model, and each process would load its own.
  const noModel = t.testdir({})
  const s = await build(t, { MODEL_DIR: noModel })
  const folder = await mkdtemp(join(tmpdir(), `deflect-${randomUUID()}`))
  t.teardown(() => rm(folder, { recursive: true, force: true }))
  const door = await countingDoor(t, s.app.config.DATABASE_URL, 'messages-history')
  const servers = await Promise.all([1, 2].map(async (n) => createServerProcess({
    port: await freePort(),
    logFile: join(folder, `${n}.log`),
    env: { ...process.env, DATABASE_URL: door.url, REDIS_KEY_PREFIX: s.prefix, REDIS_TIMEOUT_MS: '10000', CACHE_LEASE_MS: '60000', MODEL_DIR: noModel, OPENAI_BASE_URL: s.llm.url, OPENAI_API_KEY: 'sk-simulated', LOG_LEVEL: 'warn' }
  })))
  t.teardown(() => Promise.all(servers.map((server) => server.kill())))
  await Promise.all(servers.map((server) => server.start()))
  await Promise.all(servers.map(({ base }) => reachesCaches(base)))
  const { conversation_id: id } = (await s.send('What is a stampede?')).body
  // Left there for a second, the write's note would have a server delete the history once more, and the lease of whoever fills it.
  await noneOutstanding(s)
  const replies = await Promise.all(Array.from({ length: 500 }, async (_, i) => {
    const reply = await fetch(`${servers[i % 2]!.base}/backend-api/conversation/${id}`)
    return { status: reply.status, text: await reply.text(), cache: reply.headers.get('cache-status') }
  }))
  t.same(new Set(replies.map(({ status }) => status)), new Set([200]))
  t.equal(new Set(replies.map(({ text }) => text)).size, 1)
  t.equal(JSON.parse(replies[0]!.text).messages.length, 2)
  t.notOk(replies.some(({ cache }) => cache?.includes('bypass')), 'both processes were using Redis')
  t.equal(door.count(), 1)
})
