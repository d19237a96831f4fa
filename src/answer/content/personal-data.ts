// Data that says who somebody is. Each pattern proves itself where it can (checksums, ranges), or wants a word beside it
// that says what the digits are: numbers, amounts, dates and versions are part of ordinary questions.
// Texts come from callers in any length: every repetition here is bounded, so the time is linear in the text.

const EMAIL = /(?<![\p{L}\p{M}\w.+-])[\p{L}\p{M}\w.+-]{1,64}@[\p{L}\d-]{1,63}(?:\.[\p{L}\d-]{1,63}){1,4}/giu
/** Domains kept for examples (RFC 2606). */
const EXAMPLE_DOMAIN = /@(?:[\w-]+\.)*example\.|\.(?:example|test|invalid)$/i
/** Where whoever asks gets a mailbox: what stands before the sign is a person, whatever they are called. */
const FREE_MAIL = /@(?:g(?:oogle)?mail|outlook|hotmail|live|msn|y(?:ahoo|mail)|rocketmail|aol|icloud|proton(?:mail)?|tuta(?:nota|mail)?|gmx|yandex|zohomail|fastmail|hushmail|inbox|rediffmail|btinternet|naver|hanmail|wanadoo|laposte|libero|virgilio|seznam|t-online|freenet)\.[a-z.]{2,7}$|@(?:(?:me|mac|mail|email|hey|qq|163|126)\.com|(?:pm|proton)\.me|(?:web|mail)\.de|(?:mail|bk|list)\.ru)$/i
/** What a mailbox of an organisation is for. */
const ROLES = new Set('info information support help helpdesk desk sales contact contactus hello press media jobs job career careers recruiting recruitment hr billing accounts accounting invoice invoices finance payments admin administration administrator office service services customerservice customercare customersupport techsupport feedback complaints abuse privacy security legal compliance dpo team noreply donotreply reply webmaster postmaster hostmaster sysadmin news newsletter marketing orders bookings booking reservations returns refunds enquiries inquiries enquiry inquiry reception community partners events donations members membership notifications alerts list lists announce kontakt presse datenschutz contacto contatto ventas'.split(' '))
/** Who a placeholder stands for. */
const PLACEHOLDERS = new Set('you your yourname youremail user users username name someone email mail test'.split(' '))
/** What stands beside a role: departments and regions. */
const BESIDE_ROLE = new Set('no not do dont tech technical it customer customers client clients public general group dept department care online web shop store central main head north south east west global international worldwide eu us usa uk gb de fr es it nl at ch be ie ca au nz in sg jp cn br mx za asia africa america europe emea apac latam dach'.split(' '))

/** As it is said: "ada dot b at mail dot com". What stands before is looked for last, backwards from what is rare: tried at each letter it took 40 × 60 steps there. */
const SPELLED_EMAIL = /[\w-] at [\w-]{1,40} dot (?:com|org|net|edu|io|co|de|fr|uk|es|it|nl|eu)\b(?<=(?:\b[\w-]{1,40}(?: dot [\w-]{1,40}){1,3}|\b(?:e-?mail|write|mail|reach|contact)\b[^.?!\n]{0,60}) at [\w-]{1,40} dot [a-z]{2,3})/i

