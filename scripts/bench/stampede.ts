import { createClient } from 'redis'
import { createKeys } from '../../src/cache/keys.ts'
import { createMessages } from '../../src/db/messages.ts'
import { storeConversation } from './history.ts'
import { alternate, atMost, pairedRow, row, timeEach, type Bench } from './measure.ts'
import type { Stage } from './stage.ts'

const READERS = 500

/** Readers who all ask for one key that is not cached, against as many who ask for one that is. */
export const stampede: Bench<Stage> = {
  async run (stage, quick) {
    const { base } = await stage.service()
    const id = await storeConversation(stage)
    const messages = createMessages(await stage.pool())
    const client = createClient({ url: (await stage.services()).REDIS_URL })
    client.on('error', () => {})
    await client.connect()
    const read = async () => { await (await fetch(`${base}/backend-api/conversation/${id}`)).arrayBuffer() }
    const everybody = () => timeEach(1, () => Promise.all(Array.from({ length: READERS }, read)))
    try {
      await everybody()
      const rounds = quick ? 5 : 15
      stage.log(`stampede: ${rounds} rounds of ${READERS} readers`)
      const times = await alternate(rounds, {
        warm: everybody,
        query: () => timeEach(1, () => messages.readHistory({ tenant: 'local', user: 'local' }, id)),
        cold: async () => {
          await client.del(createKeys().history(id))
          return await everybody()
        }
      })
      const together = times.warm.map(([warm], i) => warm! + times.query[i]![0]!)
      const baseline = row(`${READERS} readers of a warm history, and one query`, 'ms', together)
      return [baseline, atMost(pairedRow(`${READERS} readers of a cold history`, 'ms', times.cold.flat(), baseline, together), 1.5)]
    } finally {
      client.destroy()
    }
  }
}
