import { useState } from 'preact/hooks'
import { Field } from './parts.tsx'

/** What the API takes as a namespace or a tag; a browser tells the title with what it refuses. */
export const NAME = { pattern: '[A-Za-z0-9][A-Za-z0-9._:\\/\\-]{0,63}', maxLength: 64, title: 'a letter or digit, then letters, digits and . _ : / -' } as const

/** Takes effect on Enter or when it is left. */
export function NamespaceField ({ label, none, value, onChange }: { label: string, none: string, value: string, onChange (value: string): void }) {
  const [text, setText] = useState(value)
  return (
    <Field label={label}>
      <input
        value={text} placeholder={none} {...NAME} autocomplete='off' spellcheck={false}
        onInput={({ currentTarget }) => setText(currentTarget.value)}
        onChange={({ currentTarget }) => { if (currentTarget.reportValidity()) onChange(currentTarget.value) }}
      />
    </Field>
  )
}
