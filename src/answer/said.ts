import { isNothing } from '../cache/answer-entry.ts'
import type { ChatBody, LlmBody, ResponseBody } from '../completion.ts'
import { isForResponse } from '../model/responses.ts'

export type Message = { role: string, content?: unknown, [extra: string]: unknown }
type Item = Message & { type?: unknown, id?: unknown, status?: unknown }

const partOf = (part: { type?: unknown } | null) => part?.type === 'input_text' || part?.type === 'output_text' ? { ...part, type: 'text' } : part

/** An item of a response's input as a chat's message. What is no message has no content, and so no text; what a model thought says nothing. */
function messageOf (item: Item): Message {
  const { type, id: _id, status: _status, content, ...rest } = item
  if (type === 'reasoning') return { role: 'assistant', content: '' }
  if (type !== undefined && type !== null && type !== 'message') return { role: '', items: [item] }
  return { ...rest, content: Array.isArray(content) ? content.map(partOf) : content }
}

export const isInstruction = ({ role }: Message) => role === 'system' || role === 'developer'

/** What was said before the question: the system prompt, instructions of any other form, wherever they stand, and all behind those that open it, as it came. */
type Before = { system: string | null, instructions: unknown[], earlier: unknown[] }

function beforeIn (system: string | null, said: Message[]): Before {
  const opening = said.findIndex((message) => !isInstruction(message))
  return { system, instructions: said.filter(isInstruction), earlier: opening < 0 ? [] : said.slice(opening) }
}

function beforeMessage (messages: Message[]): Before {
  // Instructions that open the conversation are the system prompt; any later one is part of what was said.
  const opening = messages.findIndex((message) => !isInstruction(message))
  const [only, ...more] = messages.slice(0, opening < 0 ? messages.length : opening)
  // One plain system message is what the chat backend sends as well. Any other form stays a message: written into the prompt,
  // its JSON could be imitated by a prompt that is this JSON.
  const system = only?.role === 'system' && more.length === 0 && Object.keys(only).length === 2 && typeof only.content === 'string' ? only.content : null
  return beforeIn(system, messages.slice(system === null ? 0 : 1, -1))
}

/** What each response calls its own items says nothing, but by its name the upstream finds what was thought where the thought is not there itself. */
function withoutName ({ id, status: _status, ...item }: Item): Message {
  const isThought = item.type === 'reasoning' && !item['encrypted_content'] && isNothing(item.content)
  return isThought ? { ...item, id } : item
}

/** None where the question stands alone, or in a prompt that is kept upstream. */
const itemsOf = ({ input }: ResponseBody) => Array.isArray(input) ? input as Item[] : []

function beforeItem (body: ResponseBody): Before {
  const { instructions } = body
  const said = itemsOf(body).slice(0, -1).map(withoutName)
  return beforeIn(typeof instructions === 'string' ? instructions : null, said)
}

/** Pure. */
export const saidBefore = (body: LlmBody): Before => isForResponse(body) ? beforeItem(body) : beforeMessage(body.messages as Message[])

/** What a request says: its messages, or the instructions and the input of one for a response in their form. Pure. */
export function messagesOf (body: LlmBody): Message[] {
  if (!isForResponse(body)) return body.messages as Message[]
  const { instructions, input } = body
  const said = typeof input === 'string' ? [{ role: 'user', content: input }] : itemsOf(body).map(messageOf)
  return typeof instructions === 'string' ? [{ role: 'system', content: instructions }, ...said] : said
}

/** The same with another question, in the place of its last message. Pure. */
export function askingInstead (body: LlmBody, question: string): Pick<ChatBody, 'messages'> | Pick<ResponseBody, 'input'> {
  const instead = (said: unknown[]) => [...said.slice(0, -1), { ...said.at(-1) as Message, content: question }]
  if (!isForResponse(body)) return { messages: instead(body.messages) }
  return { input: typeof body.input === 'string' ? question : instead(itemsOf(body)) }
}
