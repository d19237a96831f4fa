import { Headers, type Dispatcher } from 'undici'

type Init = { method?: string, headers?: Iterable<[string, string]>, body?: string, signal?: AbortSignal }

/**
 * As much of `fetch` as the official client uses, on undici's own request: fetch itself keeps two copies of each request, two
 * web streams and four abort controllers as long as an answer is read (undici 7.30), most of what an open stream takes here.
 * The body is a stream that is read as it is asked for, so who stops asking slows the upstream down. Redirects are not
 * followed: a body with questions in it goes where the settings say.
 */
export const createFetch = (dispatcher: Dispatcher) => async (url: string | URL, { method = 'GET', headers = [], body, signal }: Init = {}) => {
  const { origin, pathname, search } = new URL(url)
  const reply = await dispatcher.request({
    origin,
    path: pathname + search,
    method: method.toUpperCase() as Dispatcher.HttpMethod,
    // What is compressed comes in blocks, later.
    headers: { ...Object.fromEntries(headers), 'accept-encoding': 'identity' },
    body: body ?? null,
    signal: signal ?? null
  })
  if (reply.statusCode >= 300 && reply.statusCode < 400) {
    await reply.body.dump()
    throw new Error(`expected an answer from ${origin}, got a redirect to ${String(reply.headers['location'])}: the base URL should be where it leads`)
  }
  const told = new Headers()
  for (const [name, values] of Object.entries(reply.headers)) {
    for (const value of [values ?? []].flat()) told.append(name, value)
  }
  return {
    ok: reply.statusCode >= 200 && reply.statusCode < 300,
    status: reply.statusCode,
    url: String(url),
    headers: told,
    body: reply.body,
    text: () => reply.body.text(),
    json: () => reply.body.json()
  }
}
