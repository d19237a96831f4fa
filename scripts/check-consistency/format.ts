import type { Operation } from './history.ts'
import type { CheckReport } from './run.ts'

/** One operation on one line: who, where, when, what came of it. */
function describe (op: Operation): string {
  const what = 'conversation' in op && op.conversation !== null ? ` of ${op.conversation.slice(0, 8)}` : ''
  const more = op.kind === 'turn' ? ` message ${op.message.slice(0, 8)}` : op.kind === 'rename' ? ` to "${op.title}"` : op.kind === 'history' && op.result ? ` (${op.result.messages.length} messages)` : ''
  const times = `${op.from.toFixed(1)}–${op.to === Infinity ? '…' : op.to.toFixed(1)} ms`
  return `#${op.id} ${op.kind}${what}${more}: client ${op.client}, ${op.user}, server ${op.server}, ${times}, ${op.status === 0 ? 'no response' : op.status}`
}

function table (rows: (string | number)[][]): string[] {
  const widths = rows[0]!.map((_, i) => Math.max(...rows.map((row) => String(row[i]).length)))
  return rows.map((row) => `  ${row.map((cell, i) => i === 0 ? String(cell).padEnd(widths[i]!) : String(cell).padStart(widths[i]!)).join('  ')}`.trimEnd())
}

export function formatReport (report: CheckReport, format: 'table' | 'json'): string {
  if (format === 'json') return `${JSON.stringify(report, (_name, value) => value === Infinity ? null : value, 2)}\n`
  const lines = [
    `${report.operations} operations in ${report.seconds} s (${report.perSecond}/s), ${report.faults} faults, seed ${report.seed}`,
    '',
    ...table([
      ['operation', 'acknowledged', 'not found', 'failed', 'p50 ms', 'p99 ms', 'max ms'],
      ...Object.entries(report.byOperation).map(([kind, { acknowledged, absent, failed, p50, p99, max }]) => [kind, acknowledged, absent, failed, p50, p99, max])
    ]),
    '',
    ...table([['fault', 'times'], ...Object.entries(report.byFault)]),
    ...report.faultsFailed.map((line) => `  could not be injected: ${line}`),
    ''
  ]
  if (report.givenUp > 0) lines.push(`${report.givenUp} repeated requests were given up without a response`, '')
  for (const [kind, { count, examples }] of Object.entries(report.byViolation)) {
    lines.push(`${kind}: ${count}`)
    for (const { problem, operations, fault } of examples) lines.push(`  ${problem}${fault ? ` · last fault: ${fault}` : ''}`, ...operations.map((op) => `    ${describe(op)}`))
    lines.push('')
  }
  lines.push(report.violations === 0 ? 'no violation' : `${report.violations} violations`)
  return `${lines.join('\n')}\n`
}
