/** State in blobs of a container; storage takes a write only over the version that was read. */
import type { TokenCredential } from '@azure/identity'
import { AnonymousCredential, ContainerClient } from '@azure/storage-blob'
import { type StateStore, stateName } from '../../scheduled/state-store.ts'

export interface BlobPlace {
  /** Of the container. */
  readonly url: string
  /** Empty, or with a slash at the end. */
  readonly prefix: string
}

export function blobStore({ url, prefix }: BlobPlace, credential: TokenCredential): StateStore {
  // A token is never sent in the clear: what answers over http, as emulators do, answers anybody.
  const container = new ContainerClient(url, url.startsWith('http:') ? new AnonymousCredential() : credential, {
    retryOptions: { maxTries: 3, tryTimeoutInMs: 4000, retryDelayInMs: 300, maxRetryDelayInMs: 1000 },
  })
  const blobOf = (key: string) => container.getBlockBlobClient(prefix + stateName(key))
  return {
    read: async (key) => {
      try {
        const { etag = '', readableStreamBody } = await blobOf(key).download()
        const chunks: Buffer[] = []
        for await (const chunk of readableStreamBody ?? []) chunks.push(Buffer.from(chunk))
        return { text: Buffer.concat(chunks).toString('utf8'), version: etag }
      } catch (error) {
        if (codeOf(error) === 'BlobNotFound') return null
        throw error
      }
    },
    write: async (key, text, before) => {
      const conditions = before === null ? { ifNoneMatch: '*' } : { ifMatch: before.version }
      const blobHTTPHeaders = { blobContentType: 'application/json' }
      try {
        const { etag = '' } = await blobOf(key).upload(text, Buffer.byteLength(text), { conditions, blobHTTPHeaders })
        return etag
      } catch (error) {
        if (/^(ConditionNotMet|BlobAlreadyExists)$/.test(codeOf(error))) return null
        throw error
      }
    },
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}
