import t from './tap.ts'
import { formatReport } from '../scripts/check-consistency/format.ts'
import { checkConsistency } from '../scripts/check-consistency/run.ts'

// A dead server's questions stay claimed for 30 s; a test does not wait for their repetition.
const short = { clients: 12, servers: 2, seed: 20_260_101, patienceMs: 1_000 }

t.test('two servers under faults keep every promise', async (t) => {
  const report = await checkConsistency({ ...short, operations: 700, faults: 6 })
  t.equal(report.violations, 0, 'no violation')
  if (report.violations > 0) t.comment(formatReport(report, 'table'))
  t.ok(report.operations >= 700, `${report.operations} operations`)
  for (const [kind, { acknowledged }] of Object.entries(report.byOperation)) t.ok(acknowledged > 0, `${acknowledged} of kind ${kind}`)
  t.same(report.faultsFailed, [])
  t.equal(report.faults, 6)
})

t.test('servers that forget to invalidate are caught', async (t) => {
  const preload = [new URL('./check-consistency/skip-invalidation.mjs', import.meta.url).href]
  // A server reads nothing from its cache before it hears of invalidations, so how many operations pass before something stale
  // can be seen depends on the machine: the run ends with the first.
  const caught = new AbortController()
  const log = (line: string) => { if (line.startsWith('stale')) caught.abort() }
  const report = await checkConsistency({ ...short, operations: 20_000, faults: 0, servers: 1, preload, log, signal: caught.signal })
  t.ok(report.byViolation.stale, 'a read that started after a write was acknowledged did not show it')
})
