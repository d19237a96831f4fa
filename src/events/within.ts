/**
 * A promise, or a rejection after `timeoutMs`. No option of node-redis covers a command that is already
 * written (6.3), so a paused server would hold its caller for good.
 */
export function within<T> (promise: Promise<T>, timeoutMs: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`expected an answer within ${timeoutMs} ms`)), timeoutMs)
    promise.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
