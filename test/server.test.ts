import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import t from './tap.ts'
import { build, sharedBy } from './helper.ts'

const s = await build(t)
const SERVER = fileURLToPath(new URL('../src/server.js', import.meta.url))

/** What a service that does not start says, and its exit code. It need not wait for a model. */
async function refused (env: NodeJS.ProcessEnv) {
  const service = spawn(process.execPath, [SERVER], { env: { ...process.env, ...sharedBy(s), OPENAI_API_KEY: 'sk-simulated', MODEL_DIR: '/nowhere', LOG_LEVEL: 'silent', PORT: '0', ...env }, stdio: ['ignore', 'inherit', 'pipe'], timeout: 120_000 })
  let said = ''
  service.stderr.setEncoding('utf8').on('data', (text: string) => { said += text })
  const [code] = await once(service, 'close')
  return { code, said }
}

t.test('an address it cannot listen on is one line that names the setting', async (t) => {
  const taken = createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
  t.teardown(() => taken.close())
  const { port } = taken.address() as AddressInfo
  const secret = { AUTH_JWT_SECRET: 'x'.repeat(32) }
  for (const [env, expected] of [
    [{ HOST: '127.0.0.999' }, 'HOST must be an address of this machine, got "127.0.0.999"'],
    [{ HOST: '192.0.2.1', ...secret }, 'HOST must be an address of this machine, got "192.0.2.1"'],
    [{ HOST: '127.0.0.1', PORT: String(port) }, `PORT must be free on 127.0.0.1, and another process listens there, got "${port}"`]
  ] as const) t.strictSame(await refused(env), { code: 1, said: `bad setting: ${expected}\n` })
})

t.test('so is a number without an end', async (t) => {
  t.strictSame(await refused({ HISTORY_TTL: 'Infinity' }), { code: 1, said: 'bad setting: HISTORY_TTL must be <= 86400, got "Infinity"\n' })
})

t.test('so is a file that holds something else, whatever it holds', async (t) => {
  const file = join(t.testdir(), 'hostname')
  writeFileSync(file, 'some-host\n')
  for (const name of ['AUTH_JWKS_FILE', 'API_KEYS_FILE', 'PRICES_FILE']) {
    const { code, said } = await refused({ [name]: file })
    t.equal(code, 1)
    t.match(said, new RegExp(`^bad setting: ${name} [^\\n]+\\n$`))
  }
  writeFileSync(file, '{}')
  const { code, said } = await refused({ PRICES_FILE: file })
  t.equal(code, 1, 'without a price every model would be free')
  t.match(said, /^bad setting: PRICES_FILE \S+: expected the price of a model at least, got none\n$/)
})
