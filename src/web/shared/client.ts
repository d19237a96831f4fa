import createClient from 'openapi-fetch'
import type { paths } from './api.js'
import { credentialHeaders } from './credentials.ts'
import { createStore } from './store.ts'

/** What went wrong, in words a person can read. */
export class ApiError extends Error {
  constructor (message: string, readonly status: number, readonly code: string | undefined) {
    super(message)
  }

  /** The service was not reached, or is not ready: the same request may succeed later. */
  get isTemporary (): boolean { return this.status === 0 || this.status === 502 || this.status === 503 || this.status === 504 }
}

/** Counts the requests that were told to sign in (again). */
export const signedOut = createStore(0)

/** The API, typed by its own OpenAPI document (`npm run openapi`). */
export const api = createClient<paths>({ baseUrl: location.origin })
api.use({
  onRequest ({ request }) {
    for (const [name, value] of Object.entries(credentialHeaders())) request.headers.set(name, value)
    return request
  },
  onError: () => unreachable()
})

export const unreachable = () => new ApiError('The service cannot be reached.', 0, undefined)

const sentence = (text: string) => text === '' ? text : text[0]!.toUpperCase() + text.slice(1) + (/[.!?]$/.test(text) ? '' : '.')

/** The error of a reply in Fastify's shape, or what its status says. */
export function errorOf (status: number, body: unknown): ApiError {
  const { message, code } = (typeof body === 'object' && body !== null ? body : {}) as { message?: unknown, code?: unknown }
  if (status === 401) signedOut.set(signedOut.get() + 1)
  const text = typeof message === 'string' ? sentence(message) : `The service answered ${status}.`
  return new ApiError(text, status, typeof code === 'string' ? code : undefined)
}

/**
 * What a call of `api` brought: `const page = await read(api.GET('/backend-api/conversations', …))`.
 * @throws ApiError
 */
export async function read<T> (call: Promise<{ data?: T, error?: unknown, response: Response }>): Promise<T> {
  const { data, error, response } = await call
  if (!response.ok) throw errorOf(response.status, error)
  return data as T
}

/** The message of whatever was thrown. */
export const wordsOf = (error: unknown): string => error instanceof ApiError ? error.message : 'Something went wrong on this page.'
