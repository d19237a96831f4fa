import { OWN_FIELDS, type LlmBody } from '../completion.ts'
import { isForResponse } from '../model/responses.ts'
import type { Ask } from './plan.ts'
import { EXACT_ONLY, textOf, whyExactOnly, whyNotCacheable } from './cacheability.ts'
import type { Controls } from './controls.ts'
import { BY_LETTERS, lettersOf } from './handed-over.ts'
import { contextOfMessages, ROOT_CONTEXT } from './lineage.ts'
import { MAX_CHARACTERS } from './question-reading.ts'
import { askingInstead, isInstruction, messagesOf, saidBefore, type Message } from './said.ts'
import { digest } from './scope.ts'

/** Fields that change how an answer travels or is accounted for, not what it says. */
const TRANSPORT = new Set<string>(['model', 'messages', 'stream', 'stream_options', 'store', 'service_tier', 'prompt_cache_retention', ...OWN_FIELDS])

/** Where a request may say of what form its answer is to be. */
const SCHEMAS = new Set<string>([...EXACT_ONLY, 'text', 'nvext', 'extra_body'])

/** What the parts of a content carry besides their texts, and where one ends and another begins, which upstreams show the model; null where that is nothing. */
function partMarks (content: unknown): object[] | null {
  if (!Array.isArray(content)) return null
  const marks = content.map((part: object | null, i) => {
    const { type: _type, text, ...more } = { type: '', text: '', ...part }
    return i === content.length - 1 ? more : { ...more, text: String(text).length }
  })
  return marks.some((more) => Object.keys(more).length > 0) ? marks : null
}

/** By these LiteLLM chooses who answers, and what is masked or refused; to OpenAI metadata holds texts. */
function chosenIn (body: LlmBody): object | null {
  if (!('metadata' in body)) return null
  const chosen = Object.entries(Object(body['metadata']) as object).filter(([name, value]) => name === 'tags' ? Array.isArray(value) : /guardrail|^policies$/.test(name))
  return chosen.length === 0 ? null : Object.fromEntries(chosen)
}

/** What is left out where the question is somebody else's: whose the request is, that the upstream keeps it, and how its answer travels. */
const ASKERS = new Set<string>(['stream', 'stream_options', 'store', ...OWN_FIELDS])

/** The same request for another question, its answer wanted whole; null where its text carries what another may not. Pure. */
export function withQuestion (body: LlmBody, question: string): LlmBody | null {
  const rest = Object.fromEntries(Object.entries(body).filter(([name]) => !ASKERS.has(name)))
  const chosen = chosenIn(body)
  return partMarks(messagesOf(body).at(-1)!.content) ? null : { ...rest, ...(chosen && { metadata: chosen }), ...askingInstead(body, question) } as LlmBody
}

/** Whose a request says it is; '' where it says nothing. Pure. */
export function askerOf (body: LlmBody): string {
  const own = OWN_FIELDS.filter((name) => body[name] !== undefined && body[name] !== null).map((name) => [name, body[name]])
  return own.length === 0 ? '' : digest(own)
}

/** What a request holds besides its question and who asks. */
type Around = Pick<Ask['scope'], 'system' | 'parameters' | 'context'>

/** Of a request that goes past the cache: nobody shares its answer, and to digest the megabytes of an image holds everybody up. */
const NOTHING_SHARED: Around = { system: null, parameters: {}, context: ROOT_CONTEXT }

function aroundOf (body: LlmBody, messages: Message[], headers: Record<string, string>): Around {
  const { system, instructions, earlier } = saidBefore(body)
  const input = isForResponse(body) ? 'input' : ''
  // An answer has its fields in the order of its schema (OpenAI), which a digest does not see.
  const shaping = (name: string, value: unknown) => SCHEMAS.has(name) ? JSON.stringify(value) : value
  // Without a prototype, as the caller names its fields.
  const parameters: Record<string, unknown> = Object.create(null)
  for (const name of Object.keys(body)) if (!TRANSPORT.has(name) && name !== input && body[name] !== undefined) parameters[name] = shaping(name, body[name])
  // A chat completion answers no request for a response. Under a field that is never a parameter, and so below.
  if (input !== '') parameters['stream'] = input
  // Not in the context: where that is left out (`followups: root`), they hold all the same.
  if (instructions.length > 0) parameters['stream_options'] = instructions
  // What the question carries besides its text (a name, marks of its parts).
  const { role: _role, content, ...named } = messages.at(-1) ?? { role: 'user' }
  const parts = partMarks(content)
  const marks = parts ? { ...named, content: parts } : named
  if (Object.keys(marks).length > 0) parameters['messages'] = marks
  if (Object.keys(headers).length > 0) parameters['model'] = headers
  const chosen = chosenIn(body)
  if (chosen) parameters['metadata'] = chosen
  return { system, parameters, context: contextOfMessages(earlier) }
}

/**
 * What an OpenAI request asks of the answer cache: the last user message is the question, everything else is scope. Pure.
 * @param headers request headers that the upstream is given and that may shape its answer
 */
export function askOf (body: LlmBody, { tenant, user }: { tenant: string, user: string }, controls: Controls, headers: Record<string, string> = {}): Ask {
  const messages = messagesOf(body)
  const text = textOf(messages.at(-1)?.content) ?? ''
  // LiteLLM writes these over the rest of the request. Not merged here: there may be as many as a body holds.
  const extra = Object(body['extra_body']) as Record<string, unknown>
  const bypass = whyNotCacheable(body, messages) ?? (body['extra_body'] ? whyNotCacheable(extra, messages) : null) ?? (text.length > MAX_CHARACTERS ? 'too_long' : null)
  const around = bypass === null ? aroundOf(body, messages, headers) : NOTHING_SHARED
  const letters = bypass === null ? lettersOf(messages.filter(isInstruction).map(({ content }) => textOf(content)), text) : null
  if (letters) Object.assign(around.parameters, letters)
  return {
    scope: { tenant, model: body.model, ...around },
    user,
    // Of a longer one that it is longer is all that is asked.
    question: text.slice(0, MAX_CHARACTERS + 1),
    bypass,
    exactOnly: whyExactOnly(body) ?? whyExactOnly(extra) ?? (letters && BY_LETTERS),
    controls,
    conversationId: null
  }
}
