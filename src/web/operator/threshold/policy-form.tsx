import { useEffect, useState } from 'preact/hooks'
import { Choice, Field } from '../parts.tsx'
import { GUARD_WORDS, GUARDS, isBoundByBudget, KINDS, type Draft } from './policy-fields.ts'

type Props = { draft: Draft, inForce: Draft, onChange (change: Partial<Draft>): void }

const toggled = (all: readonly string[], name: string, on: boolean) => on ? [...all, name] : all.filter((other) => other !== name)

type ShareProps = { label: string, value: number | null, onChange (value: number | null): void, hint: string, /** What it is where it is left empty, as it may be; it is above 0 else. */ empty?: string }

function Share ({ label, value, onChange, hint, empty }: ShareProps) {
  const optional = empty !== undefined
  // As it is typed: what cannot be taken stays there to be mended, and says so.
  const [text, setText] = useState<string | null>(null)
  useEffect(() => setText((typed) => typed !== null && (typed === '' ? null : Number(typed)) !== value ? null : typed), [value])
  const isWrong = (typed: string) => typed === '' ? !optional : !(Number(typed) >= 0 && Number(typed) <= 1 && !(optional && Number(typed) === 0))
  const wrong = text !== null && isWrong(text)
  return (
    <Field label={label} hint={wrong ? <span class='problem' role='alert'>not taken: {optional ? 'above 0, 1 at most, or nothing' : 'from 0 to 1'}</span> : hint}>
      <input
        type='number' min='0' max='1' step='any' inputMode='decimal' value={text ?? value ?? ''} placeholder={empty} required={!optional} aria-invalid={wrong || undefined}
        onInput={({ currentTarget: { value: typed } }) => {
          setText(typed)
          if (!isWrong(typed)) onChange(typed === '' ? null : Number(typed))
        }}
      />
    </Field>
  )
}

/** What decides, beside the threshold. */
export function PolicyForm ({ draft, inForce, onChange }: Props) {
  // The bound of one kind says nothing to another.
  const choose = (kind: Draft['kind']) => onChange({ kind, min_probability: kind === inForce.kind ? inForce.min_probability : null })
  return (
    <div class='policy-form'>
      <Choice label='Policy kind' value={draft.kind} options={Object.entries(KINDS) as [Draft['kind'], string][]} onChange={choose} />
      <div class='fields'>
        {draft.kind === 'static' && <Share label='Threshold' value={draft.threshold} onChange={(value) => value !== null && onChange({ threshold: value })} hint='to the digit; the slider above stands on steps of 0.005' />}
        {draft.kind !== 'static' && !isBoundByBudget(draft) && <Share label='Least probability' value={draft.min_probability} empty='the default' onChange={(value) => onChange({ min_probability: value })} hint={draft.kind === 'verified' ? 'of the lower bound; an error budget takes its place' : 'a semantic hit must reach it'} />}
        <Share label='Error budget' value={draft.error_budget} empty='none' onChange={(value) => onChange({ error_budget: value })} hint='accepted share of wrong semantic hits; beyond it the tier tightens itself' />
        <Share label='Shadow checks' value={draft.shadow_rate} onChange={(value) => value !== null && onChange({ shadow_rate: value })} hint='share of semantic hits also asked of the LLM, to measure how many are wrong' />
      </div>
      <fieldset>
        <legend>Guards {draft.kind !== 'static' && <small>(asked by kind static only)</small>}</legend>
        <div class='checks'>
          {GUARDS.map((name) => (
            <label key={name}>
              <input type='checkbox' checked={draft.guards.includes(name)} onChange={({ currentTarget: { checked } }) => onChange({ guards: toggled(draft.guards, name, checked) })} />
              <span>{name}<small>{GUARD_WORDS[name]}</small></span>
            </label>
          ))}
        </div>
      </fieldset>
      <fieldset>
        <legend>Tiers that may answer</legend>
        <div class='checks'>
          {['exact', 'semantic'].map((name) => (
            <label key={name}>
              <input type='checkbox' checked={draft.tiers.includes(name)} onChange={({ currentTarget: { checked } }) => onChange({ tiers: toggled(draft.tiers, name, checked) })} />
              <span>{name}</span>
            </label>
          ))}
        </div>
      </fieldset>
    </div>
  )
}
