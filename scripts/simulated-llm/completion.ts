import { countTokens } from 'gpt-tokenizer/encoding/o200k_base'
import { answerTo, obligedTool, textOf, valueFor, withWords, type Message, type Tool } from './answers.ts'
import type { Behaviour } from './behaviour.ts'

/** The fields of a chat completion request that the simulated LLM looks at. */
export type CompletionRequest = {
  model: string
  messages: Message[]
  stream?: boolean
  stream_options?: { include_usage?: boolean }
  n?: number
  tools?: Tool[]
  tool_choice?: unknown
  response_format?: { type?: string, json_schema?: { schema?: object } }
  max_tokens?: number
  max_completion_tokens?: number
  user?: string
}

type FinishReason = 'stop' | 'length' | 'content_filter' | 'tool_calls'
type ToolCall = { id: string, type: 'function', function: { name: string, arguments: string } }
type Choice = { content: string | null, refusal: string | null, toolCalls?: ToolCall[], finishReason: FinishReason }
export type Usage = { prompt_tokens: number, completion_tokens: number, total_tokens: number }
export type Completion = { id: string, created: number, model: string, choices: Choice[], usage: Usage }

const refusal = '[simulated] I cannot help with that.'
const pieces = (text: string) => text.match(/\s*\S+\s*$|\s*\S+/g) ?? (text === '' ? [] : [text])

function toolCall (request: CompletionRequest, behaviour: Behaviour, id: string): ToolCall[] | undefined {
  const tools = request.tools ?? []
  const tool = obligedTool(tools, request.tool_choice) ?? (behaviour.fault?.kind === 'tool-call' ? tools[0] ?? { function: { name: 'simulated_tool' } } : undefined)
  if (tool === undefined) return undefined
  const question = textOf(request.messages.findLast(({ role }) => role === 'user'))
  return [{ id: `call_${id}`, type: 'function', function: { name: tool.function?.name ?? 'simulated_tool', arguments: JSON.stringify(valueFor(tool.function?.parameters, question)) } }]
}

function text (request: CompletionRequest, behaviour: Behaviour): string {
  const answer = behaviour.answer ?? answerTo(request.messages)
  const sized = behaviour.words === undefined ? answer : withWords(answer, behaviour.words)
  const format = request.response_format
  if (format?.type === 'json_schema') return JSON.stringify(valueFor(format.json_schema?.schema, sized))
  if (format?.type === 'json_object') return JSON.stringify({ answer: sized, messages: request.messages.length })
  return sized
}

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
  if (kind === 'length' || (limit !== undefined && countTokens(content) > limit)) {
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
  const promptTokens = request.messages.reduce((sum, message) => sum + 3 + countTokens(textOf(message)), 3)
  const completionTokens = countTokens(spoken) * n
  return {
    id: `chatcmpl-simulated-${id}`,
    created: Math.floor(Date.now() / 1000),
    model: request.model,
    choices: Array.from({ length: n }, () => choice),
    usage: { prompt_tokens: promptTokens, completion_tokens: completionTokens, total_tokens: promptTokens + completionTokens }
  }
}

const head = ({ id, created, model }: Completion) => ({ id, created, model, system_fingerprint: 'fp_simulated' })

/** The body of a non-stream answer. */
export function bodyOf (completion: Completion): object {
  return {
    ...head(completion),
    object: 'chat.completion',
    choices: completion.choices.map(({ content, refusal, toolCalls, finishReason }, index) => ({
      index,
      message: { role: 'assistant', content, refusal, ...(toolCalls && { tool_calls: toolCalls }) },
      logprobs: null,
      finish_reason: finishReason
    })),
    usage: completion.usage
  }
}

export type Chunks = { opening: object[], content: object[], closing: object[] }

/** The chunks of a streamed answer: roles, then content word by word, then the finish reasons and, if asked for, the usage. */
export function chunksOf (completion: Completion, includeUsage: boolean): Chunks {
  const chunk = (index: number, delta: object, finishReason: FinishReason | null = null) => ({
    ...head(completion),
    object: 'chat.completion.chunk',
    choices: [{ index, delta, logprobs: null, finish_reason: finishReason }],
    ...(includeUsage && { usage: null })
  })
  const opening = completion.choices.map(({ toolCalls }, index) => chunk(index, {
    role: 'assistant',
    content: toolCalls ? null : '',
    refusal: null,
    ...(toolCalls && { tool_calls: toolCalls.map((call, i) => ({ index: i, ...call, function: { ...call.function, arguments: '' } })) })
  }))
  const deltas = completion.choices.map(({ content, refusal, toolCalls }) => toolCalls
    ? toolCalls.flatMap((call, i) => (call.function.arguments.match(/.{1,8}/gs) ?? []).map((piece) => ({ tool_calls: [{ index: i, function: { arguments: piece } }] })))
    : [...pieces(content ?? '').map((piece) => ({ content: piece })), ...pieces(refusal ?? '').map((piece) => ({ refusal: piece }))])
  // Choices take turns, as a real upstream's do.
  const longest = Math.max(0, ...deltas.map((list) => list.length))
  const content = Array.from({ length: longest }, (_, turn) => deltas.flatMap((list, index) => list[turn] ? [chunk(index, list[turn])] : [])).flat()
  const closing: object[] = completion.choices.map(({ finishReason }, index) => chunk(index, {}, finishReason))
  if (includeUsage) closing.push({ ...head(completion), object: 'chat.completion.chunk', choices: [], usage: completion.usage })
  return { opening, content, closing }
}
