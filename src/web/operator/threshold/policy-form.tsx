import { Choice, Field } from '../parts.tsx'
import { GUARD_WORDS, GUARDS, KINDS, type Draft } from './policy-fields.ts'

type Props = { draft: Draft, onChange (change: Partial<Draft>): void }

const toggled = (all: readonly string[], name: string, on: boolean) => on ? [...all, name] : all.filter((other) => other !== name)

function Share ({ label, value, onChange, hint, optional = false }: { label: string, value: number | null, onChange (value: number | null): void, hint: string, optional?: boolean }) {
  return (
    <Field label={label} hint={hint}>
      <input
        type='number' min='0' max='1' step='any' inputMode='decimal' value={value ?? ''} placeholder={optional ? 'none' : undefined} required={!optional}
        onInput={({ currentTarget: { value: text, valueAsNumber: number } }) => {
          if (text === '' && optional) onChange(null)
          else if (number >= 0 && number <= 1) onChange(number)
        }}
      />
    </Field>
  )
}

/** What decides, beside the threshold. */
export function PolicyForm ({ draft, onChange }: Props) {
  return (
    <div class='policy-form'>
      <Choice label='Policy kind' value={draft.kind} options={Object.entries(KINDS) as [Draft['kind'], string][]} onChange={(kind) => onChange({ kind })} />
      <div class='fields'>
        {draft.kind === 'static' && <Share label='Threshold' value={draft.threshold} onChange={(value) => value !== null && onChange({ threshold: value })} hint='to the digit; the slider above stands on steps of 0.005' />}
        {draft.kind !== 'static' && <Share label='Least probability' value={draft.min_probability} onChange={(value) => value !== null && onChange({ min_probability: value })} hint={draft.kind === 'verified' ? 'of the lower bound, where there is no error budget' : 'a semantic hit must reach it'} />}
        <Share label='Error budget' value={draft.error_budget} optional onChange={(value) => value !== 0 && onChange({ error_budget: value })} hint='accepted share of wrong semantic hits; beyond it the tier tightens itself' />
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
