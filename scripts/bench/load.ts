import autocannon from 'autocannon'

export type Load = { url: string, connections: number, seconds?: number, amount?: number, method?: 'GET' | 'POST', body?: (i: number) => string, onReply?: (status: number, body: string) => void }
export type Loaded = { requestsPerSecond: number, milliseconds: number[] }

/**
 * Load over HTTP by autocannon: `seconds` of it, or `amount` requests. Latencies come from its own clock with its fractions;
 * the histogram it reports cuts them to whole milliseconds.
 * @throws where any reply is not 2xx: a fast error is no throughput
 */
export async function load ({ url, connections, seconds, amount, method = 'GET', body, onReply }: Load): Promise<Loaded> {
  const milliseconds: number[] = []
  let next = 0
  const startedAt = performance.now()
  let endedAt = startedAt
  const result = await new Promise<autocannon.Result>((resolve, reject) => {
    const options: autocannon.Options = {
      url,
      connections,
      method,
      ...(amount === undefined ? { duration: seconds ?? 1 } : { amount }),
      requests: [{
        method,
        ...(body ? { headers: { 'content-type': 'application/json' }, setupRequest: (request: autocannon.Request) => ({ ...request, body: body(next++) }) } : {}),
        ...(onReply ? { onResponse: onReply } : {})
      }]
    }
    const run = autocannon(options, (error, done) => error ? reject(error) : resolve(done))
    run.on('response', (_client, _status, _bytes, time) => {
      milliseconds.push(time)
      endedAt = performance.now()
    })
  })
  const bad = result.non2xx + result.errors + result.timeouts
  if (bad > 0) throw new Error(`expected only 2xx from ${url}, got ${bad} of ${milliseconds.length} otherwise`)
  return { requestsPerSecond: milliseconds.length / (endedAt - startedAt) * 1000, milliseconds }
}
