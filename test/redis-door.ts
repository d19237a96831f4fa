import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

type Teardown = { teardown (work: () => unknown): void }
/** Commands of one connection that left without waiting for a reply in between: one round trip. */
type RoundTrip = string[]

/** Reads the names of complete RESP commands as their bytes come. */
function commandReader (): (bytes: Buffer) => string[] {
  let rest = Buffer.alloc(0)
  return (bytes) => {
    rest = Buffer.concat([rest, bytes])
    const names: string[] = []
    for (;;) {
      const parts = readCommand(rest)
      if (parts === null) return names
      names.push(parts.name)
      rest = rest.subarray(parts.length)
    }
  }
}

function readCommand (bytes: Buffer): { name: string, length: number } | null {
  let at = 0
  const number = () => {
    const end = bytes.indexOf('\r\n', at)
    if (end < 0) return null
    const value = Number(bytes.toString('latin1', at + 1, end))
    at = end + 2
    return value
  }
  const count = number()
  if (count === null) return null
  let name = ''
  for (let i = 0; i < count; i++) {
    const size = number()
    if (size === null || bytes.length < at + size + 2) return null
    if (i === 0) name = bytes.toString('latin1', at, at + size).toUpperCase()
    at += size + 2
  }
  return { name, length: at }
}

/** A Redis behind a door that counts round trips on the wire, delays replies, and can be shut, with a word (a FIN) or without one. */
export async function redisDoor (t: Teardown, behind: string) {
  const target = new URL(behind)
  const sockets = new Set<Socket>()
  /** Connections that nothing comes through any more, though neither end was told. */
  const dead = new WeakSet<Socket>()
  let trips: RoundTrip[] = []
  let delayMs = 0
  let port = 0
  const server = () => createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname)
    for (const end of [client, upstream]) {
      sockets.add(end)
      end.setNoDelay(true)
      end.on('error', () => {}).on('close', () => { client.destroy(); upstream.destroy(); sockets.delete(end) })
    }
    const read = commandReader()
    let trip: RoundTrip | undefined
    /** On their way, in their order: what comes after the delay has ended must not overtake what was held back. */
    const late: Buffer[] = []
    client.on('data', (bytes) => {
      if (dead.has(client)) return
      const names = read(bytes)
      if (names.length > 0) {
        if (!trip) trips.push(trip = [])
        trip.push(...names)
      }
      upstream.write(bytes)
    })
    upstream.on('data', (bytes) => {
      if (dead.has(client)) return
      trip = undefined
      if (delayMs === 0 && late.length === 0) client.write(bytes)
      else {
        late.push(bytes)
        setTimeout(() => client.write(late.shift()!), delayMs)
      }
    })
  })
  let open: ReturnType<typeof server> | undefined
  const listen = async () => {
    open = server()
    await new Promise<void>((resolve) => open!.listen(port, '127.0.0.1', resolve))
    port = (open.address() as AddressInfo).port
  }
  const shut = async () => {
    const closed = open?.listening ? new Promise((resolve) => open!.close(resolve)) : undefined
    for (const socket of sockets) socket.destroy()
    await closed
  }
  const vanish = () => {
    for (const socket of sockets) dead.add(socket)
    open?.close()
  }
  await listen()
  t.teardown(() => shut())
  return {
    url: `redis://127.0.0.1:${port}`,
    open: listen,
    shut,
    /** As a firewall that forgot its connections, or a host that lost power: those there are stay, and say nothing; no new ones. */
    vanish,
    delay: (ms: number) => { delayMs = ms },
    /** The round trips since the last call. */
    trips: () => { const seen = trips; trips = []; return seen }
  }
}
