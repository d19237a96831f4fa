import fastJsonStringify from 'fast-json-stringify'
import fp from 'fastify-plugin'

type Serialize = (value: unknown) => string

// Of the module: most routes share the schema of an error, and what one app has compiled another of the process need not.
const compiled = new WeakMap<object, Serialize>()

function compile (schema: object): Serialize {
  const serialize = fastJsonStringify(schema) as Serialize
  compiled.set(schema, serialize)
  return serialize
}

/** Answers are written by the schema of their route, compiled at the start: in a first request it would hold up the loop past Redis' deadline. */
export default fp(async (app) => {
  app.setSerializerCompiler(({ schema }) => compiled.get(schema as object) ?? compile(schema as object))
}, { name: 'serialization' })
