import t from '../../tap.ts'
import { keyOf, parse } from '../../../src/answer/guards/parse.ts'
import { formsOf, stem } from '../../../src/answer/guards/stem.ts'

t.test('the forms of a word have one key', async t => {
  const same = ['study studies studied studying', 'buy bought buying purchases', 'advantage advantages benefits', 'movie movies films', 'write wrote written writes', 'child children kids', 'cookie cookies', 'hour hours hrs', 'repair fixes fixed', 'add added adding adds']
  for (const group of same) {
    const [first, ...rest] = group.split(' ')
    for (const other of rest) t.equal(keyOf(other), keyOf(first!), `${first} ${other}`)
  }
})

t.test('words that only look alike have not', async t => {
  for (const [x, y] of [['sit', 'sites'], ['hour', 'minute'], ['lead', 'leave'], ['added', 'ad']]) t.not(keyOf(x!), keyOf(y!), `${x} ${y}`)
})

t.test('forms of a listed word; short ones and others stay as they are', async t => {
  t.same(formsOf('minute'), ['minute', 'minutes', 'minuted', 'minuting'])
  t.same(formsOf('try'), ['try', 'tries'])
  t.same(formsOf('µg'), ['µg'])
  t.equal(stem('c++'), 'c++')
})

t.test('a word too long to be one has itself for a key, and takes time by its length alone', async t => {
  t.equal(keyOf('walk'.repeat(20) + 'ing'), 'walk'.repeat(20) + 'ing')
  const began = process.cpuUsage()
  for (const part of ['a', 'ab', 'a-', 'state-of-the-art-']) parse(part.repeat(Math.ceil(131_072 / part.length)) + 'ing')
  const { user } = process.cpuUsage(began)
  t.ok(user < 3_000_000, `${user} µs of the processor`)
  t.ok(parse('open git+ssh://host/path').words.includes('git+ssh://host/path'))
})
