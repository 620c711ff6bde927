/** The data plane of storage accounts: lists of blobs in XML, and blobs by range. */
import type { IncomingHttpHeaders } from 'node:http'
import type { AzureWorld } from '../../../scenarios/azure-worlds/world.ts'
import { windowTo } from '../../../scenarios/world.ts'
import { placeOf, tokenOf } from '../paging.ts'
import { Refusal } from '../refusals.ts'
import { escapeXml, type Reply, xml } from '../reply.ts'

const mostListed = 5000

/** The answer to a request for `/account/container…`. What storage would refuse throws a Refusal. */
export function answerBlobs(
  world: AzureWorld,
  method: string,
  address: URL,
  headers: IncomingHttpHeaders,
  pageSize: number | null,
): Reply {
  const [, account = '', container = '', ...rest] = address.pathname.split('/').map(decodeURIComponent)
  const home = `${account}/${container}/`
  const names = Object.keys(world.blobs).filter((name) => name.startsWith(home))
  if (names.length === 0) throw new Refusal('ContainerNotFound', 'The specified container does not exist.', 404)
  const { searchParams } = address
  if (method === 'GET' && searchParams.get('comp') === 'list' && searchParams.get('restype') === 'container') {
    const blobs = names.map((name) => ({ name: name.slice(home.length), length: bytesOf(world.blobs[name]).length }))
    return listing(blobs, address, container, pageSize)
  }
  const content = world.blobs[home + rest.join('/')]
  if (content === undefined) throw new Refusal('BlobNotFound', 'The specified blob does not exist.', 404)
  if (method !== 'GET' && method !== 'HEAD') {
    throw new Refusal('UnsupportedHttpVerb', 'The resource does not support the specified Http Verb.', 405)
  }
  return blob(bytesOf(content), method, headers)
}

function bytesOf(content: string | Uint8Array | undefined): Uint8Array {
  return typeof content === 'string' ? Buffer.from(content) : (content ?? new Uint8Array())
}

interface Listed {
  readonly name: string
  readonly length: number
}

const modified = new Date(windowTo).toUTCString()

function listing(blobs: readonly Listed[], address: URL, container: string, pageSize: number | null): Reply {
  const { searchParams } = address
  const prefix = searchParams.get('prefix') ?? ''
  const delimiter = searchParams.get('delimiter') ?? ''
  const size = Math.min(Number(searchParams.get('maxresults') ?? mostListed), mostListed, pageSize ?? mostListed)
  const entries = new Map<string, string>()
  for (const { name, length } of blobs
    .filter((each) => each.name.startsWith(prefix))
    .sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const end = delimiter === '' ? -1 : name.indexOf(delimiter, prefix.length)
    const shown = end === -1 ? name : name.slice(0, end + delimiter.length)
    entries.set(shown, end === -1 ? blobXml(name, length) : `<BlobPrefix><Name>${escapeXml(shown)}</Name></BlobPrefix>`)
  }
  const from = placeOf(searchParams.get('marker'))
  const page = [...entries.values()].slice(from, from + size)
  const next = from + size < entries.size ? `<NextMarker>${tokenOf(from + size)}</NextMarker>` : '<NextMarker />'
  const asked = `<Prefix>${escapeXml(prefix)}</Prefix>${delimiter === '' ? '' : `<Delimiter>${escapeXml(delimiter)}</Delimiter>`}`
  return xml(
    `<EnumerationResults ServiceEndpoint="${address.origin}/" ContainerName="${container}">${asked}<Blobs>${page.join('')}</Blobs>${next}</EnumerationResults>`,
  )
}

function blobXml(name: string, length: number): string {
  const properties = [
    `<Creation-Time>${modified}</Creation-Time><Last-Modified>${modified}</Last-Modified><Etag>0x8DE2A0000000000</Etag>`,
    `<Content-Length>${length}</Content-Length><Content-Type>application/octet-stream</Content-Type>`,
    '<BlobType>AppendBlob</BlobType><LeaseStatus>unlocked</LeaseStatus><LeaseState>available</LeaseState>',
  ]
  return `<Blob><Name>${escapeXml(name)}</Name><Properties>${properties.join('')}</Properties></Blob>`
}

function blob(content: Uint8Array, method: string, headers: IncomingHttpHeaders): Reply {
  const told = {
    'content-type': 'application/octet-stream',
    'accept-ranges': 'bytes',
    'last-modified': modified,
    etag: '"0x8DE2A0000000000"',
    'x-ms-blob-type': 'AppendBlob',
  }
  if (method === 'HEAD') return { status: 200, headers: { ...told, 'content-length': String(content.length) }, body: '' }
  const range = /^bytes=(\d+)-(\d*)$/.exec(String(headers['x-ms-range'] ?? headers.range ?? ''))
  if (range === null) return { status: 200, headers: { ...told, 'content-length': String(content.length) }, body: content }
  const from = Number(range[1])
  const to = Math.min(range[2] === '' ? Number.POSITIVE_INFINITY : Number(range[2]), content.length - 1)
  if (from > to) {
    throw new Refusal('InvalidRange', 'The range specified is invalid for the current size of the resource.', 416, {
      'content-range': `bytes */${content.length}`,
    })
  }
  const part = content.subarray(from, to + 1)
  const place = { 'content-range': `bytes ${from}-${to}/${content.length}`, 'content-length': String(part.length) }
  return { status: 206, headers: { ...told, ...place }, body: part }
}
