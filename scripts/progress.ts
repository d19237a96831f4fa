/** One line with a bar, written over on a terminal; nothing where the output goes to a file. */
export function createProgress (what: string, of: number) {
  const out = process.stderr
  const startedAt = performance.now()
  let shownAt = -Infinity
  return {
    at (done: number): void {
      const now = performance.now()
      if (!out.isTTY || (now - shownAt < 100 && done < of)) return
      shownAt = now
      const share = of === 0 ? 1 : done / of
      const perSecond = Math.round(done / Math.max(0.001, (now - startedAt) / 1000))
      out.write(`\r\x1b[K${what} [${'#'.repeat(Math.round(share * 24)).padEnd(24)}] ${done} of ${of}, ${perSecond}/s`)
    },
    end (): void {
      if (out.isTTY) out.write('\r\x1b[K')
    }
  }
}
