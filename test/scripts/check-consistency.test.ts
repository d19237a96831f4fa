import fc from 'fast-check'
import t from '../tap.ts'
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { formatReport } from '../../scripts/check-consistency/format.ts'
import type { DeleteOp, HistoryOp, ListOp, Operation, RenameOp, Row, TurnOp, WindowOp } from '../../scripts/check-consistency/history.ts'
import { verify, type StoredConversation } from '../../scripts/check-consistency/verify.ts'

const kinds = (history: Operation[], end?: Parameters<typeof verify>[1]) => [...new Set(verify(history, end).map(({ kind }) => kind))].sort()

const time = (at: number) => `2026-01-01T00:00:00.${String(Math.round(at * 100)).padStart(6, '0')}Z`
let id = 0
const call = (from: number, to: number, status: number) => ({ id: ++id, client: 0, server: 0, user: 'ada', from, to, status })

/** Operations by hand. An answer's id is that of its message with a mark; status 0 means no response. */
const turn = (from: number, to: number, message: string, more: { start?: boolean, status?: number, answer?: string, content?: string, in?: string } = {}): TurnOp => {
  const { start = false, status = 200, answer = `${message}!`, content = `say ${message}`, in: conversation = 'c' } = more
  return {
    ...call(from, to, status),
    kind: 'turn',
    conversation: start ? null : conversation,
    message,
    content,
    ...(status === 200
      ? { result: { conversation, question: { id: message, role: 'user', content, create_time: time(from) }, answer: { id: answer, role: 'assistant', content: '' }, cache: 'miss' } }
      : {})
  }
}
const rename = (from: number, to: number, title: string, status = 200): RenameOp =>
  ({ ...call(from, to, status), kind: 'rename', conversation: 'c', title, ...(status === 200 ? { result: { id: 'c', title, update_time: time(from) } } : {}) })
const remove = (from: number, to: number, status = 204): DeleteOp => ({ ...call(from, to, status), kind: 'delete', conversation: 'c' })
const history = (from: number, to: number, messages: string[], more: { title?: string, at?: number, status?: number } = {}): HistoryOp => {
  const { title = 'say a', at = from, status = 200 } = more
  const shown = messages.map((message) => message.endsWith('!') ? { id: message, role: 'assistant', content: '' } : { id: message, role: 'user', content: `say ${message}` })
  return { ...call(from, to, status), kind: 'history', conversation: 'c', ...(status === 200 ? { result: { id: 'c', title, update_time: time(at), messages: shown } } : {}) }
}
const list = (from: number, to: number, items: { id?: string, title?: string, at?: number }[], total = items.length): ListOp =>
  ({ ...call(from, to, 200), kind: 'list', result: { total, items: items.map(({ id = 'c', title = 'say a', at = from }) => ({ id, title, update_time: time(at) })) } })
const rows = (...messages: string[]): Row[] => messages.map((message, i) => ({ seq: i + 1, role: i % 2 ? 'assistant' : 'user', content: message }))
const window = (from: number, to: number, items: Row[], stored: Row[]): WindowOp => ({ ...call(from, to, 200), kind: 'window', conversation: 'c', result: { items, rows: stored } })
const stored = (...messages: string[]): StoredConversation =>
  ({
    id: 'c',
    user: 'ada',
    title: 'say a',
    messages: messages.map((message, i) => message.endsWith('!')
      ? { id: message, seq: i + 1, role: 'assistant', content: '', reply_to: message.slice(0, -1) }
      : { id: message, seq: i + 1, role: 'user', content: `say ${message}`, reply_to: null })
  })
const events = (...messages: string[]) => new Map(messages.map((message) => [message, 1]))

const began = () => turn(0, 1, 'a', { start: true })

