import { isCurrent, type Generations } from '../../src/answer/generations.ts'
import { readQuestion } from '../../src/answer/question-reading.ts'
import { decodeEntry } from '../../src/cache/answer-entry.ts'
import type { Redis } from '../../src/cache/client.ts'
import type { Keys } from '../../src/cache/keys.ts'
import { shownText } from '../../src/completion.ts'

const PAGE = 500

/** Whether this answer to this question is quarantined. */
export type IsQuarantined = (question: string, answer: string) => boolean

const nameOf = (question: string, answer: string) => JSON.stringify([readQuestion(question).normalised, answer.trim()])

/**
 * What is quarantined in a namespace, as it is now: by question and answer, as the same answer stored again has another id. Read from
 * the entries themselves, under every embedding identity: the index knows those of one, and may be absent.
 */
export async function readQuarantined (redis: Redis, keys: Keys, { tenant, namespace, known }: { tenant: string, namespace: string, known: Generations }): Promise<IsQuarantined> {
  const names = new Set<string>()
  for await (const page of redis.scanIterator({ MATCH: `${keys.semanticEntryPrefix('*')}*`, TYPE: 'hash', COUNT: PAGE })) {
    for (const [labels, stored] of await Promise.all(page.map((key) => redis.hmGet(key, ['labels', 'entry'])))) {
      const entry = labels?.includes('quarantined') ? decodeEntry(stored) : null
      // One that was invalidated since is shown to no operator: nobody could release it.
      if (entry?.tenant === tenant && entry.namespace === namespace && isCurrent(known, entry)) names.add(nameOf(entry.question, shownText(entry.completion)))
    }
  }
  return (question, answer) => names.has(nameOf(question, answer))
}
