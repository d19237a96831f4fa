import type { Warmed } from '../../src/chat/warm-conversations.ts'
import type { FaqWarmed } from './faq.ts'

type Timed<T> = T & { seconds: number }

/** What was done, for people. */
export const tellRecent = (done: Timed<Warmed>): string =>
  `${done.users} users: ${done.lists} lists and ${done.histories} histories, ${done.filled} filled, ${done.present} there already, in ${done.seconds} s`

export function tellFaq (done: Timed<FaqWarmed>): string {
  const refused = Object.entries(done.refused).map(([reason, n]) => `${n} not kept (${reason})`)
  return `${[`${done.of} questions: ${done.kept} kept, ${done.asked} of them by the LLM`, `${done.present} there already`, ...refused].join(', ')}, in ${done.seconds} s`
}
