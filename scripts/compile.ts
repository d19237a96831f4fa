import { mkdir, readdir, readFile, readlink, rename, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Every file below a folder of the project, by its path from the root. */
export const filesIn = async (folder: string, from = root): Promise<string[]> =>
  (await readdir(join(from, folder), { recursive: true, withFileTypes: true })).filter((entry) => !entry.isDirectory()).map((entry) => relative(from, join(entry.parentPath, entry.name)))

async function link (target: string, path: string): Promise<void> {
  if (await readlink(path).catch(() => null) === target) return
  await rm(path, { recursive: true, force: true })
  await symlink(target, path)
}

async function javascriptOf (source: string): Promise<string> {
  // Loaded where something has changed: it takes as long as all the rest.
  const { transformWithOxc } = await import('vite')
  const { code, map } = await transformWithOxc(await readFile(source, 'utf8'), source, { lang: 'ts', target: 'es2023', sourcemap: true, typescript: { onlyRemoveTypeImports: true, rewriteImportExtensions: 'rewrite' } })
  return `${code}\n//# sourceMappingURL=data:application/json;base64,${Buffer.from(JSON.stringify(map)).toString('base64')}\n`
}

/** In whole milliseconds; 0 where there is no such file. */
const changed = async (path: string): Promise<number> => await stat(path).then(({ mtimeMs }) => Math.round(mtimeMs), () => 0)

/** What was made is as old as what it was made from, or as this file where that is younger: that tells whether it is still the same. */
async function make (source: string, path: string, compilerChanged: number): Promise<void> {
  const since = Math.max(await changed(source), compilerChanged)
  if (await changed(path) === since) return
  // Moved into its place: another run may be reading it.
  const next = `${path}.${process.pid}`
  await writeFile(next, await javascriptOf(source))
  await utimes(next, since / 1000, since / 1000)
  await rename(next, path)
}

/**
 * Compiles files of the project into a folder of the same shape, each beside a link to what it was made from. For what runs often
 * or is measured: tsx takes 0.3 s of the processor in every process, a second where it loads the service, and wraps every closure
 * to keep its name, which the built service does not. Types are not checked; stack traces name the source.
 */
async function compile (files: readonly string[], to: string): Promise<void> {
  const made = new Set<string>()
  const compilerChanged = await changed(fileURLToPath(import.meta.url))
  await Promise.all(files.map(async (file) => {
    const path = join(to, file)
    made.add(file)
    await mkdir(dirname(path), { recursive: true })
    await link(join(root, file), path)
    if (!file.endsWith('.ts') || file.endsWith('.d.ts')) return
    made.add(file.replace(/\.ts$/, '.js'))
    await make(join(root, file), path.replace(/\.ts$/, '.js'), compilerChanged)
  }))
  // What has no source any more.
  for (const folder of new Set(files.map((file) => file.split('/')[0]!))) {
    for (const file of await filesIn(folder, to)) if (!made.has(file) && !/\.\d+$/.test(file)) await rm(join(to, file))
  }
}

/** Everything else of the project, so that the folder may stand for its root. */
async function linkRest (to: string): Promise<void> {
  const sources = ['src', 'scripts', 'test']
  for (const entry of await readdir(root)) if (!sources.includes(entry)) await link(join(root, entry), join(to, entry))
}

/** Where the project is compiled to by what runs it from its sources. */
export const compiled = join(root, '.deflect', 'compiled')

/** Compiles folders of the project as they are now. @returns their files, by their paths from the root */
export async function compileHere (...folders: string[]): Promise<string[]> {
  const files = (await Promise.all(folders.map((folder) => filesIn(folder)))).flat()
  await compile(files, compiled)
  await linkRest(compiled)
  return files
}
