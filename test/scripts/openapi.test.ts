import { readFile } from 'node:fs/promises'
import { Validator } from '@seriousme/openapi-schema-validator'
import t from '../tap.ts'
import { clientTypes, CLIENT_TYPES } from '../../scripts/openapi.ts'
import { build } from '../helper.ts'

const s = await build(t)
const { body: document } = await s.call('GET', '/docs/json')

t.test('the OpenAPI document is valid', async (t) => {
  const { valid, errors } = await new Validator().validate(structuredClone(document))
  t.equal(valid, true, JSON.stringify(errors)?.slice(0, 2_000))
})

t.test('the types of the pages\' client are those of the document', async (t) => {
  t.ok(await readFile(CLIENT_TYPES, 'utf8') === await clientTypes(document), 'run `npm run openapi` and commit src/web/shared/api.d.ts')
})
