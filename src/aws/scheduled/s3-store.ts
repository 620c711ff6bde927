/** State in objects of a bucket; S3 takes a write only over the version that was read. */
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { type StateStore, stateName } from '../../scheduled/state-store.ts'
import type { ClientSettings } from '../connection.ts'

export interface S3Place {
  readonly bucket: string
  /** Empty, or with a slash at the end. */
  readonly prefix: string
}

export function s3Store({ bucket, prefix }: S3Place, { ownS3Endpoint, ...settings }: ClientSettings): StateStore {
  const client = new S3Client({ ...settings, followRegionRedirects: true, forcePathStyle: ownS3Endpoint })
  const keyOf = (key: string): string => prefix + stateName(key)
  return {
    read: async (key) => {
      try {
        const { Body, ETag = '' } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: keyOf(key) }))
        return { text: (await Body?.transformToString()) ?? '', version: ETag }
      } catch (error) {
        if (error instanceof Error && error.name === 'NoSuchKey') return null
        throw error
      }
    },
    write: async (key, text, before) => {
      const condition = before === null ? { IfNoneMatch: '*' } : { IfMatch: before.version }
      const input = { Bucket: bucket, Key: keyOf(key), Body: text, ContentType: 'application/json', ...condition }
      try {
        const { ETag = '' } = await client.send(new PutObjectCommand(input))
        return ETag
      } catch (error) {
        if (isLost(error)) return null
        throw error
      }
    },
  }
}

/** Another write came first, or is under way at this moment, or the object was removed since it was read. */
function isLost(error: unknown): boolean {
  return error instanceof Error && /^(PreconditionFailed|ConditionalRequestConflict|NoSuchKey)$/.test(error.name)
}
