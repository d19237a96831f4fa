import t from '../../tap.ts'
import { direction } from '../../../src/answer/guards/direction.ts'
import { parse } from '../../../src/answer/guards/parse.ts'

const fires: [string, string][] = [
  ['why does my cousin hate my other cousin', 'why does my other cousin hate my cousin'],
  ['may only guests swim in the pool', 'may guests swim only in the pool'],
  ['can i only bring cash', 'can only i bring cash'],
  ['why do many farmers hate crows', 'why do farmers hate many crows'],
  ['do some people eat shells', 'do people eat some shells'],
  ['may i promise not to sell', 'may i not promise to sell'],
  ['do i not need to sign', 'do i need to not sign'],
  ['are not all planets round', 'are all planets not round'],
  ['can i stop people calling', 'can i stop calling people'],
  ['can i hide others from my page', 'can i hide my page from others'],
  ['are most fires caused by careless campers', 'do most careless campers cause fires'],
  ['what percentage of sailors are left handed', 'what percentage of left handed people are sailors'],
  ['may i open another page in a window', 'may i open a page in another window'],
  ['is it possible not to dream', 'is it not possible to dream']
]
const silent: [string, string][] = [
  ['which other fish can i eat', 'what other fish can i eat'],
  ['can i only pay in cash', 'can i pay only in cash'],
  ['why does it only ring at night', 'why does it ring only at night'],
  ['do all crows fly', 'do crows all fly'],
  ['what are some ways to fold a map', 'what ways are there to fold some map'],
  ['which crow is most common', 'which is the most common crow'],
  ['is not Ceres a planet', 'is Ceres not a planet'],
  ['do you plan not to sell', 'do you not plan to sell'],
  ['may i promise not to sell', 'may i promise to not sell'],
  ['can i ask people for cash', 'can i ask for cash from people'],
  ['is it only me or not', 'is it me only or not'],
  ['The clerk could not tell me. How do I frame a poster?', 'The clerk could not tell me. How can I frame a poster?'],
  ['are most fires caused by campers', 'do campers cause most fires'],
  ['how many people dance in a ballet', 'how many dancers are in a ballet']
]

t.test('reach: what a small word is said of is direction\'s evidence, either way round', async t => {
  for (const [a, b] of fires) {
    t.match(direction.check(parse(a), parse(b)), { guard: 'direction', detail: /./ }, `${a} / ${b}`)
    t.ok(direction.check(parse(b), parse(a)), `${b} / ${a}`)
  }
})

t.test('reach: silent where the word is said of the same, or when unsure', async t => {
  for (const [a, b] of silent) {
    t.equal(direction.check(parse(a), parse(b)), null, `${a} / ${b}`)
    t.equal(direction.check(parse(b), parse(a)), null, `${b} / ${a}`)
  }
})
