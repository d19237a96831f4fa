import { realpathSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { InlineConfig } from 'vite'

const root = fileURLToPath(new URL('../..', import.meta.url))
// Links followed: vite wants the files where their paths say.
const SOURCE = dirname(realpathSync(join(root, 'src/web/index.html')))
export const WEB_DIR = join(root, 'dist/web')

/** How vite builds the two pages; the whole of it, so there is no vite.config.ts. */
const webConfig = (outDir: string): InlineConfig => ({
  root: SOURCE,
  configFile: false,
  logLevel: 'warn',
  publicDir: false,
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir,
    emptyOutDir: true,
    target: 'es2022',
    // light-dark() as it is: rewritten for older browsers it no longer follows the theme switch.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    // The content security policy allows no data: but in images, and no inline script.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: { index: join(SOURCE, 'index.html'), operator: join(SOURCE, 'operator.html') } }
  }
})

const compressors = { br: (bytes: Buffer) => promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }), gz: (bytes: Buffer) => promisify(gzip)(bytes, { level: 9 }) }

/** Text is compressed once here, not on every request. */
async function compress (folder: string): Promise<void> {
  const files = (await readdir(folder, { recursive: true })).filter((file) => /\.(js|css|html|svg)$/.test(file))
  await Promise.all(files.flatMap((file) => Object.entries(compressors).map(async ([ending, pack]) => {
    const path = join(folder, file)
    await writeFile(`${path}.${ending}`, await pack(await readFile(path)))
  })))
}

/** Builds the pages into dist/web. */
export async function buildWeb (): Promise<void> {
  const { build } = await import('vite')
  await mkdir(join(root, 'dist'), { recursive: true })
  // Beside it and then moved: nobody is served half a build.
  const next = `${WEB_DIR}.${process.pid}`
  try {
    await build(webConfig(next))
    await compress(next)
    await rm(WEB_DIR, { recursive: true, force: true })
    await rename(next, WEB_DIR)
  } finally {
    await rm(next, { recursive: true, force: true })
  }
}

const modifiedAt = async (path: string) => (await stat(path).catch(() => null))?.mtimeMs ?? null

/** Why the pages have to be built, or null where they are newer than their source. */
async function whyBuildWeb (): Promise<string | null> {
  const built = await modifiedAt(join(WEB_DIR, 'index.html'))
  if (built === null) return 'not built yet'
  const names = await readdir(SOURCE, { recursive: true })
  for (const file of ['', ...names]) {
    if ((await modifiedAt(join(SOURCE, file)) ?? 0) > built) return `src/web/${file} is newer`
  }
  return (await modifiedAt(join(root, 'package-lock.json')) ?? 0) > built ? 'packages have changed' : null
}

/** Builds the pages where that is needed: two or three seconds, else none. */
export async function ensureWeb (log: (line: string) => void = () => {}): Promise<void> {
  const why = await whyBuildWeb()
  if (why === null) return
  log(`building the pages (${why})`)
  await buildWeb()
}
