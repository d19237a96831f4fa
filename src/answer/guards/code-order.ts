// Code, formulas and commands made of the same words in another order: pow(2, 3) is not pow(3, 2), "cp a b" not "cp b a". Signs in them are no
// words to the guards that read sentences, and the model hears the same words.
import { once, type Parsed } from './parse.ts'

const OPENS = /[([{]/g
const CLOSES = /[)\]}]/g
/** Glued to a sign that calls, indexes, compares or computes. */
const CODE = /\p{L}\(|[[\]{}<>=*^|\\]|(?:^|[^\p{L}])\p{L}\/|\/\p{L}(?!\p{L})|[\d)]\/|!\p{L}/u
/** Alone between two short names or figures. */
const OPERATOR = /^(?:[-/%^*+]|[<>=!]=?|\*\*|\/\/)$/
const OPERAND = /^(?:\p{L}\d?|[\d.]+|.*[)\]]|[([].*)$/u
const EITHER_WAY = /^([\w.]+)([+*])([\w.]+)$/

const tidy = (token: string) => token.replace(/[.,;:?!]+$/, '')

/** What is written without words of a sentence between: each with its tokens in order. */
const runsOf = once((p: Parsed): string[] => {
  if (!/[()[\]{}<>=*^|\\/%+!-]/.test(p.text)) return []
  const tokens = p.text.split(/\s+/).filter(Boolean)
  const runs: string[] = []
  let run: string[] = []
  let depth = 0
  const end = () => {
    const said = tidy(run.join(''))
    if (said !== '') runs.push(said.replace(EITHER_WAY, (all, x: string, sign: string, y: string) => x < y ? all : `${y}${sign}${x}`))
    run = []
  }
  for (const [i, token] of tokens.entries()) {
    const before = depth
    depth = Math.max(0, depth + (token.match(OPENS)?.length ?? 0) - (token.match(CLOSES)?.length ?? 0))
    const joins = (at: number) => OPERATOR.test(tokens[at] ?? '') && OPERAND.test(tidy(tokens[at - 1] ?? '')) && OPERAND.test(tidy(tokens[at + 1] ?? ''))
    if (before > 0 || depth > 0 || CODE.test(token) || joins(i) || joins(i - 1) || joins(i + 1)) run.push(token)
    else end()
    if (depth === 0 && /[;?!]$/.test(token)) end()
  }
  end()
  return runs
})

const COMMANDS = 'cp|mv|ln|scp|rsync|diff|grep|sed|tr|git(?: \\w+)?|docker(?: \\w+)?|kubectl(?: \\w+)?|chown|rename|robocopy|xcopy|dd'
const FIRST = new Set(COMMANDS.replaceAll('(?: \\w+)?', '').split('|'))
const COMMAND = new RegExp(`(?:^|\\s)(?:${COMMANDS}) (.+)`)
const ENDS = /^(?:do|does|mean|means|show|shows|work|works|return|give|in|on|when|if|and|or|vs|to|from|into|with|for|command)$/
const argumentsOf = once((p: Parsed): string[] => {
  const said = (p.words.some(word => FIRST.has(word)) && COMMAND.exec(p.text)?.[1]?.split(/\s+/)) || []
  const end = said.findIndex((word) => ENDS.test(word))
  return end < 0 ? said : said.slice(0, end)
})

/** "Where a = 1 and b = 2" */
const CONDITION = /\bwhere\b|\bif\b|&&|\|\|/
const joints = once((p: Parsed) => CONDITION.test(p.text) && /[=<>]/.test(p.text) ? p.words.filter((word) => word === 'and' || word === 'or').join(' ') : '')
const unjoined = (p: Parsed) => p.text.replace(/\b(?:and|or)\b/g, '')

const sorted = (words: string[]) => [...words].sort().join(' ')
const wordsIn = (runs: string[]) => sorted(runs.join(' ').match(/[\p{L}\p{N}]+/gu) ?? [])

export function codeOrder (a: Parsed, b: Parsed): string | null {
  const [x, y] = [runsOf(a), runsOf(b)]
  if (x.length > 0 && y.length > 0 && sorted(x) !== sorted(y) && wordsIn(x) === wordsIn(y)) {
    const moved = x.find((run) => !y.includes(run)) ?? x[0]!
    const instead = y.find((run) => !x.includes(run)) ?? y[0]!
    // Typed with other spaces or brackets it is the same.
    if (inOrder(moved) !== inOrder(instead)) return `${moved} / ${instead}`
  }
  const [own, other] = [argumentsOf(a), argumentsOf(b)]
  if (own.length > 1 && own.join(' ') !== other.join(' ') && sorted(own) === sorted(other)) return `${own.join(' ')} / ${other.join(' ')}`
  return joints(a) !== joints(b) && joints(a) !== '' && joints(b) !== '' && unjoined(a) === unjoined(b) ? `${joints(a)} / ${joints(b)}` : null
}
const inOrder = (run: string) => run.replace(/[^\p{L}\p{N}]+/gu, ' ').trim()
