import { formatCount, formatPercent } from '../../shared/format.ts'
import type { Deflection } from '../api.ts'
import { formatCompact, formatDuration, formatMoney } from '../figures.ts'
import { Tile } from '../parts.tsx'

const share = (part: number, whole: number) => whole === 0 ? '–' : formatPercent(part / whole)

/** What the cache spared, as tiles: the same figures as the report's. */
export function Summary ({ of }: { of: Deflection }) {
  const { checks, tokens_saved: tokens } = of
  return (
    <dl class='tiles'>
      <Tile label='Requests' value={formatCount(of.requests)} note={of.errors > 0 ? `${formatCount(of.errors)} failed` : 'none failed'} />
      <Tile label='Deflected' value={of.deflection_rate === null ? '–' : formatPercent(of.deflection_rate)} note={`exact ${share(of.exact, of.requests)}, semantic ${share(of.semantic, of.requests)}, coalesced ${share(of.coalesced, of.requests)}`} />
      <Tile label='Tokens saved' value={formatCompact(tokens.prompt + tokens.completion)} note={`${formatCompact(tokens.prompt)} asked, ${formatCompact(tokens.completion)} answered`} />
      <Tile label='Money saved, net' value={formatMoney(of.money_net)} note={checks.money_spent > 0 ? `${formatMoney(of.money_saved)} less ${formatMoney(checks.money_spent)} for checks` : 'no checks were paid for'} />
      <Tile label='Waiting saved, net' value={formatDuration(of.seconds_saved)} note={`less ${formatDuration(of.seconds_spent_searching)} of searching`} />
      <Tile
        label='Wrong semantic hits' value={checks.false_hit_rate === null ? 'not known' : formatPercent(checks.false_hit_rate)}
        note={checks.false_hit_interval === null ? 'set “Shadow checks” to measure' : `${formatPercent(checks.false_hit_interval[0]!)} to ${formatPercent(checks.false_hit_interval[1]!)}, of ${formatCount(checks.checked)} checked`}
      />
    </dl>
  )
}
