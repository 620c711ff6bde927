/** Nothing but decompression: what every reader of such files has to do. */
import { createReadStream } from 'node:fs'
import { createGunzip } from 'node:zlib'

const files = process.argv.slice(2)
let bytes = 0

async function inflateNext() {
  for (let file = files.pop(); file !== undefined; file = files.pop()) {
    const gunzip = createGunzip({ chunkSize: 1024 * 1024 })
    gunzip.on('data', (chunk) => {
      bytes += chunk.length
    })
    createReadStream(file, { highWaterMark: 256 * 1024 }).pipe(gunzip)
    await new Promise((resolve) => gunzip.once('end', resolve))
  }
}

await Promise.all(Array.from({ length: 4 }, inflateNext))
process.stdout.write(JSON.stringify({ bytes }))
