// Words that traded what they belong to: "black cats and white dogs", "white cats and black dogs".
import { difference, near } from './compare.ts'
import { contentKeys, isNumber, once, placeBehind, type Parsed } from './parse.ts'
import { isEitherWay } from './roles.ts'

export const JOINT = new Set('and or vs versus nor & , /'.split(' '))

// Two words traded places over a third: "borrow on the house to buy a car", "borrow on the car to buy a house".
export function acrossThird (a: Parsed, b: Parsed) {
  const [x, y] = [contentKeys(a), contentKeys(b)]
  // Three words are one phrase turned round: "the world's smallest country".
  if (x.length < 4 || x.length !== y.length) return null
  const at = x.flatMap((key, i) => key === y[i] ? [] : [i])
  const [first, second] = at
  if (at.length !== 2 || second! - first! < 2 || x[first!] !== y[second!] || x[second!] !== y[first!] || near(x[first!]!, x[second!]!)) return null
  if (isEitherWay(a) || ['by', 'before'].some(word => a.words.includes(word) !== b.words.includes(word)) || [a, b].some(p => p.words.some(word => JOINT.has(word) || word === 'than'))) return null
  return { guard: 'direction', detail: `${x[first!]} / ${y[first!]}` }
}

// Words traded the sentences they stand in: "gold gets breakfast. Silver gets dinner", "gold gets dinner. Silver gets breakfast". Of two texts
// that are made of the same words.
export function acrossSentences (a: Parsed, b: Parsed) {
  const [x, y] = [sentences(a), sentences(b)]
  if (x.length < 2 || x.length !== y.length || ordered(x.flat()) !== ordered(y.flat())) return null
  const there = new Set(y.map(ordered))
  for (const [i, sentence] of x.entries()) {
    if (there.has(ordered(sentence))) continue
    const come = y[i]!.filter(key => !sentence.includes(key))
    const gone = sentence.find(key => !y[i]!.includes(key) && !come.some(other => near(key, other)))
    if (gone !== undefined) return { guard: 'direction', detail: `${gone} / ${come[0] ?? 'none'}` }
  }
  return null
}
const ARTICLES = new Set(['a', 'an', 'the'])
const sentences = once((p: Parsed): string[][] => {
  const found: string[][] = [[]]
  p.keys.forEach((key, i) => {
    const word = p.words[i]!
    if (/^[.?!;]$/.test(word)) found.push([])
    else if (!/^[,:]$/.test(word) && !ARTICLES.has(word)) found.at(-1)!.push(key)
  })
  return found.filter(keys => keys.length > 0)
})
const ordered = (keys: string[]) => [...keys].sort().join(' ')

// Two words traded the words they belong to: "black cats and white dogs", "white cats and black dogs".
export function exchanged (a: Parsed, b: Parsed) {
  const { contentA, contentB } = difference(a, b)
  // Told in other words, what stands before a number says little.
  return swapped(followers(a), followers(b)) ?? swapped(ways(a), ways(b)) ?? (contentA.length + contentB.length === 0 ? swapped(owners(a), owners(b)) : null)
}

function swapped (inA: Map<string, string>, inB: Map<string, string>) {
  const moved = [...inA].filter(([key, next]) => inB.has(key) && inB.get(key) !== next)
  for (let i = 0; i < moved.length; i++) {
    for (let j = i + 1; j < moved.length; j++) {
      const [x, nextX] = moved[i]!
      const [y, nextY] = moved[j]!
      if (nextX !== nextY && inB.get(y) === nextX && inB.get(x) === nextY && !near(x, y)) return { guard: 'direction', detail: `${x} ${nextX} / ${y} ${nextX}` }
    }
  }
  return null
}

// Numbers said once, with the word of weight before them: "I earn 40, she gets 50".
const owners = once((p: Parsed): Map<string, string> => {
  const map = new Map<string, string>()
  let owner: string | undefined
  for (let i = 0; i < p.keys.length; i++) {
    if (/^[.?!;]$/.test(p.words[i]!)) owner = undefined
    if (!p.content[i]) continue
    if (/^\d/.test(p.keys[i]!)) {
      if (owner !== undefined && p.bag.get(p.keys[i]!) === 1) map.set(p.keys[i]!, owner)
    } else owner = p.keys[i]
  }
  return map
})

// Numbers said once, with where they go: "5 get off and 3 get on".
export const WAY = /^(?:on|off|in|out|up|down|left|right|more|fewer|less)$/
const ways = once((p: Parsed): Map<string, string> => {
  const map = new Map<string, string>()
  p.keys.forEach((key, i) => {
    if (!isNumber(key) || p.bag.get(key) !== 1) return
    const behind = p.words.slice(i + 1, i + 4)
    const end = behind.findIndex(word => /^[\d.,;?!]/.test(word))
    const way = behind.slice(0, end < 0 ? undefined : end).find(word => WAY.test(word))
    if (way !== undefined) map.set(key, way)
  })
  return map
})

// Content words said once, with the content word that directly follows.
const followers = once((p: Parsed): Map<string, string> => {
  const map = new Map<string, string>()
  for (let i = 0; i + 1 < p.keys.length; i++) {
    if (!p.content[i] || p.bag.get(p.keys[i]!) !== 1) continue
    const next = placeBehind(p.words, i)
    if (next < p.keys.length && p.content[next]) map.set(p.keys[i]!, p.keys[next]!)
  }
  return map
})
