import t from '../../tap.ts'
import { createServer } from 'node:net'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import type { AddressInfo } from 'node:net'
import { until } from '../../events/fresh.ts'
import { claimPort, explainLog, startService } from '../../../scripts/quickstart/service.ts'

const root = join(import.meta.dirname, '../../..')

/** A stand-in for the service, in a folder of its own. */
const entry = (t: { testdir (files: Record<string, string>): string }, code: string) => join(t.testdir({ 'server.mjs': code }), 'server.mjs')
const listening = `
import { createServer } from 'node:http'
createServer((request, response) => response.end(request.url)).listen(Number(process.env.PORT), process.env.HOST)`

const gone = (pid: number) => { try { process.kill(pid, 0); return false } catch { return true } }

t.test('a port is claimed, or named when it is taken', async (t) => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => server.close())
  const { port } = server.address() as AddressInfo
  await t.rejects(claimPort(port), { message: `port ${port} is taken; choose another with --port` })
  t.ok(await claimPort(0) > 0)
})

t.test('the reason of a death is read from a log of pino or plain text', async (t) => {
  t.equal(explainLog(['{"level":60,"msg":"cannot start","err":{"message":"Postgres refused"}}', '{"level":30,"msg":"bye"}']), 'cannot start: Postgres refused')
  t.equal(explainLog(['{"level":30,"msg":"hello"}']), 'hello')
  t.equal(explainLog(['node:internal', "Error: Cannot find module 'x'", '    at here', "  code: 'MODULE',", '}', '', 'Node.js v20']), "Error: Cannot find module 'x'")
  t.equal(explainLog([]), 'it left no message')
})

t.test('the service starts, logs to its file and stops', async (t) => {
  const file = entry(t, `console.log('pid', process.pid)${listening}`)
  const logFile = join(t.testdirName, 'service.log')
  const service = await startService({ root, port: await claimPort(0), env: process.env, logFile, entry: file })
  t.equal(await (await fetch(`${service.base}/x`)).text(), '/x')
  // What it said is on its way through a pipe.
  const said = () => /pid (\d+)/.exec(readFileSync(logFile, 'utf8'))?.[1]
  await until(async () => said() !== undefined)
  const pid = Number(said())
  t.notOk(gone(pid))
  await service.stop()
  t.ok(gone(pid))
  await service.stop()
})

t.test('a service that dies before it is ready gives its last log line', async (t) => {
  const file = entry(t, 'console.log(JSON.stringify({ level: 60, msg: "bad setting: PORT" })); process.exit(3)')
  const starting = startService({ root, port: await claimPort(0), env: process.env, logFile: join(t.testdirName, 'service.log'), entry: file })
  await t.rejects(starting, { message: /^the service died \(exit code 3\): bad setting: PORT \(whole log: / })
})

t.test('a service that dies later resolves died', async (t) => {
  const file = entry(t, listening.replace('response.end(request.url)', 'request.url === "/die" ? process.kill(process.pid, "SIGKILL") : response.end()'))
  const service = await startService({ root, port: await claimPort(0), env: process.env, logFile: join(t.testdirName, 'service.log'), entry: file })
  await fetch(`${service.base}/die`).catch(() => {})
  t.match(await service.died, /^the service died \(SIGKILL\)/)
  await service.stop()
})

t.test('the service ends with its parent, even one that was killed', async (t) => {
  const port = await claimPort(0)
  const service = entry(t, listening)
  const parent = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', `
    const { startService } = await import(${JSON.stringify(join(root, 'scripts/quickstart/service.ts'))})
    await startService({ root: ${JSON.stringify(root)}, port: ${port}, env: process.env, logFile: ${JSON.stringify(join(t.testdirName, 'service.log'))}, entry: ${JSON.stringify(service)} })
    console.log('ready')
  `], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] })
  await once(parent.stdout, 'data')
  const response = await fetch(`http://127.0.0.1:${port}/`, { headers: { connection: 'keep-alive' } })
  await response.text()
  parent.kill('SIGKILL')
  // The port is free again as soon as the service is gone.
  await t.resolves((async () => { while (await claimPort(port).then(() => false, () => true)); })())
})
