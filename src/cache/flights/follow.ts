import type { FlightChannel, FlightMessage } from './channel.ts'
import { LEADER_DEAD_TICKS, RENEW_TICKS, type Flight, type Said } from './flight.ts'

type Followed = { token: string, silent: number, ask (): void, hear (message: FlightMessage): void, lose (): void }

/** The side that listens to a call another process makes. */
export function createFollowing (channel: FlightChannel) {
  const flights = new Map<string, Followed>()
  let ticks = 0

  return {
    hear (message: FlightMessage): void {
      const flight = flights.get(message.k)
      if (!flight || (message.by ?? flight.token) !== flight.token) return
      flight.silent = 0
      flight.hear(message)
    },

    /**
     * Listens to a leader until its end, first to what was said already.
     * @param token what it leads by; begins with its process
     * @param said what was heard of an earlier leader; grows
     * @returns 'lost' where the leader is dead, or knows of no such flight
     */
    follow<C, R> (flight: Flight<C, R>, token: string, said: Said<C>): Promise<{ value: R } | 'lost'> {
      const { key, signal } = flight
      const leader = token.slice(0, token.indexOf('/'))
      const pass = said.length > 0 ? flight.resume(said.slice()) : (chunk: C) => chunk
      let heard = 0
      const ask = () => channel.send(leader, { t: 'join', k: key, by: token, from: channel.processId, have: heard })

      function take (chunks: C[]): void {
        for (const chunk of chunks) {
          heard++
          const passed = pass(chunk)
          if (passed === null) continue
          said.push(passed)
          flight.emit(passed)
        }
      }

      let mine: Followed | undefined
      return new Promise<{ value: R } | 'lost'>((resolve, reject) => {
        mine = {
          token,
          silent: 0,
          ask,
          lose: () => resolve('lost'),
          hear (message) {
            try {
              if (message.t === 'gone') resolve('lost')
              // A letter went missing: ask again from where the thread broke.
              else if ((message.t === 'say' || message.t === 'end') && message.at > heard) ask()
              else if (message.t === 'say') take((message.chunks as C[]).slice(heard - message.at))
              else if (message.t === 'end' && message.error !== undefined) throw flight.errorIn(message.error)
              else if (message.t === 'end') resolve({ value: message.result as R })
            } catch (error) {
              reject(error instanceof Error ? error : new Error('flight failed', { cause: error }))
            }
          }
        }
        flights.set(key, mine)
        const leave = () => {
          channel.send(leader, { t: 'leave', k: key, by: token, from: channel.processId })
          reject(new Error('nobody listens any more', { cause: signal.reason }))
        }
        if (signal.aborted) return leave()
        signal.addEventListener('abort', leave, { once: true })
        ask()
      }).finally(() => { if (flights.get(key) === mine) flights.delete(key) })
    },

    tick (): void {
      ticks++
      for (const flight of flights.values()) {
        if (++flight.silent > LEADER_DEAD_TICKS) flight.lose()
        else if (ticks % RENEW_TICKS === 0) flight.ask()
      }
    }
  }
}
