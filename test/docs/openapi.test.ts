import { Ajv } from 'ajv'
import t from '../tap.ts'
import { buildApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import { EXAMPLES } from '../../src/schemas/openapi/examples.ts'

type Node = { description?: string, properties?: Record<string, Node>, items?: Node, anyOf?: Node[] }

t.test('the OpenAPI document is complete: each field is described, each route has examples that fit', async (t) => {
  // Nothing is asked of any server for it.
  const app = await buildApp(readConfig({ LOG_LEVEL: 'silent', DATABASE_URL: 'postgres://127.0.0.1:1/x', REDIS_URL: 'redis://127.0.0.1:1', REDIS_EVENTS_URL: 'redis://127.0.0.1:1', MODEL_DIR: t.testdir({}) }))
  t.teardown(() => app.close())
  await app.ready()
  const document = JSON.parse(JSON.stringify(app.swagger()))

  const undescribed: string[] = []
  const walk = (node: Node | undefined, where: string) => {
    for (const [name, value] of Object.entries(node?.properties ?? {})) {
      if (!value.description) undescribed.push(`${where}.${name}`)
      walk(value, `${where}.${name}`)
    }
    if (node?.items) walk(node.items, `${where}[]`)
    for (const one of node?.anyOf ?? []) walk(one, where)
  }
  const ajv = new Ajv({ strict: false, formats: { text: true, question: true } })
  const bad: string[] = []
  const check = (media: Record<string, { schema: object, example?: unknown }> = {}, where: string) => {
    for (const [type, { schema, example }] of Object.entries(media)) {
      walk(schema as Node, where)
      // A stream is described by what one event of it says.
      if (type === 'text/event-stream') continue
      if (example === undefined ? type === 'application/json' : !ajv.validate(schema, example)) bad.push(`${where} ${type}: ${example === undefined ? 'none' : ajv.errorsText()}`)
    }
  }
  const routes = Object.entries<any>(document.paths).flatMap(([path, methods]) => Object.entries<any>(methods).map(([method, operation]) => ({ name: `${method.toUpperCase()} ${path}`, operation })))
  for (const { name, operation } of routes) {
    t.ok(operation.summary, name)
    for (const parameter of operation.parameters ?? []) if (!parameter.description) undescribed.push(`${name} ${parameter.name}`)
    check(operation.requestBody?.content, `${name} body`)
    for (const [status, { content }] of Object.entries<any>(operation.responses)) {
      if (status.startsWith('2')) check(content, `${name} ${status}`)
      else for (const { schema } of Object.values<any>(content ?? {})) walk(schema, `${name} ${status}`)
    }
  }
  const optional = routes.filter(({ operation: { requestBody } }) => requestBody?.required === false).map(({ name }) => name)
  t.same(optional.sort(), ['pin', 'quarantine', 'release', 'unpin'].map((action) => `POST /operator/entries/{id}/${action}`), 'the bodies one may leave out')
  t.same(undescribed, [])
  t.same(bad, [])
  t.same(Object.keys(EXAMPLES).filter((name) => !routes.some((route) => route.name === name)), [], 'no example of a route that is not there')
})
