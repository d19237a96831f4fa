import t from '../../tap.ts'
import { numbers } from '../../../src/answer/guards/numbers.ts'
import { parse } from '../../../src/answer/guards/parse.ts'

const fires: [string, string][] = [
  ['a mug costs 6 and a pan costs 20, what do both cost?', 'a mug costs 6 and a pan costs 20, what does the pan cost?'], ['a pan costs 20, 14 more than a mug, what does the mug cost?', 'a pan costs 20, a mug costs 14 more, what does the mug cost?'],
  ['Jo has 20 stamps, Max has 7 fewer, how many does Max have?', 'Jo has 20 stamps, 7 fewer than Max, how many does Max have?'],
  ['Ann is 30, Bo is twice as old, how old is Bo?', 'Ann is 30, twice as old as Bo, how old is Bo?'],
  ['A shop sold 9 lamps in May, three times as many as in June. How many did it sell in June?', 'A shop sold 9 lamps in May and three times as many in June. How many did it sell in June?'],
  ['Kai lost a fifth of his stamps and has 40, how many did he lose?', 'Kai lost a fifth of his stamps and has 40, how many did he have?'],
  ['Rae buys 6 mugs for 30 euros, how much does she pay?', 'Rae buys 6 mugs for 30 euros, how much does she pay for each?'],
  ['Rae has 6 mugs and Kai has 9, how many more mugs does Kai have than Rae?', 'Rae has 6 mugs and Kai has 9, how many mugs does Kai have, and than Rae?'],
  ['Kai gives away a third of his stamps and 12 are left, how many had he?', 'Kai gives away a third of his stamps, that is 12, how many had he?']
]

const silent: [string, string][] = [
  ['how many more weeks are there until May 9', 'how many weeks are there until May 9'], ['4 kilos cost 20, how much is it per kilo?', '4 kilos cost 20, how much is a kilo?'],
  ['a mug costs 6 and a pan costs 20, what do they cost?', 'a mug costs 6 and a pan costs 20, what do they cost together?'], ['Rae has 6 boxes with 15 mugs in each, how many mugs are there?', 'Rae has 6 boxes with 15 mugs in each, how many mugs are there altogether?'],
  ['Jo has 20 stamps, Max has 7 fewer, how many does Max have?', 'Jo has 20 stamps, Max has 7 fewer than Jo, how many does Max have?'],
  ['Jo has 20 stamps, 7 fewer than Max, how many does Max have?', 'Jo has 20 stamps. That is 7 fewer than Max has. How many does Max have?'],
  ['Ann is 30, twice as old as Bo, how old is Bo?', 'Ann is 30, which is twice as old as Bo. How old is Bo?'],
  ['Four friends share 12 plums equally, how many does each get?', 'Four friends share 12 plums equally, how many do they get?'],
  ['Kai gives away 12 of 40 stamps, how many are left?', 'Kai gives away 12 of 40 stamps, how many has he now?'],
  ['Rae has 6 mugs and buys 3, how many does she have?', 'Rae has 6 mugs and buys 3, how many does she get?'],
  ['which is older, a house of 90 or one twice as old', 'is a house of 90 older, or one twice as old']
]

t.test('stories: what is asked of the same figures, and what they are said of, is evidence of numbers, either way round', async t => {
  for (const [a, b] of fires) {
    t.match(numbers.check(parse(a), parse(b)), { guard: 'numbers', detail: /./ }, `${a} / ${b}`)
    t.ok(numbers.check(parse(b), parse(a)), `${b} / ${a}`)
  }
})

t.test('stories: silent where the sum is the same, or when unsure', async t => {
  for (const [a, b] of silent) {
    t.equal(numbers.check(parse(a), parse(b)), null, `${a} / ${b}`)
    t.equal(numbers.check(parse(b), parse(a)), null, `${b} / ${a}`)
  }
})
