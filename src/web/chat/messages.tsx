import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { formatMs } from '../shared/format.ts'
import type { Me } from '../shared/session.ts'
import { useStore } from '../shared/store.ts'
import { AnswerView } from './answer.tsx'
import { open, openNew } from './conversation.ts'
import type { Answer, Item } from './items.ts'
import { view } from './view.ts'
import { LABELS } from './words.ts'

/** Closer to the end than this counts as reading the end, pixels. */
const NEAR_PX = 80

/** Keeps the end in sight while somebody reads there, and lets them be where they do not. */
function useFollowing (items: Item[], id: string | null) {
  const ref = useRef<HTMLDivElement>(null)
  const isAtEnd = useRef(true)
  const [away, setAway] = useState(false)
  const toEnd = () => { if (ref.current) ref.current.scrollTop = ref.current.scrollHeight }
  const onScroll = () => {
    const { scrollHeight, scrollTop, clientHeight } = ref.current!
    isAtEnd.current = scrollHeight - scrollTop - clientHeight < NEAR_PX
    setAway(!isAtEnd.current)
  }
  const asked = items.filter(({ kind }) => kind === 'question').length
  // A question of one's own, or another conversation, is always worth seeing.
  useLayoutEffect(() => {
    isAtEnd.current = true
    toEnd()
    // Nothing is scrolled, and so nothing said, where all of it is in sight now.
    setAway(false)
  }, [asked, id])
  useLayoutEffect(() => { if (isAtEnd.current) toEnd() }, [items])
  return { ref, onScroll, away, toEnd }
}

/** Says that an answer began and, once it is whole, what it is: read word by word it could not be followed. */
function Announcer ({ items }: { items: Item[] }) {
  const [text, setText] = useState('')
  const last = items.at(-1)
  const answer = last?.kind === 'answer' ? last : null
  const seen = useRef<Answer['state'] | null>(null)
  useEffect(() => {
    const before = seen.current
    seen.current = answer?.state ?? null
    if (answer === null || before === seen.current) return
    if (answer.state === 'done') {
      // Not what a conversation that was just opened ends with.
      if (before !== null && before !== 'done') setText(`Answer, ${LABELS[answer.cache?.status ?? ''] ?? ''}${answer.milliseconds === null ? '' : `, ${formatMs(answer.milliseconds)}`}: ${answer.content.slice(0, 1_000)}`)
    } else if (answer.state === 'failed' || answer.state === 'stopped') setText(answer.problem ?? '')
    else if (answer.state === 'reconnecting') setText('The connection was lost. Trying again.')
    else if (answer.state === 'waiting') setText('Waiting for the answer.')
  }, [answer?.key, answer?.state])
  return <div class='visually-hidden' role='status' aria-live='polite'>{text}</div>
}

const Welcome = () => (
  <div class='welcome'>
    <h2>Ask something</h2>
    <p>What was asked before is answered from the cache, within milliseconds and without a call to the model. A badge under each answer says which it was, and why.</p>
  </div>
)

function Trouble ({ state, problem, id }: { state: 'missing' | 'failed', problem: string | null, id: string | null }) {
  return (
    <div class='welcome' role='alert'>
      <h2>{state === 'missing' ? 'There is no such conversation' : 'It could not be read'}</h2>
      <p>{state === 'missing' ? 'It was deleted, or it is somebody else’s.' : problem}</p>
      {state === 'failed' && id !== null && <button type='button' onClick={() => open(id)}>Try again</button>}
      <button type='button' class='primary' onClick={openNew}>New conversation</button>
    </div>
  )
}

export function Messages ({ me }: { me: Me }) {
  const { items, state, problem, id } = useStore(view)
  const { ref, onScroll, away, toEnd } = useFollowing(items, id)
  return (
    <div class='scroller' ref={ref} onScroll={onScroll} tabIndex={0} role='region' aria-label='Messages' aria-busy={state === 'loading'}>
      <div class='messages'>
        {state === 'new' && <Welcome />}
        {state === 'loading' && <p class='quiet'>Reading the conversation …</p>}
        {(state === 'missing' || state === 'failed') && <Trouble state={state} problem={problem} id={id} />}
        {items.map((item, index) => item.kind === 'question'
          ? <article key={item.key} class='question' aria-label='You'><p dir='auto'>{item.content}</p></article>
          : <AnswerView key={item.key} answer={item} isLast={index === items.length - 1} me={me} />)}
      </div>
      {away && <button type='button' class='to-end' onClick={toEnd}>To the newest</button>}
      <Announcer items={items} />
    </div>
  )
}
