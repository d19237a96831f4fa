import t from './tap.ts'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { createClient } from 'redis'
import { parse } from 'yaml'
import { ConfigSchema } from '../src/config.ts'
import { LEAN_ENV } from '../scripts/lean.ts'
import { freePort } from '../scripts/services/process.ts'
import { findRedis } from '../scripts/services/wheel.ts'

const root = join(import.meta.dirname, '..')
const read = (file: string) => readFileSync(join(root, file), 'utf8')

type Service = {
  image?: string
  build?: string
  command?: string[]
  environment?: Record<string, string>
  ports?: string[]
  volumes?: string[]
  healthcheck?: { test: string[] }
  depends_on?: Record<string, { condition: string }>
  deploy?: { resources: { limits: { cpus: string, memory: string, pids: number } } }
  read_only?: boolean
  cap_drop?: string[]
  security_opt?: string[]
}

const text = read('compose.yaml')
const compose = parse(text, { merge: true }) as { services: Record<string, Service>, volumes: Record<string, unknown> }
const { redis, 'redis-events': events, postgres, deflect } = compose.services as Record<string, Service> & Record<'redis' | 'redis-events' | 'postgres' | 'deflect', Service>
const services = Object.entries(compose.services)

/** The instructions of the Dockerfile, continuation lines joined, by stage. */
const stages = read('Dockerfile').replace(/^#.*\n/gm, '').replace(/\\\n\s*/g, '').split(/^(?=FROM )/m).map((stage) => stage.trim().split('\n'))
const final = stages.at(-1)!

t.test('every service is bounded, restarted and cannot gain rights', async (t) => {
  for (const [name, service] of services) {
    const limits = service.deploy?.resources.limits
    t.ok(limits?.cpus && /^\d+[MG]$/.test(limits.memory) && limits.pids > 0, `${name} has limits`)
    t.same(service.security_opt, ['no-new-privileges:true'], name)
    t.match(service, { restart: 'unless-stopped' }, name)
  }
})

t.test('images are pinned to a version', async (t) => {
  for (const [name, { image, build }] of services) t.ok(build ? !image : /:\d+\.\d+[\w.-]+$/.test(image ?? ''), name)
  t.match(read('Dockerfile'), /^ARG NODE_IMAGE=node:\d+\.\d+\.\d+-bookworm-slim$/m)
})

t.test('ports are published on loopback only', async (t) => {
  const ports = services.flatMap(([, { ports = [] }]) => ports)
  t.equal(ports.length, 4)
  for (const port of ports) t.match(port, /^127\.0\.0\.1:\$\{\w+:-\d+\}:\d+$/)
})

t.test('no secret has a value or a default', async (t) => {
  for (const name of ['POSTGRES_PASSWORD', 'REDIS_PASSWORD', 'AUTH_JWT_SECRET', 'OPENAI_API_KEY']) {
    const uses = [...text.matchAll(new RegExp(`\\$\\{${name}[^}]*\\}`, 'g'))].map(([use]) => use)
    t.ok(uses.length > 0 && uses.every((use) => use.startsWith(`\${${name}:?`)), `${name} is required`)
    t.match(read('.env.example'), new RegExp(`^${name}=$`, 'm'))
  }
  const named = new Set([...text.matchAll(/\$\{(\w+)/g)].map(([, name]) => name))
  for (const name of named) t.match(read('.env.example'), new RegExp(`^#?${name}=`, 'm'), `${name} is in .env.example`)
})

t.test('the caches: Redis Stack with our configuration, nothing kept', async (t) => {
  t.match(redis.image, /^redis\/redis-stack-server:/)
  t.same(redis.volumes, ['./redis-stack.conf:/redis-stack.conf:ro'])
  const conf = read('redis-stack.conf')
  t.match(conf, /^maxmemory-policy allkeys-lru$/m)
  t.match(conf, /^save ""$/m)
  t.match(conf, /^appendonly no$/m)
  const gigabytes = Number(/^maxmemory (\d+)gb$/m.exec(conf)?.[1])
  t.ok(parseInt(redis.deploy!.resources.limits.memory) > gigabytes * 1024, 'the container holds more than maxmemory')
})

t.test('the event stream: the server really runs so with these arguments', async (t) => {
  t.same(events.volumes, ['redis-events:/data'])
  const dir = t.testdir()
  const args = events.command!.map((argument) => argument.replace(/^\$\{.*\}$/, 'a-password'))
  const { server } = await findRedis({ stateDir: join(root, '.deflect'), needsModules: false })
  const port = await freePort()
  const child = spawn(server, [...args, '--port', String(port), '--bind', '127.0.0.1', '--dir', dir], { cwd: dir, stdio: ['ignore', 'pipe', 'inherit'] })
  t.teardown(async () => {
    child.kill('SIGKILL')
    await once(child, 'exit')
  })
  for await (const line of createInterface({ input: child.stdout })) if (/Ready to accept connections/.test(line)) break
  const client = createClient({ url: `redis://:a-password@127.0.0.1:${port}` })
  t.teardown(() => client.destroy())
  await client.connect()
  t.match(await client.configGet(['appendonly', 'appendfsync', 'save', 'maxmemory', 'maxmemory-policy']), {
    appendonly: 'yes', appendfsync: 'everysec', save: '', maxmemory: String(384 * 1024 * 1024), 'maxmemory-policy': 'noeviction'
  })
})

t.test('the service waits for healthy parts, and every part has a health check', async (t) => {
  for (const [name, part] of [['redis', redis], ['redis-events', events], ['postgres', postgres]] as const) {
    t.ok(part.healthcheck?.test.length, name)
    t.equal(deflect.depends_on?.[name]?.condition, 'service_healthy')
  }
  t.ok(final.some((line) => line.startsWith('HEALTHCHECK ')))
})

t.test('the service sets only settings that exist, and may not write', async (t) => {
  for (const name of Object.keys(deflect.environment!)) t.ok(name in ConfigSchema.properties, name)
  t.equal(deflect.environment!['HOST'], '0.0.0.0')
  t.equal(deflect.read_only, true)
  t.same(deflect.cap_drop, ['ALL'])
  t.same(Object.keys(compose.volumes), ['postgres', 'redis-events'])
})

t.test('the image runs as an ordinary user, without npm in between', async (t) => {
  t.ok(stages.length >= 3, 'more than one stage')
  const at = (start: string) => final.findIndex((line) => line.startsWith(start))
  t.match(final[at('USER ')], /^USER [1-9]\d*:[1-9]\d*$/)
  t.ok(at('USER ') < at('CMD '))
  t.equal(final[at('CMD ')], 'CMD ["node", "dist/server.js"]')
  t.notOk(final.some((line) => /^COPY (?!--from=build)/.test(line)), 'nothing of the build context in the final stage')
})

t.test('image and npm start keep the service small alike', async (t) => {
  const settings = Object.entries(LEAN_ENV).map(([name, value]) => `${name}=${value}`).join(' ')
  t.ok(final.find((line) => line.startsWith('ENV '))?.includes(settings))
  t.equal(JSON.parse(read('package.json')).scripts.start, `${settings} node scripts/start.mjs`)
})

t.test('the build context is what the Dockerfile copies', async (t) => {
  const allowed = read('.dockerignore').split('\n').filter((line) => line.startsWith('!')).map((line) => line.slice(1))
  const copied = stages.flat().filter((line) => /^COPY (?!--from)/.test(line)).flatMap((line) => line.split(' ').slice(1, -1))
  t.same(allowed.sort(), copied.map((path) => path.replace('./', '')).sort())
  for (const path of copied) t.ok(existsSync(join(root, path)), path)
})
