import { useRef, useState } from 'preact/hooks'
import { api, read } from '../../shared/client.ts'
import { formatCount, formatSimilarity } from '../../shared/format.ts'
import type { Entry } from '../api.ts'
import { formatAway } from '../figures.ts'
import { NAME } from '../namespace-field.tsx'
import { Badge, Empty, Field, Loaded, Panel, Scrolled } from '../parts.tsx'
import { useLoad, useMore } from '../use-load.ts'
import { Bulk } from './bulk.tsx'
import { Details } from './details.tsx'

type Filter = { q?: string, tag?: string, namespace?: string, state?: 'live' | 'quarantined' }
const FIELDS = ['q', 'tag', 'namespace', 'state'] as const

const page = (filter: Filter, cursor?: string) => read(api.GET('/operator/entries', { params: { query: { limit: 25, ...filter, ...(cursor ? { cursor } : {}) } } }))

/** How many pages are read for one that shows something. */
const EMPTY_PAGES = 20
/** A page is empty, though others follow, where all the service read for it was invalidated. */
async function readPage (filter: Filter, cursor?: string): Promise<Awaited<ReturnType<typeof page>>> {
  let found = await page(filter, cursor)
  for (let read = 1; read < EMPTY_PAGES && found.items.length === 0 && found.next_cursor !== null; read++) found = await page(filter, found.next_cursor)
  return found
}

/** As many pages as are shown, so that a change leaves one where one was. */
async function readPages (filter: Filter, pages: number): Promise<Awaited<ReturnType<typeof page>>> {
  let all = await readPage(filter)
  for (let read = 1; read < pages && all.next_cursor !== null; read++) {
    const { items, next_cursor: next } = await readPage(filter, all.next_cursor)
    all = { ...all, items: [...all.items, ...items], next_cursor: next }
  }
  return all
}

function Search ({ onSearch }: { onSearch (filter: Filter): void }) {
  function submit (event: SubmitEvent): void {
    event.preventDefault()
    const data = new FormData(event.currentTarget as HTMLFormElement)
    const given = FIELDS.map((name) => [name, String(data.get(name) ?? '').trim()] as const).filter(([, value]) => value !== '')
    onSearch(Object.fromEntries(given) as Filter)
  }
  return (
    <form class='controls' role='search' aria-label='Cached answers' onSubmit={submit}>
      <Field label='Nearest in meaning to'><input name='q' type='search' maxLength={1_000} placeholder='a question' /></Field>
      <Field label='Tag'><input name='tag' {...NAME} /></Field>
      <Field label='Namespace'><input name='namespace' {...NAME} /></Field>
      <Field label='State'><select name='state'><option value=''>any</option><option value='live'>live</option><option value='quarantined'>quarantined</option></select></Field>
      <button class='primary'>Search</button>
    </form>
  )
}

function Table ({ entries, onOpen }: { entries: Entry[], onOpen (id: string): void }) {
  const near = entries.some(({ similarity }) => similarity !== undefined)
  return (
    <Scrolled label='Cached answers, scrolls sideways'>
      <table class='list'>
        <thead>
          <tr>
            <th scope='col'>Question</th>
            {near && <th scope='col' class='number'>Similarity</th>}
            <th scope='col'>State</th><th scope='col' class='number'>Hits</th><th scope='col'>Namespace</th><th scope='col'>Tags</th><th scope='col'>Stored</th><th scope='col'>Expires</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <tr key={entry.id}>
              <th scope='row'><button type='button' class='link' onClick={() => onOpen(entry.id)}><span class='clamp'>{entry.question}</span></button><small class='clamp'>{entry.answer}</small></th>
              {near && <td class='number'>{entry.similarity === undefined ? '–' : formatSimilarity(entry.similarity)}</td>}
              <td><Badge name={entry.state} />{entry.pinned && <small>pinned</small>}{entry.edited_time !== undefined && <small>edited</small>}</td><td class='number'>{formatCount(entry.hits)}</td><td>{entry.namespace}</td><td>{entry.tags.join(', ') || '–'}</td>
              <td>{formatAway(entry.create_time)}</td><td>{formatAway(entry.expire_time)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolled>
  )
}

function Nothing ({ searched, more }: { searched: boolean, more: boolean }) {
  if (more) return <Empty>None of the newest is served any more: they were invalidated. Older ones may be.</Empty>
  return <Empty>{searched ? 'Nothing fits. Use fewer conditions, or other words.' : 'No answer is cached yet. Ask a question in the chat: its answer shows here.'}</Empty>
}

/** Cached answers: found, looked into, taken away. */
export function Entries () {
  const [filter, setFilter] = useState<Filter>({})
  const [open, setOpen] = useState<string | null>(null)
  const pages = useRef(1)
  const first = useLoad(() => readPages(filter, pages.current), [filter])
  const { more, readOn } = useMore(first.data)
  const showMore = async (cursor: string) => { if (await readOn(() => readPage(filter, cursor))) pages.current++ }
  const searched = Object.keys(filter).length > 0
  return (
    <>
      <Search onSearch={(next) => { pages.current = 1; setFilter(next) }} />
      <Panel title='Cached answers'>
        <Loaded of={first} what='Cached answers'>
          {(data) => {
            const items = [...data.items, ...more?.items ?? []]
            const next = (more ?? data).next_cursor
            return (
              <>
                {items.length === 0 ? <Nothing searched={searched} more={next !== null} /> : <Table entries={items} onOpen={setOpen} />}
                {next !== null && <button type='button' onClick={() => showMore(next)}>Show more</button>}
              </>
            )
          }}
        </Loaded>
      </Panel>
      <Bulk onDone={() => { first.again() }} />
      {open !== null && <Details key={open} id={open} onClose={() => setOpen(null)} onChanged={() => { first.again() }} />}
    </>
  )
}
