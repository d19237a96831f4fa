import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { createEmbedTexts } from '../answer/embed-texts.ts'
import { createEmbeddingCache } from '../cache/embeddings.ts'
import { BadRequestError, ClientLeftError, EmbeddingModelNotFoundError, InvalidFieldError } from '../errors.ts'
import { gatewayErrors } from '../schemas/common.ts'
import { EmbeddingList, EmbeddingRequest, MAX_CHARACTERS, MAX_TEXTS } from '../schemas/embedding.ts'
import { onceLeft } from './event-stream.ts'
import { admit, assertModel, controlsOf } from './gateway-access.ts'

/** Says what is wrong with `input` in one sentence; the schema's own complaint would be about its first alternative. */
function assertInput (body: unknown): void {
  const input = (body as { input?: unknown } | null)?.input
  if (input === undefined || typeof input === 'string') {
    if (input === '') throw new InvalidFieldError('input', 'must not be empty')
    return
  }
  if (!Array.isArray(input)) throw new InvalidFieldError('input', 'must be a text or an array of texts')
  if (input.length === 0 || input.length > MAX_TEXTS) throw new InvalidFieldError('input', `must have 1 to ${MAX_TEXTS} texts, got ${input.length}`)
  for (const [index, text] of input.entries()) {
    if (typeof text === 'number' || Array.isArray(text)) throw new InvalidFieldError('input', 'must be text: tokens of another model mean nothing to this one')
    if (typeof text !== 'string') throw new InvalidFieldError(`input.${index}`, 'must be a text')
    if (text === '') throw new InvalidFieldError(`input.${index}`, 'must not be empty')
  }
}

const embeddings: FastifyPluginAsyncTypebox = async (app) => {
  const { config, embedder, redis, limits } = app
  const model = config.EMBEDDING_MODEL
  const names = new Set([model, model.split('/').at(-1)!])
  const cache = createEmbeddingCache({ keys: redis.keys, identity: embedder.identity, dimensions: embedder.dimensions, ttlSeconds: config.EMBEDDING_TTL, ttlJitter: config.TTL_JITTER })
  const embedTexts = createEmbedTexts({ embedder, cache, execute: redis.execute })

  app.post('/embeddings', {
    // What the schema allows must fit, in letters of four bytes too.
    bodyLimit: Math.max(config.BODY_LIMIT, 4 * MAX_CHARACTERS + MAX_TEXTS * 8),
    schema: { tags: ['gateway'], summary: 'Vectors of texts, by the local model', body: EmbeddingRequest, response: { 200: EmbeddingList, ...gatewayErrors } },
    preValidation: async ({ body }) => assertInput(body)
  }, async (request, reply) => {
    const { input, encoding_format: format, dimensions, model: asked } = request.body
    const controls = controlsOf(request)
    if (!names.has(asked)) throw new EmbeddingModelNotFoundError(asked, model)
    assertModel(request, asked, names)
    if (typeof dimensions === 'number' && dimensions !== embedder.dimensions) throw new InvalidFieldError('dimensions', `must be ${embedder.dimensions}, the only size of this model, got ${dimensions}`)
    const texts = typeof input === 'string' ? [input] : input
    const characters = texts.reduce((sum, text) => sum + text.length, 0)
    if (characters > MAX_CHARACTERS) throw new InvalidFieldError('input', `must have at most ${MAX_CHARACTERS} characters in all, got ${characters}`)
    if (controls.onlyIfCached) throw new BadRequestError('header Cache-Control: only-if-cached is not for embeddings')

    const gone = new AbortController()
    onceLeft(reply, () => gone.abort(new ClientLeftError()))
    const wanted = { tenant: request.person.tenant, texts, read: controls.read, store: controls.store, signal: gone.signal }
    const { admission, replies } = await admit(request, reply, controls.read ? (pipeline) => embedTexts.enqueueFind(pipeline, wanted) : undefined)
    let runs = 0
    let tokensRun = 0
    const onRun = (tokens: number) => {
      runs++
      tokensRun += tokens
      app.metrics.embeddedTexts.inc({ from: 'model' })
    }
    /** What the model has run is counted whatever becomes of the other texts. */
    const settle = async () => {
      const charge = runs === 0 ? null : limits.charge(request.apiKey, null, { prompt: tokensRun, completion: 0 })
      charge?.accept((await redis.execute('limits', charge.enqueue))?.[0])
    }
    const { embedded, stored } = await app.orShutDown(embedTexts.embed({ ...wanted, admit: admission.assertTokens, onRun }, replies?.[0])).catch((error: unknown) => {
      // Texts that are still to come are nobody's any more.
      gone.abort(error)
      throw error
    }).finally(settle)
    app.metrics.embeddedTexts.inc({ from: 'cache' }, embedded.length - runs)

    const tokens = embedded.reduce((sum, { tokens }) => sum + tokens, 0)
    reply.header('cache-status', runs === 0 ? 'deflect; hit; detail=embedding' : `deflect; fwd=${controls.read ? 'miss' : 'bypass'}; ${stored ? 'stored; ' : ''}detail=embedding`)
    return {
      object: 'list' as const,
      data: embedded.map(({ base64 }, index) => ({ object: 'embedding' as const, index, embedding: format === 'base64' ? base64 : numbersOf(base64) })),
      model,
      usage: { prompt_tokens: tokens, total_tokens: tokens }
    }
  })
}
export default embeddings

function numbersOf (base64: string): number[] {
  const bytes = Buffer.from(base64, 'base64')
  return Array.from({ length: bytes.length / 4 }, (_, i) => bytes.readFloatLE(i * 4))
}
