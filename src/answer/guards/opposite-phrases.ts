// Opposites of more than one word: turn on, switch off.
import { once, type Parsed } from './parse.ts'

// Hands over to, and gets from; "from" and "to" together tell a way, which either verb may.
const OBJECT = '(?:(?!from |to )\\S+ ){0,4}?'
const FIGURE = String.raw`(?:[$€£]?\d[\d.,]*|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|forty|fifty|hundred)`
const MORE = '(?:more|above|over|up|older|higher|longer|later)'
const LESS = '(?:less|fewer|below|under|down|younger|lower|shorter|earlier)'
const TIME = '(?:hour|day|night|week|weekend|month|year|(?:mon|tues|wednes|thurs|fri|satur|sun)day)'
// Opposites of more than one word, and the single words they stand for. One side says only the first, the other only the second.
const PHRASES: [RegExp, RegExp][] = ([
  ['(?:turn|switch|power)(?:s|ed|ing)? (?:\\S+ ){0,4}?on|enabl\\w+|activat\\w+', '(?:turn|switch|power|shut)(?:s|ed|ing)? (?:\\S+ ){0,4}?off|disabl\\w+|deactivat\\w+'],
  ['speed(?:s|ed|ing)? (?:\\S+ ){0,4}?up|(?:mak\\w+|run) (?:\\S+ ){0,4}?faster|accelerat\\w+', 'slow(?:s|ed|ing)? (?:\\S+ ){0,4}?down|(?:mak\\w+|run) (?:\\S+ ){0,4}?slower|decelerat\\w+'],
  ['(?:gain\\w*|put(?:s|ting)? on) (?:\\S+ ){0,3}?(?:weight|pounds|lbs|kilos|kg|fat|mass)', '(?:los(?:e|es|ing)|lost|drop(?:s|ped|ping)?) (?:\\S+ ){0,3}?(?:weight|pounds|lbs|kilos|kg|fat|mass)'],
  ['(?:log|sign)(?:s|ged|ging|ed|ing)? ?in(?:to)?', '(?:log|sign)(?:s|ged|ging|ed|ing)? ?(?:out|off)'],
  ['take(?:s|n)? (?:\\S+ ){0,3}?off|took (?:\\S+ ){0,3}?off', 'put(?:s|ting)? (?:\\S+ ){0,3}?on'],
  ['open(?:s|ed|ing)?', 'clos(?:e|es|ed|ing)|shut(?:s|ting)? (?:\\S+ ){0,3}?down'],
  [`(?:at least|(?<!\\bnot? )more than|over|above|upwards of) ${FIGURE}`, `(?:at most|up to|(?<!\\bnot? )(?:less|fewer) than|under|below|within|not? more than) ${FIGURE}`],
  [`(?:exactly|precisely) ${FIGURE}`, `(?:at least|at most|up to|(?:more|less|fewer) than) ${FIGURE}|or(?<=${FIGURE} or) (?:${MORE}|${LESS})`],
  [`or(?<=${FIGURE} or) ${MORE}`, `or(?<=${FIGURE} or) ${LESS}`],
  [`only ${FIGURE}`, `(?:at least|(?<!\\bnot? )more than|over|above) ${FIGURE}`],
  ['\\d+ less than \\d+', '\\d+ less \\d+'],
  ['still (?!no\\b|not\\b)\\S+', 'no longer'],
  ['half an? \\S+', 'and a half'],
  ['too (?:much|many)', 'too (?:little|few)|not enough|insufficient(?:ly)?'],
  ['(?:square|cube) roots?', '(?:square|cube)d?(?! roots?\\b)'],
  ['(?:carry ?-? ?on|hand|cabin) (?:luggage|baggage|bags?)', '(?:checked|checked-in|hold) (?:luggage|baggage|bags?)'],
  [`every other ${TIME}`, `every ${TIME}`],
  [`(?:every|each) ${TIME}`, `all ${TIME}`],
  ['(?:instead|in place) of|rather than', 'in addition to|(?:along|together) with|as well as|besides'],
  ['(?:next|second) (?:to )?last|last but (?:one|two)|before last', '(?<!(?:to|before|next|second) )last(?! but (?:one|two)\\b)'],
  [`(?:g(?:i|a)ve[sn]?|giving|sen[dt]|sending|len[dt]|lending|paid|pay) ${OBJECT}to(?!.* from)`, `(?:g[eo]t|gets|getting|gotten|receiv\\w+|borrow\\w*|tak(?:e|es|en|ing)|took) ${OBJECT}from(?!.* to)`],
  [`${FIGURE} times|twice|thrice`, `${FIGURE} (?:more|fewer|less)(?: \\S+)? than`],
  ['^welcher', '^welche[nm]'],
  ['(?<!\\ba )qui[eé]n(?:es)?', 'a qui[eé]n(?:es)?'],
  ['whole|entire', '(?:part|half) of'],
  ['because|due to|thanks to|owing to', 'despite|in spite of|regardless of|although|even though'],
  ['start(?:s|ed|ing)?|launch(?:es|ed|ing)?|boot(?:s|ed|ing)?', 'shut(?:s|ting)? (?:\\S+ ){0,3}?down|stop(?:s|ped|ping)?|quit(?:s|ting)?']
] as [string, string][]).map(([x, y]) => [new RegExp(`\\b(?:${x})\\b`), new RegExp(`\\b(?:${y})\\b`)])
/** Which of the two is said: 1, -1, or 0 where neither is, or both are. */
const sideOf = (p: Parsed, [x, y]: [RegExp, RegExp]) => (x.test(p.text) ? 1 : 0) - (y.test(p.text) ? 1 : 0)
const sides = once((p: Parsed) => PHRASES.map(phrase => sideOf(p, phrase)))

/** What one text says and the other says the opposite of, or null. */
export function oppositePhrases (a: Parsed, b: Parsed): string | null {
  // The other side is read for what this one says alone: most texts say none of it.
  const at = sides(a).findIndex((side, i) => side !== 0 && side + sideOf(b, PHRASES[i]!) === 0)
  if (at < 0) return null
  const [phrase, against] = PHRASES[at]!
  const [said, other] = sides(a)[at]! > 0 ? [a, b] : [b, a]
  return `${phrase.exec(said.text)![0]} / ${against.exec(other.text)![0]}`
}
