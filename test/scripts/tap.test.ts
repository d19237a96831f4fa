import t from '../tap.ts'
import { createTapReader } from '../../scripts/test/tap.ts'

function read (tap: string) {
  const lines: string[] = []
  const reader = createTapReader((line) => lines.push(line))
  for (const line of tap.split('\n')) reader.read(line)
  return { ...reader.counts, lines }
}

t.test('counts assertions and not the summaries of subtests', async (t) => {
  const { passed, failed, lines } = read(`TAP version 14
# Subtest: test/a.test.ts
    # Subtest: outer
        # Subtest: inner
            ok 1 - one
            ok 2 - two
            1..2
        ok 1 - inner # time=1.5ms
        1..1
    ok 1 - outer # time=2.5ms
    ok 2 - last
    1..2
ok 1 - test/a.test.ts # time=12.345ms`)
  t.same({ passed, failed }, { passed: 3, failed: 0 })
  t.same(lines, ['ok  test/a.test.ts  3 passed, 12 ms'])
})

t.test('a failure is printed with its path and diagnostics, once', async (t) => {
  const { passed, failed, lines } = read(`# Subtest: test/a.test.ts
    # Subtest: adds
        not ok 1 - one is two
          ---
          diff: |
            ok 1 - not an assertion
          ...
        1..1
    not ok 1 - adds # time=1ms
      ---
      source: noise
      ...
    1..1
not ok 1 - test/a.test.ts # time=5ms
  ---
  exitCode: 1
  ...`)
  t.same({ passed, failed }, { passed: 0, failed: 1 })
  t.equal(lines[0], '  not ok: test/a.test.ts > adds > one is two')
  t.match(lines[2], /not an assertion/)
  t.notMatch(lines.join('\n'), /noise|exitCode/)
  t.match(lines.at(-1), /^FAIL {2}test\/a\.test\.ts {2}0 passed, 1 failed/)
})

t.test('a file that fails outside its assertions is a failure', async (t) => {
  const { failed, lines } = read(`# Subtest: test/a.test.ts
    ok 1 - fine
    1..1
not ok 1 - test/a.test.ts # time=5ms
  ---
  exitCode: 3
  ...`)
  t.equal(failed, 1)
  t.match(lines.join('\n'), /exitCode: 3/)
})

t.test('a file without tests is a failure; a skipped test is not', async (t) => {
  t.equal(read('# Subtest: test/a.test.ts\n    1..0 # no tests found\nok 1 - test/a.test.ts # SKIP no tests found').failed, 1)
  t.equal(read('# Subtest: test/a.test.ts\n    1..0\nok 1 - test/a.test.ts # time=5ms').failed, 1)
  t.equal(read('# Subtest: test/a.test.ts\n    # Subtest: a property\n        1..0\n    ok 1 - a property # time=9ms\n    1..1\nok 1 - test/a.test.ts # time=9ms').failed, 0, 'it throws where it does not hold')
  const { passed, failed, skipped } = read('# Subtest: test/a.test.ts\n    ok 1 - later # SKIP no browser\n    1..1\nok 1 - test/a.test.ts # SKIP no browser')
  t.same({ passed, failed, skipped }, { passed: 0, failed: 0, skipped: 1 })
})
