import { readFile } from 'node:fs/promises'
import t from '../tap.ts'
import { build, noneOutstanding, until } from '../helper.ts'

const ID = '0f8fad5b-d9cb-469f-a165-70867728950e'

async function example (conversationId: string, prefix: string): Promise<string> {
  const page = await readFile(new URL('../../docs/caching.md', import.meta.url), 'utf8')
  const sql = /```sql\n([\s\S]*?)```/.exec(page)![1]!
  return sql.replaceAll(ID, conversationId).replaceAll(/(['"])((?:conv|user):)/g, `$1${prefix}$2`)
}

t.test('another service that follows the page is heard by every process', async (t) => {
  const first = await build(t, { MODEL_DIR: t.testdir({}) })
  const second = await build(t, { MODEL_DIR: t.testdir({}), DATABASE_URL: first.app.config.DATABASE_URL, REDIS_KEY_PREFIX: first.prefix })
  const headers = { 'x-deflect-user': 'ann' }
  const id = (await first.send('What is my title?', { user: 'ann' })).body.conversation_id
  const titles = async () => {
    const [history, other, list] = await Promise.all([
      first.call('GET', `/backend-api/conversation/${id}`, undefined, headers),
      second.call('GET', `/backend-api/conversation/${id}`, undefined, headers),
      first.call('GET', '/backend-api/conversations', undefined, headers)
    ])
    return [history.body.title, other.body.title, list.body.items[0].title]
  }
  for (let i = 0; i < 3; i++) await titles()

  const client = await first.app.pg.pool.connect()
  await client.query(await example(id, first.prefix))
  client.release()
  await until(async () => (await titles()).every((title) => title === 'New title'))
  await noneOutstanding(first)
  t.same(await titles(), ['New title', 'New title', 'New title'])
})