t.test('what is right', async (t) => {
  t.same(kinds([began(), history(2, 3, ['a', 'a!']), list(2, 3, [{}])]), [])
  t.same(kinds([began(), turn(2, 6, 'b'), history(3, 4, ['a', 'a!', 'b'], { at: 3 }), history(3, 4, ['a', 'a!'], { at: 2 })]), [], 'a concurrent write is seen or not')
  t.same(kinds([began(), turn(2, 3, 'b', { status: 0 }), history(4, 5, ['a', 'a!'], { at: 2 }), history(6, 7, ['a', 'a!', 'b', 'b!'])]), [], 'a write without a response may come late')
  t.same(kinds([began(), rename(2, 3, 'x', 0), history(4, 5, ['a', 'a!']), history(6, 7, ['a', 'a!'], { title: 'x' })]), [], 'and so may a rename')
  t.same(kinds([began(), remove(2, 4), history(3, 5, ['a', 'a!']), history(3, 5, [], { status: 404 }), list(5, 6, [])]), [], 'a concurrent deletion')
  t.same(kinds([turn(0, 9, 'a', { start: true }), list(2, 3, [{}])]), [], 'a start that is under way may be listed')
  t.same(kinds([began(), turn(2, 3, 'b', { status: 0 }), turn(4, 5, 'b'), turn(4, 6, 'b'), history(7, 8, ['a', 'a!', 'b', 'b!'])]), [], 'a repeated message')
  t.same(kinds([began(), remove(2, 3), turn(0.5, 4, 'a', { start: true, status: 404 })]), [], 'a start repeated after its deletion')
  t.same(kinds([began(), remove(2, 3), turn(2.5, 4, 'a', { start: true, in: 'd', answer: 'a?' }), list(3.5, 4.5, [{ id: 'd' }]), list(5, 6, [{ id: 'd' }])]), [], 'or beginning anew')
  t.same(kinds([began(), window(2, 3, rows('q', 'r').slice(1), rows('q', 'r'))]), [])
  t.same(kinds([began()], { stored: [stored('a', 'a!')], events: events('a') }), [])
  t.same(kinds([began(), remove(2, 3)], { stored: [], events: new Map() }), [])
})

