import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import t from '../tap.ts'
import { ensureWeb, WEB_DIR } from '../../scripts/web/build.ts'
import { build } from '../helper.ts'

/** The most a page may be with everything it loads, gzipped, bytes. */
const BUDGET = 80 * 1024

await ensureWeb()
const s = await build(t, { MODEL_DIR: t.testdir({}) })

/** Assets an HTML page names. */
const assetsOf = (html: string) => [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, path]) => path!)

t.test('an address with a slash behind it leads to its page', async (t) => {
  const { status, headers } = await s.call('GET', '/operator/')
  t.same([status, headers.get('location')], [200, null], 'followed by who asks')
  const raw = await fetch(`${s.address}/operator/`, { redirect: 'manual' })
  t.same([raw.status, raw.headers.get('location')], [308, '/operator'])
})

t.test('a page may load its own files only, and says so', async (t) => {
  for (const path of ['/', '/operator']) {
    const { status, headers, text } = await s.call('GET', path)
    t.equal(status, 200)
    t.match(headers.get('content-type'), /^text\/html/)
    const policy = headers.get('content-security-policy') ?? ''
    for (const directive of ["default-src 'self'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'", "base-uri 'none'", "object-src 'none'"]) t.ok(policy.split(';').includes(directive), directive)
    t.notMatch(policy, /unsafe|\*|https?:/)
    t.equal(headers.get('x-content-type-options'), 'nosniff')
    t.equal(headers.get('referrer-policy'), 'no-referrer')
    t.notMatch(text, /<style|style="|<script>|\son\w+=/, 'nothing inline')
    t.same([...text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, to]) => to!).filter((to) => !to.startsWith('/')), [], 'nothing from elsewhere')
  }
})

t.test('assets are kept for ever, pages are asked for again, both compressed', async (t) => {
  const page = await fetch(`${s.address}/`, { headers: { 'accept-encoding': 'identity' } })
  const [asset] = assetsOf(await page.text()).filter((path) => path.endsWith('.js'))
  const reply = await fetch(s.address + asset, { headers: { 'accept-encoding': 'br' } })
  t.match(reply.headers.get('cache-control'), /max-age=31536000.*immutable/)
  t.equal(reply.headers.get('content-encoding'), 'br')
  t.match(reply.headers.get('content-type'), /javascript/)
  t.equal(reply.headers.get('x-content-type-options'), 'nosniff')
  // fetch itself would ask for a whole one.
  t.equal((await s.app.inject({ url: '/', headers: { 'if-none-match': page.headers.get('etag')! } })).statusCode, 304)
  t.equal(page.headers.get('cache-control'), 'no-cache')
  for (const { headers } of [page, reply]) t.equal(headers.get('vary'), 'accept-encoding')
  const open = await build(t, { MODEL_DIR: t.testdir({}), CORS_ORIGINS: 'https://chat.example.com' })
  t.equal((await open.app.inject({ url: asset!, headers: { origin: 'https://chat.example.com' } })).headers['vary'], 'Origin, accept-encoding')
  t.equal((await fetch(`${s.address}/`, { headers: { 'accept-encoding': 'gzip' } })).headers.get('content-encoding'), 'gzip')
  for (const path of ['/assets/nothing.js', '/assets/../index.html', '/assets/%2e%2e/index.html', '/assets/..%2f..%2fserver.js']) {
    t.equal((await s.call('GET', path)).status, 404, path)
  }
})

t.test('each page weighs 80 KB at most', async (t) => {
  for (const page of ['index.html', 'operator.html']) {
    const html = await readFile(join(WEB_DIR, page), 'utf8')
    // Static imports are named by the page; what it loads later is counted as well.
    const later = async (file: string): Promise<string[]> => {
      const text = await readFile(join(WEB_DIR, file), 'utf8')
      return [...text.matchAll(/["'`](?:\.\/|assets\/)([\w.-]+\.(?:js|css))["'`]/g)].map(([, name]) => `/assets/${name}`)
    }
    const files = new Set(assetsOf(html))
    for (const file of files) if (file.endsWith('.js')) for (const more of await later(file)) files.add(more)
    const sizes = await Promise.all([...files].map(async (file) => gzipSync(await readFile(join(WEB_DIR, file)), { level: 9 }).length))
    const total = sizes.reduce((sum, size) => sum + size, gzipSync(html).length)
    t.ok(total <= BUDGET, `${page}: ${total} of ${BUDGET} bytes in ${files.size} files`)
  }
  t.ok((await readdir(join(WEB_DIR, 'assets'))).length > 0)
  t.ok((await stat(join(WEB_DIR, 'index.html.br'))).size > 0)
})

t.test('the API\'s page has its own policy', async (t) => {
  const reply = await s.call('GET', '/docs/static/index.html')
  t.equal(reply.status, 200)
  t.match(reply.headers.get('content-security-policy'), /default-src 'self'/)
})

t.test('who is asking', async (t) => {
  t.same((await s.call('GET', '/backend-api/me')).body, { user: 'local', tenant: 'local', role: 'operator', development: true })
  t.same((await s.call('GET', '/backend-api/me', undefined, { 'x-deflect-user': 'ann' })).body.user, 'ann')
})
