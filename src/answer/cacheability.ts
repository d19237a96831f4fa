import { isAnswer, isNothing } from '../cache/answer-entry.ts'
import { choicesOf, type Completion } from '../completion.ts'
import { holdsRounded } from '../model/exact-integers.ts'
import { isBlank } from '../model/text.ts'
import { MAX_CHARACTERS } from './question-reading.ts'

const ENDINGS: Record<string, string> = { length: 'truncated', content_filter: 'refused', tool_calls: 'tools', function_call: 'tools' }

/** Why an answer may not be kept, or null: only whole, plain text answers of a bounded size are worth serving twice. */
export function whyNotStorable (completion: Completion, maxBytes: number): string | null {
  const [choice, ...others] = choicesOf(completion)
  if (choice === undefined || others.length > 0) return 'choices'
  if (choice.finish_reason !== 'stop') return ENDINGS[choice.finish_reason ?? ''] ?? 'incomplete'
  if (choice.message['refusal']) return 'refused'
  const { content } = choice.message
  // Text and other things in a list of parts.
  if (Array.isArray(content)) return 'not_text'
  if (typeof content !== 'string' || content.trim() === '') return 'empty_answer'
  if (!isNothing(choice.message['tool_calls']) || !isNothing(choice.message['function_call'])) return 'tools'
  // Some upstreams say what went wrong beside a finish that looks whole.
  if (completion['error'] || choice['error'] || completion['incomplete_details']) return 'incomplete'
  if (content.includes('\0') || choice.message['audio'] || !isNothing(choice.message['images'])) return 'not_text'
  // Read again, it would be no entry.
  if (!isAnswer(completion)) return 'malformed'
  // Beside its text an answer may carry what nobody reads, such as its reasoning; escapes alone do not double it.
  return Buffer.byteLength(content) > maxBytes || Buffer.byteLength(JSON.stringify(completion)) > 2 * maxBytes + 4_096 ? 'too_large' : null
}

type Part = { type?: unknown, text?: unknown }

/** The text of a message; null where it holds anything else (an image, audio, a file). */
export function textOf (content: unknown): string | null {
  if (typeof content === 'string') return content
  if (!Array.isArray(content)) return null
  const texts = content.map((part: Part) => part?.type === 'text' && typeof part.text === 'string' ? part.text : null)
  return texts.includes(null) ? null : texts.join('')
}

/**
 * Request fields under which one cached text answer is not the whole answer. Some put the prompt into it, or what it was read as
 * (vLLM, llama.cpp, SGLang), or judged (`moderation`, OpenAI); a `prompt` is kept upstream, where it may change, and so is what `prompt_id` (LiteLLM) and
 * `preset` (OpenRouter) name; the last ones search (OpenAI, OpenRouter, xAI, Qwen, Baidu), or look things up in what may change (Azure, LiteLLM, Open WebUI).
 */
const UNCACHEABLE = ['tools', 'prompt', 'prompt_id', 'preset', 'functions', 'logprobs', 'top_logprobs', 'prompt_logprobs', 'audio', 'modalities', 'prediction', 'echo', 'verbose', 'return_token_ids', 'return_tokens', 'return_hidden_states', 'enable_response_messages', 'moderation',
  'web_search_options', 'plugins', 'search_parameters', 'enable_search', 'web_search', 'data_sources', 'vector_store_ids', 'files', 'tool_ids'] as const
const MAYBE_UNCACHEABLE: ReadonlySet<string> = new Set(UNCACHEABLE)
/** Models that search before they answer: OpenAI's, OpenRouter's variants, Perplexity's, Groq's, Venice's by a suffix. */
const SEARCHES = /-search-(?:preview|api)\b|-deep-research\b|:online(?=:|$)|[:&]enable_web_(?:search|scraping)=(?!off|false)|(?:^|\/)(?:sonar\b|compound(?:-beta)?(?:-mini)?$)/
/** Fields that hold whether it is searched, among others: Venice's, Open WebUI's. */
const HOLDERS = ['venice_parameters', 'features'] as const
const whichSearches = (body: Record<string, unknown>): string | undefined => HOLDERS.find((name) => name in body &&
  Object.entries(Object(body[name]) as object).some(([part, value]) => /web_(?:search|scraping)$/.test(part) && ![false, null, 'off'].includes(value as null)))

/** A model, prompt and tools that are kept upstream under a name (OpenRouter). */
const PRESET = /@preset\//

/**
 * Request fields that make an answer's form or its repetition matter word for word: a question that only means the same gets another
 * answer. OpenAI's, then the names that Mistral, vLLM, llama.cpp and SGLang have for them.
 */
export const EXACT_ONLY = ['response_format', 'seed', 'random_seed', 'structured_outputs', 'guided_json', 'guided_regex', 'guided_choice', 'guided_grammar', 'grammar', 'json_schema', 'regex', 'ebnf'] as const

/** Which field keeps a request from the semantic tier, or null. */
export function whyExactOnly (body: Record<string, unknown>): string | null {
  const isPlain = (value: unknown) => value === undefined || value === null || value === '' || (value as { type?: unknown }).type === 'text'
  // NVIDIA NIM's extensions, guided_json among them.
  const holder = Object(body['nvext']) as Record<string, unknown>
  // What a response has in the place of `response_format`.
  if (!isPlain((Object(body['text']) as { format?: unknown }).format)) return 'text.format'
  return EXACT_ONLY.find((name) => !isPlain(body[name]) || !isPlain(holder[name])) ?? null
}

/** Why a request of the gateway goes past the cache, or null. */
export function whyNotCacheable (body: Record<string, unknown>, messages: { role?: unknown, content?: unknown }[]): string | null {
  // Most requests have none of them.
  for (const name of Object.keys(body).some((name) => MAYBE_UNCACHEABLE.has(name)) ? UNCACHEABLE : []) {
    const value = body[name]
    // Text alone is what every answer is made of; some clients say so.
    const isPlain = Array.isArray(value) && value.every((one) => name === 'modalities' && one === 'text')
    if (value !== undefined && value !== null && value !== false && !isPlain) return name
  }
  const searching = whichSearches(body)
  if (searching !== undefined) return searching
  // Beside a response, such as its logprobs: all but what a model thought, which only the upstream can read.
  if (Array.isArray(body['include']) && body['include'].some((name) => name !== 'reasoning.encrypted_content')) return 'include'
  if (body['n'] !== undefined && body['n'] !== null && body['n'] !== 1) return 'n'
  const models = [body['model'], body['models']].flat().map(String)
  if (models.some((model) => SEARCHES.test(model))) return 'searching_model'
  if (models.some((model) => PRESET.test(model))) return 'preset'
  if (holdsRounded(body)) return 'large_integer'
  if (messages.at(-1)?.role !== 'user') return 'last_message'
  if (messages.some((message) => textOf(message.content) === null)) return 'not_text'
  const text = textOf(messages.at(-1)?.content) ?? ''
  // A longer one goes past the cache, whatever it is, and takes a second to look through.
  return text.length <= MAX_CHARACTERS && isBlank(text) ? 'empty' : null
}
