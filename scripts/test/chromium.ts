import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

// The shell has no window of its own to draw: the tests of the pages take two thirds of the processor with it.
const NAMES = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome']
const ELSEWHERE = ['/usr/bin', '/usr/local/bin', '/snap/bin', '/opt/google/chrome']
const MACOS = ['/Applications/Chromium.app/Contents/MacOS/Chromium', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome']

function isProgram (path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** CHROMIUM_PATH, else a Chromium or Chrome in one of the usual places; undefined where there is none. */
export function findChromium (): string | undefined {
  const { env } = process
  if (env['CHROMIUM_PATH']) return isProgram(env['CHROMIUM_PATH']) ? env['CHROMIUM_PATH'] : undefined
  const folders = [...(env['PATH'] ?? '').split(delimiter).filter(Boolean), ...ELSEWHERE]
  return [...folders.flatMap((folder) => NAMES.map((name) => join(folder, name))), ...MACOS].find(isProgram)
}

/** Debian as root: its own package. Anybody else is asked to install one. */
function install (log: (line: string) => void): void {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return
  const apt = (...args: string[]) => {
    log(`apt-get ${args.join(' ')}`)
    return spawnSync('apt-get', ['-qq', '-o', 'Acquire::Retries=2', ...args], { stdio: 'ignore', timeout: 300_000, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }).status === 0
  }
  const installed = () => apt('install', '--yes', '--no-install-recommends', 'chromium-headless-shell') || apt('install', '--yes', '--no-install-recommends', 'chromium')
  if (!installed() && apt('update')) installed()
}

/** The browser for the tests of the pages; undefined, with a line that says so, where there is none and none can be had. */
export function ensureChromium (log: (line: string) => void): string | undefined {
  const found = findChromium()
  if (found !== undefined) return found
  if (process.env['CHROMIUM_PATH']) {
    log(`WARNING  CHROMIUM_PATH is ${process.env['CHROMIUM_PATH']}, which is no program: the tests of the pages are SKIPPED`)
    return undefined
  }
  install(log)
  const installed = findChromium()
  if (installed === undefined) log('WARNING  no Chromium was found: the tests of the pages in a browser are SKIPPED; install chromium, or set CHROMIUM_PATH')
  return installed
}
