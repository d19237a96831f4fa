export type StreamEvent = { name: string, data: string }

/**
 * Reads `text/event-stream` as it comes, in whatever pieces. Comments (heartbeats) are dropped.
 * Pure: the returned function takes a piece and gives the events it completed.
 */
export function createEventReader (): (piece: string) => StreamEvent[] {
  let rest = ''
  return (piece) => {
    const blocks = (rest + piece).split('\n\n')
    rest = blocks.pop() ?? ''
    return blocks.flatMap((block) => {
      let name = 'message'
      const data: string[] = []
      for (const line of block.split('\n')) {
        if (line.startsWith('event: ')) name = line.slice(7)
        else if (line.startsWith('data: ')) data.push(line.slice(6))
      }
      return data.length === 0 ? [] : [{ name, data: data.join('\n') }]
    })
  }
}
