import { isUtf8 } from 'node:buffer'
import { Ajv } from 'ajv'
import fp from 'fastify-plugin'
import type { FastifySchemaValidationError } from 'fastify'
import { BadRequestError } from '../errors.ts'

const isText = (value: string) => value.isWellFormed() && !value.includes('\0')
const FORMATS = { text: isText, question: (value: string) => isText(value) && value.trim() !== '' }
const EXPECTED: Record<string, string> = {
  text: 'must be text without NUL and unpaired surrogates',
  question: 'must be text that is not only white space, without NUL and unpaired surrogates'
}

function describe (error: FastifySchemaValidationError, part: string): string {
  const path = error.instancePath.slice(1).replaceAll('/', '.')
  const named = (name: unknown) => [path, String(name)].filter(Boolean).join('.')
  if (error.keyword === 'additionalProperties') return `${named(error.params['additionalProperty'])} is not a known field of the ${part}`
  if (error.keyword === 'required') return `${named(error.params['missingProperty'])} is required`
  if (error.keyword === 'format') return `${path} ${EXPECTED[String(error.params['format'])] ?? error.message}`
  return `${path || part} ${error.message}`
}

/**
 * Bodies are taken as they are: nothing is coerced or dropped. Queries and paths are text, so there numbers are read from it.
 * Messages name the field.
 */
export default fp(async (app) => {
  const strict = new Ajv({ coerceTypes: false, useDefaults: true, removeAdditional: false, allErrors: false, strict: false, formats: FORMATS })
  const coercing = new Ajv({ coerceTypes: true, useDefaults: true, removeAdditional: false, allErrors: false, strict: false, formats: FORMATS })
  app.setValidatorCompiler(({ schema, httpPart }) => (httpPart === 'body' ? strict : coercing).compile(schema as object))
  app.setSchemaErrorFormatter((errors, part) => new BadRequestError(errors[0] ? describe(errors[0], part) : `${part} is not valid`))

  const parse = app.getDefaultJsonParser('error', 'error')
  app.removeContentTypeParser('application/json')
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body: Buffer, done) => {
    // Decoding would replace broken bytes silently, and store what nobody sent.
    if (!isUtf8(body)) return done(new BadRequestError('body must be UTF-8'))
    parse(request, body.toString('utf8'), done)
  })
}, { name: 'validation' })
