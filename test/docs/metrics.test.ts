import { readFile } from 'node:fs/promises'
import { parse } from 'yaml'
import t from '../tap.ts'
import { build, until } from '../helper.ts'

const docs = new URL('../../docs/', import.meta.url)
const OPERATORS = ['and', 'or', 'unless', 'bool', 'offset', 'inf', 'nan']

/** Metric names of a PromQL expression: what is left once strings, matchers, ranges, groupings and functions are taken away. */
export function metricsOf (expr: string): string[] {
  const bare = expr
    .replace(/"(?:[^"\\]|\\.)*"/g, '""')
    .replace(/\{[^}]*\}/g, ' ')
    .replace(/\[[^\]]*\]/g, ' ')
    .replace(/\b(by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)/g, ' ')
    .replace(/\b[a-zA-Z_]\w*\s*\(/g, '(')
  return [...new Set((bare.match(/[a-zA-Z_:][\w:]*/g) ?? []).filter((word) => !OPERATORS.includes(word.toLowerCase())))]
}

/** Label names an expression matches or groups by. */
export function labelsOf (expr: string): string[] {
  const matched = [...expr.matchAll(/\{([^}]*)\}/g)].flatMap(([, inside]) => [...inside!.matchAll(/(\w+)\s*(?:=~|!~|!=|=)/g)].map(([, name]) => name!))
  const grouped = [...expr.matchAll(/\b(?:by|without|on|ignoring)\s*\(([^)]*)\)/g)].flatMap(([, inside]) => inside!.split(',').map((name) => name.trim()))
  return [...new Set([...matched, ...grouped])]
}

