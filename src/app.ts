import { randomBytes } from 'node:crypto'
import Fastify, { LogController, type FastifyInstance, type FastifyServerOptions } from 'fastify'
import type { Config } from './config.ts'
import type { Embedder } from './model/embedder.ts'
import answers from './plugins/answers.ts'
import apiKeys from './plugins/api-keys.ts'
import audit from './plugins/audit.ts'
import auth from './plugins/auth.ts'
import chat from './plugins/chat.ts'
import config from './plugins/config.ts'
import connections, { refuse } from './plugins/connections.ts'
import cors from './plugins/cors.ts'
import errors, { sendError } from './plugins/errors.ts'
import events from './plugins/events.ts'
import hitRatio from './plugins/hit-ratio.ts'
import limits from './plugins/limits.ts'
import localOnly from './plugins/local-only.ts'
import metrics from './plugins/metrics.ts'
import noStore from './plugins/no-store.ts'
import openapi from './plugins/openapi.ts'
import prices from './plugins/prices.ts'
import postgres from './plugins/postgres.ts'
import redis from './plugins/redis.ts'
import redisInfo from './plugins/redis-info.ts'
import retention from './plugins/retention.ts'
import serialization from './plugins/serialization.ts'
import shutdown from './plugins/shutdown.ts'
import validation from './plugins/validation.ts'
import warm from './plugins/warm.ts'
import chatCompletions from './routes/chat-completions.ts'
import conversations from './routes/conversations.ts'
import embeddings from './routes/embeddings.ts'
import erasure from './routes/erasure.ts'
import feedback from './routes/feedback.ts'
import health from './routes/health.ts'
import me from './routes/me.ts'
import messages from './routes/messages.ts'
import models from './routes/models.ts'
import auditLog from './routes/operator/audit.ts'
import entries from './routes/operator/entries.ts'
import invalidate from './routes/operator/invalidate.ts'
import explain from './routes/operator/explain.ts'
import live from './routes/operator/live.ts'
import policy from './routes/operator/policy.ts'
import report from './routes/operator/report.ts'
import series from './routes/operator/series.ts'
import users from './routes/operator/users.ts'
import whatIf from './routes/operator/what-if.ts'
import pages from './routes/pages.ts'
import responses from './routes/responses.ts'

/** Node's own timers for requests that come slowly, headers first; they are looked at every second. */
const arrivalLimits = ({ REQUEST_TIMEOUT_MS: requestTimeout }: Config) =>
  ({ requestTimeout, http: { headersTimeout: Math.min(10_000, requestTimeout), connectionsCheckingInterval: Math.min(1_000, requestTimeout) } })

/** Characters of a name in a path, escaped: what is longer than its schema allows is told so by the schema. The headers' 16 KB bound all. */
const LONGEST_PARAMETER = 16_384

/**
 * The whole service as an app that is ready to listen. Registrations stand in the order a request meets them.
 * @param embedder the caller's own, for several apps of one process; not closed with the app
 */
export async function buildApp (settings: Config, logger: FastifyServerOptions['logger'] = false, embedder?: Embedder): Promise<FastifyInstance> {
  // Names of requests in the log: no other process' are alike.
  const begin = randomBytes(4).toString('hex')
  let requests = 0
  const genReqId = () => `${begin}-${++requests}`
  // No limit on plugins: the first start after an upgrade waits for its migrations, or for the process that applies them.
  const app = Fastify({
    logger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId,
    pluginTimeout: 0,
    bodyLimit: settings.BODY_LIMIT,
    routerOptions: { maxParamLength: LONGEST_PARAMETER },
    keepAliveTimeout: settings.KEEP_ALIVE_TIMEOUT_MS,
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    frameworkErrors: sendError,
    clientErrorHandler: refuse,
    ...arrivalLimits(settings)
  })

  await app.register(config, { config: settings })
  await app.register(noStore)
  await app.register(metrics)
  await app.register(hitRatio)
  await app.register(cors)
  await app.register(errors)
  // Its wait for late requests comes before connections are cut.
  await app.register(shutdown)
  await app.register(connections)
  await app.register(localOnly)
  await app.register(validation)
  await app.register(serialization)
  await app.register(openapi)
  await app.register(auth)
  await app.register(prices)
  await app.register(apiKeys)

  await app.register(postgres)
  await app.register(audit)
  await app.register(redis)
  await app.register(redisInfo)
  await app.register(events)
  await app.register(limits)
  await app.register(answers, { embedder })
  await app.register(chat)
  await app.register(warm)
  await app.register(retention)

  await app.register(health)
  await app.register(pages)
  await app.register(async (backend) => {
    backend.addHook('onRequest', app.authenticate)
    await backend.register(me)
    await backend.register(conversations)
    await backend.register(messages)
    await backend.register(feedback)
    await backend.register(erasure)
  }, { prefix: '/backend-api' })
  await app.register(async (gateway) => {
    gateway.addHook('onRequest', app.authenticateGateway)
    await gateway.register(chatCompletions)
    await gateway.register(responses)
    await gateway.register(models)
    await gateway.register(embeddings)
  }, { prefix: '/v1' })

  await app.register(async (operator) => {
    operator.addHook('onRequest', app.authenticate)
    operator.addHook('onRequest', app.assertOperator)
    await operator.register(policy)
    await operator.register(entries)
    await operator.register(invalidate)
    await operator.register(users)
    await operator.register(explain)
    await operator.register(whatIf)
    await operator.register(report)
    await operator.register(series)
    await operator.register(live)
    await operator.register(auditLog)
  }, { prefix: '/operator' })

  return app
}
