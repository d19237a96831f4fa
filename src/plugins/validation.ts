import { isUtf8 } from 'node:buffer'
import { Ajv, type Options } from 'ajv'
import fp from 'fastify-plugin'
import type { FastifySchemaValidationError } from 'fastify'
import { BadRequestError, InvalidFieldError, UnsupportedEncodingError } from '../errors.ts'
import { holdsRounded, infiniteIn, markIntegers } from '../model/exact-integers.ts'
import { isBlank } from '../model/text.ts'
import { assertShallow, assertSmall } from '../routes/nesting.ts'
import { AUDIT_CURSOR } from '../schemas/audit.ts'
import { UUID } from '../schemas/common.ts'
import { ENTRY_CURSOR, ENTRY_ID } from '../schemas/entry.ts'
import { NAME, NAME_IN_WORDS } from '../schemas/name.ts'
import { STEP } from '../schemas/series.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The body with marks for integers that its numbers cannot hold (model/exact-integers.ts); undefined where there are none. */
    exactBody: unknown
  }
}

const isText = (value: string) => value.isWellFormed() && !value.includes('\0')
const FORMATS = { text: isText, question: (value: string) => isText(value) && !isBlank(value) }
const EXPECTED: Record<string, string> = {
  text: 'must be text without NUL and unpaired surrogates',
  question: 'must be text that is not only white space, without NUL and unpaired surrogates'
}
const NEXT = 'must be the next_cursor of the page before'
const PATTERNS: Record<string, string> = {
  [UUID]: 'must be a UUID',
  [NAME]: `must be ${NAME_IN_WORDS}`,
  [ENTRY_ID]: 'must be the id of a cached answer, as X-Deflect-Entry and GET /operator/entries tell it',
  [ENTRY_CURSOR]: NEXT,
  [AUDIT_CURSOR]: NEXT,
  [STEP]: 'must be a duration such as 10s, 5m, 1h or 1d'
}

// Schemas are the code's own, tested by the requests of the tests: they are not validated themselves, which would compile JSON Schema's own first.
const OPTIONS: Options = { useDefaults: true, removeAdditional: false, allErrors: false, strict: false, meta: false, validateSchema: false, formats: FORMATS }
// Of the module: what one app has compiled another of the process need not.
const strict = new Ajv({ ...OPTIONS, coerceTypes: false })
const coercing = new Ajv({ ...OPTIONS, coerceTypes: true })

/** The field that is wrong, null where it is the whole. */
function fieldOf ({ instancePath, params }: FastifySchemaValidationError): string | null {
  const path = instancePath.slice(1).replaceAll('/', '.')
  return [path, params['additionalProperty'] ?? params['missingProperty']].filter(Boolean).map(String).join('.') || null
}

function describe (error: FastifySchemaValidationError, part: string): string {
  const path = error.instancePath.slice(1).replaceAll('/', '.')
  if (error.keyword === 'additionalProperties') return `${fieldOf(error)} is not a known field of the ${part}`
  if (error.keyword === 'required') return `${fieldOf(error)} is required`
  if (error.keyword === 'format') return `${path} ${EXPECTED[String(error.params['format'])] ?? error.message}`
  if (error.keyword === 'enum') return `${path || part} must be one of ${(error.params['allowedValues'] as unknown[]).filter((value) => value !== null).join(', ')}`
  if (error.keyword === 'const') return `${path || part} must be ${JSON.stringify(error.params['allowedValue'])}`
  if (error.keyword === 'type') return `${path || part} must be ${[error.params['type']].flat().filter((type) => type !== 'null').join(' or ')}`
  if (error.keyword === 'pattern') return `${path || part} ${PATTERNS[String(error.params['pattern'])] ?? error.message}`
  if ((error.keyword === 'minLength' || error.keyword === 'minItems') && error.params['limit'] === 1) return `${path || part} must not be empty`
  return `${path || part} ${error.message}`
}

/** @throws InvalidFieldError where a number is beyond what can be held at all */
function exactOf (json: string, value: unknown): unknown {
  const field = infiniteIn(value)
  if (field !== null) throw new InvalidFieldError(field || 'body', 'must be a number below 1.8e308')
  return JSON.parse(markIntegers(json))
}

/** Where none of several forms fits, the one that fits furthest is the one that was meant. */
const deepest = (errors: FastifySchemaValidationError[]) => {
  const depthOf = ({ instancePath }: FastifySchemaValidationError) => instancePath.split('/').length
  return errors.reduce<FastifySchemaValidationError | undefined>((found, error) => found === undefined || depthOf(error) > depthOf(found) ? error : found, undefined)
}

/**
 * Bodies are taken as they are: nothing is coerced or dropped. Queries and paths are text, so there numbers are read from it.
 * Messages name the field.
 */
export default fp(async (app) => {
  app.setValidatorCompiler(({ schema, httpPart }) => (httpPart === 'body' ? strict : coercing).compile(schema as object))
  app.setSchemaErrorFormatter((errors, part) => {
    const error = deepest(errors)
    if (!error) return new BadRequestError(`${part} is not valid`)
    return Object.assign(new BadRequestError(describe(error, part)), { param: fieldOf(error) })
  })

  app.decorateRequest('exactBody', undefined)
  const parse = app.getDefaultJsonParser('error', 'error')
  app.removeContentTypeParser(['application/json', 'text/plain'])
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body: Buffer, done) => {
    // Many clients name it with every request, and none of ours has a body to delete.
    if (body.length === 0 && request.method === 'DELETE') return done(null, undefined)
    // Decoding would replace broken bytes silently, and store what nobody sent.
    if (!isUtf8(body)) {
      const encoding = request.headers['content-encoding']
      return done(encoding === undefined ? new BadRequestError('body must be UTF-8') : new UnsupportedEncodingError(encoding))
    }
    try {
      assertSmall(body)
    } catch (tooLarge) {
      return done(tooLarge as Error)
    }
    const json = body.toString('utf8')
    parse(request, json, (error: Error | null, value?: unknown) => {
      if (error) return done(error)
      try {
        assertShallow(value)
        if (holdsRounded(value)) request.exactBody = exactOf(json, value)
        done(null, value)
      } catch (tooDeep) {
        done(tooDeep as Error)
      }
    })
  })
}, { name: 'validation' })
