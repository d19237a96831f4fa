/** Text the simulated LLM answers with: the same for the same messages, always announced, and showing what it was given. */

export type Message = { role: string, content?: unknown, tool_calls?: unknown }

const canned: [RegExp, string][] = [
  [/population|how many people/i, 'About 2.1 million people live in the city itself and about 12 million in its urban area.'],
  [/capital of france|france'?s capital|french capital/i, 'The capital of France is Paris.'],
  [/capital of japan|japan'?s capital/i, 'The capital of Japan is Tokyo.'],
  [/boil/i, 'At sea level water boils at 100 °C (212 °F); higher up it boils at a lower temperature.'],
  [/sky.*blue|blue.*sky/i, 'Air scatters short wavelengths more than long ones, so the light that reaches us from all over the sky is blue.'],
  [/photosynthesis/i, 'Plants turn water, carbon dioxide and light into sugar and oxygen.'],
  [/reset.*password|password.*reset|forgot.*password/i, 'Open the sign-in page, choose "Forgot password" and follow the link in the e-mail.'],
  [/\bredis\b/i, 'Redis keeps data structures in memory and answers in well under a millisecond.']
]

/** The text of a message, whether its content is a string or parts. */
export function textOf (message: Message | undefined): string {
  const content = message?.content
  if (typeof content === 'string') return content
  if (!Array.isArray(content)) return ''
  return content.map((part: { text?: unknown }) => typeof part?.text === 'string' ? part.text : '').join('')
}

const excerpt = (text: string) => text.length > 60 ? `${text.slice(0, 59).trimEnd()}…` : text

/** Words that both questions have, of all words they have: no judgement, but it lets a judge be tried without a model. */
const SIMULATED_JUDGE = 0.5

/** What is said to Deflect's judge (src/answer/ask-judge.ts): only the word it wants, so the answer cannot announce itself; the response's header does. */
function judged (messages: Message[]): string | undefined {
  const [system, user] = messages
  if (messages.length !== 2 || system?.role !== 'system' || !textOf(system).startsWith('You compare two questions.')) return undefined
  const [a, b] = Object.values(JSON.parse(textOf(user)) as Record<string, string>).map((question) => new Set(question.toLowerCase().match(/[\p{L}\p{N}]+/gu)))
  const both = [...a ?? []].filter((word) => b?.has(word)).length
  return both / new Set([...a ?? [], ...b ?? []]).size >= SIMULATED_JUDGE ? 'yes' : 'no'
}

/** The deterministic answer to these messages. */
export function answerTo (messages: Message[]): string {
  const verdict = judged(messages)
  if (verdict !== undefined) return verdict
  const asked = messages.filter(({ role }) => role === 'user').map(textOf)
  const question = (asked.at(-1) ?? '').replace(/\[\[simulate[^\]]*\]\]/g, '').trim()
  const previous = asked.at(-2)
  const last = messages.at(-1)
  const body = last?.role === 'tool'
    ? `The tool returned: ${excerpt(textOf(last))}`
    : canned.find(([pattern]) => pattern.test(question))?.[1] ?? `This would be an answer to: “${excerpt(question)}”.`
  const given = `${messages.length} message${messages.length === 1 ? '' : 's'}`
  return previous === undefined
    ? `[simulated] ${body} (given ${given})`
    : `[simulated] ${body} (given ${given}; asked before: “${excerpt(previous)}”)`
}

/** The answer stretched or cut to a number of words. */
export function withWords (answer: string, words: number): string {
  const own = answer.split(' ')
  const filler = Array.from({ length: Math.max(0, words - own.length) }, (_, i) => `word${i + 1}`)
  return [...own, ...filler].slice(0, words).join(' ')
}

type JsonSchema = { type?: string | string[], properties?: Record<string, JsonSchema>, items?: JsonSchema, enum?: unknown[], const?: unknown, anyOf?: JsonSchema[] }

/** A value that fits a JSON schema well enough for tools and response_format; strings carry the text. */
export function valueFor (schema: JsonSchema | undefined, text: string): unknown {
  if (schema?.const !== undefined) return schema.const
  if (schema?.enum?.length) return schema.enum[0]
  if (schema?.anyOf?.length) return valueFor(schema.anyOf[0], text)
  const type = Array.isArray(schema?.type) ? schema.type[0] : schema?.type
  if (type === 'number' || type === 'integer') return 1
  if (type === 'boolean') return true
  if (type === 'null') return null
  if (type === 'array') return schema?.items ? [valueFor(schema.items, text)] : []
  if (type === 'string') return text
  return Object.fromEntries(Object.entries(schema?.properties ?? {}).map(([name, inner]) => [name, valueFor(inner, text)]))
}

export type Tool = { type?: string, function?: { name?: string, parameters?: JsonSchema } }

/** The function the request obliges the model to call, if it does. */
export function obligedTool (tools: Tool[], choice: unknown): Tool | undefined {
  if (choice === 'required') return tools[0]
  const name = (choice as Tool | undefined)?.function?.name
  return name === undefined ? undefined : tools.find((tool) => tool.function?.name === name)
}
