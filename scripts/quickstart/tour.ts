/** The guided tour: real requests to the running service, each with what it must show. */

type Body = { conversation_id?: string, answer?: { content?: string }, cache?: { status: string, similarity?: number } }
type Reply = { status: number, ms: number, cache: string, similarity: string, body: Body }
type Chats = Record<string, string>

/** A step that is asked and shown. `chat` names the conversation it belongs to; the first step of a chat starts it. */
type Step = {
  title: string
  user: string
  /** conversation the step belongs to; the first step with a name starts it */
  chat: string
  /** a message to send; absent: read the history */
  say?: string
  expect: { status: number, cache: RegExp }
}

export type TourResult = Step & { reply?: Reply, problem?: string }

// Against CAPITAL by MiniLM int8: 0.978 for the semantic step, 0.20 for the near one. "capital city of France" would be 0.948.
const CAPITAL = 'What is the capital of France?'
const FOLLOW_UP = 'How many people live there?'

export const steps: Step[] = [
  { title: 'a question nobody asked before', user: 'ada', chat: 'first', say: CAPITAL, expect: { status: 201, cache: /^miss$/ } },
  { title: 'the same question, another user', user: 'bob', chat: 'exact', say: CAPITAL, expect: { status: 201, cache: /^exact$/ } },
  { title: 'the question in other words', user: 'cleo', chat: 'semantic', say: 'What is the name of the capital of France?', expect: { status: 201, cache: /^semantic$/ } },
  { title: 'a near one with another answer', user: 'dan', chat: 'other', say: 'What is the capital of Japan?', expect: { status: 201, cache: /^miss$/ } },
  { title: 'a follow-up, answered in context', user: 'bob', chat: 'exact', say: FOLLOW_UP, expect: { status: 200, cache: /^miss$/ } },
  { title: 'the follow-up after the same answer', user: 'cleo', chat: 'semantic', say: FOLLOW_UP, expect: { status: 200, cache: /^exact$/ } },
  { title: 'the follow-up after another answer', user: 'dan', chat: 'other', say: FOLLOW_UP, expect: { status: 200, cache: /^miss$/ } },
  { title: 'a history, first read', user: 'bob', chat: 'exact', expect: { status: 200, cache: /^miss$/ } },
  { title: 'a history, read again', user: 'bob', chat: 'exact', expect: { status: 200, cache: /^hit$/ } }
]

async function request (base: string, namespace: string, step: Step, chats: Chats): Promise<Reply> {
  const headers = { 'content-type': 'application/json', 'x-deflect-user': `tour-${step.user}`, 'x-deflect-namespace': namespace }
  const since = performance.now()
  const id = chats[step.chat]
  const response = step.say === undefined
    ? await fetch(`${base}/backend-api/conversation/${id}`, { headers })
    : await fetch(`${base}/backend-api/f/conversation`, { method: 'POST', headers, body: JSON.stringify({ ...(id && { conversation_id: id }), message: { content: step.say } }) })
  const body = await response.json() as Body
  const ms = performance.now() - since
  const similarity = response.headers.get('x-deflect-similarity') ?? body.cache?.similarity?.toFixed(4) ?? ''
  // A history has no cache field of its own; its Cache-Status says it.
  const cache = body.cache?.status ?? (/;\s*hit/.test(response.headers.get('cache-status') ?? '') ? 'hit' : 'miss')
  return { status: response.status, ms, cache, similarity, body }
}

function problemOf (step: Step, reply: Reply): string | undefined {
  const { status, cache } = step.expect
  if (reply.status !== status) return `expected ${status}, got ${reply.status}: ${JSON.stringify(reply.body).slice(0, 200)}`
  if (!cache.test(reply.cache)) return `expected cache ${cache.source.replace(/[\^$]/g, '')}, got ${reply.cache}`
  if (step.say !== undefined && !reply.body.answer?.content) return 'the answer is empty'
}

const columns = (cells: string[]) => `  ${cells[0]!.padEnd(37)}${cells[1]!.padStart(4)}  ${cells[2]!.padEnd(9)}${cells[3]!.padStart(10)}${cells[4]!.padStart(8)}${cells[5] ? `  ${cells[5]}` : ''}`

/** Performs the tour in a namespace of its own and prints one row per step; a step that did not do what it claims carries a problem. */
export async function takeTour (options: { base: string, namespace: string, print: (line: string) => void }): Promise<TourResult[]> {
  const { base, namespace, print } = options
  const chats: Chats = {}
  const results: TourResult[] = []
  print(columns(['step', 'HTTP', 'cache', 'similarity', 'ms', '']))
  for (const step of steps) {
    try {
      const reply = await request(base, namespace, step, chats)
      if (reply.body.conversation_id) chats[step.chat] ??= reply.body.conversation_id
      const problem = problemOf(step, reply)
      results.push({ ...step, reply, ...(problem && { problem }) })
      print(columns([step.title, String(reply.status), reply.cache, reply.similarity || '–', reply.ms.toFixed(1), problem ? `FAILED: ${problem}` : '']))
    } catch (error) {
      const problem = `no answer: ${(error as Error).message}`
      results.push({ ...step, problem })
      print(columns([step.title, '–', '–', '–', '–', `FAILED: ${problem}`]))
    }
  }
  return results
}
