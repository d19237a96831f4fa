/** The upstream's answer in the shape of an OpenAI chat completion; one canonical form for stream and non-stream. */
export type Completion = {
  id: string
  object: 'chat.completion'
  created: number
  model: string
  choices: {
    index: number
    message: { role: 'assistant', content: string | null, [extra: string]: unknown }
    finish_reason: string | null
    [extra: string]: unknown
  }[]
  usage?: { prompt_tokens: number, completion_tokens: number, total_tokens: number, [extra: string]: unknown }
  [extra: string]: unknown
}

/** One piece of a streamed answer, in the shape of an OpenAI chunk. */
export type Chunk = {
  choices: { index: number, delta: { content?: string | null, [extra: string]: unknown }, finish_reason: string | null }[]
  [extra: string]: unknown
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0

/** What the upstream billed; null where it says nothing that can be counted. */
export function usageOf ({ usage }: Completion): { prompt_tokens: number, completion_tokens: number, total_tokens: number } | null {
  const { prompt_tokens: prompt, completion_tokens: completion, total_tokens: total } = usage ?? {}
  if (!isCount(prompt) || !isCount(completion)) return null
  return { prompt_tokens: prompt, completion_tokens: completion, total_tokens: isCount(total) ? total : prompt + completion }
}

/** When the next piece may come: at once, or when who reads has caught up. */
export type Pace = Promise<void> | void

/** What the upstream is asked: a chat completion, or a response. */
export type ChatBody = { model: string, messages: unknown[], [parameter: string]: unknown }
export type ResponseBody = { model: string, input?: string | unknown[] | null, messages?: undefined, [parameter: string]: unknown }
export type LlmBody = ChatBody | ResponseBody

/** Fields of a request that say whose it is, and not what is asked. */
export const OWN_FIELDS = ['metadata', 'user', 'safety_identifier', 'prompt_cache_key'] as const

/** What others are told of an answer, or a piece of one: some upstreams say in it whose request it was. */
export const sharedPart = <T extends Completion | Chunk>(said: T): T => OWN_FIELDS.some((name) => name in said)
  ? Object.fromEntries(Object.entries(said).filter(([name]) => !(OWN_FIELDS as readonly string[]).includes(name))) as T
  : said

/** The text in a message's content: some upstreams (Mistral) send a list, of parts that are text and parts that are none. */
export const textIn = (content: unknown): string => typeof content === 'string'
  ? content
  : Array.isArray(content) ? content.map((part) => part?.type === 'text' && typeof part.text === 'string' ? part.text : '').join('') : ''

/** Text that a piece adds to the first choice. */
export const deltaText = (chunk: Chunk): string => textIn(chunk.choices[0]?.delta?.content)

/** The choices of an answer as it came: where a filter took it away, some upstreams (Gemini) send no list of them, or one without a message. */
export const choicesOf = (completion: Completion): Completion['choices'] => ((completion as Partial<Completion>).choices ?? []).map((choice) =>
  (choice as Partial<typeof choice>).message ? choice : { ...choice, message: { role: 'assistant', content: null } })

/** What a person is shown of a whole answer: its text, or the words in which the model refuses one. */
export function shownText (completion: Completion): string {
  const [choice] = choicesOf(completion)
  const refusal = choice?.message['refusal']
  return textIn(choice?.message.content) || (typeof refusal === 'string' ? refusal : '')
}

/** What of the upstream's response a client is told. Headers that name the operator's account there are not among it. */
const TOLD = /^(?:x-request-id|retry-after(?:-ms)?|x-should-retry|openai-(?:version|model|processing-ms)|x-ratelimit-.+)$/
export const toldHeaders = (headers: Headers): Record<string, string> => Object.fromEntries([...headers].filter(([name]) => TOLD.test(name)))
