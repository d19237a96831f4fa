import t from '../../tap.ts'
import { restriction } from '../../../src/answer/guards/restriction.ts'
import { parse } from '../../../src/answer/guards/parse.ts'

const fires: [string, string][] = [
  ['what is due the week i move', 'what is due the week after i move'],
  ['can i fly with or without a visa', 'can i fly without a visa'], ['can i fly with or without a visa', 'can i fly with a visa'],
  ['how do i bake scones without eggs and butter', 'how do i bake scones without eggs'],
  ['should i eat before and after a swim', 'should i eat before a swim'], ['does it work on and off line', 'does it work on line'],
  ['which invoices are due after may 3', 'which invoices are due on or after may 3'],
  ['is union faster than a join', 'is union all faster than a join'],
  ['was my great grandmother an aunt of yours', 'was my grandmother an aunt of yours'], ['what does the deputy mayor do', 'what does the mayor do'], ['is a less than b', 'is a less than or equal to b'], ['how heavy is half a melon', 'how heavy is a melon'], ['is my step-father an heir', 'is my father an heir'],
  ['what is a good camera', 'what is a good camera for beginners'],
  ['how do i bake a potato', 'how do i bake a potato without an oven'],
  ['is aspirin safe for dogs', 'is aspirin safe for dogs with ulcers'],
  ['how can i change my surname in iceland', 'how can i change my surname in iceland as a foreigner'], ['can i vote by post', 'can i vote as an expat by post'],
  ['is the novel translated into English', 'is the novel translated into English or Telugu'],
  ['is the galaxy 13 waterproof', 'is the galaxy 13 pro waterproof'],
  ['what is the area of Sudan in acres', 'what is the area of South Sudan in acres'],
  ['how do you greet people in French', 'how do you greet people in Canadian French'],
  ['what are the benefits and drawbacks of glass', 'what are the drawbacks of glass'],
  ['do i pay tax if i win', 'do i pay tax only if i win'],
  ['who sees my posts when friends share them', 'who sees my posts when friends of friends share them'],
  ['is this glue nearly dry', 'is this glue dry']
]
const silent: [string, string][] = [
  ['what if i slept 1 hour', 'what if i slept an hour'], ['is it late due to the snow, may i go', 'is it late because of the snow, may i go'], ['may i swim prior to lunch', 'may i swim before lunch'], ['may i use oil rather than fat', 'may i use oil instead of fat'],
  ['Ich habe im März einen Tarif für zwei Jahre gewählt. Wie kündige ich ihn?', 'Ich habe im März einen Tarif für zwei Jahre gewählt. Wie kann ich ihn kündigen?'],
  ['Mon vélo est resté dehors tout l\'hiver. Comment changer la chaîne ?', 'Mon vélo est resté dehors tout l\'hiver. Comment puis-je changer la chaîne ?'],
  ['what is due the week after i move', 'what is due the week following my move'], ['how many days before easter is it', 'how many days is it before easter'],
  ['can i sign in without a code', 'can i sign in with no code'],
  ['how do i bake scones without any eggs and so on', 'how do i bake scones without eggs'],
  ['is it better before or after a swim', 'is it better after or before a swim'], ['how do i go to and from work', 'how do i go to work and from work'],
  ['which invoices are due on or after may 3', 'which invoices are due after or on may 3'],
  ['is a greater than or equal to b', 'is a bigger than or equal to b'], ['is mayor a job', 'is mayor a paid job'],
  ['how do i pass an interview', 'how do i pass a job interview'],
  ['how do i learn chess', 'how do i learn chess nowadays'],
  ['what is osmosis', 'what is osmosis and why'],
  ['how do i lose weight fast', 'how do i lose weight as fast as possible'],
  ['what does the new Fiat cost', 'what does the Fiat cost'],
  ['do i pay tax only if i win', 'do i only pay tax if i win'],
  ['what is the area of South Sudan in acres', 'what is the size of South Sudan in acres'],
  ['why is it almost impossible to sneeze asleep', 'why is it impossible to sneeze asleep'],
  ['what is the meaning of meaning', 'what is the definition of meaning']
]

t.test('restriction: fires with evidence, either way round', async t => {
  for (const [a, b] of fires) {
    t.match(restriction.check(parse(a), parse(b)), { guard: 'restriction', detail: /./ }, `${a} / ${b}`)
    t.ok(restriction.check(parse(b), parse(a)), `${b} / ${a}`)
  }
})

t.test('restriction: silent where the answer is the same, or when unsure', async t => {
  for (const [a, b] of silent) {
    t.equal(restriction.check(parse(a), parse(b)), null, `${a} / ${b}`)
    t.equal(restriction.check(parse(b), parse(a)), null, `${b} / ${a}`)
  }
})
