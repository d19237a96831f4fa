import { randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readArguments, runCommand, UsageError } from './arguments.ts'
import { findSchemathesis, runSchemathesis } from './fuzz/schemathesis.ts'
import { ensureModel } from './get-model.ts'
import { startServices } from './services.ts'
import { startSimulatedLlm } from './simulated-llm.ts'

const name = 'npm run fuzz --'
const stateDir = fileURLToPath(new URL('../.deflect', import.meta.url))
const log = (line: string) => process.stderr.write(`${line}\n`)

await runCommand(name, async () => {
  const options = readArguments({
    name,
    summary: 'Runs schemathesis (from PyPI, kept in .deflect/fuzz) against the OpenAPI document of a service on services of its own, with a simulated LLM: in development mode, and with tokens.',
    options: { examples: { type: 'string', value: 'N', default: '25', description: 'random requests to each operation, besides those that cover its schema' } }
  })
  const examples = Number(options.examples)
  if (!Number.isInteger(examples) || examples < 1 || examples > 100_000) throw new UsageError(`--examples must be a whole number from 1 to 100000, got "${options.examples}"`)
  // Loaded only now: help and mistakes need not wait for the service.
  const [{ SignJWT }, { buildApp }, { readConfig }] = await Promise.all([import('jose'), import('../src/app.ts'), import('../src/config.ts')])
  mkdirSync(stateDir, { recursive: true })
  const packages = await findSchemathesis(stateDir)
  const MODEL_DIR = await ensureModel({ stateDir, log })
  const secret = randomBytes(32).toString('hex')
  const token = await new SignJWT({ role: 'operator', tenant: 'fuzz' }).setProtectedHeader({ alg: 'HS256' }).setSubject('fuzz').setExpirationTime('1d').sign(new TextEncoder().encode(secret))
  const ways = [{ title: 'development mode', env: {} }, { title: 'with tokens', env: { AUTH_JWT_SECRET: secret }, token }]

  // Never those of the environment: what is sent here deletes and sets.
  const services = await startServices({ stateDir, dataDir: join(stateDir, 'fuzz-data'), persistent: false, log: () => {}, env: {} })
  const llm = await startSimulatedLlm()
  try {
    for (const [index, { title, env, token }] of ways.entries()) {
      const app = await buildApp(readConfig({ ...services.env, ...env, REDIS_KEY_PREFIX: `fuzz${index}:`, MODEL_DIR, OPENAI_BASE_URL: llm.url, OPENAI_API_KEY: 'sk-simulated', LOG_LEVEL: 'silent' }))
      await app.embedder.loaded
      const url = await app.listen({ host: '127.0.0.1', port: 0 })
      log(`${title}: ${examples} examples`)
      const { good, cases, output } = await runSchemathesis({ packages, url, examples, token })
      await app.close()
      if (!good) process.stderr.write(output)
      process.stdout.write(`${good ? 'ok  ' : 'FAIL'}  ${title}: ${cases} requests${good ? ', no server error, nothing that is not in the document' : '; see above'}\n`)
      if (!good) process.exitCode = 1
    }
  } finally {
    await llm.stop()
    await services.stop()
  }
})
