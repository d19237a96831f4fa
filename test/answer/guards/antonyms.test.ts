import t from 'tap'
import { antonyms } from '../../../src/answer/guards/antonyms.ts'
import { parse } from '../../../src/answer/guards/parse.ts'

const fires: [string, string][] = [
  ['how do i enable cookies', 'how do i disable cookies'],
  ['what is the largest lake', 'what is the smallest lake'],
  ['what causes hyperglycemia', 'what causes hypoglycemia'],
  ['how do i upload a film', 'how do i download a film'],
  ['is a cat more loyal', 'is a cat less loyal'],
  ['should i eat before running', 'should i eat after running'],
  ['how do i turn on the torch', 'how do i disable the torch'],
  ['what are the advantages of solar panels', 'what are the disadvantages of solar panels'],
  ['what are the pros of a lease', 'what are the cons of a lease'],
  ['how do i speed up my blender', 'how do i make my blender slower']
]
const silent: [string, string][] = [
  ['is tea good for me', 'is tea good or bad for me'],
  ['how do i purchase a house', 'how do i buy a house'],
  ['what is the biggest lake', 'what is the largest lake'],
  ['is Oslo older than Bergen', 'is Bergen younger than Oslo'],
  ['do i salt the soup before the beans', 'do i add the beans after i salt the soup']
]

t.test('antonyms: fires with evidence, either way round', async t => {
  for (const [a, b] of fires) {
    t.match(antonyms.check(parse(a), parse(b)), { guard: 'antonyms', detail: /./ }, `${a} / ${b}`)
    t.ok(antonyms.check(parse(b), parse(a)), `${b} / ${a}`)
  }
})

t.test('antonyms: silent where the answer is the same, or when unsure', async t => {
  for (const [a, b] of silent) {
    t.equal(antonyms.check(parse(a), parse(b)), null, `${a} / ${b}`)
    t.equal(antonyms.check(parse(b), parse(a)), null, `${b} / ${a}`)
  }
})
