import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import UPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import { useStore } from '../shared/store.ts'
import { theme } from '../shared/theme.ts'
import { formatStamp } from './figures.ts'

/** Colours are names of CSS variables: a canvas is told what they come to in the theme of now. */
export type Line = { label: string, colour: string, values: (number | null)[], show (value: number | null): string }
export type PlotProps = {
  label: string
  summary: ComponentChildren
  x: number[]
  /** null: x is a number, else a time in seconds. */
  formatX: ((x: number) => string) | null
  lines: Line[]
  /** Each on top of the one before, as bars. */
  stacked?: boolean
  /** Of one bar, in units of x. */
  barWidth?: number
  formatY (y: number): string
  /** What the axes count, where the heading does not say it. */
  axes?: { x: string, y: string }
  /** A vertical line, drawn again when it moves. */
  marker?: number | null
  height?: number
  /** Values that differ by powers of ten. */
  logarithmic?: boolean
}

/** A variable as the canvas understands it; `light-dark()` is resolved by giving it to an element. */
function resolver (host: HTMLElement) {
  const probe = host.appendChild(document.createElement('i'))
  // Where the system sets the colours of pages, all would be that of texts.
  probe.style.setProperty('forced-color-adjust', 'none')
  return {
    of (name: string): string {
      probe.style.color = `var(${name})`
      return getComputedStyle(probe).color
    },
    end: () => probe.remove()
  }
}

/** Steps of an axis that counts: there is no half of a request. */
const WHOLE = Array.from({ length: 13 }, (_power, i) => [1, 2, 5].map((step) => step * 10 ** i)).flat()

const clock = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
const day = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short' })
/** Days at midnight and where steps are days, else the time of day, in the reader's zone. */
function timeLabel (seconds: number, step: number): string {
  const time = new Date(seconds * 1_000)
  return step >= 86_400 || (time.getHours() === 0 && time.getMinutes() === 0) ? day.format(time) : clock.format(time)
}

/** One value makes no line: where values stand too close for points, it would not be seen at all. */
const isAlone = ({ values }: Line) => values.filter((value) => value !== null).length === 1

/** Sums from the first line to each. */
const stack = (lines: Line[]) => lines.map((_line, at) => lines[0]!.values.map((_value, i) => lines.slice(0, at + 1).reduce((sum, { values }) => sum + (values[i] ?? 0), 0)))

function makeOptions (host: HTMLElement, { x, formatX, formatY, axes, lines, stacked, barWidth, height, logarithmic }: PlotProps, markerAt: () => number | null): UPlot.Options {
  const colours = resolver(host)
  const [text, grid] = [colours.of('--quiet'), colours.of('--line')]
  const axis: UPlot.Axis = { stroke: text, grid: { stroke: grid, width: 1 }, ticks: { stroke: grid, width: 1 }, font: '12px system-ui, sans-serif' }
  const named = (name: string | undefined) => name === undefined ? {} : { label: name, labelSize: 18, labelFont: '12px system-ui, sans-serif' }
  const powers = (_plot: UPlot, splits: number[]) => splits.map((value) => Math.abs(Math.log10(value) % 1) < 1e-6 ? value : null)
  const accent = colours.of('--text')
  const ordered = stacked ? [...lines].reverse() : lines
  const series: UPlot.Series[] = ordered.map((line) => ({
    label: line.label,
    stroke: colours.of(line.colour),
    width: stacked ? 0 : 2,
    // The highest sum is drawn first and the others over it.
    ...(stacked ? { fill: colours.of(line.colour), paths: UPlot.paths.bars!({ size: [0.9, 60], align: 1 }), points: { show: false } } : { spanGaps: true, points: { size: 5, ...(isAlone(line) ? { show: true } : {}) } }),
    value: (_plot, _value, _series, i) => i === null ? '–' : line.show(line.values[i] ?? null)
  }))
  colours.end()
  return {
    width: host.clientWidth,
    height: height ?? 220,
    scales: { x: { time: formatX === null, ...(barWidth === undefined ? {} : { range: [x[0]!, x.at(-1)! + barWidth] }) }, y: logarithmic ? { distr: 3 } : { range: (_plot, _low, high) => [0, Math.max(high * 1.08, stacked ? 1 : 0.001)] } },
    axes: [
      { ...axis, ...named(axes?.x), ...(formatX === null ? { values: (_plot, splits, _axis, _space, step) => splits.map((at) => timeLabel(at, step)) } : { incrs: [0.01, 0.05, 0.1], values: (_plot, splits) => splits.map(formatX) }) },
      { ...axis, ...named(axes?.y), ...(stacked ? { incrs: WHOLE } : {}), ...(logarithmic ? { grid: { stroke: grid, width: 1, filter: powers }, ticks: { stroke: grid, width: 1, filter: powers }, filter: powers } : {}), size: 58, values: (_plot, splits) => splits.map((value) => value === null ? '' : formatY(value)) }
    ],
    series: [{ label: 'From', value: (_plot, at) => at === null ? '–' : formatX === null ? formatStamp(new Date(at * 1_000).toISOString()) : formatX(at) }, ...series],
    cursor: { y: false, drag: { x: false, y: false }, points: { show: !stacked } },
    hooks: {
      draw: [(plot) => {
        const at = markerAt()
        if (at === null) return
        const x = plot.valToPos(at, 'x', true)
        const { ctx, bbox } = plot
        ctx.save()
        ctx.strokeStyle = accent
        ctx.lineWidth = 2 * devicePixelRatio
        ctx.beginPath()
        ctx.moveTo(x, bbox.top)
        ctx.lineTo(x, bbox.top + bbox.height)
        ctx.stroke()
        ctx.restore()
      }]
    }
  }
}

/** A plot, with the same said in words for who cannot see it. */
export function Plot (props: PlotProps) {
  const { label, summary, x, lines, stacked, marker = null } = props
  const host = useRef<HTMLDivElement>(null)
  const plot = useRef<UPlot | null>(null)
  const markerNow = useRef(marker)
  markerNow.current = marker
  const colours = useStore(theme)

  useEffect(() => {
    const element = host.current!
    const values = stacked ? stack(lines).reverse() : lines.map(({ values }) => values)
    const made = new UPlot(makeOptions(element, props, () => markerNow.current), [x, ...values] as UPlot.AlignedData, element)
    plot.current = made
    const watch = new ResizeObserver(() => { if (element.clientWidth !== made.width) made.setSize({ width: element.clientWidth, height: made.height }) })
    watch.observe(element)
    return () => {
      watch.disconnect()
      made.destroy()
      plot.current = null
    }
  }, [x, lines, colours])
  useEffect(() => { plot.current?.redraw(false) }, [marker])

  return (
    <figure class='plot' aria-label={label}>
      <div ref={host} aria-hidden='true' />
      <figcaption>{summary}</figcaption>
    </figure>
  )
}
