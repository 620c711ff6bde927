import { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import { logBucket, type World, windowTo } from '../../../scenarios/world.ts'
import { Refusal } from '../refusals.ts'
import type { Answers } from './index.ts'

/** The bucket that load balancers write their logs to. */
export function storing(world: World): Answers {
  const bodies = bodiesOf(world)
  return {
    's3:ListObjectsV2': ({ Bucket, Prefix = '', StartAfter = '' }) => {
      checkBucket(Bucket)
      const keys = [...bodies.keys()].filter((key) => key.startsWith(String(Prefix)) && key > String(StartAfter)).sort()
      const contents = keys.map((Key) => ({ Key, Size: bodies.get(Key)?.().length, LastModified: new Date(windowTo) }))
      return {
        Name: Bucket,
        Prefix,
        IsTruncated: false,
        KeyCount: keys.length,
        // XML of this kind cannot say that a list is empty.
        ...(keys.length === 0 ? {} : { Contents: contents }),
      }
    },
    's3:GetObject': ({ Bucket, Key }) => {
      checkBucket(Bucket)
      const body = bodies.get(String(Key))?.()
      if (body === undefined) throw new Refusal('NoSuchKey', 'The specified key does not exist.', 404)
      return { Body: Readable.from([body]), ContentLength: body.length, ContentType: 'binary/octet-stream' }
    },
  }
}

function checkBucket(bucket: unknown): void {
  if (bucket !== logBucket) throw new Refusal('NoSuchBucket', 'The specified bucket does not exist', 404)
}

/** Compressed once, when first looked at. */
function bodiesOf({ objects, rawObjects }: World): ReadonlyMap<string, () => Uint8Array> {
  const compressed = new Map<string, Uint8Array>()
  const compress = (key: string, lines: readonly string[]): Uint8Array => {
    const body = compressed.get(key) ?? gzipSync(`${lines.join('\n')}\n`)
    compressed.set(key, body)
    return body
  }
  return new Map([
    ...Object.entries(objects).map(([key, lines]) => [key, () => compress(key, lines)] as const),
    ...Object.entries(rawObjects).map(([key, body]) => [key, () => body] as const),
  ])
}
