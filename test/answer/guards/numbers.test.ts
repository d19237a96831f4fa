import t from '../../tap.ts'
import { numbers } from '../../../src/answer/guards/numbers.ts'
import { parse } from '../../../src/answer/guards/parse.ts'

const fires: [string, string][] = [
  ['can i wait a week', 'can i wait 2 weeks'], ['can i wait an hour', 'can i wait 1 day'], ['can i wait 1 hour', 'can i wait 1 minute'],
  ['is the gate shut between 9 pm and 7 am', 'is the gate shut between 7 am and 9 pm'],
  ['is there a fine for less than five eggs', 'is there a fine for five eggs or less'], ['may i sell it within 20 days of the fair', 'may i sell it 20 days after the fair'], ['is it open to at least six players', 'is it open to more than six players'],
  ['i buy 4 caps for $3 each and a hat for $8, what do i pay', 'i buy 4 caps for $3 and a hat for $8 each, what do i pay'], ['2 mugs cost 9 euros each, what do i pay', '2 mugs cost 9 euros, what do i pay'],
  ['is -6 even', 'is 6 even'],
  ['what is .75 as a fraction', 'what is 75 as a fraction'],
  ['is 3 μg enough', 'is 3 mg enough'],
  ['what percent of 80 is 12', 'what is 12 percent of 80'],
  ['how heavy is one million bees', 'how heavy is one thousand bees'],
  ['who won the twenty-first race', 'who won the twenty-second race'],
  ['what was worn in the eleventh century', 'what was worn in the twelfth century'],
  ['can I live on a thousand euros', 'can I live on a hundred euros'],
  ['how do i say ten past nine in french', 'how do i say ten to nine in french'],
  ['is the shop open at 9:00 am', 'is the shop open at 8 am'],
  ['is the shop open at 9:30 am', 'is the shop open at 9 am'],
  ['is a mark of 60 or more a merit', 'is a mark of more than 60 a merit'], ['do pupils of 16 and under pay', 'do pupils under 16 pay'],
  ['how long do i boil 3 eggs', 'how long do i boil 5 eggs'],
  ['is 5 mg of melatonin safe', 'is 5 g of melatonin safe'],
  ['can i run for two hours', 'can i run for four hours'],
  ['bags of 10 apples at $5', 'bags of apples at $5'],
  ['is 10k steps enough', 'is 20k steps enough'],
  ['can it soak for 3 hours', 'can it soak for 3 minutes'],
  ['is 40 ounces enough', 'is 40 pounds enough'],
  ['may i wait 5 weeks', 'may i wait 5 hours'],
  ['what time is 3 pm EST in london', 'what time is 3 am EST in london'],
  ['is a 3 kW battery enough', 'is a 3 kWh battery enough'],
  ['what is the mean of 3, 5 and 12', 'what is the mean of 3, 5 and 12 and 12'],
  ['are parcels under 20 kg free', 'are parcels of 20 kg free'],
  ['do children over 6 pay', 'do 6 children pay'],
  ['may more than six guests swim', 'may six guests swim']
]
const silent: [string, string][] = [
  ['can i wait an hour', 'can i wait 1 hour'], ['can i wait one week', 'can i wait 1 week'], ['what is an inch in cm', 'what is 1 inch in cm'],
  ['is the gate shut between 7 and 9', 'is the gate shut between 9 and 7'],
  ['may i sell it within 20 days of the fair', 'may i sell it within 20 days after the fair'], ['may i sell it within 20 days of the fair', 'may i sell it up to 20 days after the fair'],
  ['how long is a T-20 match', 'how long is a T20 match'],
  ['each of 4 bags has 6 nuts, how many nuts are there', '4 bags have 6 nuts each, how many nuts are there'], ['4 caps cost $3 each', '4 caps cost $3 apiece'], ['4 caps at $3 per cap, what do i pay', '4 caps at $3 each per cap, what do i pay'],
  ['how do i film a thirty second clip', 'how do i film a 30 second clip'],
  ['what is negative 5 cubed', 'what is -5 cubed'],
  ['is a .45 pistol loud', 'is a 45 pistol loud'],
  ['what is a thousand island dressing', 'what is thousand island dressing'],
  ['is 5-10 minutes enough', 'is 5 - 10 minutes enough'],
  ['how do i cook a 3-egg omelette', 'how do i cook a 3 egg omelette'],
  ['how heavy is 1 million bees', 'how heavy is one million bees'],
  ['can I live on a thousand euros', 'can I live on 1,000 euros'],
  ['what was worn in the 11th century', 'what was worn in the eleventh century'],
  ['who won the 21st race', 'who won the twenty-first race'],
  ['who won the 42nd race', 'who won the forty second race'],
  ['are thirty-five days enough', 'are 35 days enough'],
  ['how do i say 10 past 9 in french', 'how do i say ten past nine in french'],
  ['is the shop open at 9:00 am', 'is the shop open at 9 a.m.'],
  ['is the shop open at 9.00 p.m.', 'is the shop open at 9 pm'],
  ['do pupils under 16 pay', 'do pupils younger than 16 pay'], ['is a mark of 60 or more a merit', 'is a mark of at least 60 a merit'], ['can i retire at 60 or later', 'can i retire at 60 or older'], ['must i be older than 18 to vote', 'must i be at least 18 to vote'], ['must i be over 18 to vote', 'must i be 18 or over to vote'],
  ['how far is 1,000 km', 'how far is 1000 kilometers'],
  ['what is 2 plus 2', 'what is two plus two'],
  ['is 10k steps enough', 'is 10,000 steps enough'],
  ['what should i do first in rome', 'what should i do in rome'],
  ['is 5mg too much', 'is 5 milligrams too much'],
  ['i ran for 3 hours', 'i ran for 3 hrs'],
  ['what time is 3 pm EST in london', 'what time is 3pm EST in london'],
  ['can i swim a mile in under 40 minutes', 'can i swim a mile in 40 minutes'],
  ['what tent should i buy for under 100', 'what tent should i buy for 100'],
  ['are parcels under 20 kg free', 'are parcels of up to 20 kg free']
]

t.test('numbers: fires with evidence, either way round', async t => {
  for (const [a, b] of fires) {
    t.match(numbers.check(parse(a), parse(b)), { guard: 'numbers', detail: /./ }, `${a} / ${b}`)
    t.ok(numbers.check(parse(b), parse(a)), `${b} / ${a}`)
  }
})

t.test('numbers: silent where the answer is the same, or when unsure', async t => {
  for (const [a, b] of silent) {
    t.equal(numbers.check(parse(a), parse(b)), null, `${a} / ${b}`)
    t.equal(numbers.check(parse(b), parse(a)), null, `${b} / ${a}`)
  }
})
