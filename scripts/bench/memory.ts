import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { encodeEntry, type AnswerEntry } from '../../src/cache/answer-entry.ts'
import { createKeys } from '../../src/cache/keys.ts'
import { storeConversation } from './history.ts'
import { fillIndex, SCOPE } from './index-kinds.ts'
import { median, row, type Bench, type Row } from './measure.ts'
import type { Stage } from './stage.ts'
import { prose, question } from './texts.ts'

const ANSWER_CHARACTERS = 600
const MESSAGE_CHARACTERS = 500

export const entryOf = (i: number): AnswerEntry => ({
  id: `${i.toString(16).padStart(32, '0')}-0123abcd`,
  exactHash: i.toString(16).padStart(32, '0'),
  question: question(i),
  completion: {
    id: `chatcmpl-${i}`,
    object: 'chat.completion',
    created: 1_700_000_000,
    model: 'gpt-4o-mini',
    choices: [{ index: 0, message: { role: 'assistant', content: prose(i, ANSWER_CHARACTERS) }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 20, completion_tokens: 150, total_tokens: 170 }
  },
  createdAt: 1_700_000_000_000,
  expiresAt: 1_700_086_400_000,
  tenant: 'local',
  namespace: 'default',
  model: 'gpt-4o-mini',
  tags: [],
  conversationId: randomUUID(),
  owner: '0123456789abcdef',
  generation: 0
})

/** Redis bytes of what Deflect keeps: by MEMORY USAGE for one key, by the growth of used_memory where an index grows along. */
export const memory: Bench<Stage> = {
  async run (stage, quick) {
    const [redis, { base }, keys] = [await stage.redis(), await stage.service(), createKeys()]
    const count = quick ? 2_000 : 10_000
    const used = async () => Number(/used_memory:(\d+)/.exec(await redis.info('memory'))![1])
    /** A dropped index is freed behind its back (RediSearch 2.10): waits until memory has stopped shrinking. */
    async function settled (): Promise<number> {
      for (let before = await used(), calm = 0; ;) {
        await pause(200)
        const now = await used()
        calm = now < before - 1024 ? 0 : calm + 1
        before = now
        if (calm === 10) return now
      }
    }
    const usage = async (key: string) => [(await redis.memoryUsage(key, { SAMPLES: 0 }))!]
    const turn = async (content: string, id?: string) => await (await fetch(`${base}/backend-api/f/conversation`, {
      method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ ...(id ? { conversation_id: id } : {}), message: { content } })
    })).json() as { conversation_id: string }

    stage.log('memory: one conversation')
    const id = await storeConversation(stage)
    await (await fetch(`${base}/backend-api/conversation/${id}`)).text()
    const rows: Row[] = [row('history of 20 KB', 'B', await usage(keys.history(id)))]
    for (let i = 0; i < 205; i++) await turn(`${question(i)} ${i}`)
    await (await fetch(`${base}/backend-api/conversations`)).text()
    rows.push(row('list, head of 200 conversations', 'B', await usage(keys.conversationList('local'))))
    let chat: string | undefined
    for (let i = 0; i < 12; i++) chat = (await turn(prose(i, MESSAGE_CHARACTERS), chat)).conversation_id
    rows.push(row(`window of 20 messages, questions of ${MESSAGE_CHARACTERS} characters`, 'B', await usage(keys.window(chat!))))

    // Every question in its own scope but for a tenth: as many tags as many contexts make.
    const scopeOf = (i: number) => i % 10 === 0 ? SCOPE : i.toString(16).padStart(32, '0')
    const direction = (i: number) => Float32Array.from({ length: 384 }, (_, d) => Math.sin((i + 1) * (d + 1) * 12.9898) / 14)
    const vectors = Array.from({ length: count }, (_, i) => direction(i))
    stage.log(`memory: ${count} cached answers of ${ANSWER_CHARACTERS} characters`)
    const beforeExact = await used()
    for (let from = 0; from < count; from += 500) {
      await Promise.all(Array.from({ length: 500 }, (_, j) => redis.set(keys.exactAnswer(entryOf(from + j).exactHash), encodeEntry(entryOf(from + j)), { expiration: { type: 'EX', value: 86_400 } })))
    }
    const exact = row('cached answer: exact key', 'B', [(await used() - beforeExact) / count])
    rows.push(exact)
    const whole: Partial<Record<'FLOAT16' | 'FLOAT32', Row>> = {}
    for (const kind of ['FLOAT32', 'FLOAT16'] as const) {
      const before = await settled()
      const index = await fillIndex(stage, kind, vectors, (i) => encodeEntry(entryOf(i)), scopeOf)
      const each = (await used() - before) / count
      const hash = median((await Promise.all([1, 2, 3, 4, 5].map((i) => usage(index.key(i))))).flat())
      await index.drop()
      whole[kind] = row(`cached answer, ${kind}: exact key, hash and index`, 'B', [exact.median + each], whole.FLOAT32)
      rows.push(row(`cached answer, ${kind}: hash`, 'B', [hash]), row(`cached answer, ${kind}: index (vector, graph, tag)`, 'B', [each - hash]), whole[kind]!)
    }
    for (let from = 0; from < count; from += 500) await redis.del(Array.from({ length: 500 }, (_, j) => keys.exactAnswer(entryOf(from + j).exactHash)))
    return rows
  }
}
