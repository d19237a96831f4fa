import { useState } from 'preact/hooks'
import { formatCount, formatMs, formatSimilarity } from '../shared/format.ts'
import { Icon } from '../shared/icons.tsx'
import type { Me } from '../shared/session.ts'
import { useStore } from '../shared/store.ts'
import { say } from '../shared/toasts.tsx'
import { resume, running } from './conversation.ts'
import type { Answer } from './items.ts'
import { copy, Markdown } from './markdown.tsx'
import { askAgain, rate } from './rating.ts'
import { Why } from './why.tsx'
import { isCached, isSpared, LABELS, lackInWords } from './words.ts'

/** How the answer came about: fresh, exact, semantic or coalesced, how long it took, and what it spared. */
function Badge ({ answer: { cache, milliseconds, tokens } }: { answer: Answer }) {
  if (cache === null) return null
  const { status, similarity } = cache
  return (
    <span class='badge-line'>
      <span class={`badge ${status}`}>{LABELS[status] ?? status}{status === 'semantic' && similarity !== undefined && ` ${formatSimilarity(similarity)}`}</span>
      {milliseconds !== null && <span>{formatMs(milliseconds)}</span>}
      {isSpared(cache) && tokens !== null && <span>saved {formatCount(tokens)} tokens</span>}
    </span>
  )
}

function Ratings ({ answer }: { answer: Answer }) {
  const give = async (rating: 'up' | 'down') => {
    if (answer.rating === rating || !await rate(answer, rating)) return
    if (rating === 'down' && isCached(answer.cache)) say('Reported. This answer is no longer served from the cache.', { action: { label: 'Ask the model again', run: () => askAgain(answer) } })
    else say(rating === 'down' ? 'Thank you, reported.' : 'Thank you.')
  }
  return (
    <>
      <button type='button' class='icon' aria-label='Good answer' title='Good answer' aria-pressed={answer.rating === 'up'} onClick={() => give('up')}><Icon name='up' /></button>
      <button type='button' class='icon' aria-label='Bad answer' title='Bad answer' aria-pressed={answer.rating === 'down'} onClick={() => give('down')}><Icon name='down' /></button>
    </>
  )
}

function Footer ({ answer, me }: { answer: Answer, me: Me }) {
  const [isOpen, setOpen] = useState(false)
  const isBusy = useStore(running) !== null
  return (
    <footer>
      <Badge answer={answer} />
      <button type='button' class='link' aria-haspopup='dialog' onClick={() => setOpen(true)}>why?</button>
      <span class='tools'>
        <button type='button' class='icon' aria-label='Copy the answer' title='Copy the answer' onClick={() => copy(answer.content, 'Answer')}><Icon name='copy' /></button>
        <Ratings answer={answer} />
        {isCached(answer.cache) && <button type='button' class='again' disabled={isBusy} title='Reports this answer, and asks past the cache' onClick={() => askAgain(answer)}><Icon name='again' />Ask the model again</button>}
      </span>
      {isOpen && <Why answer={answer} me={me} onClose={() => setOpen(false)} />}
    </footer>
  )
}

/** What to do about an answer that is not whole. */
function Unfinished ({ answer }: { answer: Answer }) {
  const isBusy = useStore(running) !== null
  const { state, problem, content, key } = answer
  if (state === 'stopped' || state === 'failed') {
    return (
      <div class={`notice ${state}`}>
        <span>{problem}</span>
        <button type='button' disabled={isBusy} onClick={() => resume(key)}><Icon name='again' />{state === 'stopped' && content !== '' ? 'Show the rest' : 'Try again'}</button>
      </div>
    )
  }
  if (state === 'reconnecting') return <p class='quiet'>The connection was lost. Trying again …</p>
  return content === '' ? <p class='dots' aria-hidden='true'><i /><i /><i /></p> : null
}

export function AnswerView ({ answer, isLast, me }: { answer: Answer, isLast: boolean, me: Me }) {
  const isDone = answer.state === 'done'
  const lack = isDone ? lackInWords(answer.content, answer.cache) : null
  return (
    <article class={`answer ${answer.state} ${isLast ? 'last' : ''}`} aria-label='Answer' aria-busy={answer.state === 'streaming' || answer.state === 'waiting'}>
      {answer.content !== '' && <Markdown text={answer.content} />}
      {lack !== null && <p class='quiet'>{lack}</p>}
      {isDone ? <Footer answer={answer} me={me} /> : <Unfinished answer={answer} />}
    </article>
  )
}
