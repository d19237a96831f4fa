import { randomUUID } from 'node:crypto'
import { OWN_FIELDS, textIn, type Chunk, type Completion, type LlmBody, type ResponseBody } from '../completion.ts'

type Fields = Record<string, unknown>
type Part = Fields & { type?: unknown, text?: unknown, refusal?: unknown }
type Item = Fields & { type?: unknown, content?: unknown, summary?: unknown }
/** A response as the upstream gives it; some give no list of items where there are none. */
export type Response = Fields & { id: string, created_at: number, model: string, status: string, output?: Item[] | null }
/** A piece of one that is streamed. */
export type ResponseEvent = Fields & { type: string }

/** Whether a response (POST /v1/responses) is asked for, and not a chat completion. */
export const isForResponse = (body: LlmBody): body is ResponseBody => body.messages === undefined

const isFields = (value: unknown): value is Fields => value !== null && typeof value === 'object'
export const listOf = <T extends Fields>(list: unknown): T[] => Array.isArray(list) ? list.filter(isFields) as T[] : []

export const isResponse = (said: unknown): said is Response => isFields(said) && (said['object'] === 'response' || Array.isArray(said['output']))

const LAST = new Set(['response.completed', 'response.incomplete', 'response.failed'])
/** The whole response, where this is its last event. */
const responseIn = ({ type, response }: ResponseEvent): Response | null => LAST.has(type) && isResponse(response) ? response : null

const partsOf = ({ content }: Item): Part[] => listOf(content)
const isText = (part: Part): part is Part & { text: string } => part.type === 'output_text' && typeof part.text === 'string'

/** Whose request it was is told to the asker alone: what stands here is nobody's. */
const NOBODYS = Object.fromEntries(OWN_FIELDS.map((name) => [name, name === 'metadata' ? {} : null]))
const told = (response: Fields, own: Fields): Fields => Object.assign({ ...response }, ...OWN_FIELDS.filter((name) => name in response).map((name) => ({ [name]: own[name] ?? NOBODYS[name] })))

/** The same response with another text in its one part of text. */
const withText = (output: unknown, text: string): Item[] => listOf<Item>(output).map((item) => item.type !== 'message' || !Array.isArray(item.content)
  ? item
  : { ...item, content: partsOf(item).map((part) => isText(part) ? { ...part, text } : part) })

function finishOf ({ status, output, incomplete_details: details }: Response): string {
  if (status === 'incomplete') return (details as { reason?: unknown } | null)?.reason === 'content_filter' ? 'content_filter' : 'length'
  if (status !== 'completed') return status
  return listOf<Item>(output).every(({ type }) => type === 'message' || type === 'reasoning') ? 'stop' : 'tool_calls'
}

/**
 * A response as the cache and the record know answers: a chat completion, and in its message all else the response says. The text
 * of one that can be kept stands in `content` only. Pure.
 */
export function completionOf (response: Response): Completion {
  const parts = listOf<Item>(response.output).filter(({ type }) => type === 'message').flatMap(partsOf)
  const texts = parts.filter(isText).map(({ text }) => text)
  const refusal = parts.find(({ type }) => type === 'refusal')?.refusal
  const one = texts.length === 1
  const usage = response['usage'] as Record<string, number> | null | undefined
  return {
    id: response.id,
    object: 'chat.completion',
    created: response.created_at,
    model: response.model,
    choices: [{
      index: 0,
      message: {
        role: 'assistant',
        content: (one ? texts[0]! : texts.length === 0 ? null : texts.map((text) => ({ type: 'text', text }))) as string | null,
        ...(refusal === undefined ? {} : { refusal }),
        response: { ...told(response, {}), output: one ? withText(response.output, '') : response.output }
      },
      finish_reason: finishOf(response)
    }],
    ...(usage ? { usage: { prompt_tokens: usage['input_tokens']!, completion_tokens: usage['output_tokens']!, total_tokens: usage['total_tokens']! } } : {})
  }
}

/** Puts the response of a stream together. */
export function createGathered () {
  let last: Response | null = null
  /** Items that are done, and the text in pieces. */
  const done = new Map<unknown, unknown>()
  let text = ''
  return {
    /** Whether it answers by now: its first events come before it has thought. */
    speaks: () => text !== '',
    /** @returns whether it ends by this chunk */
    hear (chunk: Chunk): boolean {
      const event = chunk['response_event'] as ResponseEvent
      const { type, output_index: at, item, delta } = event
      if (type === 'response.output_item.done') done.set(at, item)
      if (type === 'response.output_text.delta' && typeof delta === 'string') text += delta
      last = responseIn(event)
      return last !== null
    },
    /**
     * null where it did not end. The last event of some has no items, or the last piece of the text for the whole (vLLM 0.12): then
     * what is done is the answer, and where that is not what was heard either, it is none to keep.
     */
    completion (): Completion | null {
      if (last === null) return null
      const says = ({ choices: [choice] }: Completion) => text === '' || textIn(choice!.message.content) === text
      const told = completionOf(last)
      if (says(told)) return told
      const made = completionOf({ ...last, output: [...done.values()] as Item[] })
      return says(made) ? made : { ...told, choices: [{ ...told.choices[0]!, finish_reason: null }] }
    }
  }
}

/** What a response says around an answer that somebody else wrote. */
const around = ({ model, created, usage }: Completion): Response => ({
  id: '',
  object: 'response',
  created_at: created,
  status: 'completed',
  error: null,
  incomplete_details: null,
  instructions: null,
  metadata: {},
  model,
  output: [{ id: `msg_${randomUUID().replaceAll('-', '')}`, type: 'message', status: 'completed', role: 'assistant', content: [{ type: 'output_text', text: '', annotations: [], logprobs: [] }] }],
  parallel_tool_calls: true,
  store: false,
  temperature: null,
  tool_choice: 'auto',
  tools: [],
  top_p: null,
  usage: usage
    ? {
        input_tokens: usage.prompt_tokens,
        input_tokens_details: { cached_tokens: 0 },
        output_tokens: usage.completion_tokens,
        output_tokens_details: { reasoning_tokens: 0 },
        total_tokens: usage.total_tokens
      }
    : null
})

/** The response that `completionOf` was given, as its asker is told it. @param own his request */
export function responseOf (completion: Completion, own: Fields): Response {
  const { content, response = around(completion) } = completion.choices[0]!.message as { content: unknown, response?: Response }
  return { ...told(response, own), output: typeof content === 'string' ? withText(response.output, content) : response.output } as Response
}

/** A cached response is one of its own. */
export const renewedId = (): string => `resp_${randomUUID().replaceAll('-', '')}`

/** An event as a chunk: what it adds to the text, whether the response ends by it, and itself. Pure. */
export function chunkOf (event: ResponseEvent): Chunk {
  const { delta, response } = event
  const last = responseIn(event)
  return {
    choices: [{ index: 0, delta: typeof delta === 'string' ? { content: delta } : {}, finish_reason: last && finishOf(last) }],
    response_event: isFields(response) ? { ...event, response: told(response, {}) } : event
  }
}

/** The event in a chunk, as its asker is told it. @param own his request */
export function eventOf (chunk: Chunk, own: Fields): ResponseEvent {
  const event = chunk['response_event'] as ResponseEvent
  return isFields(event['response']) ? { ...event, response: told(event['response'], own) } : event
}
