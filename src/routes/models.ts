import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { ModelNotFoundError } from '../errors.ts'
import { gatewayErrors } from '../schemas/common.ts'
import { readHeaders } from './cache-status.ts'
import { admit } from './gateway-access.ts'

/** Metadata that changes rarely and hurts nobody when a minute old, s. */
const MODELS_TTL = 60

const models: FastifyPluginAsyncTypebox = async (app) => {
  const { redis } = app

  /** What /v1/embeddings serves. */
  const LOCAL = { id: app.config.EMBEDDING_MODEL, object: 'model', created: 0, owned_by: 'deflect' }
  const list = redis.cacheAside.readThrough(() => ({
    name: 'models',
    key: redis.keys.models(),
    // The upstream's, the same for everybody.
    owner: { tenant: '', user: '' },
    ttlSeconds: MODELS_TTL,
    foreign: 'nothing' as const,
    load: async () => ({ json: JSON.stringify({ object: 'list', data: [...await app.llm.models(), LOCAL] }) })
  }))
  const modelsFor = async ({ apiKey }: FastifyRequest) => {
    const read = (await list(undefined))!
    const { data, ...rest } = JSON.parse(read.body.toString()) as { data: { id: string }[] }
    const allowed = apiKey?.models
    return { headers: readHeaders(read.status, read.stored, 'models'), list: { ...rest, data: allowed === undefined ? data : data.filter(({ id }) => allowed.includes(id)) } }
  }
  app.get('/models', { schema: { tags: ['gateway'], summary: 'Models of the upstream, and the local embedding model', response: { 200: Type.Any(), ...gatewayErrors } } }, async (request, reply) => {
    await admit(request, reply)
    const { headers, list } = await modelsFor(request)
    return reply.headers(headers).send(list)
  })
  async function modelFor (name: string, request: FastifyRequest, reply: FastifyReply) {
    await admit(request, reply)
    const { headers, list } = await modelsFor(request)
    const model = list.data.find(({ id }) => id === name)
    if (model === undefined) throw new ModelNotFoundError(name)
    return reply.headers(headers).send(model)
  }
  app.get('/models/:model', { schema: { tags: ['gateway'], summary: 'One of them', params: Type.Object({ model: Type.String({ maxLength: 200 }) }), response: { 200: Type.Any(), ...gatewayErrors } } },
    async (request, reply) => await modelFor(request.params.model, request, reply))
  // Many names have a slash, and not every client escapes it.
  app.get('/models/*', { schema: { hide: true, params: Type.Object({ '*': Type.String({ maxLength: 200 }) }) } }, async (request, reply) => await modelFor(request.params['*'], request, reply))
}
export default models
