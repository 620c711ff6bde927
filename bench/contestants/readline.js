/** The first thing one would write in Node: lines from readline, split at spaces. */
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'

const counts = new Map()
for (const file of process.argv.slice(2)) {
  for await (const line of createInterface({ input: createReadStream(file).pipe(createGunzip()) })) {
    const fields = line.split(' ')
    const key = `${fields[1]?.slice(0, 16)} ${fields[8]}`
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
}
process.stdout.write(JSON.stringify({ counts: counts.size }))
