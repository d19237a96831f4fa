import t from '../tap.ts'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'

const script = join(import.meta.dirname, '../../scripts/quickstart.mjs')

// Its own services: the report below must count nobody else's requests.
const { REDIS_URL: _1, REDIS_EVENTS_URL: _2, DATABASE_URL: _3, OPENAI_API_KEY: _4, npm_lifecycle_event: _5, ...given } = process.env
// A busy machine must not turn a hit into a miss: these tests are about what is counted.
const env = { ...given, REDIS_TIMEOUT_MS: '5000', EMBEDDING_TIMEOUT_MS: '20000' }

function run (args: string[]) {
  const child = spawn(process.execPath, [script, '--first-token-ms', '5', '--token-ms', '0', ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  const waiting = new Set<() => void>()
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      output += text
      for (const check of waiting) check()
    })
  }
  const ended = once(child, 'close').then(([code]) => ({ code, output }))
  return {
    child,
    ended,
    /** Resolves with the match as soon as the output has it, rejects when the run ends without. */
    async until (pattern: RegExp): Promise<RegExpExecArray> {
      const seen = new Promise<RegExpExecArray>((resolve) => {
        const check = () => {
          const match = pattern.exec(output)
          if (match) resolve(match)
        }
        waiting.add(check)
        check()
      })
      return await Promise.race([seen, ended.then(() => { throw new Error(`ended without ${pattern}:\n${output}`) })])
    }
  }
}

/** True when nothing listens on any of these ports. */
async function areFree (ports: number[]): Promise<boolean> {
  for (const port of ports) {
    const server = createServer().listen(port, '127.0.0.1')
    const [event] = await Promise.race([once(server, 'listening').then(() => ['listening']), once(server, 'error').then(() => ['error'])])
    if (event === 'error') return false
    server.close()
    await once(server, 'close')
  }
  return true
}

const portsIn = (output: string) => [...output.matchAll(/(?:on port |service on http:\/\/127\.0\.0\.1:)(\d+)/g)].map(([, port]) => Number(port))

t.test('the tour does what it claims, on real services, and leaves nothing running', async (t) => {
  const { code, output } = await run(['--no-stay', '--port', '0', '--data', t.testdir()]).ended
  t.equal(code, 0, output)
  t.match(output, /SIMULATED LLM/)
  t.match(output, /all 9 as claimed/)
  t.match(output, /the question in other words +201 +semantic +0\.9[5-9]/)
  const ports = portsIn(output)
  t.equal(ports.length, 4)
  t.ok(await areFree(ports))
})

t.test('it stays until Ctrl-C, with URLs that answer, and then stops everything', async (t) => {
  const started = run(['--no-tour', '--port', '0', '--data', t.testdir()])
  const [, ready] = await started.until(/(http:\S+\/readyz)[^]*Stays up/)
  t.equal((await fetch(ready!)).status, 200)
  const [, exports] = await started.until(/(export .*DATABASE_URL=.+)\n[^]*Stays up/)
  const report = spawn('sh', ['-c', `${exports}; exec ${process.execPath} scripts/report.js --format json`], { cwd: join(import.meta.dirname, '../..'), env, stdio: ['ignore', 'pipe', 'inherit'] })
  t.equal((await once(report, 'close'))[0], 0, 'other commands reach what it started by what it prints')
  started.child.kill('SIGINT')
  const { code, output } = await started.ended
  t.equal(code, 0, output)
  t.ok(await areFree(portsIn(output)))
})

t.test('a replay ends with a report that counts every request sent', async (t) => {
  const line = (t: number, user: string, query: string) => JSON.stringify({ t, user, query, cluster: 'unused' })
  const dir = t.testdir({
    'traffic.jsonl': [
      line(1, 'ada', 'How do I reset my password?'), line(2, 'bob', 'How do I reset my password?'), line(3, 'ada', 'How can I reset my password?'),
      line(4, 'bob', 'Where are invoices kept?'), line(5, 'cleo', 'beyond the limit')
    ].join('\n'),
    data: {}
  })
  const { code, output } = await run(['--replay', join(dir, 'traffic.jsonl'), '--limit', '4', '--concurrency', '1', '--port', '0', '--data', join(dir, 'data')]).ended
  t.equal(code, 0, output)
  t.match(output, /sent 4 in [\d.]+ s: exact 1, miss 2, semantic 1, failed 0/)
  t.match(output, /^requests +4$/m)
  t.match(output, /^deflection rate +50\.0 %$/m)
  t.ok(await areFree(portsIn(output)))
})

t.test('a port that is taken is one line, and nothing was started', async (t) => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => server.close())
  const { port } = server.address() as AddressInfo
  const { code, output } = await run(['--port', String(port), '--data', t.testdir()]).ended
  t.equal(code, 1)
  t.equal(output, `quickstart: port ${port} is taken; choose another with --port\n`)
})
