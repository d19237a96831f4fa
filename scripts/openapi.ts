import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import openapiTypescript, { astToString } from 'openapi-typescript'
import { buildApp } from '../src/app.ts'
import { readConfig } from '../src/config.ts'
import { readArguments, runCommand } from './arguments.ts'

const name = 'npm run openapi --'
const root = fileURLToPath(new URL('..', import.meta.url))
/** Types of the API, from its OpenAPI document: what the pages' client is checked against. */
export const CLIENT_TYPES = join(root, 'src/web/shared/api.d.ts')

const HEADER = '// Made by `npm run openapi` from the routes\' schemas; do not edit.\n/* eslint-disable */\n'

/** @returns the text of CLIENT_TYPES for an OpenAPI document */
export async function clientTypes (document: object): Promise<string> {
  return HEADER + astToString(await openapiTypescript(document as never))
}

async function main (out: string): Promise<void> {
  // Nothing is asked of the services: a document needs none, so they may be away.
  const app = await buildApp(readConfig({ LOG_LEVEL: 'silent' }))
  await app.ready()
  const document = app.swagger()
  await mkdir(join(out, '..'), { recursive: true })
  await writeFile(out, `${JSON.stringify(document, null, 2)}\n`)
  await writeFile(CLIENT_TYPES, await clientTypes(document))
  process.stdout.write(`${out}\n${CLIENT_TYPES}\n`)
  // What connects in the background has no part in it; but ending the thread of onnxruntime while it loads aborts the process (1.30).
  await app.embedder.close()
  process.exit()
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { out } = readArguments({
    name,
    summary: 'Writes the OpenAPI document, and from it the types of the pages\' client (src/web/shared/api.d.ts). Needs no services.',
    options: { out: { type: 'string', value: 'FILE', default: join(root, 'dist/openapi.json'), description: 'where the document goes' } }
  })
  await runCommand(name, () => main(out))
}
