import fp from 'fastify-plugin'

/** Once the service closes, a connection ends with the answer it is waiting for: idle keep-alives would hold the process. */
export default fp(async (app) => {
  let closing = false
  app.addHook('preClose', async () => { closing = true })
  app.addHook('onResponse', async (request) => { if (closing) request.raw.socket.end() })
}, { name: 'shutdown' })
