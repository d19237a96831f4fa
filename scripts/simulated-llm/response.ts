import type { Message, Tool } from './answers.ts'
import { pieces, type Completion, type CompletionRequest } from './completion.ts'

/** The fields of a request for a response that the simulated LLM looks at. */
export type ResponseRequest = Record<string, unknown> & {
  model: string
  input?: string | (Message & { type?: string, output?: string })[] | null
  instructions?: string | null
  stream?: boolean
  stream_options?: { include_obfuscation?: boolean }
  tools?: { type: string, name?: string, parameters?: object }[]
  tool_choice?: unknown
  text?: { format?: { type?: string, schema?: object } }
  max_output_tokens?: number
}

/** The same as a chat completion's. */
export function asCompletionRequest ({ model, input, instructions, stream, tools, tool_choice: choice, text, max_output_tokens: limit, parallel_tool_calls: parallel }: ResponseRequest): CompletionRequest {
  const said = typeof input === 'string' ? [{ role: 'user', content: input }] : (input ?? []).map(({ type, output, ...message }) => type === 'function_call_output' ? { role: 'tool', content: output } : message)
  const { type, schema } = text?.format ?? {}
  return {
    model,
    messages: [...(instructions ? [{ role: 'system', content: instructions }] : []), ...said],
    stream: stream === true,
    ...(tools ? { tools: tools.map(({ type, ...called }) => ({ type, function: called }) as Tool) } : {}),
    ...(choice === undefined ? {} : { tool_choice: typeof choice === 'object' ? { function: choice } : choice }),
    ...(parallel === true ? { parallel_tool_calls: true } : {}),
    ...(type === undefined ? {} : { response_format: { type, json_schema: { ...(schema ? { schema } : {}) } } }),
    ...(limit === undefined ? {} : { max_completion_tokens: limit })
  }
}

type Item = Record<string, unknown> & { type: string }

/** What was thought comes first, where `extras` of a message have it. */
function itemsOf ({ id, choices: [choice], extras }: Completion): Item[] {
  const { content, refusal, toolCalls = [], finishReason } = choice!
  const status = finishReason === 'stop' || finishReason === 'tool_calls' ? 'completed' : 'incomplete'
  const thought = extras.message?.['reasoning_content']
  const annotations = extras.message?.['annotations'] ?? []
  const part = refusal === null ? { type: 'output_text', annotations, logprobs: [], text: content } : { type: 'refusal', refusal }
  return [
    ...(typeof thought === 'string' ? [{ id: `rs_${id}`, type: 'reasoning', summary: [{ type: 'summary_text', text: thought }] }] : []),
    ...toolCalls.map((call) => ({ id: `fc_${call.id}`, type: 'function_call', status, call_id: call.id, name: call.function.name, arguments: call.function.arguments })),
    ...(toolCalls.length > 0 ? [] : [{ id: `msg_${id}`, type: 'message', status, role: 'assistant', content: content === '' ? [] : [part] }])
  ]
}

/** The body of a whole response. */
export function responseOf (completion: Completion, asked: ResponseRequest) {
  const { finishReason } = completion.choices[0]!
  const ends = { length: 'max_output_tokens', content_filter: 'content_filter', stop: null, tool_calls: null }[finishReason]
  const { usage } = completion
  return {
    id: `resp_${completion.id}`,
    object: 'response',
    created_at: completion.created,
    status: ends === null ? 'completed' : 'incomplete',
    background: false,
    error: null,
    incomplete_details: ends === null ? null : { reason: ends },
    instructions: asked.instructions ?? null,
    max_output_tokens: asked.max_output_tokens ?? null,
    metadata: asked['metadata'] ?? {},
    model: completion.model,
    output: itemsOf(completion),
    parallel_tool_calls: asked['parallel_tool_calls'] ?? true,
    previous_response_id: null,
    prompt_cache_key: asked['prompt_cache_key'] ?? null,
    safety_identifier: asked['safety_identifier'] ?? null,
    store: asked['store'] ?? true,
    temperature: asked['temperature'] ?? 1,
    text: asked.text ?? { format: { type: 'text' } },
    tool_choice: asked.tool_choice ?? 'auto',
    tools: asked.tools ?? [],
    top_p: 1,
    usage: { input_tokens: usage.prompt_tokens, input_tokens_details: { cached_tokens: 0 }, output_tokens: usage.completion_tokens, output_tokens_details: { reasoning_tokens: 0 }, total_tokens: usage.total_tokens },
    user: asked['user'] ?? null,
    ...completion.extras.top
  }
}

/** The events of a streamed response: what opens it, its pieces word by word, and itself at the end. */
export function eventsOf (completion: Completion, asked: ResponseRequest) {
  const whole = responseOf(completion, asked)
  const begun = { ...whole, status: 'in_progress', incomplete_details: null, output: [], usage: null }
  const padded = asked.stream_options?.include_obfuscation !== false
  const opening: object[] = [{ type: 'response.created', response: begun }, { type: 'response.in_progress', response: begun }]
  const content: object[] = []
  for (const [index, item] of whole.output.entries()) {
    const at = { item_id: item['id'], output_index: index }
    const part = (named: string, at: object, part: object, of: string, text: string, beside: object) => {
      const annotations = 'annotations' in part ? part.annotations as object[] : null
      content.push({ type: `response.${named}.added`, ...at, part: { ...part, [of === 'refusal' ? 'refusal' : 'text']: '', ...(annotations ? { annotations: [] } : {}) } })
      for (const delta of pieces(text)) content.push({ type: `response.${of}.delta`, ...at, delta, ...beside, ...(padded ? { obfuscation: 'x'.repeat(1 + delta.length % 8) } : {}) })
      for (const [i, annotation] of (annotations ?? []).entries()) content.push({ type: `response.${of}.annotation.added`, ...at, annotation_index: i, annotation })
      content.push({ type: `response.${of}.done`, ...at, [of === 'refusal' ? 'refusal' : 'text']: text, ...beside }, { type: `response.${named}.done`, ...at, part })
    }
    content.push({ type: 'response.output_item.added', output_index: index, item: { ...item, ...('status' in item ? { status: 'in_progress' } : {}), ...('content' in item ? { content: [] } : {}), ...('summary' in item ? { summary: [] } : {}), ...('arguments' in item ? { arguments: '' } : {}) } })
    for (const [i, summary] of ((item['summary'] ?? []) as { text: string }[]).entries()) part('reasoning_summary_part', { ...at, summary_index: i }, summary, 'reasoning_summary_text', summary.text, {})
    for (const [i, said] of ((item['content'] ?? []) as { type: string, text?: string, refusal?: string }[]).entries()) {
      part('content_part', { ...at, content_index: i }, said, said.type, said.text ?? said.refusal ?? '', said.type === 'output_text' ? { logprobs: [] } : {})
    }
    if (typeof item['arguments'] === 'string') {
      for (const delta of item['arguments'].match(/.{1,8}/gs) ?? []) content.push({ type: 'response.function_call_arguments.delta', ...at, delta })
      content.push({ type: 'response.function_call_arguments.done', ...at, name: item['name'], arguments: item['arguments'] })
    }
    content.push({ type: 'response.output_item.done', output_index: index, item })
  }
  const closing: object[] = [{ type: `response.${whole.status}`, response: whole }]
  let number = 0
  const numbered = (events: object[]) => events.map((event) => ({ ...event, sequence_number: number++ }))
  return { opening: numbered(opening), content: numbered(content), closing: numbered(closing) }
}
