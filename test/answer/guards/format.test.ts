import t from '../../tap.ts'
import { format } from '../../../src/answer/guards/format.ts'
import { parse } from '../../../src/answer/guards/parse.ts'

const fires: [string, string][] = [
  ['explain tides in thai', 'explain tides in danish'],
  ['describe tides in vietnamese', 'describe tides'],
  ['explain tides in one sentence', 'explain tides'],
  ['explain tides as a table', 'explain tides as a list'],
  ['explain tides in French', 'explain tides'],
  ['describe tides briefly', 'describe tides in detail'],
  ['explain tides like i\'m five', 'explain tides']
]
const silent: [string, string][] = [
  ['explain tides', 'what are tides'],
  ['what is a json table', 'how big is a json table'],
  ['explain tides in one sentence', 'describe tides in one sentence'],
  ['explain tides in two sentences', 'explain tides in 2 sentences'],
  ['explain tides to a kid', 'explain tides to a child'],
  ['summarise the plot of Hamlet', 'summarize the plot of Hamlet']
]

t.test('format: fires with evidence, either way round', async t => {
  for (const [a, b] of fires) {
    t.match(format.check(parse(a), parse(b)), { guard: 'format', detail: /./ }, `${a} / ${b}`)
    t.ok(format.check(parse(b), parse(a)), `${b} / ${a}`)
  }
})

t.test('format: silent where the answer is the same, or when unsure', async t => {
  for (const [a, b] of silent) {
    t.equal(format.check(parse(a), parse(b)), null, `${a} / ${b}`)
    t.equal(format.check(parse(b), parse(a)), null, `${b} / ${a}`)
  }
})
