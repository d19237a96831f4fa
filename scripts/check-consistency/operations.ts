import { createHash } from 'node:crypto'
import type { Cluster } from './cluster.ts'
import type { DeleteOp, HistoryFile, HistoryOp, ListOp, Operation, RenameOp, Row, TurnOp, WindowOp } from './history.ts'
import type { Http, Response } from './http.ts'
import type { Verifier } from './verify.ts'

const KEY = (conversation: string) => `chat:${conversation}:context`
/** Most conversations a list of one page can show; users are retired before they have as many. */
const PAGE = 100

export type Call = { client: number, server: number, user: string, timeoutMs: number }
export type OperationCounts = Record<Operation['kind'], { acknowledged: number, absent: number, failed: number, milliseconds: number[] }>

/** Answers are long and many: a digest tells two of them apart. */
const digest = (text: string) => createHash('sha1').update(text).digest('base64').slice(0, 12)

/** Milliseconds kept per kind of operation for the percentiles: enough for them, bounded. */
const SAMPLE = 20_000

/** The operations of the check: each is recorded from its request to its response and handed to the verifier. */
export function createOperations (deps: {
  cluster: Pick<Cluster, 'servers' | 'cache' | 'pool'>
  http: Http
  verifier: Verifier
  file: HistoryFile
  now: () => number
  /** Told of every error response: whether one is excused depends on the faults. */
  onError: (op: Operation, response: Response) => void
}) {
  const { cluster: { servers, cache, pool }, http, verifier, file, now, onError } = deps
  const kinds: Operation['kind'][] = ['turn', 'history', 'list', 'rename', 'delete', 'window']
  const counts = Object.fromEntries(kinds.map((kind) => [kind, { acknowledged: 0, absent: 0, failed: 0, milliseconds: [] }])) as unknown as OperationCounts
  let nextId = 1

  const open = ({ client, server, user }: Call) => ({ id: nextId++, client, server, user, from: now(), to: Infinity, status: 0 })

  function close<O extends Operation> (op: O): O {
    op.to = now()
    const count = counts[op.kind]
    if (op.status >= 200 && op.status < 300) count.acknowledged++
    else if (op.status === 404) count.absent++
    else count.failed++
    const place = count.milliseconds.length < SAMPLE ? count.milliseconds.length : op.id % SAMPLE
    count.milliseconds[place] = op.to - op.from
    verifier.end(op)
    file.write(op)
    return op
  }

  async function send<O extends Operation> (op: O, call: Call, method: string, path: string, body: unknown, read: (body: any) => void): Promise<O> {
    verifier.begin(op)
    let response = await http.call(method, `${servers[op.server]!.base}/backend-api${path}`, op.user, body, call.timeoutMs)
    // Nobody listened there, so nothing happened: any client goes to the next server.
    for (let i = 1; response.refused && i < servers.length; i++) {
      op.server = (op.server + 1) % servers.length
      response = await http.call(method, `${servers[op.server]!.base}/backend-api${path}`, op.user, body, call.timeoutMs)
    }
    op.status = response.status
    if (response.status >= 200 && response.status < 300) read(response.body)
    else if (response.status !== 404 && response.status !== 0) onError(op, response)
    return close(op)
  }

  return {
    counts,
    turn (call: Call, conversation: string | null, message: string, content: string): Promise<TurnOp> {
      const op: TurnOp = { ...open(call), kind: 'turn', conversation, message, content }
      const body = { ...(conversation === null ? {} : { conversation_id: conversation }), message: { id: message, content } }
      return send(op, call, 'POST', '/f/conversation', body, ({ conversation_id: id, message: question, answer, cache }) => {
        op.result = {
          conversation: id,
          question: { id: question.id, role: question.role, content: question.content, create_time: question.create_time },
          answer: { id: answer.id, role: answer.role, content: digest(answer.content) },
          cache: cache.status
        }
      })
    },
    rename (call: Call, conversation: string, title: string): Promise<RenameOp> {
      const op: RenameOp = { ...open(call), kind: 'rename', conversation, title }
      return send(op, call, 'PATCH', `/conversation/${conversation}`, { title }, (body) => { op.result = { id: body.id, title: body.title, update_time: body.update_time } })
    },
    delete (call: Call, conversation: string): Promise<DeleteOp> {
      return send({ ...open(call), kind: 'delete', conversation } as DeleteOp, call, 'DELETE', `/conversation/${conversation}`, undefined, () => {})
    },
    history (call: Call, conversation: string): Promise<HistoryOp> {
      const op: HistoryOp = { ...open(call), kind: 'history', conversation }
      return send(op, call, 'GET', `/conversation/${conversation}`, undefined, (body) => {
        const messages = body.messages.map(({ id, role, content }: { id: string, role: string, content: string }) => ({ id, role, content: role === 'user' ? content : digest(content) }))
        op.result = { id: body.conversation_id, title: body.title, update_time: body.update_time, messages }
      })
    },
    list (call: Call): Promise<ListOp> {
      const op: ListOp = { ...open(call), kind: 'list' }
      return send(op, call, 'GET', `/conversations?limit=${PAGE}`, undefined, ({ total, items }) => { op.result = { total, items } })
    },
    /** Redis first: whatever the window holds by then, Postgres must hold it after. */
    async window (call: Call, conversation: string): Promise<WindowOp> {
      const op: WindowOp = { ...open(call), kind: 'window', conversation }
      verifier.begin(op)
      try {
        const items = (await cache.client.lRange(KEY(conversation), 0, -1)).map((item) => JSON.parse(item) as Row)
        const { rows } = await pool.query<Row>('SELECT seq, role, content FROM messages WHERE conversation_id = $1 ORDER BY seq', [conversation])
        op.result = { items, rows }
        op.status = 200
      } catch { /* Redis is away: nothing was read */ }
      return close(op)
    }
  }
}
export type Operations = ReturnType<typeof createOperations>
