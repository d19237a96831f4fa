import t from '../../tap.ts'
import { modality } from '../../../src/answer/guards/modality.ts'
import { parse } from '../../../src/answer/guards/parse.ts'

const fires: [string, string][] = [
  ['should i have my fence mended', 'should i have mended my fence'], ['they had the roof replaced, was it dear', 'they had replaced the roof, was it dear'],
  ['which forms must i bring', 'which forms may i bring'],
  ['what colours can tenants paint the door', 'what colours must tenants paint the door'],
  ['who has to serve in the army', 'who can serve in the army'],
  ['how long has the bridge been closed', 'how long will the bridge be closed'],
  ['which drugs might be banned', 'which drugs were banned'],
  ['can i eat raw eggs', 'should i eat raw eggs'],
  ['should i file a form', 'do i have to file a form'],
  ['can we park here', 'must we park here'],
  ['what was the effect of robots on jobs', 'what will be the effect of robots on jobs'],
  ['should i have sold the house', 'should i sell the house'],
  ['could i have eaten it raw', 'could i eat it raw'],
  ['did i forget to feed him', 'did i forget feeding him'],
  ['do guests need to have been invited', 'do guests need to be invited'],
  ['do i have to have a permit to dive', 'do i have a permit to dive']
]
const silent: [string, string][] = [
  ['should i have my fence mended', 'should i get my fence mended'],
  ['what steps must i take to dive', 'what steps can i take to dive'],
  ['what must i do to dive', 'what can i do to dive'],
  ['who is Nikola Tesla', 'who was Nikola Tesla'],
  ['will i need to pay tax', 'do i have to pay tax'],
  ['why might my cat have stopped eating', 'why has my cat stopped eating'],
  ['who do i have to call', 'who can i call'],
  ['what is the best film ever made', 'what was the best film ever made'],
  ['was the vote rigged', 'is the vote rigged'],
  ['how can i learn chess', 'how should i learn chess'],
  ['can i eat raw eggs', 'could i eat raw eggs'],
  ['can you eat raw eggs', 'may i eat raw eggs'],
  ['was the vote rigged', 'is the vote rigged'],
  ['should i have sold the house', "should i've sold the house"],
  ['should i have milk with tea', 'should i drink milk with tea'],
  ['would it have rained without clouds', 'would it rain without clouds'],
  ['how do i stop to smoke', 'how do i stop smoking'],
  ['is it rare to have red hair', 'is red hair rare'],
  ['how old do i have to be to dive', 'how old must i be to dive']
]

t.test('modality: fires with evidence, either way round', async t => {
  for (const [a, b] of fires) {
    t.match(modality.check(parse(a), parse(b)), { guard: 'modality', detail: /./ }, `${a} / ${b}`)
    t.ok(modality.check(parse(b), parse(a)), `${b} / ${a}`)
  }
})

t.test('modality: silent where the answer is the same, or when unsure', async t => {
  for (const [a, b] of silent) {
    t.equal(modality.check(parse(a), parse(b)), null, `${a} / ${b}`)
    t.equal(modality.check(parse(b), parse(a)), null, `${b} / ${a}`)
  }
})