t.test('each violation is caught', async (t) => {
  const cases: [string, Operation[], Parameters<typeof verify>[1]?][] = [
    ['stale', [began(), turn(2, 3, 'b'), history(4, 5, ['a', 'a!'])]],
    ['stale', [began(), turn(2, 3, 'b'), history(4, 5, ['a', 'a!', 'b'])]],
    ['stale', [began(), rename(2, 3, 'x'), history(4, 5, ['a', 'a!'], { title: 'say a' })]],
    ['stale', [began(), rename(2, 3, 'x'), rename(4, 5, 'y'), list(6, 7, [{ title: 'x' }])]],
    ['stale', [began(), turn(2, 3, 'b'), list(4, 5, [{ at: 1.5 }])]],
    ['stale', [began(), list(2, 3, [])]],
    ['stale', [began(), list(2, 3, [{}], 3)]],
    ['deleted', [began(), remove(2, 3), history(4, 5, ['a', 'a!'])]],
    ['deleted', [began(), remove(2, 3), list(4, 5, [{}])]],
    ['deleted', [began(), remove(2, 3), rename(4, 5, 'x')]],
    ['deleted', [began(), remove(2, 3), turn(4, 5, 'b')]],
    ['deleted', [began(), remove(2, 3), window(4, 5, rows('q'), [])]],
    ['deleted', [began(), remove(2, 3)], { stored: [stored('a', 'a!')], events: events('a') }],
    ['deleted', [began(), remove(2, 3)], { stored: [], orphans: new Set(['c']) }],
    ['lost', [began(), history(2, 3, [], { status: 404 })]],
    ['lost', [began(), turn(2, 3, 'b', { status: 404 })]],
    ['lost', [began(), remove(2, 3, 404)]],
    ['lost', [turn(0, 1, 'a', { start: true, status: 404 })]],
    ['lost', [began(), turn(2, 3, 'a', { start: true, status: 404 })]],
    ['lost', [began()], { stored: [], events: events('a') }],
    ['lost', [began(), turn(2, 3, 'b')], { stored: [stored('a', 'a!', 'b')], events: events('a', 'b') }],
    ['lost', [began(), turn(2, 3, 'b')], { stored: [stored('a', 'a!')], events: events('a', 'b') }],
    ['lost', [turn(0, 1, 'a', { start: true, content: 'other words' })], { stored: [stored('a', 'a!')], events: events('a') }],
    ['order', [began(), turn(2, 9, 'b'), turn(2, 9, 'd'), history(3, 4, ['a', 'a!', 'b', 'd'], { at: 2 }), history(5, 6, ['a', 'a!', 'd', 'b'], { at: 2 })]],
    ['order', [began(), turn(2, 9, 'b'), history(3, 4, ['a', 'a!', 'b', 'b'], { at: 2 })]],
    ['order', [began(), history(2, 3, ['a', 'a!'])], { stored: [stored('a!', 'a')], events: events('a') }],
    ['order', [began(), turn(2, 3, 'b', { start: true, in: 'd' }), list(4, 5, [{ at: 1 }, { id: 'd', title: 'say b', at: 4 }])]],
    ['order', [began(), window(2, 3, [rows('q', 'r', 's')[0]!, rows('q', 'r', 's')[2]!], rows('q', 'r', 's'))]],
    ['order', [began(), window(2, 3, rows('q', 'x'), rows('q', 'r'))]],
    ['phantom', [began(), window(2, 3, rows('q', 'r'), rows('q'))]],
    ['phantom', [began(), history(2, 3, ['a', 'a!', 'z'])]],
    ['phantom', [began(), history(2, 3, ['a', 'a!'], { title: 'nobody wrote this' })]],
    ['phantom', [began(), { ...history(2, 3, []), result: { id: 'c', title: 'say a', update_time: time(2), messages: [{ id: 'a', role: 'user', content: 'say a' }, { id: 'a!', role: 'assistant', content: 'another answer' }] } }]],
    ['phantom', [began(), list(2, 3, [{ at: 3 }, { id: 'd', title: 'of somebody else' }])]],
    ['phantom', [began()], { stored: [stored('a', 'a!'), { ...stored('z'), id: 'd', title: 'say z' }], events: events('a') }],
    ['idempotence', [began(), turn(2, 3, 'b'), turn(4, 5, 'b', { answer: 'another' })]],
    ['idempotence', [began(), turn(2, 3, 'b', { status: 0 }), turn(4, 5, 'b', { status: 409 })]],
    ['idempotence', [began(), turn(2, 3, 'a', { start: true, in: 'd' })]],
    ['event-lost', [began()], { stored: [stored('a', 'a!')], events: new Map() }],
    ['event-doubled', [began()], { stored: [stored('a', 'a!')], events: new Map([['a', 2]]) }]
  ]
  for (const [kind, ops, end] of cases) {
    // Some break two promises at once: a page with a stale total also lacks what it counts.
    const found = kinds(ops, end)
    t.ok(found.includes(kind as never), `${kind}: ${ops.slice(1).map((op) => op.kind).join(', ') || 'the record'} (${found.join(', ') || 'nothing'})`)
  }
})

/** A perfect engine in memory: every operation takes effect at one moment between request and response. */
type Step = { what: 'turn' | 'rename' | 'history' | 'list' | 'delete', before: number, after: number, answered: boolean }
const steps = fc.array(fc.record({
  what: fc.constantFrom<Step['what'][]>('turn', 'turn', 'turn', 'rename', 'rename', 'history', 'history', 'list', 'list', 'delete'),
  before: fc.double({ min: 0.001, max: 4, noNaN: true }),
  after: fc.double({ min: 0.001, max: 4, noNaN: true }),
  answered: fc.boolean()
}), { maxLength: 40 })

function play (plan: Step[]): { ops: Operation[], end: { stored: StoredConversation[], events: Map<string, number> } } {
  const ops: Operation[] = [turn(0, 0.5, 'a', { start: true })]
  let messages = ['a', 'a!']
  let title = 'say a'
  let updated = 0.3
  let gone = false
  for (const [i, { what, before, after, answered }] of plan.entries()) {
    const at = i + 10
    const [from, to] = [at - before, at + after]
    const unknown = !answered && what !== 'history' && what !== 'list'
    if (what === 'turn') {
      const op = turn(from, to, `m${i}`, { status: gone ? 404 : unknown ? 0 : 200 })
      if (op.result) op.result.question.create_time = time(at - 0.0001)
      if (!gone) messages = [...messages, `m${i}`, `m${i}!`]
      ops.push(op)
    } else if (what === 'rename') {
      const op = rename(from, to, `t${i}`, gone ? 404 : unknown ? 0 : 200)
      if (op.result) op.result.update_time = time(at)
      if (!gone) title = `t${i}`
      ops.push(op)
    } else if (what === 'delete') {
      // Rare, or little would be left to compare; a second one finds nothing.
      if (i % 3 !== 0) continue
      ops.push(remove(from, to, gone ? 404 : unknown ? 0 : 204))
      gone = true
      continue
    } else {
      ops.push(what === 'history' ? history(from, to, gone ? [] : messages, { title, at: updated, status: gone ? 404 : 200 }) : list(from, to, gone ? [] : [{ title, at: updated }]))
      continue
    }
    if (!gone) updated = at
  }
  const asked = messages.filter((message) => !message.endsWith('!'))
  return { ops, end: { stored: gone ? [] : [{ ...stored(...messages), title }], events: gone ? new Map() : events(...asked) } }
}

