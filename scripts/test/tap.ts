/** Assertions, not files. */
export type Counts = { passed: number, failed: number, skipped: number }

/** `tests`: whether there was a test in it, though it may assert nothing and pass by not throwing. */
type Block = Counts & { name: string, tests: boolean }

const POINT = /^( *)(not )?ok \d+(?: - (.*?))?(?: # (SKIP|TODO)\b.*|(?: # time=([\d.]+)m?s).*)?$/i

/**
 * Reads TAP as tap prints it, line by line: counts assertions, and prints a line for each file and each
 * failure with its diagnostics. A subtest's own line is a summary and not counted, unless it fails while all inside it passed
 * (a plan that was not met, a process that exited with a code).
 */
export function createTapReader (print: (line: string) => void): { read (line: string): void, counts: Counts } {
  const counts = { passed: 0, failed: 0, skipped: 0 }
  // By depth: the subtest whose lines come now.
  const open: Block[] = []
  let diagnostics: { end: string, shown: boolean } | undefined
  // Whether the last assertion was a failure whose diagnostics are worth reading.
  let showNext = false

  function fail (path: string[]) {
    counts.failed++
    for (const block of open) block.failed++
    showNext = true
    print(`  not ok: ${path.join(' > ')}`)
  }

  function point (depth: number, failed: boolean, name: string, directive: string | undefined, time: string | undefined) {
    const block = open.length > depth ? open.splice(depth)[0] : undefined
    const path = [...open.map((outer) => outer.name), name]
    showNext = false
    const isEmptyFile = depth === 0 && block !== undefined && !failed && !block.tests && block.passed + block.failed + block.skipped === 0
    if (block) {
      for (const outer of open) outer.tests = true
      if (isEmptyFile) fail([name, 'no tests found'])
      else if (failed && block.failed === 0) fail(path)
      if (depth === 0) print(`${failed || isEmptyFile ? 'FAIL' : 'ok'}  ${block.name}  ${block.passed} passed${block.failed ? `, ${block.failed} failed` : ''}${time ? `, ${Math.round(Number(time))} ms` : ''}`)
    } else if (directive) {
      counts.skipped++
      for (const outer of open) outer.skipped++
    } else if (failed) {
      fail(path)
    } else {
      counts.passed++
      for (const outer of open) outer.passed++
    }
  }

  function read (line: string) {
    if (diagnostics) {
      if (line === diagnostics.end) diagnostics = undefined
      else if (diagnostics.shown) print(`    ${line.trimEnd()}`)
      return
    }
    const yaml = /^( +)---$/.exec(line)
    if (yaml) {
      diagnostics = { end: `${yaml[1]}...`, shown: showNext }
      return
    }
    const subtest = /^( *)# Subtest: (.*)$/.exec(line)
    if (subtest) {
      const depth = subtest[1]!.length / 4
      open.splice(depth)
      open[depth] = { name: subtest[2]!, passed: 0, failed: 0, skipped: 0, tests: false }
      return
    }
    const match = POINT.exec(line)
    if (match) point(match[1]!.length / 4, match[2] !== undefined, match[3] ?? '', match[4], match[5])
    else if (/^Bail out!/.test(line)) fail([line])
  }

  return { read, counts }
}
