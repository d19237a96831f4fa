/**
 * A promise, or a rejection after `timeoutMs`. No option of node-redis covers a command that is already
 * written (6.3), so a paused server would hold its caller for good.
 */
export function within<T> (promise: Promise<T>, timeoutMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`expected an answer within ${timeoutMs} ms`)), timeoutMs)
  })
  return Promise.race([promise, late]).finally(() => clearTimeout(timer))
}
