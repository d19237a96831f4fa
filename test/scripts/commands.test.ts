import t from '../tap.ts'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { jwtVerify } from 'jose'

const root = fileURLToPath(new URL('../..', import.meta.url))
const secret = 'a secret for the tests, long enough'

function run (script: string, args: string[], env: Record<string, string> = {}) {
  const { PATH = '' } = process.env
  return spawnSync(process.execPath, [script.replace(/\.ts$/, '.js'), ...args], { cwd: root, encoding: 'utf8', env: { PATH, ...env } })
}

const lines = (text: string) => text.trimEnd().split('\n')

for (const script of ['token', 'build', 'get-model', 'reindex', 'test']) {
  t.test(`${script}: --help explains, a mistake is one line and exit code 2`, async (t) => {
    const help = run(`scripts/${script}.ts`, ['--help'])
    t.equal(help.status, 0)
    t.match(help.stdout, /usage: npm (run )?[a-z]+ --/)
    t.equal(help.stderr, '')
    const mistake = run(`scripts/${script}.ts`, ['--nonsense'])
    t.equal(mistake.status, 2)
    t.equal(mistake.stdout, '')
    t.equal(lines(mistake.stderr).length, 1)
    t.match(mistake.stderr, /Unknown option '--nonsense'/)
  })
}

for (const [script, args, expected] of [
  ['reindex', ['--sample', '-1'], /^npm run reindex: --sample needs a value; one that begins with a dash is given as --sample=-1; see --help$/],
  ['simulated-llm', ['--token-ms', '--port', '1'], /^npm run simulated-llm: --token-ms needs a value; .*; see --help$/],
  ['report', ['--since'], /^npm run report: Option '--since <value>' argument missing; see --help$/],
  ['report', ['--namespace', ''], /^npm run report: --namespace must be a name, got ""$/],
  ['replay', ['--stream', 'F', '--guards', 'foo'], /^npm run replay: policy: guards\.0 must be one of numbers, identifiers, [a-z, -]+, format, got "foo"$/],
  ['replay', ['--stream', 'F', '--kind', 'calibrated', '--threshold', '0.9'], /^npm run replay: --threshold is for --kind static, got calibrated$/],
  ['replay', ['--stream', 'F', '--kind', 'verified', '--guards', 'none'], /^npm run replay: --guards is for --kind static, got verified$/],
  ['replay', ['--stream', 'F', '--kind', 'static', '--min-probability', '0.5'], /^npm run replay: --min-probability is for --kind calibrated or verified, got static$/],
  ['replay', ['--stream', 'F', '--min-probability', '0.5'], /^npm run replay: --min-probability is for --kind calibrated or verified, got static$/],
  ['warm', ['--recent', '1h', '--faq', 'F'], /^npm run warm: --recent and --faq are two commands: give one of them; see --help$/],
  ['warm', ['--faq', 'none.jsonl'], /^npm run warm: none\.jsonl: no such file$/],
  ['warm', ['--faq', 'none.jsonl', '--model', ''], /^npm run warm: --model must be a name of 1 to 100 characters, got ""$/],
  ['warm', ['--faq', 'none.jsonl', '--model', 'm'.repeat(101)], /^npm run warm: --model must be a name of 1 to 100 characters, got "m+"$/],
  ['check-consistency', ['--history', '/nope/x'], /^npm run check-consistency: --history must be a file that can be written: ENOENT: [^\n]*'\/nope\/x'$/],
  ['bench/index', ['--only', 'guards', '--quick', '--out', '/nope/x.json'], /^npm run bench: --out must be a file that can be written: ENOENT: [^\n]*'\/nope\/x\.json'$/],
  ['test', ['--jobs', '0'], /^npm test: --jobs must be a whole number from 1, got "0"$/],
  ['test', ['test/none.test.ts'], /^npm test: test\/none\.test\.ts is no test file: expected test\/….test\.ts$/]
] as const) {
  t.test(`${script} ${args.join(' ')}: what was wrong, in one line`, async (t) => {
    const { status, stdout, stderr } = run(`scripts/${script}.ts`, [...args])
    t.same([status, stdout, lines(stderr).length], [2, '', 1], stderr)
    t.match(stderr.trimEnd(), expected)
  })
}

t.test('the service: --help explains, and another argument is refused, as it would be for nothing', async (t) => {
  t.match(run('src/server.ts', ['--help']), { status: 0, stdout: /usage: npm start\n/, stderr: '' })
  t.match(run('src/server.ts', ['--port', '3001']), { status: 2, stdout: '', stderr: 'npm start: takes no arguments, got "--port"; its settings are environment variables: docs/configuration.md\n' })
})

