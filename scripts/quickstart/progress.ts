/** Progress of long work: a line rewritten once a second on a terminal, a line every ten seconds elsewhere. */
export function createProgress (output: { isTTY?: boolean, write (text: string): unknown }, text: () => string) {
  const show = () => output.write(output.isTTY ? `\r\x1b[K${text()}` : `${text()}\n`)
  const timer = setInterval(show, output.isTTY ? 1_000 : 10_000)
  return {
    /** Ends with one whole line. */
    stop () {
      clearInterval(timer)
      output.write(output.isTTY ? `\r\x1b[K${text()}\n` : `${text()}\n`)
    }
  }
}
