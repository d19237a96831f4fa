import { randomUUID } from 'node:crypto'
import t from '../tap.ts'
import { createLabels } from '../../scripts/replay/labels.ts'
import { createAnswerChecks, type AnswerCheck } from '../../src/db/answer-checks.ts'
import { freshSchema } from '../events/fresh.ts'

const idOf = (question: string, made: string) => `${question.repeat(32)}-${made}`

t.test('a replay counts labels as Postgres does', async (t) => {
  const { pool } = await freshSchema(t)
  const [service, replay] = [createAnswerChecks(pool), createLabels()]
  let ms = Date.UTC(2026, 0)
  const check = async (entryId: string, metId: string, fields: Partial<AnswerCheck>) => {
    const whole: AnswerCheck = {
      id: randomUUID(),
      tenant: 'a',
      namespace: 'n',
      entry_id: entryId,
      met_id: metId,
      asked: 'q',
      entry_question: 'e',
      similarity: 0.9,
      probability: 0.9,
      outcome: 'same',
      source: 'explore',
      served: false,
      conversation_id: null,
      user_hash: 'u',
      model: 'm',
      prompt_tokens: 0,
      completion_tokens: 0,
      alias: null,
      ...fields
    }
    const since = new Date(ms++)
    for (const labels of [service, replay]) await labels.insert(whole, since)
  }
  await check(idOf('a', '1'), idOf('b', '1'), { asked: 'first' })
  await check(idOf('a', '1'), idOf('a', '1'), { asked: 'near', probability: 0.89 })
  await check(idOf('a', '2'), idOf('a', '2'), { asked: 'of its successor', probability: 0.5, outcome: 'different' })
  await check(idOf('a', '2'), idOf('c', '1'), { asked: 'first', probability: 0.8, outcome: 'different' })
  await check(idOf('c', '2'), idOf('a', '3'), { asked: 'sure', probability: 1 })
  await check(idOf('c', '2'), idOf('c', '2'), { asked: 'surely not', probability: 0, user_hash: 'v' })
  await check(idOf('c', '2'), idOf('c', '2'), { asked: 'first', probability: null })
  await check(idOf('c', '2'), idOf('c', '2'), { asked: 'first', outcome: 'unknown' })
  for (const id of [idOf('a', '1'), idOf('a', '9'), idOf('b', '2'), idOf('c', '2'), idOf('d', '1')]) {
    t.same(await replay.labelsOf('a', id), await service.labelsOf('a', id), id)
  }
  t.match(await replay.labelsOf('a', idOf('a', '9')), { counts: [{ logit: 0 }, { logit: 1.5 }, { logit: 2 }, { logit: 13.75 }] })
})
