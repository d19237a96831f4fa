import type { ServerResponse } from 'node:http'

/** An error in OpenAI's shape. */
export class Refused extends Error {
  constructor (readonly status: number, message: string, readonly type = 'invalid_request_error', readonly code: string | null = null) {
    super(message)
  }

  get body () {
    return { error: { message: this.message, type: this.type, param: null, code: this.code } }
  }
}

const FAILURES: Record<number, Refused> = {
  401: new Refused(401, '[simulated] Incorrect API key provided', 'invalid_request_error', 'invalid_api_key'),
  404: new Refused(404, '[simulated] The model does not exist', 'invalid_request_error', 'model_not_found'),
  429: new Refused(429, '[simulated] Rate limit reached', 'requests', 'rate_limit_exceeded')
}
export const serverFailure = (status: number) => FAILURES[status] ?? (status < 500
  ? new Refused(status, '[simulated] The request is not valid', 'invalid_request_error')
  : new Refused(status, '[simulated] The server had an error', 'server_error'))

export function json (response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
}
