import type { LlmBody } from '../completion.ts'
import type { Ask } from './answer-question.ts'
import { textOf, whyNotCacheable } from './cacheability.ts'
import type { Controls } from './controls.ts'
import { contextOfMessages } from './lineage.ts'

type Message = { role: string, content?: unknown, [extra: string]: unknown }
/** Fields that change how an answer travels or is accounted for, not what it says. */
const TRANSPORT = new Set(['model', 'messages', 'stream', 'stream_options', 'user', 'metadata', 'store', 'service_tier', 'prompt_cache_key', 'safety_identifier'])

/** What an OpenAI request asks of the answer cache: the last user message is the question, everything else is scope. Pure. */
export function askOf (body: LlmBody, tenant: string, controls: Controls): Ask {
  const messages = body.messages as Message[]
  const isInstruction = ({ role }: Message) => role === 'system' || role === 'developer'
  // Instructions that open the conversation are the system prompt; any later one is part of what was said.
  const opening = messages.findIndex((message) => !isInstruction(message))
  const system = messages.slice(0, opening < 0 ? messages.length : opening)
  const earlier = messages.slice(system.length, -1)
  const parameters = Object.fromEntries(Object.entries(body).filter(([name, value]) => !TRANSPORT.has(name) && value !== undefined))
  const only = system[0]
  return {
    scope: {
      tenant,
      user: null,
      model: body.model,
      // One plain system message is what the chat backend sends as well; anything else speaks for itself.
      system: only === undefined ? null : system.length === 1 && Object.keys(only).length === 2 && only.role === 'system' && typeof only.content === 'string' ? only.content : JSON.stringify(system),
      parameters,
      context: contextOfMessages(earlier)
    },
    question: textOf(messages.at(-1)?.content) ?? '',
    bypass: whyNotCacheable(body, messages),
    controls,
    conversationId: null
  }
}