t.test('npm start before npm run build says what to do', async (t) => {
  const cwd = t.testdir({ 'package.json': readFileSync('package.json', 'utf8'), scripts: { 'start.mjs': readFileSync('scripts/start.mjs', 'utf8') } })
  const { status, stderr, stdout } = spawnSync('npm', ['start', '--silent'], { cwd, encoding: 'utf8' })
  t.not(status, 0)
  t.same(stdout, '')
  t.same(lines(stderr).filter((line) => !line.startsWith('npm warn')), ['npm start runs the build, with the settings of docs/configuration.md; there is no build yet, run npm run build first'])
  t.match(spawnSync(process.execPath, ['scripts/start.mjs', '--help'], { cwd, encoding: 'utf8' }), { status: 0, stdout: /^npm start runs the build/ })
})

t.test('npm, old or new, knows every key of .npmrc', async (t) => {
  const cwd = t.testdir(Object.fromEntries(['package.json', '.npmrc'].map((file) => [file, readFileSync(file, 'utf8')])))
  const { stdout, stderr } = spawnSync('npm', ['config', 'ls'], { cwd, encoding: 'utf8' })
  t.match(stdout, 'ignore-scripts = true')
  t.notMatch(stderr, 'project config')
})

t.test('token: verifies with the secret and says who it is for', async (t) => {
  const { stdout, status } = run('scripts/token.ts', ['--user', 'ada', '--role', 'operator', '--tenant', 'acme', '--expires', '30m'], { AUTH_JWT_SECRET: secret })
  t.equal(status, 0)
  const { payload, protectedHeader } = await jwtVerify(stdout.trim(), new TextEncoder().encode(secret))
  t.equal(protectedHeader.alg, 'HS256')
  t.match(payload, { sub: 'ada', role: 'operator', tenant: 'acme' })
  t.equal(payload.exp! - payload.iat!, 1_800)
})

t.test('token: --format json adds the claims', async (t) => {
  const { stdout } = run('scripts/token.ts', ['--user', 'ada', '--format', 'json'], { AUTH_JWT_SECRET: secret })
  const { token, claims } = JSON.parse(stdout)
  t.equal(token.split('.').length, 3)
  t.match(claims, { sub: 'ada', role: 'user', tenant: 'local' })
})

for (const [what, args, env, expected, code] of [
  ['no secret', ['--user', 'a'], {}, /AUTH_JWT_SECRET is not set/, 1],
  ['a short secret', ['--user', 'a'], { AUTH_JWT_SECRET: 'short' }, /32 characters or more, it has 5/, 1],
  ['no user', [], { AUTH_JWT_SECRET: secret }, /--user ID is required/, 2],
  ['a user no token may name', ['--user', 'a'.repeat(129)], { AUTH_JWT_SECRET: secret }, /--user must be a name of 1 to 128 characters/, 2],
  ['a tenant without a name', ['--user', 'a', '--tenant', ''], { AUTH_JWT_SECRET: secret }, /--tenant must be a name of 1 to 128 characters/, 2],
  ['an unknown role', ['--user', 'a', '--role', 'king'], { AUTH_JWT_SECRET: secret }, /--role must be one of user, operator, got "king"/, 2],
  ['a lifetime that is none', ['--user', 'a', '--expires', 'soon'], { AUTH_JWT_SECRET: secret }, /--expires must be .* got "soon"/, 2]
] as const) {
  t.test(`token: ${what} is one line`, async (t) => {
    const result = run('scripts/token.ts', [...args], env)
    t.equal(result.status, code)
    t.equal(result.stdout, '')
    t.equal(lines(result.stderr).length, 1)
    t.match(result.stderr, expected)
  })
}

t.test('get-model: a name that leaves its folder and weights nobody has are refused', async (t) => {
  const state = ['--state', t.testdir({})]
  for (const name of ['../../etc', '/etc', 'Xenova/../..', '.', 'Xenova//a', 'a\\b']) {
    t.match(run('scripts/get-model.ts', state, { EMBEDDING_MODEL: name }), { status: 1, stdout: '', stderr: `npm run model: EMBEDDING_MODEL must be a name such as Xenova/all-MiniLM-L6-v2, got "${name}"\n` })
  }
  t.match(run('scripts/get-model.ts', state, { EMBEDDING_DTYPE: 'fp16' }), { status: 1, stdout: '', stderr: 'npm run model: EMBEDDING_DTYPE must be one of int8, fp32, got "fp16"\n' })
})

t.test('get-model: a MODEL_DIR without the model is named', async (t) => {
  const result = run('scripts/get-model.ts', [], { MODEL_DIR: t.testdir({}) })
  t.equal(result.status, 1)
  t.equal(lines(result.stderr).length, 1)
  t.match(result.stderr, /MODEL_DIR lacks Xenova\/all-MiniLM-L6-v2\/config\.json/)
})
