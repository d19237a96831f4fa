import MarkdownIt from 'markdown-it'
import { h, type ComponentChild } from 'preact'
import { useMemo, useState } from 'preact/hooks'
import { Icon } from '../shared/icons.tsx'
import { say } from '../shared/toasts.tsx'

// HTML in a text stays text.
const parser = new MarkdownIt({ html: false, linkify: true })
parser.validateLink = (url) => /^(https?:\/\/|mailto:)/i.test(url.trim())

type Token = ReturnType<typeof parser.parse>[number]

export async function copy (text: string, what: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
    say(`${what} copied.`)
  } catch {
    say('This browser does not let the page copy.', { kind: 'error' })
  }
}

function Code ({ text, language }: { text: string, language: string }) {
  const [copied, setCopied] = useState(false)
  const run = async () => {
    await copy(text, 'Code')
    setCopied(true)
    setTimeout(() => setCopied(false), 2_000)
  }
  return (
    <div class='code' dir='ltr'>
      <div class='about'><span>{language || 'text'}</span><button type='button' class='link' onClick={run}><Icon name={copied ? 'check' : 'copy'} />Copy code</button></div>
      {/* Reachable by keyboard, since it may be wider than the page. */}
      <pre tabIndex={0} aria-label={language ? `Code, ${language}` : 'Code'}><code>{text}</code></pre>
    </div>
  )
}

const Link = ({ href, children }: { href: string | undefined, children: ComponentChild }) => <a href={href} rel='noopener noreferrer nofollow' target='_blank'>{children}</a>

/**
 * Elements of ours for those Markdown opens; headings one step below the page's own.
 * @param dir `auto` for what stands on its own: it runs as its first letter does, and what is inside with it
 */
function element ({ tag, attrs, type }: Token, children: ComponentChild[], dir: 'auto' | undefined): ComponentChild {
  const attributes: Record<string, string> = Object.fromEntries((attrs ?? []).map(([name, value]) => [name, String(value)]))
  if (type === 'link_open') return <Link href={attributes['href']}>{children}</Link>
  if (type === 'heading_open') return h(`h${Math.min(6, Number(tag.slice(1)) + 2)}`, { dir }, children)
  if (type === 'table_open') return <div class='table' dir={dir} tabIndex={0} role='region' aria-label='Table'><table>{children}</table></div>
  if (type === 'ordered_list_open') return <ol dir={dir} start={Number(attributes['start'] ?? 1)}>{children}</ol>
  if (/^t[hd]_open$/.test(type)) return h(tag, { class: /center|right/.exec(attributes['style'] ?? '')?.[0] ?? '' }, children)
  return /^(p|blockquote|ul|li|thead|tbody|tr|em|strong|s)$/.test(tag) ? h(tag, { dir }, children) : <>{children}</>
}

function leaf (token: Token, isLinked: boolean): ComponentChild {
  if (token.type === 'inline') return <>{build(token.children ?? [])}</>
  if (token.type === 'code_inline') return <code>{token.content}</code>
  if (token.type === 'fence' || token.type === 'code_block') return <Code text={token.content.replace(/\n$/, '')} language={token.info.trim().split(/\s/, 1)[0]!.slice(0, 24)} />
  // Shown, it would tell its host who reads it.
  if (token.type === 'image') return isLinked ? token.content : <Link href={String(token.attrGet('src'))}>{token.content || 'picture'}</Link>
  if (token.type === 'softbreak') return '\n'
  if (token.type === 'hardbreak') return <br />
  if (token.type === 'hr') return <hr />
  return token.content
}

/** A run of asterisks nests as deep as it is long, and what draws elements calls itself for each level (preact 10): from a thousand the page stood still. */
const DEEPEST = 100

/** Tokens as elements. No HTML is made from a text anywhere, so none in it can run. */
function build (tokens: Token[]): ComponentChild[] {
  const root: ComponentChild[] = []
  const open: { token: Token, children: ComponentChild[] }[] = []
  /** What is open below the deepest level, and is not shown as such. */
  let beyond = 0
  const add = (child: ComponentChild) => (open.at(-1)?.children ?? root).push(child)
  for (const token of tokens) {
    if (token.nesting === 1) {
      if (open.length === DEEPEST) beyond++
      else open.push({ token, children: [] })
    } else if (token.nesting === 0) add(leaf(token, open.some(({ token: { type } }) => type === 'link_open')))
    else if (beyond > 0) beyond--
    else {
      const closed = open.pop()
      // Paragraphs of a tight list are hidden: their text stands in the item itself.
      if (closed) add(closed.token.hidden ? <>{closed.children}</> : element(closed.token, closed.children, open.length === 0 ? 'auto' : undefined))
    }
  }
  return root
}

export function Markdown ({ text }: { text: string }) {
  return useMemo(() => <div class='markdown'>{build(parser.parse(text, {}))}</div>, [text])
}