const DIGITS = /(?<![\d.,])\d(?:[ -]?\d){12,18}(?![\d.,]?\d)/g
const IBAN = /(?<![A-Z0-9])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![A-Z0-9])/gi
const SSN = /(?<![\d-])(?!000|666|9)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\d-])/
/** National insurance number, UK. */
const NINO = /(?<![A-Z0-9])(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D](?![A-Z0-9])/
const ID_WORD = /\b(?:ssn|social security|aadhaa?r|pan (?:card|number)|passport|national id|id card|identity card|driving licen[cs]e|driver'?s licen[cs]e|tax id|insurance number|medical record|(?:employee|student|customer|member|membership|patient|policy) (?:id|number)|account number|routing number|sort code|cvv|bank account|my social)\b/i
const ID_VALUE = /(?<![\w.,$€£-])(?=[A-Z0-9 -]{6,20}(?![A-Z0-9]))[A-Z]{0,5}\d(?:[ -]?\d){5,15}[A-Z]{0,2}(?![\w%]|[.,]\d)/i

/** What somebody's case is filed under: a word for the document, and a number of its own. */
const FILED = 'order|invoice|policy|booking|reservation|claim|ticket|customer|contract|loan|refund|fine|complaint|prescription'
const FILED_BY_NUMBER = `${FILED}|case|account|passport|licen[cs]e|student|return|application|subscription|client|member|membership|staff|employee|patient|registration|confirmation|tracking|reference|ref|frequent flyer|loyalty(?: card)?|meter|nhs`
const OWN_NUMBER = '(?<=\\b(?:my|our) )(?:ref(?:erence)?|confirmation|tracking|registration|membership)|vin|pan|pesel|cpf|cnpj|bsn|dni|nie|nif|curp|rma|pcn|personnummer|codice fiscale|steuer-?id|(?:kunden|vertrags|rechnungs|bestell|buchungs)nummer|buchung|bestellung'
const FILE = new RegExp(String.raw`\b(?:((?:${FILED_BY_NUMBER}) (?:number|no\.?|nr\.?|id|reference|ref\.?)|(?:booking|confirmation|reservation) code|${OWN_NUMBER})|(?:${FILED}))(?: is| es| ist| è|:)? ?#? ?([a-z0-9][a-z0-9/.-]{2,24}[a-z0-9])(?![\w%]|[.,]\d| ?[$€£])`, 'gi')
/** Years, amounts and ranges of them. */
const NO_FILE = /^(?:(?:19|20)\d\d(?:[-/]?(?:19|20)?\d\d|[-/]?[a-z][a-z-]*)?|\d+(?:\.\d+)+[a-z]?|\d{1,4}-\d{1,4}|0x.*)$/i

const WHO = '(?:patient|client|customer|employee|staff|member|membership|student|pupil|tenant|resident|applicant|candidate|subscriber|policy ?holder|inmate|donor|guest|passenger)'
/** Somebody known by a number, of which three digits are enough beside the word for it: "patient id 4711", "employee #331". How many there are, or of which year, is another matter. */
const NUMBERED = [
  // "Client code 499" is an error's, "guest file 100" a disk's.
  new RegExp(String.raw`\b(?!(?:client|tenant|resident|staff|guest)(?:'s)? (?:code|file)\b)${WHO}(?:'s)? (?:number|no\.?|nr\.?|id|code|file|record|ref(?:erence)?\.?)(?: (?:number|no\.?|id|is))*:? ?#? ?(?!(?:19|20)\d\d\b)\d{3,12}\b(?![.,]?\d|%| ?[$€£]| (?:digits|characters|letters|bits|bytes|or (?:more|less))\b)`, 'i'),
  new RegExp(String.raw`\b${WHO} ?[#№] ?\d{3,12}\b`, 'i'),
  new RegExp(String.raw`(?:^|[.!?;,:] )${WHO} (?!(?:19|20)\d\d\b|\d{1,9}000\b)\d{4,12}\b(?! (?:bc|ad)\b|[.,]\d|%)`, 'i')
]
/** Where such numbers are rows of an example, or what a program or a system calls its own, and who was the hundredth of a firm. */
const NUMBERS_NOBODY = /\b(?:(?:my)?sql|query|select|table|columns?|database|class|linked list|nginx|http|oauth|docker|redis|errors?|excel|jira|linux|macos|windows|array|vector|multi[- ]tenant|apis?|json|discord|meaning|format|sample|example|trial|look like)\b|\bwho was (?:the )?employee #|\bemployee #\d+ (?:at|of) (?!our\b|my\b)/i

/** British, German and French plates, beside what they hang on. */
const PLATE = /\b(?:[Pp]late|[Rr]eg(?:istration)?|[Kk]ennzeichen|[Mm]y (?:car|van|truck|bike|motorbike|scooter))(?: number| no\.?)?(?: is|:)? (?:[A-Z]{2}\d{2} ?[A-Z]{3}|[A-Z]{1,3}-[A-Z]{1,2} ?\d{1,4}|[A-Z]{2}-\d{3}-[A-Z]{2})\b/
/** Italy's; its shape says what it is. */
const CODICE_FISCALE = /\b[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z]\b/

const PHONE = /(?<![\w.,/:$€£-])(?:\+\d{1,3}[ .-]?(?:\(\d{1,5}\)[ .-]?)?\d{1,5}(?:[ .-]?\d{2,5}){1,4}|\(\d{3}\) ?\d{3}[ .-]\d{4}|(?:1[ .-])?\d{3}([ .-])\d{3}\1\d{4})(?![\w-]|[.,]\d)/g
const BARE_PHONE = /(?<![\w.,/:$€£-])\d{10,11}(?![\w-]|[.,]\d)/
const PHONE_WORD = /\b(?:phone|telephone|tel|mobile|cell|whatsapp|call|sms|text me|ring|telefon(?:nummer)?|handy(?:nummer)?|téléphone|teléfono|celular)\b/i
/** Dialled inside a country, in groups: 07700 900123, 0151-23456789. */
const NATIONAL_PHONE = /(?<![\w.,/:$€£-])0\d{2,4}[ /-]\d{3,8}(?:[ -]\d{2,6}){0,2}(?![\w%]|[.,]\d)/
/** French: five pairs say what they are. */
const PAIRED_PHONE = /(?<![\w.,/:-])0[1-9](?:([ .])\d\d)(?:\1\d\d){3}(?![\w%]|[.,]\d)/
const TOLL_FREE = /^(?:\+?1[ .-]?)?\(?8(?:00|33|44|55|66|77|88)\)?[ .-]|^\+?(?:44[ .-]?|0)?(?:800|808|300)[ .-]/

const STREET = String.raw`\d{1,5}[a-z]?,? (?:[\p{L}'.-]{1,24} ){1,3}(?:street|st|avenue|ave|road|rd|lane|ln|drive|dr|boulevard|blvd|court|ct|way|place|pl|close|terrace|crescent)\b`
const OWN_ADDRESS = new RegExp(String.raw`\b(?:i(?: now)? live (?:at|in|on)|my (?:home |new |postal |shipping |billing )?address(?: is)?:?|(?:ship|deliver|send|mail)(?:ed)? (?:it |this |them |that |my [a-z]+ )?to)[^?]{0,30}?${STREET}`, 'iu')
const POSTAL_ADDRESS = new RegExp(String.raw`\b${STREET}[^?\n]{0,40}?(?:\b[A-Z]{2} \d{5}\b|\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b)`, 'iu')

/** A street and its number, written as names are, but for those that everybody knows. */
const STREET_NUMBER = /(?:\b(?:[Aa]t|[Tt]o|[Ff]rom|[Nn]ear|[Aa]ddress:?|[Hh]ouse|[Ff]lat \w{1,3}),? |, )(?!(?:19|20)\d\d\b)\d{1,4}[A-Za-z]?,? (?!Downing|Pennsylvania|Baker|Wall|Fifth|Privet|Evergreen|Grimmauld)(?:(?:\p{Lu}[\p{L}'.-]{1,24} ){1,3}(?:Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr|Boulevard|Blvd|Court|Close|Terrace|Crescent|Gardens)\b(?! (?:[Ff]ood|[Aa]rt|[Ss]tyle|[Ff]ighter|\p{Lu}))|(?:[Rr]ue|[Aa]venue|[Vv]ia|[Cc]alle) (?:(?:de|des|du|la|le|del|della) ){0,2}\p{Lu}\p{L}{2,24})|\b\p{Lu}\p{L}{2,24}(?:stra(?:ß|ss)e|str\.|gasse|weg|allee) \d{1,4}[a-z]?\b/u

/** A sentence in which somebody introduces themselves. Inside a sentence it is a title or a phrase ("how do you say my name is"). */
const SELF = /(?:^|[.!?;\n]|\b(?:hi|hello|hey)\b,?)\s{0,4}(?:(?:and|so) )?(?:my (?:full |first |last |real )?name(?: is|'s)|i am called|they call me) (?!(?:not|in|on|a|an|the|spelled|misspelled|wrong|written|called|being)\b)\p{L}/iu
/** The same in the languages whose words for it are no English ones; a name is written with a capital. */
const SELF_ELSEWHERE = /(?:^|[.!?;\n,])\s{0,4}(?:[Ii]ch hei(?:ß|ss)e|[Mm]ein [Nn]ame ist|[Jj]e m['’]appelle|[Mm]e llamo|[Mm]i nombre es|[Mm]i chiamo|[Mm]eu nome é|[Ii]k heet|[Jj]ag heter) \p{Lu}\p{Ll}/u
/** Of two words or more with a capital, and what may stand between. */
const NAME = String.raw`\p{Lu}\p{Ll}{1,20} (?:(?:van|von|de|da|del|di|den|der|bin|al|el|la|le|ter|dos|das) ){0,2}\p{Lu}\p{Ll}{1,20}(?:-\p{Lu}\p{Ll}{1,20})?\b`
/** First and last name; what people say of themselves with two capitals besides is where they are from. */
const FULL_NAME = /(?:^|[.!?;\n]|\b(?:[Hh]i|[Hh]ello|[Hh]ey),?)\s{0,4}(?:I am|I'm|I’m|This is) (?!South|North|West|East|New|Native|Roman|Latin|Sri|Saudi|United|Type|Class|Grade|Level|Year|Not|Us|Using|Legend|Going|Looking|Trying)(?:\p{Lu}\p{Ll}{1,20} ){1,2}(?!\p{Lu}\p{Ll}{1,20}(?:ian|ean|ican|erman|ish|ese|ic)\b|(?:Manager|Engineer|Teacher|Developer|Officer|Leader|Designer|Speaker|Holder|Owner|Worker|User|Driver|Member|Lawyer|Trainer|Sales|Operations|Systems)\b)\p{Lu}\p{Ll}{1,20}(?= (?:and|from|with|but|at|aged)\b|[,.;!\n]|$)/u
/** The same, told by who is writing: "Ada Byron here". */
const HERE = new RegExp(String.raw`(?:^|[.!?;\n]|\b(?:[Hh]i|[Hh]ello|[Hh]ey),?)\s{0,4}${NAME} here\b(?! (?:is|are|was)\b)`, 'u')
/** Somebody of the asker's, by full name. "Our customer Success Team" is nobody. */
const SOMEBODYS = new RegExp(String.raw`(?<!\b(?:show|feed|teach|give|buy|send|tell|get|read|wish|make|serve|ask) )\b(?:[Mm]y|[Oo]ur) (?:\p{Ll}{2,12} )?(?:neighbou?r|(?:grand|step|god)?(?:son|daughter|mother|father|child|parent)|aunt|uncle|mum|mom|dad|brother|sister|cousin|niece|nephew|wife|husband|partner|fianc[ée]e?|boyfriend|girlfriend|ex|friend|flatmate|roommate|boss|manager|supervisor|colleague|co-?worker|employee|tenant|landlord|landlady|client|customer|patient|student|pupil|teacher|tutor|doctor|dentist|therapist|lawyer|nurse|nanny),? (?:named |called |Mr\.? |Mrs\.? |Ms\.? |Dr\.? )?(?!Happy |Merry |Good |Best |Get )${NAME}(?=,|'s\b|’s\b| (?:is|was|has|had|does|did|who|at|in|from|on|and i|died|of)\b| \p{Ll}{2,15}s\b)(?<!(?:Service|Services|Support|Success|Team|Center|Centre|Portal|Care|Manager|Relations))|^(?!.{0,300}\b(?:[Ss]ong|[Mm]ovie|[Ff]ilm|[Bb]ook|[Nn]ovel|[Ll]yrics|[Ss]eries|[Cc]haracter)\b).{0,300}\b(?:[Hh]is|[Hh]er|[Tt]heir) (?:full )?name is ${NAME}`, 'u')
const DATE = String.raw`(?:\d{1,2}[/. -]\d{1,2}[/. -](?:(?:19[2-9]\d|20\d\d)\b|\d\d(?!\d))|\d{1,2}(?:st|nd|rd|th)? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6},? (?:19[2-9]\d|20\d\d)\b|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6} \d{1,2}(?:st|nd|rd|th)?,? (?:19[2-9]\d|20\d\d)\b)`
const BIRTH = new RegExp(String.raw`(?:,|\b(?:i|he|she|they)(?: am| was| were|'m|’m)?|\bmy [^.?!]{1,40}?,?(?: was)?) born(?: on)?:? ${DATE}|\b(?:dob|d\.o\.b\.|date of birth)(?: is)?:? ?${DATE}`, 'i')
const RECORD = new RegExp(String.raw`\b(?:[Pp]atient|[Cc]lient|[Cc]ustomer|[Ee]mployee|[Aa]pplicant)(?: [Nn]ame)?: ?${NAME}|\b[Pp]atient (?!Protection|Portal|Safety|Care|Zero|Access|Rights|Advocate|Experience|Engagement|Health|Journey|Data)${NAME}(?=[,?.]|$| (?:get|gets|need|needs|has|is|was|after|with|have|take|takes)\b)`, 'u')

/** Keys and tokens in the shapes that those who hand them out gave them, so that they are found. */
const KEY = /\b(?:sk|pk|rk)[-_](?=[\w-]{0,80}(?:\d|[a-z][A-Z]))[\w-]{20,200}|\bgh[pousr]_[A-Za-z0-9]{30,}|\bgithub_pat_\w{20,}|\bglpat-[\w-]{20,}|\bxox[abeprs]-[\w-]{10,}|\b(?:AKIA|ASIA)[0-9A-Z]{16}\b|\bAIza[\w-]{35}|\bhf_[A-Za-z0-9]{30,}|\bnpm_[A-Za-z0-9]{36}|\beyJ[\w-]{10,2000}\.[\w-]{6,4000}\.[\w-]{6,2000}|-----BEGIN (?:[A-Z]{2,10} ){0,2}PRIVATE KEY-----/
/** A secret beside the word for it. Without a digit it is a name in a program, or prose. */
const SECRET = /\b(?:[a-z]{1,20}_){0,3}(?:password|passwd|pwd|passcode|passphrase|secret|token|(?:api|access|secret)[_ -]?key)(?: is| was|['"]?\s?[:=])\s?['"`]?(?!\d{1,4}[- ]?(?:bits?|bytes?|chars?|characters|digits|letters|hours|minutes|days)\b)(?=[^\s'"`]{0,60}\d)[\w+/!@#$%^&*-]{6,200}(?![\w.(])/i

/** Told without a word between. */
const BARE_SECRET = /\b(?:password|passwd|pwd|pw|passwort) (?=\S{0,40}\d)(?=\S{0,40}[!@#$%^&*?+=])[^\s?]{6,60}/i

const OWN_FACT = /\bmy (?:date of birth|birth ?date|dob|password|pin(?: code)?|passcode|ssn|social security number|passport number|account number|card number|credit card number|e-?mail(?: address)?|phone number|mobile number|home address) (?:is|was|=)(?! (?:not|in|on|too|a|an|the|being|wrong|incorrect|invalid|lost|blocked|hacked|stolen|compromised|already|no longer|locked|expired|leaked|visible|shown|required)\b) ?:?['"]?[\p{L}\d]/iu

/** Luhn's check of a card number. */
export function isCard (text: string): boolean {
  const digits = text.replace(/\D/g, '')
  if (!/^(?:4\d{12}(?:\d{3}){0,2}|5[1-5]\d{14}|2[2-7]\d{14}|3[47]\d{13}|6\d{15}|3(?:0[0-5]|[68]\d)\d{11}|35\d{14})$/.test(digits)) return false
  let sum = 0
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i])
    sum += i % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2
  }
  return sum % 10 === 0
}

/** ISO 13616: modulo 97 is 1. */
export function isIban (text: string): boolean {
  const bare = text.replace(/ /g, '').toUpperCase()
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(bare)) return false
  let rest = 0
  for (const c of bare.slice(4) + bare.slice(0, 4)) rest = Number(String(rest) + (c >= 'A' ? c.charCodeAt(0) - 55 : c)) % 97
  return rest === 1
}

const some = (text: string, pattern: RegExp, holds: (found: string) => boolean): boolean => {
  for (const [found] of text.matchAll(pattern)) if (holds(found)) return true
  return false
}
const isPhone = (text: string) => text.replace(/\D/g, '').length >= 9 && !TOLL_FREE.test(text)

/** By its word alone four digits with something between or before them, in capitals; by "number" or "id" also five digits, or a code in capitals. */
function isFiled ([, named, value = '']: RegExpMatchArray): boolean {
  if (NO_FILE.test(value)) return false
  const digits = value.replace(/\D/g, '').length
  if (digits >= 4 && /[^\d]/.test(value) && (named !== undefined || value === value.toUpperCase())) return true
  return named !== undefined && (digits >= 5 || (digits > 0 && value.length >= 6 && /[A-Z].*[A-Z]/.test(value) && value === value.toUpperCase()))
}

/** Whether a mailbox is no person's: all its words are roles, departments and regions, joined by signs, with or without a number: support-eu, no-reply2. */
function isNobodys (email: string): boolean {
  if (EXAMPLE_DOMAIN.test(email)) return true
  const words = email.slice(0, email.indexOf('@')).toLowerCase().split(/[-_.+\d]+/).filter((word) => word !== '')
  if (FREE_MAIL.test(email)) return words[0]?.startsWith('your') === true && words.every((word) => PLACEHOLDERS.has(word))
  return words.every((word) => PLACEHOLDERS.has(word) || ROLES.has(word) || BESIDE_ROLE.has(word)) && words.some((word) => PLACEHOLDERS.has(word) || ROLES.has(word))
}

/** Numbers and addresses that name a person, and keys, wherever they stand. */
function holdsIdentifier (text: string): boolean {
  return (DIGIT.test(text) && (some(text, DIGITS, isCard) || some(text, IBAN, isIban) || SSN.test(text) || NINO.test(text) || POSTAL_ADDRESS.test(text))) ||
    (text.includes('@') && some(text, EMAIL, (found) => !isNobodys(found))) || KEY.test(text)
}

/** What is told in figures: phones, ids, addresses, dates, secrets. */
function holdsFigures (text: string): boolean {
  return some(text, PHONE, isPhone) || (PHONE_WORD.test(text) && (BARE_PHONE.test(text) || NATIONAL_PHONE.test(text))) || PAIRED_PHONE.test(text) || (ID_WORD.test(text) && ID_VALUE.test(text)) ||
    OWN_ADDRESS.test(text) || STREET_NUMBER.test(text) || BIRTH.test(text) || PLATE.test(text) || CODICE_FISCALE.test(text) || SECRET.test(text) || BARE_SECRET.test(text) || (!NUMBERS_NOBODY.test(text) && NUMBERED.some((named) => named.test(text))) || [...text.matchAll(FILE)].some(isFiled)
}

/** A full name, of whom the question is about. */
const holdsName = (text: string): boolean => FULL_NAME.test(text) || HERE.test(text) || SELF_ELSEWHERE.test(text) || SOMEBODYS.test(text) || RECORD.test(text)

// Most questions have no figure, and no capital but the first.
const DIGIT = /\d/
const CAPITAL = /\s["'(]?\p{Lu}/u
/** Whether a question holds data of a person: its answer is made from it. */
export function holdsPersonalData (text: string): boolean {
  return holdsIdentifier(text) || SELF.test(text) || OWN_FACT.test(text) || SPELLED_EMAIL.test(text) || (DIGIT.test(text) && holdsFigures(text)) || (CAPITAL.test(text) && holdsName(text))
}

/** Whom a number in an answer belongs to, where the words before it say that it is an organisation's. */
const PUBLIC_LINE = /\b(?:support|customer|service|hotline|helpline|help ?desk|emergency|office|reception|crisis|lifeline|switchboard|toll[- ]free|contact us|call us|reach us)\b/i

/** Whether an answer holds data of a person. Lines and mailboxes of organisations are what answers are asked for. */
export function givesPersonalData (text: string): boolean {
  return holdsIdentifier(text) || (!PUBLIC_LINE.test(text) && some(text, PHONE, isPhone))
}
