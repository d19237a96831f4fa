// Draws the plots of docs/answer-quality.md from a feature file and the two half models (train.py --half).
//   tsx plots.ts --features F.jsonl --half0 M0.json --half1 M1.json --out docs/plots
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { createCalibrated, type CalibratedModel } from '../../src/answer/calibrated.ts'

const { values } = parseArgs({ options: { features: { type: 'string' }, half0: { type: 'string' }, half1: { type: 'string' }, out: { type: 'string', default: 'docs/plots' } } })
if (!values.features || !values.half0 || !values.half1) throw new Error('expected --features, --half0 and --half1')
const load = (file: string) => createCalibrated(JSON.parse(readFileSync(file, 'utf8')) as CalibratedModel)
const models = { 0: load(values.half1), 1: load(values.half0) } // each half is scored by the model of the other
type Row = { set: string, group: '0' | '1', label: number, x: number[] }
const rows = readFileSync(values.features, 'utf8').trim().split('\n').slice(1).map(line => JSON.parse(line) as Row).filter(r => r.set === 'pairs')
  .map(r => ({ same: r.label === 1, cosine: r.x[0]!, p: models[r.group](r.x) }))

type Point = [number, number]
const [width, height, edge] = [480, 320, 54]
const at = ([x, y]: Point) => `${(edge + x * (width - 2 * edge)).toFixed(1)},${(height - edge - y * (height - 2 * edge)).toFixed(1)}`
const COLOURS = ['#0b6e99', '#c8553d', '#999999']

// Both axes run from 0 to 1; ticks name what that is.
function draw (name: string, title: string, axes: [string, string], lines: { label: string, points: Point[] }[], from: Point = [0, 0]) {
  const ticks = [0, 0.25, 0.5, 0.75, 1].flatMap(t => [
    `<text x="${at([t, 0]).split(',')[0]!}" y="${height - edge + 14}" text-anchor="middle">${(from[0] + t * (1 - from[0])).toFixed(2)}</text>`,
    `<text x="${edge - 6}" y="${at([0, t]).split(',')[1]!}" text-anchor="end">${(from[1] + t * (1 - from[1])).toFixed(2)}</text>`])
  const scaled = (p: Point): Point => [(p[0] - from[0]) / (1 - from[0]), (p[1] - from[1]) / (1 - from[1])]
  const curves = lines.map(({ label, points }, i) => `<polyline fill="none" stroke="${COLOURS[i]!}" stroke-width="2" points="${points.map(p => at(scaled(p))).join(' ')}"/><text x="${edge + 12}" y="${edge + 4 + 15 * i}" fill="${COLOURS[i]!}">${label}</text>`)
  writeFileSync(`${values.out}/${name}.svg`, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="11"><rect width="100%" height="100%" fill="white"/><text x="${width / 2}" y="18" text-anchor="middle" font-size="13">${title}</text><path d="M${at([0, 1])} L${at([0, 0])} L${at([1, 0])}" fill="none" stroke="black"/>${ticks.join('')}<text x="${width / 2}" y="${height - 10}" text-anchor="middle">${axes[0]}</text><text transform="rotate(-90 14 ${height / 2})" x="14" y="${height / 2}" text-anchor="middle">${axes[1]}</text>${curves.join('')}</svg>\n`)
}

// Precision among the pairs served, against the share of same-answer pairs kept.
function precision (score: (r: typeof rows[number]) => number): Point[] {
  const sorted = [...rows].sort((a, b) => score(b) - score(a))
  const total = rows.filter(r => r.same).length
  let kept = 0
  return sorted.map((r, i): Point => {
    if (r.same) kept++
    return [kept / total, kept / (i + 1)]
  }).filter((_, i) => i > 40 && i % 25 === 0)
}

const bins = Array.from({ length: 20 }, (_, i) => i / 20)
const histogram = (same: boolean): Point[] => {
  const some = rows.filter(r => r.same === same)
  return bins.map(low => [low + 0.025, some.filter(r => r.cosine >= low && r.cosine < low + 0.05 + (low > 0.94 ? 1 : 0)).length / some.length * 3])
}
const deciles = Array.from({ length: 10 }, (_, i) => rows.filter(r => r.p >= i / 10 && r.p < (i + 1) / 10)).filter(b => b.length > 0)

mkdirSync(values.out, { recursive: true })
draw('precision', 'Precision against kept pairs, unseen half', ['same-answer pairs kept', 'precision'], [{ label: 'second stage', points: precision(r => r.p) }, { label: 'cosine', points: precision(r => r.cosine) }], [0, 0.5])
draw('similarity', 'Cosine of same and different pairs', ['cosine', 'share of pairs × 3'], [{ label: 'same answer', points: histogram(true) }, { label: 'different', points: histogram(false) }])
draw('calibration', 'Calibration, unseen half', ['predicted P', 'share that is the same'], [{ label: 'second stage', points: deciles.map((b): Point => [b.reduce((s, r) => s + r.p, 0) / b.length, b.filter(r => r.same).length / b.length]) }, { label: '', points: [] }, { label: 'perfect', points: [[0, 0], [1, 1]] }])
console.log(`3 plots of ${rows.length} pairs → ${values.out}`)
