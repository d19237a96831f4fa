const MOMENT = { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const
const stamp = new Intl.DateTimeFormat('en', MOMENT)
const stampOfYear = new Intl.DateTimeFormat('en', { ...MOMENT, year: 'numeric' })
const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 })

/** Day and time in the reader's zone, with the year where it is another one. */
export function formatStamp (iso: string, now = new Date()): string {
  const time = new Date(iso)
  return (time.getFullYear() === now.getFullYear() ? stamp : stampOfYear).format(time)
}
export const formatCompact = (n: number): string => compact.format(n)
export const formatMoney = (dollars: number): string => `${dollars <= -0.000_05 ? '−' : ''}$${Math.abs(dollars).toFixed(Math.abs(dollars) < 1 ? 4 : 2)}`

const BYTES = ['B', 'KiB', 'MiB', 'GiB', 'TiB']
export function formatBytes (bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(BYTES.length - 1, Math.floor(Math.log2(bytes) / 10))
  return `${(bytes / 1024 ** power).toFixed(power === 0 ? 0 : 1)} ${BYTES[power]}`
}

/** The two largest units: `3 h 12 min`. */
export function formatDuration (seconds: number): string {
  const sign = seconds <= -0.05 ? '−' : ''
  const all = Math.abs(seconds)
  if (all < 60) return `${sign}${all.toFixed(all < 10 && all % 1 !== 0 ? 1 : 0)} s`
  const units = [['d', 86_400], ['h', 3_600], ['min', 60], ['s', 1]] as const
  const first = units.findIndex(([, size]) => all >= size)
  const parts = units.slice(first, first + 2).map(([name, size], i) => `${Math.floor(i === 0 ? all / size : (all % units[first]![1]) / size)} ${name}`)
  return sign + parts.filter((part) => !part.startsWith('0 ')).join(' ')
}

/** `in 2 d 3 h` or `5 min ago`. */
export function formatAway (iso: string): string {
  const seconds = Math.round((Date.parse(iso) - Date.now()) / 1_000)
  return seconds >= 0 ? `in ${formatDuration(seconds)}` : `${formatDuration(-seconds)} ago`
}
