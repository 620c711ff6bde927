/** A container that answers over http, as emulators do, in as few words as the protocol allows. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { openContainer } from '../../../src/azure/logs/blob-client.ts'

let server: Server

afterEach(() => {
  server.closeAllConnections()
  server.close()
})

const listing =
  '<?xml version="1.0" encoding="utf-8"?><EnumerationResults><Blobs><Blob><Name>a/PT1H.json</Name><Properties/></Blob></Blobs></EnumerationResults>'

describe('a container over http', () => {
  it('is read without a token, and without sizes and times in its list', async () => {
    const tokens: (string | undefined)[] = []
    server = createServer((request, response) => {
      tokens.push(request.headers.authorization)
      if (request.url?.includes('comp=list')) response.writeHead(200, { 'content-type': 'application/xml' }).end(listing)
      else response.writeHead(200, { 'content-length': '3', etag: '"1"' }).end('{}\n')
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const credential = { getToken: async () => ({ token: 'secret', expiresOnTimestamp: Date.now() + 3_600_000 }) }
    const { signal } = new AbortController()
    const container = openContainer(`http://127.0.0.1:${port}/logs`, { credential, signal })
    const blobs = await container.list('a/')
    expect(blobs).toEqual([{ name: 'a/PT1H.json', length: null, writtenAt: null }])
    const chunks: Uint8Array[] = []
    for (const blob of blobs) for await (const chunk of await container.open(blob)) chunks.push(chunk)
    expect(Buffer.concat(chunks).toString()).toBe('{}\n')
    expect(tokens).toEqual([undefined, undefined])
  })
})
