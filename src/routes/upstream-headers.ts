import type { IncomingHttpHeaders } from 'node:http'
import type { FastifyReply } from 'fastify'

/**
 * Request headers that go on to the upstream. Authorization, OpenAI-Organization and OpenAI-Project say whose account it is: there
 * it is the operator's. Idempotency-Key is the caller's own, while upstream all callers are one.
 */
export function upstreamHeaders (headers: IncomingHttpHeaders): { /** May change the answer. */ shaping: Record<string, string>, all: Record<string, string> } {
  const pick = (name: string) => typeof headers[name] === 'string' ? { [name]: headers[name] } : {}
  const shaping = pick('openai-beta')
  return { shaping, all: { ...shaping, ...pick('x-client-request-id') } }
}

const LIMIT = 'x-ratelimit-'

/** Adds what the upstream's response said. Its limits are those of the operator's account, so ours stand alone where there are any. */
export function tellUpstreamHeaders (reply: FastifyReply, headers: Record<string, string>): void {
  const limited = Object.keys(reply.getHeaders()).some((name) => name.startsWith(LIMIT))
  reply.headers(Object.fromEntries(Object.entries(headers).filter(([name]) => !limited || !name.startsWith(LIMIT))))
}
