import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import t from './tap.ts'
import { buildApp } from '../src/app.ts'
import { ConfigError } from '../src/config.ts'
import { whyNotListening } from '../src/listening.ts'
import { build, sharedBy } from './helper.ts'

const s = await build(t)
const SERVER = fileURLToPath(new URL('../src/server.js', import.meta.url))

/** What a service that does not start says, and its exit code. It need not wait for a model. A process takes seconds: one for each way to end. */
async function refused (env: NodeJS.ProcessEnv) {
  const service = spawn(process.execPath, [SERVER], { env: { ...process.env, ...sharedBy(s), OPENAI_API_KEY: 'sk-simulated', MODEL_DIR: '/nowhere', LOG_LEVEL: 'silent', PORT: '0', ...env }, stdio: ['ignore', 'inherit', 'pipe'], timeout: 120_000 })
  let said = ''
  service.stderr.setEncoding('utf8').on('data', (text: string) => { said += text })
  const [code] = await once(service, 'close')
  return { code, said }
}

/** What the service would say of an address, by the error of one who listens there. */
async function saidOf (host: string, port: number): Promise<unknown> {
  const server = createServer()
  const [error] = await once(server.listen(port, host), 'error')
  return whyNotListening(error, { HOST: host, PORT: port })
}

t.test('an address it cannot listen on is one line that names the setting', async (t) => {
  const taken = createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
  t.teardown(() => taken.close())
  const { port } = taken.address() as AddressInfo
  for (const host of ['127.0.0.999', '192.0.2.1']) t.same(await saidOf(host, 0), new ConfigError(`bad setting: HOST must be an address of this machine, got "${host}"`))
  const expected = `bad setting: PORT must be free on 127.0.0.1, and another process listens there, got "${port}"`
  t.same(await saidOf('127.0.0.1', port), new ConfigError(expected))
  t.strictSame(await refused({ HOST: '127.0.0.1', PORT: String(port) }), { code: 1, said: `${expected}\n` })
})

t.test('so is a number without an end', async (t) => {
  t.strictSame(await refused({ HISTORY_TTL: 'Infinity' }), { code: 1, said: 'bad setting: HISTORY_TTL must be <= 86400, got "Infinity"\n' })
})

t.test('so is a file that holds something else, whatever it holds', async (t) => {
  const file = join(t.testdir(), 'hostname')
  writeFileSync(file, 'some-host\n')
  for (const name of ['AUTH_JWKS_FILE', 'API_KEYS_FILE', 'PRICES_FILE']) {
    const error = await buildApp({ ...s.app.config, [name]: file }).catch((error: unknown) => error)
    t.ok(error instanceof ConfigError)
    t.match((error as Error).message, new RegExp(`^bad setting: ${name} [^\\n]+$`))
  }
  writeFileSync(file, '{}')
  const { code, said } = await refused({ PRICES_FILE: file })
  t.equal(code, 1, 'without a price every model would be free')
  t.match(said, /^bad setting: PRICES_FILE \S+: expected the price of a model at least, got none\n$/)
})
