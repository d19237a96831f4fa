import { useEffect, useState } from 'preact/hooks'
import type { paths } from '../shared/api.js'
import { api, read, wordsOf } from '../shared/client.ts'
import { Dialog } from '../shared/dialog.tsx'
import { formatCount, formatMs, formatSimilarity } from '../shared/format.ts'
import type { Me } from '../shared/session.ts'
import type { Answer } from './items.ts'
import { isSpared, LABELS, whyInWords } from './words.ts'

type Explanation = paths['/operator/explain']['post']['responses'][200]['content']['application/json']

const findingInWords = (finding: string) => finding === 'serve' ? 'would be served' : finding.replace(/^guard:/, 'stopped by the guard ').replaceAll('_', ' ')

function Candidates ({ candidates }: { candidates: Explanation['candidates'] }) {
  if (candidates.length === 0) return null
  return (
    <div class='table' tabIndex={0} role='region' aria-label='Nearest cached questions'>
      <table>
        <thead><tr><th scope='col'>Nearest cached questions</th><th scope='col' class='right'>Similarity</th><th scope='col'>Finding</th></tr></thead>
        <tbody>
          {candidates.map(({ entry_id: id, question, similarity, finding, guards }) => (
            <tr key={id}>
              <td dir='auto'>{question}</td>
              <td class='right'>{formatSimilarity(similarity)}</td>
              <td>{findingInWords(finding)}{guards.filter(({ evidence }) => evidence !== null).map(({ name, evidence }) => <span key={name} class='evidence'>{name}: {evidence}</span>)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** What the operator's explanation says of this question now; the answer itself may be older than the policy. */
function Now ({ question: { id, content } }: { question: Answer['question'] }) {
  const [told, setTold] = useState<Explanation | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  useEffect(() => {
    read(api.POST('/operator/explain', { body: { text: content, message_id: id } })).then((explanation) => setTold(explanation as Explanation), (error) => setProblem(wordsOf(error)))
  }, [id, content])
  return (
    <section aria-busy={told === null && problem === null}>
      <h3>Asked now</h3>
      {problem && <p class='problem'>{problem}</p>}
      {told && <><p>{told.decision.sentence}</p><Candidates candidates={told.candidates} /></>}
    </section>
  )
}

export function Why ({ answer, me, onClose }: { answer: Answer, me: Me, onClose (): void }) {
  const { cache, milliseconds, tokens, fresh, question } = answer
  if (cache === null) return null
  const isOperator = me.role === 'operator'
  return (
    <Dialog title='Why this answer' onClose={onClose} wide={isOperator}>
      {whyInWords(cache, fresh).map((sentence) => <p key={sentence}>{sentence}</p>)}
      <dl class='facts'>
        <dt>Came</dt><dd>{LABELS[cache.status] ?? cache.status}{milliseconds !== null && `, in ${formatMs(milliseconds)}`}</dd>
        {isSpared(cache) && tokens !== null && <><dt>Saved</dt><dd>{formatCount(tokens)} tokens of a call to the model</dd></>}
        {isOperator && cache.entry_id !== undefined && <><dt>Entry</dt><dd><code>{cache.entry_id}</code></dd></>}
        {isOperator && cache.reason !== undefined && <><dt>Reason</dt><dd><code>{cache.reason}</code></dd></>}
      </dl>
      {isOperator && <Now question={question} />}
    </Dialog>
  )
}
