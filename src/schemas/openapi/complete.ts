import { EXAMPLES } from './examples.ts'
import { FIELDS } from './fields.ts'

type Node = { type?: string | string[], format?: string, description?: string, properties?: Record<string, Node>, items?: Node, anyOf?: Node[], oneOf?: Node[], allOf?: Node[] }
type Media = Record<string, { schema?: Node, example?: unknown }>
type Operation = { parameters?: { name: string, description?: string, schema?: Node }[], requestBody?: { required?: boolean, content: Media }, responses: Record<string, { content?: Media }> }
export type Document = { paths: Record<string, Record<string, Operation>> }

/** Of formats that nobody but this service knows, what others can read: there is no NUL in a text. */
const PATTERNS: Record<string, string> = { text: '^[^\\u0000]*$', question: '^[^\\u0000]*[^\\s\\u0000][^\\u0000]*$' }

/** Schemas may be shared with the routes, so what is described is a copy. */
function described (node: Node): Node {
  const each = (nodes: Node[]) => nodes.map(described)
  const { format = '', ...rest } = node
  return {
    ...(format in PATTERNS ? { ...rest, pattern: PATTERNS[format] } : node),
    ...(node.properties ? { properties: Object.fromEntries(Object.entries(node.properties).map(([name, value]) => [name, { ...(FIELDS[name] === undefined ? {} : { description: FIELDS[name] }), ...described(value) }])) } : {}),
    ...(node.items ? { items: described(node.items) } : {}),
    ...(node.anyOf ? { anyOf: each(node.anyOf) } : {}),
    ...(node.oneOf ? { oneOf: each(node.oneOf) } : {}),
    ...(node.allOf ? { allOf: each(node.allOf) } : {})
  }
}

function completeMedia (content: Media | undefined, example: unknown): void {
  for (const [type, media] of Object.entries(content ?? {})) {
    if (media.schema) media.schema = described(media.schema)
    // A stream, or a table, looks otherwise than the JSON does.
    if (example !== undefined && (type.startsWith('application/json') || typeof example === 'string')) media.example = example
  }
}

/** Gives every field a description, and every route its examples. */
export function completeDocument (document: Document): Document {
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, { parameters = [], requestBody, responses }] of Object.entries(methods)) {
      const { body, reply } = EXAMPLES[`${method.toUpperCase()} ${path}`] ?? {}
      for (const parameter of parameters) {
        const text = parameter.description ?? parameter.schema?.description ?? FIELDS[parameter.name]
        if (text !== undefined) parameter.description = text
        if (parameter.schema) parameter.schema = described(parameter.schema)
      }
      completeMedia(requestBody?.content, body)
      // A body that may be null may be left out: Fastify validates it as that.
      if (Object.values(requestBody?.content ?? {}).some(({ schema }) => schema?.type?.includes('null'))) requestBody!.required = false
      for (const [status, response] of Object.entries(responses)) completeMedia(response.content, status.startsWith('2') ? reply : undefined)
    }
  }
  return document
}
