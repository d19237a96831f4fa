import fp from 'fastify-plugin'
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

type Metrics = ReturnType<typeof createMetrics>

declare module 'fastify' {
  interface FastifyInstance { metrics: Metrics }
}

const SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60]

/** Every metric this service exports, in a registry of its own: two apps in one process do not share counts. */
function createMetrics () {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  return {
    registry,
    answers: new Counter({ name: 'deflect_answers_total', help: 'Answers by surface, how they came about, and why not from the cache', labelNames: ['surface', 'status', 'reason'], registers }),
    answerSeconds: new Histogram({ name: 'deflect_answer_seconds', help: 'Time of a whole answer', labelNames: ['surface', 'status'], buckets: SECONDS, registers }),
    tokensSaved: new Counter({ name: 'deflect_tokens_saved_total', help: 'Tokens that were not bought because an answer came from the cache', labelNames: ['kind'], registers }),
    reads: new Counter({ name: 'deflect_cache_reads_total', help: 'Reads of the conversation cache', labelNames: ['cache', 'outcome'], registers }),
    readSeconds: new Histogram({ name: 'deflect_cache_read_seconds', help: 'Time of a read through a cache, loading included', labelNames: ['cache', 'outcome'], buckets: SECONDS, registers }),
    cacheFaults: new Counter({ name: 'deflect_cache_faults_total', help: 'Redis operations that failed open', labelNames: ['what', 'reason'], registers }),
    embeddedTexts: new Counter({ name: 'deflect_embedded_texts_total', help: 'Texts of /v1/embeddings, by where their vectors came from', labelNames: ['from'], registers }),
    gatewayRefused: new Counter({ name: 'deflect_gateway_refused_total', help: 'Requests of API keys that were refused for a limit', labelNames: ['reason'], registers }),
    indexRecreated: new Counter({ name: 'deflect_semantic_index_recreated_total', help: 'Times a lost vector index was created again', registers }),
    upstreamRetries: new Counter({ name: 'deflect_upstream_retries_total', help: 'Calls of the LLM that were tried again', registers }),
    upstreamFallbacks: new Counter({ name: 'deflect_upstream_fallbacks_total', help: 'Calls that went to the fallback upstream', registers }),
    renewals: new Counter({ name: 'deflect_answer_renewals_total', help: 'Popular answers made anew before they expired, by how it went', labelNames: ['outcome'], registers }),
    requestSeconds: new Histogram({ name: 'deflect_http_request_seconds', help: 'Time of a request by route and status', labelNames: ['method', 'route', 'status'], buckets: SECONDS, registers }),
    gauge: (name: string, help: string, read: () => number | Promise<number>) =>
      new Gauge({ name, help, registers, async collect () { this.set(await read()) } }),
    /** What is counted elsewhere, and only grows. */
    counter: (name: string, help: string, read: () => number) =>
      new Counter({
        name,
        help,
        registers,
        collect () {
          this.reset()
          this.inc(read())
        }
      })
  }
}

export default fp(async (app) => {
  const metrics = createMetrics()
  app.decorate('metrics', metrics)
  app.addHook('onResponse', async (request, reply) => {
    // The route's pattern, not the URL: ids would make a series each.
    metrics.requestSeconds.observe({ method: request.method, route: request.routeOptions.url ?? 'none', status: reply.statusCode }, reply.elapsedTime / 1000)
  })
}, { name: 'metrics' })