async function queries (): Promise<{ where: string, expr: string }[]> {
  const dashboard = JSON.parse(await readFile(new URL('grafana-dashboard.json', docs), 'utf8')) as { panels: { title: string, targets?: { expr: string }[] }[], templating: { list: { query: string }[] } }
  const rules = parse(await readFile(new URL('alert-rules.yaml', docs), 'utf8')) as { groups: { rules: { alert: string, expr: string }[] }[] }
  return [
    ...dashboard.panels.flatMap(({ title, targets = [] }) => targets.map(({ expr }) => ({ where: `panel "${title}"`, expr }))),
    ...dashboard.templating.list.flatMap(({ query }) => [...query.matchAll(/^label_values\((\w+),/g)].map(([, expr]) => ({ where: 'variable', expr: expr! }))),
    ...rules.groups.flatMap((group) => group.rules.map(({ alert, expr }) => ({ where: `alert ${alert}`, expr })))
  ]
}

t.test('an expression\'s metrics and labels', async (t) => {
  t.same(metricsOf('sum by (a, b) (rate(x_total{c=~"y|z(", d!="e"}[5m])) / on (a) max(y) > 0.8 and histogram_quantile(0.5, z_bucket) unless inf'), ['x_total', 'y', 'z_bucket'])
  t.same(labelsOf('sum by (a, b) (rate(x_total{c=~"y|z", d!="e"}[5m])) / on (a) y'), ['c', 'd', 'a', 'b'])
})

t.test('dashboard and alerts ask only for what is exported', async (t) => {
  const { app, call } = await build(t, { MODEL_DIR: t.testdir({}) })
  const { text, status } = await call('GET', '/metrics')
  t.equal(status, 200)
  const exported = new Map([...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].flatMap(([, name, type]) =>
    (type === 'histogram' ? ['_bucket', '_sum', '_count'] : ['']).map((suffix) => [name! + suffix, name!])))
  const labelNames = (name: string) => ((app.metrics.registry.getSingleMetric(name) as unknown as { labelNames?: string[] }).labelNames ?? []).filter((label) => label !== 'le')
  // A histogram has `le`; job and instance are Prometheus's own.
  const labels = (name: string) => ['le', 'job', 'instance', ...labelNames(name)]

  const asked = await queries()
  t.ok(asked.length > 40)
  for (const { where, expr } of asked) {
    const names = metricsOf(expr)
    t.ok(names.length > 0, `${where} asks for something`)
    const unknown = names.filter((name) => !exported.has(name))
    t.same(unknown, [], `${where}: every metric is exported`)
    if (unknown.length > 0) continue
    const known = names.flatMap((name) => labels(exported.get(name)!))
    t.same(labelsOf(expr).filter((label) => !known.includes(label)), [], `${where}: every label exists`)
  }
  const own = [...exported.values()].filter((name) => name.startsWith('deflect_'))
  const shown = new Set(asked.flatMap(({ expr }) => metricsOf(expr)).map((name) => exported.get(name)))
  t.same([...new Set(own)].filter((name) => !shown.has(name)), [], 'and every metric of the service is asked for somewhere')

  const table = (await readFile(new URL('metrics.md', docs), 'utf8')).split('\n').filter((line) => line.startsWith('| `'))
  const help = new Map([...text.matchAll(/^# HELP (\S+) (.*)$/gm)].map(([, name, said]) => [name!, said!]))
  const type = new Map([...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name, said]) => [name!, said!]))
  t.same(table, [...new Set(own)].map((name) => `| \`${name}\` | ${type.get(name)} | ${labelNames(name).map((label) => `\`${label}\``).join(', ')} | ${help.get(name)} |`), 'and is in docs/metrics.md')
})

t.test('what Redis says is exported, and missing where it is away', async (t) => {
  const here = await build(t, { MODEL_DIR: t.testdir({}) })
  await here.redis.set(`${here.prefix}found`, 'once', { expiration: { type: 'EX', value: 60 } })
  await here.redis.get(`${here.prefix}found`)
  const { text } = await here.call('GET', '/metrics')
  const types = Object.fromEntries([...text.matchAll(/^# TYPE deflect_(\S+) (\S+)$/gm)].map(([, name, type]) => [name, type]))
  const counted = ['evicted_keys_total', 'expired_keys_total', 'keyspace_hits_total', 'keyspace_misses_total']
  t.same([...counted.map((name) => types[`redis_${name}`]), types['events_dropped_total']], Array(5).fill('counter'), 'what only grows is a counter')
  for (const [name, type] of Object.entries(types)) t.equal(name.endsWith('_total'), type === 'counter', name)
  for (const name of [...counted, 'used_memory_bytes', 'max_memory_bytes', 'fragmentation_ratio']) {
    t.match(text, new RegExp(`^deflect_redis_${name}\\{redis="cache"\\} \\d`, 'm'))
    t.match(text, new RegExp(`^deflect_redis_${name}\\{redis="events"\\} \\d`, 'm'))
  }
  const hits = async () => Number(/^deflect_redis_keyspace_hits_total\{redis="cache"\} (\d+)$/m.exec((await here.call('GET', '/metrics')).text)?.[1])
  const scraped = [await hits(), await hits(), await hits()]
  const said = Number((/keyspace_hits:(\d+)/.exec(await here.redis.info('stats')))?.[1])
  t.ok(scraped.every((count) => count > 0 && count <= said), 'as the server counts, however often it is asked')
  const away = await build(t, { MODEL_DIR: t.testdir({}), REDIS_URL: 'redis://127.0.0.1:1' })
  const reply = await away.call('GET', '/metrics')
  t.equal(reply.status, 200)
  t.notMatch(reply.text, /^deflect_redis_\w+\{redis="cache"\}/m)
  await until(async () => /^deflect_cache_up 0$/m.test((await away.call('GET', '/metrics')).text))
})

t.test('a runbook for every alert', async (t) => {
  const rules = parse(await readFile(new URL('alert-rules.yaml', docs), 'utf8')) as { groups: { rules: { alert: string, annotations: Record<string, string>, labels: Record<string, string> }[] }[] }
  for (const { alert, annotations, labels } of rules.groups.flatMap((group) => group.rules)) {
    t.ok(annotations['summary'] && annotations['runbook'], alert)
    t.match(labels['severity'], /^(info|warning|critical)$/)
  }
})
