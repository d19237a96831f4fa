import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import t from './tap.ts'

const SRC = fileURLToPath(new URL('../src', import.meta.url))
const LOWER = ['cache', 'db', 'model', 'events']
/** What each room may import besides itself, the shared files at the top of src/ and packages. `*`: everything. */
const MAY: Record<string, string[]> = {
  '.': ['*'],
  plugins: ['*'],
  routes: ['schemas', 'chat', 'answer', 'access', ...LOWER],
  access: LOWER,
  chat: ['answer', ...LOWER],
  answer: LOWER,
  cache: [],
  db: [],
  model: [],
  events: [],
  schemas: [],
  web: []
}
/** Files of src/ itself that every room may use; the others there put the app together. */
const SHARED = ['config.ts', 'errors.ts', 'completion.ts', 'tidy-heap.ts', 'times.ts']
/** Rooms that know HTTP. */
const SPEAK_HTTP = ['.', 'plugins', 'routes']

type Import = { from: string, to: string, typeOnly: boolean }

function readImports (): Import[] {
  const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file))
  return files.flatMap((from) => {
    const source = ts.createSourceFile(from, readFileSync(join(SRC, from), 'utf8'), ts.ScriptTarget.Latest)
    const found: Import[] = []
    const visit = (node: ts.Node): void => {
      let name: ts.Expression | undefined
      let typeOnly = false
      if (ts.isImportDeclaration(node)) {
        name = node.moduleSpecifier
        const clause = node.importClause
        const named = clause?.namedBindings
        typeOnly = clause?.isTypeOnly === true || (clause !== undefined && clause.name === undefined && named !== undefined && ts.isNamedImports(named) && named.elements.every((element) => element.isTypeOnly))
      } else if (ts.isExportDeclaration(node)) {
        name = node.moduleSpecifier
        typeOnly = node.isTypeOnly
      } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
        name = node.arguments[0]
      }
      if (name && ts.isStringLiteral(name)) {
        const to = name.text.startsWith('.') ? relative(SRC, join(SRC, dirname(from), name.text)) : name.text
        found.push({ from, to: name.text.startsWith('.') ? `./${to}` : to, typeOnly })
      }
      ts.forEachChild(node, visit)
    }
    visit(source)
    return found
  })
}

const imports = readImports()
const roomOf = (file: string) => file.includes('/') ? file.split('/', 1)[0]! : '.'
const told = ({ from, to }: Import) => `${from} imports ${to}`

/** Every import the rooms do not allow, as a line. */
function misplaced (all: Import[]): string[] {
  return all.filter(({ from, to, typeOnly }) => {
    const room = roomOf(from)
    if (!to.startsWith('./')) return /^(fastify|@fastify\/(?!error$))/.test(to) && !SPEAK_HTTP.includes(room)
    const target = to.slice(2)
    const other = roomOf(target)
    const allowed = MAY[room]
    if (allowed === undefined) return true
    // The pages share what is in web/shared, and nothing else.
    const parts = [from, target].map((file) => file.split('/')[1])
    if (room === 'web' && other === 'web') return parts[1] !== 'shared' && parts[0] !== parts[1]
    if (other === room || allowed.includes('*')) return false
    if (other === '.') return !SHARED.includes(target)
    // A type between siblings, or of a schema, binds nothing at run time.
    if (typeOnly && other === 'schemas') return false
    return !allowed.includes(other) && !(typeOnly && LOWER.includes(room) && LOWER.includes(other))
  }).map(told)
}

/** Cycles of run-time imports; types vanish before the program runs. */
function cycles (all: Import[]): string[] {
  const next = new Map<string, string[]>()
  for (const { from, to, typeOnly } of all) {
    if (!typeOnly && to.startsWith('./')) next.set(from, [...next.get(from) ?? [], to.slice(2)])
  }
  const found: string[] = []
  const done = new Set<string>()
  const walk = (file: string, path: string[]): void => {
    const at = path.indexOf(file)
    if (at >= 0) { found.push([...path.slice(at), file].join(' → ')); return }
    if (done.has(file)) return
    for (const target of next.get(file) ?? []) walk(target, [...path, file])
    done.add(file)
  }
  for (const file of next.keys()) walk(file, [])
  return found
}

t.test('imports go one way: routes → chat → answer → cache | db | model | events', async (t) => {
  t.ok(imports.length > 100, 'the imports were read')
  t.same([...new Set(imports.map(({ from }) => roomOf(from)))].filter((room) => !(room in MAY)), [], 'every room is known here')
  t.same(misplaced(imports), [])
})

t.test('there are no cycles', async (t) => {
  t.same(cycles(imports), [])
})

t.test('the picture of the rooms names what is in them', async (t) => {
  const picture = readFileSync(join(SRC, 'README.md'), 'utf8').split('\n')
  for (const room of ['access', 'chat', 'answer', ...LOWER]) {
    const row = picture.find((line) => line.startsWith(`| \`${room}/\` |`)) ?? ''
    // Compiled, each stands beside its source.
    const files = readdirSync(join(SRC, room), { withFileTypes: true }).filter(({ name }) => !/\.js(\.map)?$/.test(name)).map((file) => file.isDirectory() ? `${file.name}/` : file.name.replace(/\.ts$/, ''))
    t.same(files.filter((name) => !row.includes(`\`${name}\``)), [], room)
  }
})

t.test('what must not be is seen', async (t) => {
  const wrong: Import[] = [
    { from: 'answer/a.ts', to: './chat/b.ts', typeOnly: true },
    { from: 'cache/a.ts', to: './db/b.ts', typeOnly: false },
    { from: 'chat/a.ts', to: './routes/b.ts', typeOnly: false },
    { from: 'chat/a.ts', to: './app.ts', typeOnly: false },
    { from: 'routes/a.ts', to: './plugins/b.ts', typeOnly: false },
    { from: 'model/a.ts', to: 'fastify', typeOnly: true },
    { from: 'chat/a.ts', to: '@fastify/postgres', typeOnly: false },
    { from: 'web/chat/a.tsx', to: './web/operator/b.ts', typeOnly: false },
    { from: 'web/shared/a.ts', to: './web/chat/b.ts', typeOnly: true },
    { from: 'web/chat/a.ts', to: './db/b.ts', typeOnly: false }
  ]
  t.same(misplaced(wrong), wrong.map(told))
  t.same(misplaced([{ from: 'chat/a.ts', to: '@fastify/error', typeOnly: false }, { from: 'events/a.ts', to: './db/b.ts', typeOnly: true }]), [])
  t.same(cycles([{ from: 'a.ts', to: './b.ts', typeOnly: false }, { from: 'b.ts', to: './a.ts', typeOnly: false }]), ['a.ts → b.ts → a.ts'])
})
