import fp from 'fastify-plugin'

/**
 * Nothing but the pages' own files may stay in a cache between us and who asked: whose answer it is stands in a header that such a
 * cache need not look at, and a 404 may be kept without anybody's leave (RFC 9110, 15.1). First of all hooks, so that refusals say it too.
 */
export default fp(async (app) => {
  app.addHook('onRequest', async (_request, reply) => { reply.header('cache-control', 'no-store') })
}, { name: 'no-store' })
