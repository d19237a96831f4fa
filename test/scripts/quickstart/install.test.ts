import t from '../../tap.ts'
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
// @ts-expect-error plain JavaScript, because it runs before anything is installed
import { whyInstall } from '../../../scripts/quickstart/install.mjs'

const root = join(import.meta.dirname, '../../..')
const lock = (packages: object) => JSON.stringify({ packages: { '': { name: 'x' }, ...packages } })

t.test('npm ci is needed when node_modules is absent or differs from the lock file', async (t) => {
  const a = { version: '1.0.0', integrity: 'sha512-a' }
  const why = (wanted: object, installed?: object) => whyInstall(t.testdir({
    'package-lock.json': lock(wanted), ...(installed && { node_modules: { '.package-lock.json': JSON.stringify({ packages: installed }) } })
  }))
  t.match(why({ 'node_modules/a': a }), /nothing is installed/)
  t.equal(why({ 'node_modules/a': a }, { 'node_modules/a': a }), undefined)
  t.match(why({ 'node_modules/a': a }, {}), /^a is not/)
  t.match(why({ 'node_modules/a': a }, { 'node_modules/a': { ...a, version: '0.9.0' } }), /^a is not/)
  t.equal(why({ 'node_modules/a': { ...a, optional: true } }, {}), undefined, 'made for another platform')
})

t.test('mistakes on the command line are one line, before anything starts', async (t) => {
  const run = (...args: string[]) => promisify(execFile)(process.execPath, [join(root, 'scripts/quickstart.mjs'), ...args]).catch((error) => error)
  t.match((await run('--help')).stdout, /--replay FILE/)
  for (const [args, message] of [
    [['--port', '70000'], '--port must be a whole number from 0 to 65535, got "70000"; see --help'],
    [['--replay', 'no-such-file'], '--replay: no file no-such-file; see --help'],
    [['--limit', '3'], '--limit and --concurrency belong to --replay; see --help'],
    [['--frobnicate'], "Unknown option '--frobnicate'; see --help"]
  ] as const) {
    const { code, stderr } = await run(...args)
    t.equal(code, 2)
    t.equal(stderr, `quickstart: ${message}\n`)
  }
})
