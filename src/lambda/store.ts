/** Remembers in S3 what was told: one object for each load balancer, replaced only by whoever saw it as it is. */
import { createHash } from 'node:crypto'
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { parseMemory, type Store } from '../scheduled/store.ts'

/** `place`: `s3://bucket/prefix`. */
export function s3Store(place: string, ownEndpoint: boolean): Store {
  const { hostname: bucket, pathname } = new URL(place)
  const client = new S3Client({ followRegionRedirects: true, forcePathStyle: ownEndpoint })
  const object = (balancerId: string): { readonly Bucket: string; readonly Key: string } => {
    const name = `${createHash('sha256').update(balancerId).digest('hex').slice(0, 32)}.json`
    return { Bucket: bucket, Key: `${pathname.slice(1)}/${name}`.replace(/^\/+/, '') }
  }
  return {
    read: async (balancerId) => {
      try {
        const { Body, ETag } = await client.send(new GetObjectCommand(object(balancerId)))
        const text = (await Body?.transformToString()) ?? ''
        return { ...parseMemory(text), version: ETag ?? null }
      } catch (error) {
        if (isNamed(error, 'NoSuchKey', 'NotFound')) return { memory: null, version: null, fault: null }
        throw error
      }
    },
    write: async (balancerId, memory, version) => {
      const condition = version === null ? { IfNoneMatch: '*' } : { IfMatch: version }
      try {
        const { ETag } = await client.send(
          new PutObjectCommand({
            ...object(balancerId),
            ...condition,
            Body: JSON.stringify(memory),
            ContentType: 'application/json',
          }),
        )
        return ETag ?? ''
      } catch (error) {
        // Somebody wrote it in between, or is writing it.
        if (isNamed(error, 'PreconditionFailed', 'ConditionalRequestConflict')) return null
        throw error
      }
    },
  }
}

function isNamed(error: unknown, ...names: readonly string[]): boolean {
  return error instanceof Error && names.includes(error.name)
}
