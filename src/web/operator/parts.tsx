import type { ComponentChildren } from 'preact'
import type { Load } from './use-load.ts'

/** What a request brought: waiting, what went wrong and how to go on, or the content. */
export function Loaded<T> ({ of: { data, problem, loading, again }, what, children }: { of: Load<T>, what: string, children (data: T): ComponentChildren }) {
  return (
    <div class='loaded' aria-busy={loading}>
      {problem !== null && <p class='notice bad' role='alert'><span>{what}: {problem}</span> <button type='button' onClick={again}>Try again</button></p>}
      {data !== null ? children(data) : loading && <p class='waiting' role='status'>Reading {what}…</p>}
    </div>
  )
}

/** Nothing is there, and what to do about it. */
export const Empty = ({ children }: { children: ComponentChildren }) => <p class='empty'>{children}</p>

export function Panel ({ title, aside, children, id }: { title: string, aside?: ComponentChildren, children: ComponentChildren, id?: string }) {
  return (
    <section class='panel' id={id}>
      <header><h2>{title}</h2>{aside}</header>
      {children}
    </section>
  )
}

/** One figure with its unit, and what it means. */
export const Tile = ({ label, value, note, tone = '' }: { label: string, value: string, note?: ComponentChildren, tone?: 'warn' | '' }) => (
  <div class={`tile ${tone}`}><dt>{label}</dt><dd>{value}{note !== undefined && <small>{note}</small>}</dd></div>
)

export function Field ({ label, children, hint }: { label: string, children: ComponentChildren, hint?: ComponentChildren }) {
  return <label class='field'><span>{label}</span>{children}{hint !== undefined && <small>{hint}</small>}</label>
}

/** A wide table scrolls by itself, never the page; by the keyboard too. */
export const Scrolled = ({ label, children }: { label: string, children: ComponentChildren }) => (
  <div class='scrolled' role='region' aria-label={label} tabIndex={0}>{children}</div>
)

export function Choice<T extends string> ({ label, value, options, onChange }: { label: string, value: T, options: readonly (readonly [T, string])[], onChange (value: T): void }) {
  return (
    <Field label={label}>
      <select value={value} onChange={(event) => onChange(event.currentTarget.value as T)}>
        {options.map(([name, text]) => <option key={name} value={name}>{text}</option>)}
      </select>
    </Field>
  )
}

const STATES: Record<string, string> = { live: 'good', quarantined: 'warn', deleted: 'bad' }
export const Badge = ({ name }: { name: string }) => <span class={`badge ${STATES[name] ?? name}`}>{name}</span>
