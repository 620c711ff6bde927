/** Streams one object. Loaded when the first object is read: it brings the SDK with it. */
import { addAbortSignal, Readable } from 'node:stream'
import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import { UnusableAnswer } from '../../collect/refusal.ts'

export interface ObjectName {
  readonly Bucket: string
  readonly Key: string
}

/** The object's bytes as they arrive. Rejects with the SDK's error; the stream fails when the signal is aborted. */
export async function getObject(client: S3Client, name: ObjectName, signal: AbortSignal): Promise<Readable> {
  const { Body } = await client.send(new GetObjectCommand(name), { abortSignal: signal })
  if (!(Body instanceof Readable)) throw new UnusableAnswer('the answer has no body')
  return addAbortSignal(signal, Body)
}
