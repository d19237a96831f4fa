import { Agent, request as httpRequest } from 'node:http'

/** `status` 0: no response; `refused` where the request certainly never arrived. */
export type Response = { status: number, body: any, refused: boolean }

/** A small JSON client over kept connections: one request, one outcome, never an exception. */
export function createHttp () {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 })

  function call (method: string, url: string, user: string, body: unknown, timeoutMs: number): Promise<Response> {
    return new Promise((resolve) => {
      const payload = body === undefined ? undefined : JSON.stringify(body)
      const headers = { 'x-deflect-user': user, ...(payload === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(payload) }) }
      const failed = (error?: NodeJS.ErrnoException) => resolve({ status: 0, body: undefined, refused: error?.code === 'ECONNREFUSED' })
      const outgoing = httpRequest(url, { method, agent, headers }, (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('error', failed)
        response.on('close', () => failed())
        response.on('end', () => {
          try {
            const text = Buffer.concat(chunks).toString()
            resolve({ status: response.statusCode ?? 0, body: text === '' ? undefined : JSON.parse(text), refused: false })
          } catch {
            failed()
          }
        })
      })
      // A socket's own timeout counts silence only; a deadline is what a client has.
      const timer = setTimeout(() => outgoing.destroy(), timeoutMs)
      outgoing.on('close', () => clearTimeout(timer))
      outgoing.on('error', failed)
      outgoing.end(payload)
    })
  }
  return { call, close: () => agent.destroy() }
}
export type Http = ReturnType<typeof createHttp>
