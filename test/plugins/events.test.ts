import { Writable } from 'node:stream'
import t from '../tap.ts'
import { buildApp } from '../../src/app.ts'
import { build, until } from '../helper.ts'

t.test('a start on services that are there warns of none of them, and drains', async (t) => {
  const s = await build(t, { MODEL_DIR: t.testdir({}), AUTH_JWT_SECRET: 'a secret of thirty-two characters or more' })
  let log = ''
  const stream = new Writable({ write (chunk, _encoding, done) { log += chunk; done() } })
  const app = await buildApp(s.app.config, { level: 'warn', stream })
  t.teardown(() => app.close())
  await s.app.close()
  await app.record({ tenant: 'local', user: 'u', namespace: 'n', surface: 'chat', status: 'miss', model: 'm', threshold: 1, milliseconds: 1, prompt_tokens: 0, completion_tokens: 0, window_tokens_saved: 0 })
  await until(async () => (await app.pg.pool.query('SELECT FROM answer_events')).rowCount === 1)
  t.notMatch(log, /event drain|Offline/)
})
