import type { Readable } from 'node:stream'
import { StringDecoder } from 'node:string_decoder'
import type { Pace } from '../completion.ts'

/** Longer than any piece of an answer: what never ends a line is not gathered for ever, characters. */
const MAX_LENGTH = 16_777_216
const LINE_END = /\r\n|[\n\r]/

/**
 * Reads a `text/event-stream` to its end.
 * @param onBytes told of all that comes: comments, too, say that somebody is there
 * @param onData the data of each event; while a promise it gives is open, nothing more is read, and in time the sender has to wait
 */
export function readEvents (body: Readable, onData: (data: string) => Pace, onBytes: (bytes: Buffer) => void = () => {}): Promise<void> {
  const decoder = new StringDecoder('utf8')
  /** The line that has not ended yet: its pieces are put together once, when it ends. */
  let rest = ''
  /** A line end of two characters may come in two pieces: its first one. */
  let held = ''
  let begun = false
  let ended = false
  let data: string | null = null

  /** @returns the data of an event that the line ends, or null */
  function take (line: string): string | null {
    if (line === '') {
      const whole = data
      data = null
      return whole
    }
    if (line === 'data' || line.startsWith('data:')) {
      const value = line.slice(line.startsWith('data: ') ? 6 : 5)
      data = data === null ? value : `${data}\n${value}`
    }
    return null
  }

  return new Promise((resolve, reject) => {
    const fail = (error: unknown) => {
      reject(error)
      // What came in the same packet is still told of by a body that is destroyed (Node 20): behind a gap it would look whole.
      body.off('data', read)
      body.destroy()
    }
    let going: Pace
    /** @returns where a line has to wait, when all of them were read */
    function go (lines: string[], from: number): Pace {
      for (let i = from; i < lines.length; i++) {
        const event = take(lines[i]!)
        const pace = event === null ? undefined : onData(event)
        if (!pace) continue
        body.pause()
        // What came in the same piece comes after it.
        return pace.then(() => go(lines, i + 1))
      }
      if (body.isPaused()) body.resume()
    }
    const read = (bytes: Buffer): void => {
      try {
        onBytes(bytes)
        const text = held + decoder.write(bytes)
        held = text.endsWith('\r') ? '\r' : ''
        // The mark of a byte order is no part of the first line.
        const from = !begun && text.startsWith('\ufeff') ? 1 : 0
        begun ||= text !== ''
        const lines = text.slice(from, text.length - held.length).split(LINE_END)
        lines[0] = rest + lines[0]
        rest = lines.pop()!
        if (rest.length + (data?.length ?? 0) > MAX_LENGTH) throw new Error(`expected events of at most ${MAX_LENGTH} characters`)
        going = go(lines, 0)
        going?.catch(fail)
      } catch (error) {
        fail(error)
      }
    }
    body.on('data', read)
    body.on('end', () => {
      ended = true
      // A stream that is paused ends all the same, where nothing more is to come: what waits was said before.
      Promise.resolve(going).then(() => {
        // The last event counts without the empty line after it, too.
        const last = [...`${rest}${held}${decoder.end()}`.split(LINE_END), ''].map(take).find((event) => event !== null)
        return last === undefined ? undefined : onData(last!)
      }).then(() => resolve(), fail)
    })
    body.on('error', reject)
    body.on('close', () => { if (!ended) reject(new Error('the connection closed before the end')) })
  })
}
