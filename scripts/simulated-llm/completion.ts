import { countTokens } from '../../src/model/tokens.ts'
import { answerTo, obligedTool, textOf, valueFor, withWords, type Message, type Tool } from './answers.ts'
import type { Behaviour, Extras } from './behaviour.ts'

/** The fields of a chat completion request that the simulated LLM looks at. */
export type CompletionRequest = {
  model: string
  messages: Message[]
  stream?: boolean
  stream_options?: { include_usage?: boolean, include_obfuscation?: boolean }
  n?: number
  tools?: Tool[]
  tool_choice?: unknown
  parallel_tool_calls?: boolean
  logprobs?: boolean
  top_logprobs?: number
  response_format?: { type?: string, json_schema?: { schema?: object } }
  max_tokens?: number
  max_completion_tokens?: number
  user?: string
}

type FinishReason = 'stop' | 'length' | 'content_filter' | 'tool_calls'
type ToolCall = { id: string, type: 'function', function: { name: string, arguments: string } }
type Choice = { content: string | null, refusal: string | null, toolCalls?: ToolCall[], finishReason: FinishReason }
type Usage = { prompt_tokens: number, completion_tokens: number, total_tokens: number, prompt_tokens_details: object, completion_tokens_details: object }
/** `logprobs`: how many alternatives of each token are told; null where none were asked for. */
export type Completion = { id: string, created: number, model: string, choices: Choice[], usage: Usage, logprobs: number | null, extras: Extras }

const refusal = '[simulated] I cannot help with that.'
export const pieces = (text: string) => text.match(/\s*\S+\s*$|\s*\S+/g) ?? (text === '' ? [] : [text])

function toolCall (request: CompletionRequest, behaviour: Behaviour, id: string): ToolCall[] | undefined {
  const tools = request.tools ?? []
  const tool = obligedTool(tools, request.tool_choice) ?? (behaviour.fault?.kind === 'tool-call' ? tools[0] ?? { function: { name: 'simulated_tool' } } : undefined)
  if (tool === undefined) return undefined
  const question = textOf(request.messages.findLast(({ role }) => role === 'user'))
  const called = request.tool_choice === 'required' && request.parallel_tool_calls === true ? tools : [tool]
  return called.map((each, i) => ({
    id: `call_${id}${i === 0 ? '' : `_${i}`}`,
    type: 'function',
    function: { name: each.function?.name ?? 'simulated_tool', arguments: JSON.stringify(valueFor(each.function?.parameters, question)) }
  }))
}

function text (request: CompletionRequest, behaviour: Behaviour): string {
  const answer = behaviour.answer ?? answerTo(request.messages)
  const sized = behaviour.words === undefined ? answer : withWords(answer, behaviour.words)
  const format = request.response_format
  if (format?.type === 'json_schema') return JSON.stringify(valueFor(format.json_schema?.schema, sized))
  if (format?.type === 'json_object') return JSON.stringify({ answer: sized, messages: request.messages.length })
  return sized
}

/** By one encoding, whatever model was asked for. */
const tokensOf = (text: string) => countTokens(text, 'gpt-4o')

function choose (request: CompletionRequest, behaviour: Behaviour, id: string): Choice {
  const toolCalls = toolCall(request, behaviour, id)
  if (toolCalls) return { content: null, refusal: null, toolCalls, finishReason: 'tool_calls' }
  const content = text(request, behaviour)
  const kind = behaviour.fault?.kind
  if (kind === 'refusal') return { content: null, refusal, finishReason: 'stop' }
  if (kind === 'empty') return { content: '', refusal: null, finishReason: 'stop' }
  const words = pieces(content)
  if (kind === 'content-filter') return { content: words[0] ?? '', refusal: null, finishReason: 'content_filter' }
  const limit = request.max_completion_tokens ?? request.max_tokens
  if (kind === 'length' || (limit !== undefined && tokensOf(content) > limit)) {
    return { content: words.slice(0, kind === 'length' ? Math.ceil(words.length / 2) : limit).join(''), refusal: null, finishReason: 'length' }
  }
  return { content, refusal: null, finishReason: 'stop' }
}

/** What the simulated LLM answers to a request; `id` makes the ids of the answer and its tool calls. */
export function complete (request: CompletionRequest, behaviour: Behaviour, id: string): Completion {
  const choice = choose(request, behaviour, id)
  const n = request.n ?? 1
  const spoken = [choice.content, choice.refusal, ...(choice.toolCalls ?? []).map((call) => call.function.arguments)].join('')
  // OpenAI's rule of thumb: three tokens frame each message and three prime the answer.
  const promptTokens = request.messages.reduce((sum, message) => sum + 3 + tokensOf(textOf(message)), 3)
  const completionTokens = tokensOf(spoken) * n
  return {
    id: `chatcmpl-simulated-${id}`,
    created: Math.floor(Date.now() / 1000),
    model: request.model,
    choices: Array.from({ length: n }, (_, i) => i === 0 || choice.content === null ? choice : { ...choice, content: `${choice.content} (choice ${i + 1})` }),
    logprobs: request.logprobs === true ? request.top_logprobs ?? 0 : null,
    extras: behaviour.extras ?? {},
    usage: {
      prompt_tokens: promptTokens,
      completion_tokens: completionTokens,
      total_tokens: promptTokens + completionTokens,
      prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
      completion_tokens_details: { reasoning_tokens: 0, audio_tokens: 0, accepted_prediction_tokens: 0, rejected_prediction_tokens: 0 }
    }
  }
}

