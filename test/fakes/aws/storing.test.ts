import { gunzipSync } from 'node:zlib'
import * as s3 from '@aws-sdk/client-s3'
import { describe, expect, it } from 'vitest'
import { logKey, shop } from '../../scenarios/shop.ts'
import { logBucket, type World } from '../../scenarios/world.ts'
import { refusal, start } from './start.ts'

describe('S3, by the REST-XML protocol', () => {
  const Bucket = logBucket
  const many: World = { ...shop, objects: Object.fromEntries(['a/1', 'a/2', 'a/3 & <4>', 'b/5'].map((key) => [key, [key]])) }

  it('lists by prefix, from a key on, over pages', async () => {
    const { s3: client } = await start(many, { pageSize: 1 })
    const keys: unknown[] = []
    const listing = { Bucket, Prefix: 'a/', StartAfter: 'a/1' }
    for await (const { Contents = [] } of s3.paginateListObjectsV2({ client }, listing))
      keys.push(...Contents.map(({ Key }) => Key))
    expect(keys).toEqual(['a/2', 'a/3 & <4>'])
    const none = await client.send(new s3.ListObjectsV2Command({ Bucket, Prefix: 'c/' }))
    expect([none.Contents, none.KeyCount, none.IsTruncated]).toEqual([undefined, 0, false])
  })

  it('delivers objects as gzip of the size that the listing says, and raw ones as they are', async () => {
    const { s3: client } = await start({ ...shop, rawObjects: { broken: Buffer.from('not gzip') } })
    const { Contents } = await client.send(new s3.ListObjectsV2Command({ Bucket, Prefix: logKey }))
    const { Body, ContentLength } = await client.send(new s3.GetObjectCommand({ Bucket, Key: logKey }))
    expect(ContentLength).toBe(Contents?.[0]?.Size)
    const lines = gunzipSync((await Body?.transformToByteArray()) ?? '').toString()
    expect(lines).toBe(`${shop.objects[logKey]?.join('\n')}\n`)
    const raw = await client.send(new s3.GetObjectCommand({ Bucket, Key: 'broken' }))
    expect(await raw.Body?.transformToString()).toBe('not gzip')
  })

  it('refuses unknown buckets and keys', async () => {
    const { s3: client } = await start()
    await expect(client.send(new s3.ListObjectsV2Command({ Bucket: 'gone' }))).rejects.toMatchObject(refusal('NoSuchBucket', 404))
    await expect(client.send(new s3.GetObjectCommand({ Bucket, Key: 'gone' }))).rejects.toBeInstanceOf(s3.NoSuchKey)
  })
})
