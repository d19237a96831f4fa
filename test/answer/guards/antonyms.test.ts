import t from '../../tap.ts'
import { antonyms } from '../../../src/answer/guards/antonyms.ts'
import { parse } from '../../../src/answer/guards/parse.ts'

const fires: [string, string][] = [
  ['how do i dry a carpet quickly', 'how do i dry a carpet slowly'], ['can i permanently close my shop', 'can i temporarily close my shop'], ['does a page scroll horizontally', 'does a page scroll vertically'], ['can i automatically lock it', 'can i manually lock it'], ['should i drive fast on ice', 'should i drive slowly on ice'],
  ['it is halved and then 6 is added, what is left', 'it is halved and then 6 is subtracted, what is left'], ['she ran 2 minutes longer, how long did she run', 'she ran 2 minutes less, how long did she run'],
  ['how do i check whether all of the fields are set', 'how do i check whether any of the fields are set'], ['is it true that all finns ski', 'is it true that most finns ski'], ['what if both of the twins are ill', 'what if one of the twins is ill'], ['how do i wait until every thread ends', 'how do i wait until any thread ends'],
  ['Jo has 4 times as many hats as Max', 'Jo has 4 more hats than Max'], ['one rope is 5 more than another', 'one rope is 5 times another'],
  ['is a left turn from the left lane legal', 'is a left turn from the right lane legal'], ['does a negative times a negative stay negative', 'does a negative times a positive stay negative'], ['what is the old word for old glass', 'what is the new word for old glass'],
  ['which songs by bob dylan are famous', 'which songs about bob dylan are famous'], ['do most cats like water', 'do some cats like water'], ['how do i end a formal email', 'how do i end an informal email'], ['say hello in casual japanese', 'say hello in formal japanese'],
  ['how do i erase a line from a file', 'how do i erase a line and a file'], ['how do i add a guest to a room', 'how do i add a guest and a room'], ['how do i restore photos on a phone', 'how do i restore photos and a phone'],
  ['may i paint brick with stucco', 'may i paint brick or stucco'], ['can i take zinc with iron', 'can i take zinc after iron'],
  ['may all guests swim', 'may most guests swim'],
  ['must i ever iron it', 'must i often iron it'],
  ['what is a synonym of brisk', 'what is an antonym of brisk'],
  ['does everyone in the choir have to audition', 'does anyone in the choir have to audition'],
  ['did the mayor speak for the bridge', 'did the mayor speak against the bridge'],
  ['is it safe to walk through the park', 'is it safe to walk past the park'],
  ['how do i trim spaces inside a string', 'how do i trim spaces around a string'],
  ['which lands still have a king', 'which lands no longer have a king'],
  ['why is my knee still sore', 'why is my knee sore again'],
  ['can i fry with butter and oil', 'can i fry with butter instead of oil'], ['can i use butter with oil', 'can i use butter instead of oil'],
  ['should i only water it in winter', 'should i even water it in winter'],
  ['take it with breakfast', 'take it before breakfast'],
  ['how far is half a mile', 'how far is a mile and a half'],
  ['are tenants allowed to paint', 'are tenants obliged to paint'],
  ['wie erhöhe ich die lautstärke', 'wie verringere ich die lautstärke'], ['hoe zet ik de verwarming aan', 'hoe zet ik de verwarming uit'], ['jak włączyć latarkę', 'jak wyłączyć latarkę'], ['come accendere il forno', 'come spegnere il forno'],
  ['may i delete this photo', 'may i delete every photo'],
  ['do tall men need longer skis', 'do small men need longer skis'],
  ['may i park on the bridge', 'may i park after the bridge'],
  ['what do i say at the interview', 'what do i say before the interview'],
  ['which number is 4 less than 30', 'which number is 4 less 30'],
  ['how do i encode a url in perl', 'how do i decode a url in perl'], ['which teams joined the league', 'which teams left the league'], ['where is the outer gasket of the pump', 'where is the inner gasket of the pump'],
  ['are gulls herbivores', 'are gulls carnivores'], ['why does the sequence converge', 'why does the sequence diverge'], ['is my mole benign', 'is my mole malignant'], ['should the lamps be in series', 'should the lamps be in parallel'],
  ['what is the gross profit of a bakery', 'what is the net profit of a bakery'], ['what is the cube of 27', 'what is the cube root of 27'], ['can i pack scissors in hand luggage', 'can i pack scissors in checked luggage'],
  ['what if i drink too much water', 'what if i drink too little water'], ['must i live within 20 miles of the school', 'must i live more than 20 miles from the school'],
  ['can i win with exactly two pairs', 'can i win with at least two pairs'], ['can i own only one flat', 'can i own more than one flat'], ['is the clinic open every other week', 'is the clinic open every week'],
  ['how do i enable cookies', 'how do i disable cookies'],
  ['what does a trainer earn', 'what does a trainee earn'], ['what are the duties of the mortgagors', 'what are the duties of the mortgagees'], ['what is the area of a disc of radius 5', 'what is the area of a disc of diameter 5'],
  ['can i apply again', 'can i still apply'],
  ['what is the largest lake', 'what is the smallest lake'],
  ['what causes hyperglycemia', 'what causes hypoglycemia'],
  ['how do i upload a film', 'how do i download a film'],
  ['is a cat more loyal', 'is a cat less loyal'],
  ['should i eat before running', 'should i eat after running'],
  ['how do i turn on the torch', 'how do i disable the torch'],
  ['what are the advantages of solar panels', 'what are the disadvantages of solar panels'],
  ['what are the pros of a lease', 'what are the cons of a lease'],
  ['how do i speed up my blender', 'how do i make my blender slower'],
  ['which laws were passed during the war', 'which laws were passed after the war'],
  ['how long was the pool open until 2010', 'how long was the pool open since 2010'],
  ['which clubs joined in 2004', 'which clubs joined before 2004'],
  ['must i answer within 30 days', 'must i answer after 30 days'],
  ['do i pay tax if i earn up to 900 a month', 'do i pay tax if i earn more than 900 a month'],
  ['what if i score at least ten points', 'what if i score under ten points'],
  ['do all birds migrate', 'do most birds migrate'],
  ['are few people allergic to nickel', 'are many people allergic to nickel'],
  ['does it ever snow in rome', 'does it often snow in rome'],
  ['do cats usually like water', 'do cats rarely like water'],
  ['can i use my card in europe', 'can i use my card outside europe'],
  ['do kites fly because of the wind', 'do kites fly despite the wind'],
  ['¿puedo comer antes de la cirugía?', '¿puedo comer después de la cirugía?'],
  ['may i record a call if both sides agree', 'may i record a call if only one of the sides agrees'],
  ['do they vote for the same party', 'do they vote for another party'],
  ['find files changed within the last week', 'find files changed before the last week'],
  ['can i merge the tables and keep the notes', 'can i merge the tables and discard the notes'],
  ['is a fee due on money i gave to my aunt', 'is a fee due on money i got from my aunt'],
  ['is the pool open on all weekdays', 'is the pool open on some weekdays'],
  ['how do i copy all cells of a row', 'how do i copy some cells of a row'],
  ['may i swim when it is dark', 'may i swim until it is dark'],
  ['which lane is for westbound cars', 'which lane is for eastbound cars'],
  ['se puede entrar con perro', 'se puede entrar sin perro'],
  ['muss ich den Antrag stellen', 'darf ich den Antrag stellen'],
  ['may the clinic tell everything to my boss', 'may the clinic tell something to my boss'],
  ['how do i open the previous page of a log', 'how do i open the first page of a log'],
  ['do few birds swim', 'do a few birds swim'],
  ['may i pay before it ends', 'may i pay when it ends'],
  ['can i feed my rabbit kale and parsley', 'can i feed my rabbit kale or parsley'], ['do i need a permit and a deposit for a stall', 'do i need a permit or a deposit for a stall']
]
const silent: [string, string][] = [
  ['is it hardly open', 'is it hard to open'], ['how likely is rain', 'how lovely is rain'], ['can i legally paint it', 'can i lawfully paint it'], ['how do i dry a carpet quickly', 'how do i dry a carpet fast'],
  ['how do i check whether any of the fields are set', 'how do i check whether some of the fields are set'], ['what if all goes well', 'what if everything goes well'], ['how do i remove all doubles', 'how do i remove any doubles'], ['does it stop when each bulb is lit', 'does it stop when all bulbs are lit'],
  ['Jo has 4 times more hats than Max', 'Jo has 4 times as many hats as Max'],
  ['is hot tea hotter than cold tea', 'is hot tea hotter than cold'], ['do i turn left in the left lane or right', 'do i turn left or right in the left lane'],
  ['what are the best books about churchill', 'what are the best books on churchill'], ['which are some birds that fly', 'which are most birds that fly'], ['how do i get there by bus', 'how can i get there by bus'],
  ['how do i sync a watch to a laptop', 'how do i sync a watch and a laptop'],
  ['what is the effect of rain on sleep', 'what is the effect of rain and sleep'],
  ['is it safe to mix bleach with soda', 'is it safe to mix bleach or soda'],
  ['can everyone learn to swim', 'can anyone learn to swim'],
  ['what is the distance from Oslo to Bergen', 'what is the distance between Oslo and Bergen'], ['what is the link between rain and floods', 'what is the link between rain to floods'], ['how do i go and see a doctor', 'how do i go to see a doctor'],
  ['is there a cure for hay fever', 'is there a cure against hay fever'],
  ['am i insured for hail', 'am i insured against hail'],
  ['why does everyone like jam', 'why does anyone like jam'],
  ['do people still use fax machines', 'do people use fax machines anymore'],
  ['can i travel within Peru by bus', 'can i travel across Peru by bus'],
  ['what jobs are there with a degree', 'what jobs are there after a degree'],
  ['can i substitute butter with margarine', 'can i substitute margarine instead of butter'],
  ['can i travel across Peru', 'can i travel through Peru'], ['how did it spread around the world', 'how did it spread across the world'],
  ['why is it still not fixed', 'why is it not fixed'],
  ['what is below the surface', 'what is under the surface'],
  ['can i use oat milk instead of baking soda', 'may baking soda be replaced with oat milk'],
  ['what happens to my files on logout', 'what happens to my files after logout'],
  ['what happens to my points on cancellation', 'what happens to my points after cancellation'],
  ['do tall men need longer skis', 'do high men need longer skis'],
  ['may i choose between soup and salad', 'may i choose between soup or salad'], ['what do kale and parsley cost', 'what do kale or parsley cost'],
  ['is a tip of 9 or more rude', 'is a tip of 9 and above rude'], ['is kale sweeter than parsley and why', 'is kale sweeter than parsley why or why not'],
  ['can i swim within 5 metres of a boat', 'can i swim less than 5 metres from a boat'], ['can i own exactly one flat', 'can i own only one flat'], ['can i pack scissors in hand luggage', 'can i pack scissors in carry-on luggage'], ['is every other week fine', 'is every second week fine'],
  ['where can i go without a visa', 'where can i go with no visa'],
  ['how do trainers get paid', 'how does a trainer get paid'], ['how do i sign in again', 'how do i sign in'],
  ['is tea good for me', 'is tea good or bad for me'],
  ['how do i purchase a house', 'how do i buy a house'],
  ['what is the biggest lake', 'what is the largest lake'],
  ['is Oslo older than Bergen', 'is Bergen younger than Oslo'],
  ['do i salt the soup before the beans', 'do i add the beans after i salt the soup'],
  ['what is in the salad', 'what is on the salad'],
  ['what are all the ways to fold a map', 'what are some ways to fold a map'],
  ['is it cheaper if i buy at least two', 'is it cheaper if i buy two or more'],
  ['which books have you ever read twice', 'which books do you often read twice'],
  ['what should i eat after a run', 'what should i eat following a run'],
  ['are fewer than ten enough', 'are less than ten enough'],
  ['how do i get a parcel from Oslo to Rome', 'how do i send a parcel from Oslo to Rome'],
  ['do i swim when it rains', 'do i swim if it rains'],
  ['what are few good tents', 'what are a few good tents']
]

t.test('antonyms: fires with evidence, either way round', async t => {
  for (const [a, b] of fires) {
    t.match(antonyms.check(parse(a), parse(b)), { guard: 'antonyms', detail: /./ }, `${a} / ${b}`)
    t.ok(antonyms.check(parse(b), parse(a)), `${b} / ${a}`)
  }
})

t.test('antonyms: the evidence is in the words of the questions', async t => {
  t.equal(antonyms.check(parse('Is it unsafe to eat raw eggs?'), parse('Is it safe to eat raw eggs?'))?.detail, 'unsafe / safe')
})

t.test('antonyms: silent where the answer is the same, or when unsure', async t => {
  for (const [a, b] of silent) {
    t.equal(antonyms.check(parse(a), parse(b)), null, `${a} / ${b}`)
    t.equal(antonyms.check(parse(b), parse(a)), null, `${b} / ${a}`)
  }
})
