import { randomUUID } from 'node:crypto'
import { SignJWT } from 'jose'
import t from '../../tap.ts'
import { createAnswerChecks } from '../../../src/db/answer-checks.ts'
import { createAnswerEvents } from '../../../src/db/answer-events.ts'
import { sampleEvent } from '../../events/fresh.ts'
import { build, until } from '../../helper.ts'

const SECRET = 'a secret for tests, long enough to be one'
const bearer = async (role: string, tenant: string) =>
  ({ authorization: `Bearer ${await new SignJWT({ sub: 'op', tenant, role }).setProtectedHeader({ alg: 'HS256' }).setExpirationTime('1h').sign(new TextEncoder().encode(SECRET))}` })

t.test('what was logged is replayed under other thresholds and guards', async (t) => {
  const s = await build(t)
  const events = async () => {
    await until(async () => await s.app.redis.events.xLen(s.app.redis.keys.events()) === 0)
    return (await s.app.pg.pool.query('SELECT status, reason, similarity, nearest_entry_id, guards, probability FROM answer_events ORDER BY at, id')).rows
  }
  const stored = await s.send('How do I enable two factor authentication?')
  await s.send('How do I enable two factor authentication?')
  await s.send('How do I disable two factor authentication?')
  await s.send('How do I enable the torch of a phone?')
  const near = await s.send('How do you enable two factor authentication?')
  t.equal(near.body.cache.status, 'semantic')
  await s.call('PUT', '/operator/policy', { kind: 'calibrated', min_probability: 1 })
  await s.send('How can you enable two factor authentication?')
  const rows = await events()
  t.match(rows, [
    { status: 'miss', reason: 'empty', nearest_entry_id: null, guards: null },
    { status: 'exact', nearest_entry_id: null },
    { status: 'miss', nearest_entry_id: stored.body.cache.entry_id, guards: ['antonyms'], probability: null },
    { status: 'miss', similarity: Number, guards: null },
    { status: 'semantic', nearest_entry_id: stored.body.cache.entry_id, guards: [], probability: null },
    { status: 'miss', guards: [], probability: Number }
  ])
  await s.call('PUT', '/operator/policy', {})
  const columns = (await s.app.pg.pool.query("SELECT string_agg(row_to_json(e)::text, '') AS all FROM answer_events e")).rows[0].all
  t.notMatch(columns, /authentication|torch/, 'no question text')

  const ask = async (body: object) => (await s.call('POST', '/operator/whatif', { since: '1h', ...body })).body
  t.ok(rows[3].similarity > 0.05 && rows[3].similarity < 0.6 && rows[5].similarity > 0.95)
  const answer = await ask({ thresholds: [0.999, 0.95, 0.7, 0.05] })
  t.match(answer, { actual: { requests: 6, exact: 1, semantic: 1, coalesced: 0, deflection_rate: 2 / 6 }, guards: { length: 10 } })
  t.match(answer.thresholds, [
    { threshold: 0.999, semantic: 0, unjudged: 0, deflection_rate: 1 / 6 },
    { threshold: 0.95, exact: 1, semantic: 2, unjudged: 0 },
    { threshold: 0.7, semantic: 2, unjudged: 0 },
    { threshold: 0.05, semantic: 2, unjudged: 1 }
  ], 'the trap is stopped by its guard; below 0.6 guards were not asked')
  t.match((await ask({ thresholds: [0.7, 0.05], guards: [] })).thresholds, [{ semantic: 3, unjudged: 0 }, { semantic: 4, unjudged: 0 }], 'where none may stop an answer, none has to be known')
  t.equal((await ask({ thresholds: [0.7], namespace: 'faq' })).actual.requests, 0)

  await s.call('POST', `/backend-api/message/${near.body.answer.id}/feedback`, { rating: 'down' })
  const [rated] = (await ask({ thresholds: [0.7] })).thresholds
  t.match(rated.wrong, [{ source: 'feedback', labelled: 1, wrong: 1, share: 1, upper: 1 }])
  t.ok(Math.abs(rated.wrong[0].lower - 0.025) < 1e-6)
  t.same((await ask({ thresholds: [0.999] })).thresholds[0].wrong, [])

  const check = (asked: string, similarity: number, outcome: 'same' | 'different') => createAnswerChecks(s.app.pg.pool).insert({
    id: randomUUID(), tenant: 'local', namespace: 'default', entry_id: 'e', met_id: 'e', asked, entry_question: 'How do I enable two factor authentication?', similarity, probability: null, outcome, source: 'shadow', served: true, conversation_id: null, user_hash: 'u', model: 'm', prompt_tokens: 0, completion_tokens: 0, alias: null
  })
  await check('How might I enable two factor authentication?', 0.96, 'same')
  await check('How would I enable two factor authentication at work?', 0.9, 'different')
  await check('How do I disable two factor authentication?', 0.9, 'different')
  const shadow = async (body: object) => (await ask(body)).thresholds[0].wrong.find(({ source }: { source: string }) => source === 'shadow')
  t.match(await shadow({ thresholds: [0.95], guards: ['antonyms'] }), { labelled: 1, wrong: 0 })
  t.match(await shadow({ thresholds: [0.8], guards: ['antonyms'] }), { labelled: 2, wrong: 1 }, 'a label that a guard would have stopped says nothing')
  t.match(await shadow({ thresholds: [0.8], guards: [] }), { labelled: 3, wrong: 2 })
})

t.test('an operator sees one tenant; bad input is named', async (t) => {
  const s = await build(t, { AUTH_JWT_SECRET: SECRET, MODEL_DIR: t.testdir({}) })
  await createAnswerEvents(s.app.pg.pool).insert([
    sampleEvent({ tenant: 'acme', status: 'semantic', similarity: 0.95, guards: [], nearest_entry_id: 'e' }),
    sampleEvent({ tenant: 'acme', status: 'miss', reason: 'below_threshold', similarity: 0.9 }),
    sampleEvent({ tenant: 'acme', status: 'miss', reason: 'error' }),
    sampleEvent({ tenant: 'globex', status: 'exact' })
  ])
  const ask = async (body: object, role = 'operator') => await s.call('POST', '/operator/whatif', body, await bearer(role, 'acme'))
  const { body } = await ask({ since: '1h', thresholds: [0.95, 0.94, 0.8] })
  t.equal(body.actual.requests, 3)
  t.match(body.thresholds, [{ semantic: 0, unjudged: 1 }, { semantic: 1, unjudged: 1 }, { semantic: 1, unjudged: 2 }], 'strictly above; an event of before the guards were logged cannot be told')
  t.equal((await ask({ since: '1h', thresholds: [0.9] }, 'user')).status, 403)
  for (const [bad, field] of [[{ since: '1h' }, 'thresholds'], [{ since: 'soon', thresholds: [1] }, 'since'], [{ since: '31d', thresholds: [1] }, 'since'], [{ since: '2999-01-01', thresholds: [1] }, 'since'],
    [{ since: '1h', thresholds: [] }, 'thresholds'], [{ since: '1h', thresholds: [2] }, 'thresholds'], [{ since: '1h', thresholds: [1], guards: ['x'] }, 'guards'], [{ since: '1h', thresholds: [1], tenant: 'globex' }, 'tenant']] as const) {
    const reply = await ask(bad)
    t.equal(reply.status, 400, JSON.stringify(bad))
    t.notMatch(reply.body.message, 'body/', 'a field is called as elsewhere')
    t.match(reply.body.message, field)
  }
})