const head = ({ id, created, model, extras }: Completion) => ({ id, created, model, service_tier: 'default', system_fingerprint: 'fp_simulated', ...extras.top })

const token = (text: string, logprob: number) => ({ token: text, logprob, bytes: [...Buffer.from(text)] })
const tokens = (texts: string[], alternatives: number) => texts.map((text) => ({ ...token(text, -0.25), top_logprobs: Array.from({ length: alternatives }, (_, i) => token(i === 0 ? text : `${text}${i}`, -0.25 - i)) }))
const logprobsOf = (texts: string[], { logprobs }: Completion) => logprobs === null ? null : { content: tokens(texts, logprobs), refusal: null }

/** The body of a non-stream answer. */
export function bodyOf (completion: Completion): object {
  const { extras } = completion
  return {
    ...head(completion),
    object: 'chat.completion',
    choices: completion.choices.map(({ content, refusal, toolCalls, finishReason }, index) => ({
      index,
      message: { role: 'assistant', content, ...(toolCalls && { tool_calls: toolCalls }), refusal, annotations: [], ...extras.message },
      logprobs: logprobsOf(pieces(content ?? ''), completion),
      finish_reason: finishReason,
      ...extras.choice
    })),
    usage: completion.usage,
    ...extras.top
  }
}

export type Chunks = { opening: object[], content: object[], closing: object[] }

/** The chunks of a streamed answer: roles, then content word by word, then the finish reasons and, if asked for, the usage. */
export function chunksOf (completion: Completion, { include_usage: includeUsage = false, include_obfuscation: padded = true }: NonNullable<CompletionRequest['stream_options']>): Chunks {
  const { extras } = completion
  let chunks = 0
  const padding = () => padded ? { obfuscation: 'x'.repeat(1 + chunks++ % 8) } : {}
  const chunk = (index: number, delta: object, finishReason: FinishReason | null = null, logprobs: object | null = null) => ({
    ...head(completion),
    object: 'chat.completion.chunk',
    choices: [{ index, delta, logprobs, finish_reason: finishReason, ...(finishReason && extras.choice) }],
    ...(includeUsage && { usage: null }),
    ...padding()
  })
  const opening = completion.choices.map(({ toolCalls }, index) => chunk(index, { role: 'assistant', content: toolCalls ? null : '', refusal: null }, null, logprobsOf([], completion)))
  const extraTexts = Object.entries(extras.message ?? {}).filter(([, value]) => typeof value === 'string') as [string, string][]
  const extraRest = Object.entries(extras.message ?? {}).filter(([, value]) => typeof value !== 'string').map(([name, value]) => ({ delta: { [name]: value } }))
  const deltas: { delta: object, logprobs?: object | null }[][] = completion.choices.map(({ content, refusal, toolCalls }) => [
    ...extraTexts.flatMap(([name, text]) => pieces(text).map((piece) => ({ delta: { [name]: piece } }))),
    ...(toolCalls ?? []).flatMap((call, index) => [
      { delta: { tool_calls: [{ index, ...call, function: { ...call.function, arguments: '' } }] } },
      ...(call.function.arguments.match(/.{1,8}/gs) ?? []).map((piece) => ({ delta: { tool_calls: [{ index, function: { arguments: piece } }] } }))
    ]),
    ...pieces(content ?? '').map((piece) => ({ delta: { content: piece }, logprobs: logprobsOf([piece], completion) })),
    ...pieces(refusal ?? '').map((piece) => ({ delta: { refusal: piece } })),
    ...extraRest
  ])
  // Choices take turns, as a real upstream's do.
  const longest = Math.max(0, ...deltas.map((list) => list.length))
  const content = Array.from({ length: longest }, (_, turn) => deltas.flatMap((list, index) => list[turn] ? [chunk(index, list[turn].delta, null, list[turn].logprobs ?? null)] : [])).flat()
  const closing: object[] = completion.choices.map(({ finishReason }, index) => chunk(index, {}, finishReason))
  if (includeUsage) closing.push({ ...head(completion), object: 'chat.completion.chunk', choices: [], usage: completion.usage, ...padding() })
  return { opening, content, closing }
}
