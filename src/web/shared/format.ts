const count = new Intl.NumberFormat('en')
// h23: with hour12 the first hour of a day is 24.
const clock = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
const day = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short' })
const dayOfYear = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', year: 'numeric' })

export const formatCount = (n: number): string => count.format(n)
export const formatMs = (ms: number): string => ms < 1 ? '< 1 ms' : ms < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(ms < 10_000 ? 1 : 0)} s`
export const formatPercent = (share: number, digits = 1): string => `${(share * 100).toFixed(digits)} %`
export const formatSimilarity = (similarity: number): string => similarity.toFixed(3)

/** Today's time of day, this year's day, or the whole date. */
export function formatTime (iso: string, now = new Date()): string {
  const time = new Date(iso)
  if (time.toDateString() === now.toDateString()) return clock.format(time)
  return (time.getFullYear() === now.getFullYear() ? day : dayOfYear).format(time)
}
