import t from '../../tap.ts'
import { direction } from '../../../src/answer/guards/direction.ts'
import { parse } from '../../../src/answer/guards/parse.ts'

const fires: [string, string][] = [
  ['which lake is deeper than Baikal', 'which lake is Baikal deeper than'], ['what turns into a moth', 'what does a moth turn into'], ['who was scolded by Ned', 'who was Ned scolded by'], ['what is found in moss', 'what is moss found in'],
  ['does locking the door arm the alarm', 'does arming the alarm lock the door'], ['will washing the coat ruin it', 'will ruining the coat wash it'], ['is A a divisor of B', 'is B a divisor of A'], ['when A is east of B which is left', 'when B is east of A which is left'],
  ['who is the cousin of Vera', 'who is Vera the cousin of'], ['is the price of a share the sum of the parts', 'is the price of a sum the share of the parts'], ['how much is 15% of 60', 'how much is 15% off 60'],
  ['when is them used instead of they', 'when is they used instead of them'],
  ['how do i get from Oslo to Rome', 'how do i get from Rome to Oslo'],
  ['did Acme sue Globex', 'did Globex sue Acme'],
  ['did Acme sue Globex', 'was Acme sued by Globex'],
  ['is gold heavier than lead', 'is lead heavier than gold'],
  ['can i lose fat and gain muscle', 'can i gain fat and lose muscle'],
  ['flights from Oslo to Rome', 'flights to Oslo from Rome'],
  ['why do tired people look sad', 'why do sad people look tired'],
  ['is Bergen bigger than Trondheim', 'is Trondhiem bigger than Bergen'],
  ['how do i reach Oslo from Rome', 'how do i reach Rome from Oslo'],
  ['when is the last bus from Oslo to Rome', 'what time does the last bus to Oslo leave Rome'],
  ['how do i replace oil with butter', 'how can i switch from butter to oil'],
  ['do i add flour first and then milk', 'do i add milk first and then flour'],
  ['is there more iron in beans than in kale', 'is there more iron in kale than in beans'],
  ['are owls smarter than crows', 'i am quite new to this. are crows smarter than owls'],
  ["what's new in version 3 compared with version 7", 'what is new in version 7 compared with version 3'],
  ['can my aunt adopt my cousin', 'can your cousin adopt my aunt'],
  ['is Turin bigger than Parma', 'is Parma bigger than Turn'],
  ['how do i travel to Lima by train', 'how do i travel from Lima by train'],
  ['what was said by the mayor', 'what was said to the mayor'],
  ['which firm bought Acme', 'which firm did Acme buy'],
  ['it fell from my uncle\'s roof on my car, who pays', 'it fell from my roof on my uncle\'s car, who pays'], ['is a nurse in Peru paid well', 'is a nurse from Peru paid well'], ['it runs at home but not at work', 'it runs at work but not at home'],
  ['what do i owe you', 'what do you owe me'], ['can i lend my boat to my son', 'can my son lend his boat to me'], ['is my boss allowed to phone me', 'am i allowed to phone my boss'], ['is my son to blame for my loss', 'am i to blame for my son\'s loss'],
  ['how do you store my data', 'how do i store my data'], ['how can i verify my identity', 'how can you verify my identity'], ['when will you send me the parcel', 'when will i send you the parcel'],
  ['who is the man that the dog bit', 'who is the man that bit the dog'],
  ['is a square a rectangle', 'is a rectangle a square'],
  ['are all cats mammals', 'are all mammals cats'],
  ["is my mother's brother my uncle", "is my brother's mother my uncle"],
  ['are wet roads more slippery than non-wet', 'are non-wet roads more slippery than wet'],
  ['what comes after the last number of 2, 4, 8', 'what comes after the last number of 8, 4, 2'],
  ['my income is 40000, my wife earns 50000, what do we pay', 'my income is 50000, my wife earns 40000, what do I pay'],
  ['how do i drive from Bern to Lyon and how does it compare with a flight', 'how do i drive from Lyon to Bern and how does it compare with a flight'],
  ['what is x/2 at 3', 'what is 2/x at 3'],
  ['how do i redirect http to https in nginx', 'how do i redirect https to http in nginx'],
  ['how do i copy a file into a container', 'how do i copy a file out of a container'],
  ['may my boss call while i am on holiday', 'may my boss call while he is on holiday'],
  ['redirect www to non-www please', 'redirect non-www to www please'],
  ['who was hired by Globex', 'who hired Globex'],
  ['which firms were sued by Acme', 'which firms sued Acme'],
  ['can i ride my uncle\'s horse', 'can my uncle ride my horse'],
  ['how do i put a page into a group', 'how do i put a page out of a group'],
  ['does my aunt have to bring my keys', 'does my aunt have to bring her keys'],
  ['what was Hume praised for by Kant', 'what did Hume praise Kant for'],
  ['may i draw from a fund to buy a flat', 'may i draw on a flat to buy a fund'],
  ['can i train at dawn instead of in the evening', 'can i train in the evening instead of at dawn'],
  ['who is the one who phoned me', 'who is the one i phoned'],
  ['who was Hume taught by', 'who was taught by Hume'],
  ['may i ask to be judged', 'may i ask to judge'],
  ['who may be fined', 'who may fine'],
  ['is my car older than yours', 'is your car older than mine'],
  ['shall i wait for you', 'will you wait for me'],
  ['who was chosen to follow Hume', 'who was Hume chosen to follow'],
  ['may i swim with a vest without a cap', 'may i swim without a vest with a cap'],
  ["who is my uncle's boss's driver", "who is my uncle's driver's boss"],
  ['may i vote from abroad', 'may i vote abroad']
]
const silent: [string, string][] = [
  ['in which country is the lake', 'which country is the lake in'], ['is the bond market worth investing in', 'is investing in the bond market worth it'], ['does mixing and heating it help', 'does heating and mixing it help'],
  ['what goes well with ham', 'what does ham go well with'],
  ['who is the cousin of Vera', 'who is a cousin of Vera'], ['what is a lamp made of', 'of what is a lamp made'], ['is tea used instead of coffee', 'is tea drunk instead of the coffee'], ['what is a good name for a dog of mine', 'what is a name good for a dog of mine'],
  ['how do i get from Oslo to Rome', 'how do i get to Rome from Oslo'],
  ['what is the difference between tea and coffee', 'what is the difference between coffee and tea'],
  ['did Acme sue Globex', 'was Globex sued by Acme'],
  ['which book is best for chemistry in class 11', 'which is the best chemistry book for class 11'],
  ['is milk or juice better', 'is juice or milk better'],
  ['are red wine and white wine healthy', 'are white wine and red wine healthy'],
  ['how do i replace oil with butter', 'how can i switch from oil to butter'],
  ['when is the last bus from Oslo to Rome', 'what time does the last bus to Rome leave Oslo'],
  ['which is the cheapest, quietest and lightest fan', 'which is the quietest, lightest and cheapest fan'],
  ['how do i prevent rust and how do i stop it', 'how do i stop rust and how do i prevent it'],
  ['how does the climate of Peru compare to the climate of Chile', 'how does the climate of Chile compare to the climate of Peru'],
  ['may he raise the rent by a lot although it is cold', 'may he raise the rent a lot although it is cold'],
  ['is Bergen or Trondheim bigger', 'is Trondhiem or Bergen bigger'],
  ['is Oslo older than Bergen', 'is Bergen younger than Oslo'],
  ['does basil go well with mint', 'does mint go well with basil'],
  ['what happened on 4 July 1776', 'what happened on July 4, 1776'],
  ['how are mules different from horses', 'how are mules different to horses'],
  ['how do i keep a dog from barking', 'how do i keep a dog to barking'],
  ['is tea healthy', 'is healthy tea'],
  ['what did cause the flood', 'what caused the flood'],
  ['is it legal for me to tape a call', 'may i tape a call legally'], ['can you show me how to tie a bow', 'how do i tie a bow'], ['how do i see my uncle\'s private page', 'how do i see my uncle\'s page if it is private'], ['it runs at home but not at work', 'at home it runs but not at work'],
  ['how do you peel garlic', 'how do i peel garlic'], ['how do you change your name', 'how do i change my name'], ['where is the parcel you sent me', 'where is the parcel i was sent'],
  ['which books did Camus write', 'which books were written by Camus'], ['The capital of Peru is Lima', 'Lima is the capital of Peru'], ['how do i quickly learn to swim', 'how do i learn to swim quickly'],
  ['i think i fail, i feel it hurts me', 'i feel i fail, i think it hurts me'],
  ['who was hired by Globex', 'whom did Globex hire'],
  ['who was Globex founded by', 'who founded Globex'],
  ['what is meant by inertia', 'what means inertia'],
  ['which coins are taken by you', 'which coins are taken'],
  ['does my aunt have to bring my keys', 'will my aunt have to bring my keys'],
  ['what was Hume praised for by Kant', 'what did Kant praise Hume for'],
  ['can i use oil instead of butter', 'can oil be used instead of butter'],
  ['which of the two phoned me', 'who of the two phoned me'],
  ['which forms need to be signed', 'which forms do i need to sign'],
  ['what can be grown in sand', 'what can i grow in sand'],
  ['what is called mould', 'what is mould called'],
  ['is Ada married to Hume', 'is Hume married to Ada'],
  ['may i swim with a vest without a cap', 'may i swim without a cap with a vest'],
  ['what does the name Ada mean', 'what is the meaning of Ada as a name'],
  ["which is the world's oldest tree", 'which tree is the oldest in the world']
]

t.test('direction: fires with evidence, either way round', async t => {
  for (const [a, b] of fires) {
    t.match(direction.check(parse(a), parse(b)), { guard: 'direction', detail: /./ }, `${a} / ${b}`)
    t.ok(direction.check(parse(b), parse(a)), `${b} / ${a}`)
  }
})

t.test('direction: silent where the answer is the same, or when unsure', async t => {
  for (const [a, b] of silent) {
    t.equal(direction.check(parse(a), parse(b)), null, `${a} / ${b}`)
    t.equal(direction.check(parse(b), parse(a)), null, `${b} / ${a}`)
  }
})