t.test('a perfect engine is never blamed', async () => {
  fc.assert(fc.property(steps, (plan) => {
    const { ops, end } = play(plan)
    return verify(ops, end).length === 0
  }), { numRuns: 300 })
})

t.test('a perfect engine that forgets one invalidation is', async (t) => {
  let broken = 0
  fc.assert(fc.property(steps, fc.nat(), (plan, choice) => {
    const { ops } = play(plan)
    const acknowledged = ops.filter((op): op is TurnOp => op.kind === 'turn' && op.result !== undefined && op.conversation !== null)
    const write = acknowledged[choice % (acknowledged.length || 1)]
    const read = write && ops.find((op): op is HistoryOp => op.kind === 'history' && op.result !== undefined && op.from > write.to)
    if (!write || !read) return true
    broken++
    read.result!.messages = read.result!.messages.filter(({ id }) => !id.startsWith(write.message))
    return verify(ops).some(({ kind, operations }) => kind === 'stale' && operations.includes(read))
  }), { numRuns: 300 })
  t.ok(broken > 20, `${broken} histories were broken`)
})

t.test('the report names what was violated, and by which operations', async (t) => {
  const [violation] = verify([began(), turn(2, 3, 'b'), history(4, 5, ['a', 'a!'])])
  const latency = { acknowledged: 1, absent: 0, failed: 0, p50: 1, p99: 2, max: 3 }
  const report = {
    seed: 7,
    seconds: 1,
    operations: 3,
    perSecond: 3,
    byOperation: { turn: latency, history: latency, list: latency, rename: latency, delete: latency, window: latency },
    faults: 1,
    byFault: { 'cache-kill': 1 },
    faultsFailed: [],
    givenUp: 0,
    violations: 1,
    byViolation: { stale: { count: 1, examples: [{ problem: violation!.problem, operations: violation!.operations, fault: 'cache-kill 12 ms before' }] } }
  }
  const text = formatReport(report, 'table')
  t.match(text, /3 operations in 1 s/)
  t.match(text, /stale: 1\n {2}history lacks an acknowledged turn; it shows 2 messages · last fault: cache-kill 12 ms before\n {4}#\d+ turn of c message b: client 0, ada, server 0, 2\.0–3\.0 ms, 200\n/)
  t.match(text, /\n1 violations\n$/)
  t.equal(JSON.parse(formatReport(report, 'json')).violations, 1)
  t.match(formatReport({ ...report, violations: 0, byViolation: {} }, 'table'), /\nno violation\n$/)
})

t.test('the command: --help explains, a mistake is one line and exit code 2', async (t) => {
  const root = fileURLToPath(new URL('../..', import.meta.url))
  const run = (...args: string[]) => spawnSync(process.execPath, ['scripts/check-consistency.js', ...args], { cwd: root, encoding: 'utf8' })
  const help = run('--help')
  t.equal(help.status, 0)
  t.match(help.stdout, /usage: npm run check-consistency -- \[options\]/)
  for (const [args, problem] of [[['--faults', 'many'], '--faults must be a whole number from 0, got "many"'], [['--minutes', '0'], '--minutes must be a number above 0, got "0"']] as const) {
    const mistake = run(...args)
    t.equal(mistake.status, 2)
    t.equal(mistake.stdout, '')
    t.equal(mistake.stderr, `npm run check-consistency: ${problem}\n`)
  }
})
