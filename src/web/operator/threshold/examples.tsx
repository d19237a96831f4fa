import { api, read } from '../../shared/client.ts'
import { within, type Example } from '../api.ts'
import { formatAway } from '../figures.ts'
import { Badge, Empty, Loaded, Panel, Scrolled } from '../parts.tsx'
import { useLoad } from '../use-load.ts'
import { sourceWords } from './outcomes.ts'

const verdict = ({ outcome, source, status }: Example) => outcome === null
  ? <Badge name={status} />
  : <><Badge name={outcome === 'same' ? 'right' : 'wrong'} /><small>{sourceWords(source ?? '')}</small></>

function Pairs ({ title, of: pairs, empty }: { title: string, of: Example[], empty: string }) {
  return (
    <div>
      <h3>{title}</h3>
      {pairs.length === 0
        ? <Empty>{empty}</Empty>
        : (
          <Scrolled label={`${title}, scrolls sideways`}>
            <table class='list'>
              <thead><tr><th scope='col'>Asked and stored</th><th scope='col' class='number'>Similarity</th><th scope='col'>What came of it</th></tr></thead>
              <tbody>
                {pairs.map((pair, i) => (
                  <tr key={i}>
                    <th scope='row'>{pair.asked ?? <i class='quiet'>the asked words were not kept</i>}<small>stored: {pair.entry_question ?? 'the entry is gone'}</small><small>{formatAway(pair.at)}</small></th>
                    <td class='number'>{pair.similarity.toFixed(4)}</td><td>{verdict(pair)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Scrolled>
          )}
    </div>
  )
}

/** Pairs of questions on both sides of the line: what it is about. */
export function ExamplePairs ({ threshold, range, namespace }: { threshold: number, range: string, namespace: string }) {
  const examples = useLoad(() => read(api.GET('/operator/examples', { params: { query: { ...within(range, namespace), threshold, limit: 5 } } })), [threshold, range, namespace])
  return (
    <Panel title='Just above and just below' aside={<span class='quiet'>at {threshold.toFixed(3)}</span>}>
      <Loaded of={examples} what='Examples'>
        {({ above, below }) => (
          <div class='pair'>
            <Pairs title='Just above the line' of={above} empty='Nothing was compared above the line in this range.' />
            <Pairs title='Just below the line' of={below} empty='Nothing was compared below the line in this range.' />
          </div>
        )}
      </Loaded>
    </Panel>
  )
}
