// Closed classes: exchanging one member for another changes the question ("on Monday", "in Python").
import { keyOf } from './parse.ts'

const list = (text: string) => text.trim().split(/\s+/)

export const LANGUAGES = 'english french german spanish italian portuguese dutch russian chinese japanese korean arabic hindi turkish swedish polish greek latin tamil telugu bengali urdu punjabi marathi hebrew thai vietnamese mandarin cantonese danish norwegian finnish hungarian czech slovak romanian bulgarian ukrainian croatian serbian icelandic indonesian malay persian tagalog swahili'

const CLASSES: string[][] = [
  'monday tuesday wednesday thursday friday saturday sunday',
  'spring summer autumn winter',
  'red orange yellow green blue purple pink brown black white grey silver gold',
  'north south east west',
  'mercury venus earth mars jupiter saturn uranus neptune pluto moon sun',
  LANGUAGES,
  'india china japan korea germany france spain italy russia brazil mexico canada australia england scotland ireland wales uk usa pakistan bangladesh nepal turkey iran iraq israel egypt nigeria kenya sweden norway denmark finland poland ukraine netherlands belgium switzerland austria greece portugal argentina chile peru colombia indonesia malaysia singapore thailand vietnam philippines taiwan cuba afghanistan syria libya venezuela dubai qatar',
  'indian chinese japanese american british canadian australian german french russian mexican african asian european pakistani brazilian arab jewish irish scottish israeli iranian',
  'paris london berlin madrid rome tokyo beijing shanghai delhi mumbai bangalore chennai kolkata hyderabad pune sydney melbourne toronto vancouver boston chicago seattle houston dallas miami denver atlanta philadelphia moscow istanbul cairo vienna prague lisbon dublin amsterdam brussels geneva zurich oslo stockholm',
  'california texas florida ohio nevada oregon alaska hawaii arizona colorado michigan illinois georgia virginia pennsylvania',
  'europe asia africa america antarctica oceania',
  'python java javascript typescript ruby rust golang php perl kotlin swift scala haskell matlab fortran c++ c# sql html css cobol',
  'windows linux macos mac ubuntu debian fedora android ios',
  'iphone ipad macbook imac ipod',
  'mysql postgresql postgres mongodb redis sqlite oracle cassandra mariadb',
  'react angular angularjs vue svelte django flask rails laravel spring express',
  'aws azure gcp heroku',
  'facebook instagram twitter snapchat whatsapp linkedin reddit quora pinterest tiktok youtube telegram',
  'gmail outlook hotmail', 'chrome firefox safari edge opera', 'google bing yahoo amazon flipkart ebay microsoft apple samsung nokia intel ibm tesla',
  'word excel powerpoint', 'visa mastercard amex paypal', 'uber lyft ola',
  'dollar euro pound yen rupee yuan bitcoin ethereum',
  'christian muslim hindu buddhist jewish sikh', 'christianity islam hinduism buddhism judaism sikhism',
  'cat dog horse cow pig sheep goat rabbit hamster chicken duck bird fish snake turtle lion tiger bear wolf elephant',
  'mother father brother sister son daughter wife husband aunt uncle grandmother grandfather girlfriend boyfriend cousin nephew niece',
  'baby toddler teenager adult', 'breakfast lunch dinner', 'football soccer basketball baseball cricket tennis hockey rugby golf volleyball badminton',
  'guitar piano violin drums flute cello bass', 'physics chemistry biology mathematics geography history economics psychology sociology philosophy',
  'ibuprofen aspirin paracetamol acetaminophen tylenol naproxen advil', 'beef pork chicken lamb turkey salmon tuna shrimp', 'apple banana grape lemon mango pear peach strawberry',
  'rice pasta bread potato', 'tea coffee milk juice beer wine vodka whiskey', 'hydrogen helium oxygen nitrogen carbon iron copper zinc aluminium silver lead mercury sodium potassium calcium magnesium',
  'knee elbow shoulder ankle wrist hip neck back', 'arm leg hand foot head eye ear nose mouth', 'liver kidney heart lung stomach brain',
  'morning afternoon evening night', 'minute hour day week month year decade century', 'yesterday today tomorrow', 'hourly daily weekly monthly quarterly yearly',
  'bachelor master phd doctorate', 'kilometer kilometre km mile meter metre yard foot inch centimeter centimetre', 'celsius fahrenheit kelvin', 'gram kilogram ounce pound ton', 'bit byte kilobit kilobyte megabit megabyte gigabit gigabyte terabit terabyte', 'teaspoon tablespoon cup',
  'json xml yaml csv', 'png jpeg gif svg', 'http https ftp ssh', 'tcp udp', 'ipv4 ipv6', 'get post put patch', 'bus train plane car bike boat taxi ship',
  'president governor mayor senator chancellor', 'democrat republican', 'obama trump clinton bush biden sanders', 'triangle square circle rectangle', 'sine cosine tangent', 'mean median mode',
  'bake poach fry grill steam boil microwave', 'row column', 'proton electron neutron photon', 'rook bishop knight pawn', 'viral bacterial fungal parasitic', 'virus bacteria fungus', 'area perimeter volume circumference', 'sum product quotient',
  'linear quadratic cubic', 'width height depth thickness', 'vein artery capillary', 'xylem phloem', 'mitosis meiosis', 'derivative integral', 'tibia fibula femur humerus ulna', 'soprano alto tenor baritone', 'eigenvalue eigenvector',
  // Numbers, ordinals, days, months, periods and colours elsewhere: one gender a line, as another is the same word.
  'zwei drei vier fünf sechs sieben acht neun zehn', 'deux trois quatre cinq sept huit neuf', 'dos tres cuatro cinco seis siete ocho nueve diez', 'dois três quatro cinco seis sete oito nove dez', 'duas três quatro', 'due tre quattro cinque sei sette otto nove dieci',
  'twee drie vier vijf zes zeven acht negen tien', 'dwa trzy cztery pięć sześć siedem osiem dziewięć dziesięć', 'dwóch trzech czterech pięciu', 'två tre fyra fem sex sju åtta nio tio',
  'erste zweite dritte vierte letzte', 'ersten zweiten dritten vierten letzten', 'premier deuxième troisième quatrième dernier', 'première deuxième troisième quatrième dernière', 'primer segundo tercer cuarto último', 'primera segunda tercera cuarta última', 'primeiro segundo terceiro quarto último', 'primeira segunda terceira quarta última',
  'primo secondo terzo quarto ultimo', 'prima seconda terza quarta ultima', 'eerste tweede derde vierde laatste', 'pierwszy drugi trzeci czwarty ostatni', 'pierwszym drugim trzecim czwartym ostatnim', 'pierwsza druga trzecia czwarta ostatnia',
  'montag dienstag mittwoch donnerstag freitag samstag sonntag', 'lundi mardi mercredi jeudi vendredi samedi dimanche', 'lunes martes miércoles jueves viernes sábado domingo', 'segunda terça quarta quinta sexta sábado domingo', 'lunedì martedì mercoledì giovedì venerdì sabato domenica',
  'maandag dinsdag woensdag donderdag vrijdag zaterdag zondag', 'poniedziałek wtorek środa czwartek piątek sobota niedziela', 'poniedziałek wtorek środę czwartek piątek sobotę niedzielę',
  'januar februar märz april mai juni juli august september oktober november dezember', 'janvier février avril juin juillet août septembre octobre novembre décembre', 'enero febrero marzo abril junio julio agosto septiembre octubre noviembre diciembre',
  'janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro', 'gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre', 'januari februari maart april mei juni juli augustus september oktober november december',
  'jahr monat woche tag stunde', 'année mois semaine jour heure', 'año mes semana día hora', 'ano mês semana dia hora', 'anno mese settimana giorno', 'jaar maand dag uur', 'rok miesiąc tydzień', 'roku miesiącu tygodniu',
  'rot grün gelb blau schwarz weiß', 'rote grüne gelbe blaue schwarze weiße', 'rouge vert jaune bleu noir blanc', 'rojo verde amarillo azul negro blanco', 'roja verde amarilla azul negra blanca', 'vermelho verde amarelo azul preto branco', 'rosso verde giallo blu nero bianco', 'rood groen geel blauw zwart wit', 'rode groene gele blauwe zwarte witte'
].map(list)

const CLASSES_OF = new Map<string, number[]>()
CLASSES.forEach((members, i) => { for (const key of new Set(members.map(keyOf))) CLASSES_OF.set(key, [...CLASSES_OF.get(key) ?? [], i]) })

const NONE: readonly number[] = []
/** The classes a key is a member of, by their numbers; none for almost all, two for what is a country and a bird. */
export const classesOf = (key: string): readonly number[] => CLASSES_OF.get(key) ?? NONE
export const sameClass = (x: string, y: string): boolean => classesOf(x).some(kind => classesOf(y).includes(kind))
