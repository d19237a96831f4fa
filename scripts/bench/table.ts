import type { Row } from './measure.ts'

/** All rows of a run: what it ran on, and what each bench found. */
export type Results = { at: string, node: string, cores: number, processor: string, quick: boolean, fsync: boolean, benches: Record<string, Row[]> }

const figure = (value: number) => Math.abs(value) >= 1000 ? Math.round(value).toLocaleString('en-US') : Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3)

function cells ({ name, unit, median, p5, p95, baseline, ratio, target, met }: Row): string[] {
  const spread = p5 === p95 ? '' : `${figure(p5)} – ${figure(p95)}`
  return [name, `${figure(median)} ${unit}`, spread, baseline ?? '', ratio === undefined ? '' : `${ratio.toFixed(2)} ×`, target ?? '', met === undefined ? '' : met ? 'yes' : 'NO']
}

/** For people: each bench a block, figures as median with 5th and 95th percentile. */
export function formatTable ({ at, node, cores, processor, quick, fsync, benches }: Results): string {
  const head = ['', 'median', 'p5 – p95', 'baseline', 'ratio', 'target', 'met?']
  const blocks = Object.entries(benches).map(([name, rows]) => ({ name, lines: [head, ...rows.map(cells)] }))
  const widths = head.map((_title, column) => Math.max(...blocks.flatMap(({ lines }) => lines.map((line) => line[column]!.length))))
  const print = (line: string[]) => line.map((cell, column) => [1, 2, 4].includes(column) ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!)).join('  ').trimEnd()
  const title = `${at}, Node ${node}, ${cores} × ${processor}, Postgres with fsync ${fsync ? 'on' : 'off'}${quick ? ', quick' : ''}`
  return [title, ...blocks.flatMap(({ name, lines }) => ['', name, ...lines.map(print)]), ''].join('\n')
}
