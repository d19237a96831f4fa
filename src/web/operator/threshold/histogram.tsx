import { useMemo } from 'preact/hooks'
import { formatCount } from '../../shared/format.ts'
import type { Histogram as Bins } from '../api.ts'
import { formatCompact } from '../figures.ts'
import { Empty } from '../parts.tsx'
import { Plot } from '../plot.tsx'
import { LOWEST } from './outcomes.ts'

/** As far as the slider goes: questions less alike have nothing to do with each other. */
const FROM = LOWEST
const WIDTH = 0.01
const show = (value: number | null) => value === null ? '–' : formatCount(value)

/** How near questions came to the nearest stored one; checked ones beside it, on a scale of their own, as they are few. */
export function Histogram ({ of: { bins, totals }, threshold }: { of: Bins, threshold: number }) {
  const shown = useMemo(() => bins.filter(({ from }) => from >= FROM - 1e-9), [bins])
  const x = useMemo(() => shown.map(({ from }) => from), [shown])
  const traffic = useMemo(() => [
    { label: 'served (semantic hit)', colour: '--semantic', values: shown.map(({ hits }) => hits), show },
    { label: 'miss', colour: '--miss', values: shown.map(({ misses }) => misses), show }
  ], [shown])
  const checked = useMemo(() => [
    { label: 'known wrong', colour: '--error', values: shown.map(({ wrong }) => wrong), show },
    { label: 'known right', colour: '--right', values: shown.map(({ right }) => right), show }
  ], [shown])
  if (totals.hits + totals.misses === 0) return <Empty>No question was compared with a stored one in this range.</Empty>
  const above = shown.filter(({ from }) => from >= threshold)
  const sum = (of: 'hits' | 'misses' | 'wrong') => formatCount(above.reduce((total, bin) => total + bin[of], 0))
  const format = (value: number) => value.toFixed(2)
  const below = bins.filter(({ from }) => from < FROM - 1e-9).reduce((total, { hits, misses }) => total + hits + misses, 0)
  return (
    <>
      <Plot
        label='Similarity of questions to the nearest stored one' x={x} formatX={format} lines={traffic} stacked barWidth={WIDTH} formatY={formatCompact} marker={threshold} height={200} axes={{ x: 'similarity to the nearest stored question', y: 'questions' }}
        summary={<>Semantic hits: {formatCount(totals.hits)}, misses: {formatCount(totals.misses)}; in the bins above {threshold.toFixed(3)}, hits: {sum('hits')}, misses: {sum('misses')}. {below > 0 && `Below ${FROM}, not drawn: ${formatCount(below)}.`}</>}
      />
      {totals.wrong + totals.right > 0 && (
        <Plot
          label='Checked answers by similarity' x={x} formatX={format} lines={checked} stacked barWidth={WIDTH} formatY={formatCompact} marker={threshold} height={140} axes={{ x: 'similarity to the nearest stored question', y: 'checked' }}
          summary={<>Checked or rated: {formatCount(totals.wrong)} wrong, {formatCount(totals.right)} right; {sum('wrong')} wrong in the bins above the line.</>}
        />
      )}
    </>
  )
}
