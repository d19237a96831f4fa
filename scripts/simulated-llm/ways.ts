import { bodyOf, chunksOf, type Chunks, type Completion, type CompletionRequest } from './completion.ts'
import { Refused, type serverFailure } from './refused.ts'
import { asCompletionRequest, eventsOf, responseOf, type ResponseRequest } from './response.ts'

export function parseRequest (text: string): { model: string, [field: string]: unknown } {
  let body
  try {
    body = JSON.parse(text)
  } catch {
    throw new Refused(400, 'We could not parse the JSON body of your request.')
  }
  if (typeof body?.model !== 'string') throw new Refused(400, 'you must provide a model parameter')
  return body
}

/** One of the two ways to ask: what is asked, and how the answer is told. */
export type Way = {
  request: CompletionRequest
  whole: (completion: Completion) => object
  chunks: (completion: Completion) => Chunks
  /** An event of a stream. */
  event: (said: object) => string
  failure: (body: ReturnType<typeof serverFailure>['body']) => object
  end: string
}

export function chatWay (body: ReturnType<typeof parseRequest>): Way {
  if (!Array.isArray(body['messages']) || body['messages'].length === 0) throw new Refused(400, "Invalid type for 'messages': expected a non-empty array of objects.")
  const request = body as unknown as CompletionRequest
  return { request, whole: bodyOf, chunks: (completion) => chunksOf(completion, request.stream_options ?? {}), event: (said) => `data: ${JSON.stringify(said)}\n\n`, failure: (body) => body, end: 'data: [DONE]\n\n' }
}

export function responseWay (body: ReturnType<typeof parseRequest>): Way {
  const { input, prompt = null, prompt_id: promptId = null } = body
  if ((prompt ?? promptId) === null && typeof input !== 'string' && !(Array.isArray(input) && input.length > 0)) throw new Refused(400, "Missing required parameter: 'input'.")
  const asked = body as ResponseRequest
  return {
    request: asCompletionRequest(asked),
    whole: (completion) => responseOf(completion, asked),
    chunks: (completion) => eventsOf(completion, asked),
    event: (said) => `event: ${(said as { type?: string }).type}\ndata: ${JSON.stringify(said)}\n\n`,
    failure: ({ error }) => ({ ...error, type: 'error', sequence_number: 0 }),
    end: ''
  }
}
