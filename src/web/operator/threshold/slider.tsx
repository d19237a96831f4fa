import type { WhatIf } from '../api.ts'
import { formatCount, formatPercent } from '../../shared/format.ts'
import { Tile } from '../parts.tsx'
import { HIGHEST, LOWEST, outcomeAt, sourceWords, STEP, wrongWords, type Outcome } from './outcomes.ts'

const points = (now: number | null, before: number | null) => now === null || before === null ? '' : `${now >= before ? '+' : '−'}${(Math.abs(now - before) * 100).toFixed(1)} points against what was`

function Wrong ({ of: { wrong } }: { of: Outcome }) {
  if (wrong.length === 0) return <p class='quiet'>No answer that would be served at this threshold has been checked yet, so nothing is known of how many would be wrong. Set “Shadow checks” above 0, or wait for ratings.</p>
  return (
    <table class='wrong'>
      <caption>Known wrong ones among what would be served, by where the label is from (sampled differently, so not added up)</caption>
      <tbody>{wrong.map((row) => <tr key={row.source}><th scope='row'>{sourceWords(row.source)}</th><td>{wrongWords(row)}</td></tr>)}</tbody>
    </table>
  )
}

/** The threshold, and at once what it would have done: every answer is already here. */
export function Slider ({ threshold, inForce, outcomes, onMove, onSettle }: { threshold: number, inForce: number, outcomes: WhatIf | null, onMove (threshold: number): void, onSettle (): void }) {
  const outcome = outcomes && outcomeAt(outcomes, threshold)
  return (
    <div class='slider'>
      <label for='similarity'>Threshold</label>
      <div class='row'>
        <input id='similarity' type='range' min={LOWEST} max={HIGHEST} step={STEP} value={threshold} aria-valuetext={threshold.toFixed(3)} onInput={({ currentTarget: { valueAsNumber } }) => onMove(valueAsNumber)} onChange={onSettle} />
        <output for='similarity'>{threshold.toFixed(3)}</output>
      </div>
      <p class='quiet'>In force: {inForce.toFixed(3)}. An answer is served where the similarity is above it and no guard speaks.</p>
      {outcome && outcomes && (
        <div aria-live='polite'>
          <dl class='tiles'>
            <Tile label='Would be deflected' value={outcome.deflection_rate === null ? '–' : formatPercent(outcome.deflection_rate)} note={points(outcome.deflection_rate, outcomes.actual.deflection_rate)} />
            <Tile label='Semantic hits' value={formatCount(outcome.semantic)} note={`${formatCount(outcomes.actual.semantic)} in fact, of ${formatCount(outcome.requests)} requests`} />
            <Tile label='Cannot be told' value={formatCount(outcome.unjudged)} note='guards were not asked, or the cache failed' />
          </dl>
          <Wrong of={outcome} />
        </div>
      )}
    </div>
  )
}
