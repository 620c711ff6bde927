/** Lists and streams blobs. Loaded when the first container is read: it brings the SDK with it. */
import { AnonymousCredential, ContainerClient } from '@azure/storage-blob'
import type { Piece } from '../../collect/logs/sample.ts'
import { UnusableAnswer } from '../../collect/refusal.ts'
import { tool } from '../../core/tool.ts'
import type { AzureLogRequest } from './request.ts'

export interface Blob {
  readonly name: string
  /** Bytes, when it was listed: the file of the current hour grows. Null where it is not listed. */
  readonly length: number | null
  /** ISO 8601 UTC; null where it is not listed. */
  readonly writtenAt: string | null
}

export interface BlobContainer {
  /** Every blob under the prefix. Rejects with the SDK's error. */
  readonly list: (prefix: string) => Promise<readonly Blob[]>
  /** The bytes that the blob had when it was listed, or a piece of them, as they arrive. Rejects with the SDK's error. */
  readonly open: (blob: Blob, piece?: Piece) => Promise<AsyncIterable<Uint8Array>>
}

export function openContainer(
  url: string,
  { credential, signal }: Pick<AzureLogRequest, 'credential' | 'signal'>,
): BlobContainer {
  // A token is never sent in the clear: what answers over http, as emulators do, answers anybody.
  const client = new ContainerClient(url, isPlain(url) ? new AnonymousCredential() : credential, {
    userAgentOptions: { userAgentPrefix: `${tool.name}/${tool.version}` },
    retryOptions: { maxTries: 4, retryDelayInMs: 400, maxRetryDelayInMs: 4000 },
  })
  return {
    list: async (prefix) => {
      const blobs: Blob[] = []
      for await (const { name, properties } of client.listBlobsFlat({ prefix, abortSignal: signal })) {
        // The types promise what servers that imitate storage leave out.
        const written: Date | undefined = properties.lastModified
        blobs.push({ name, length: properties.contentLength ?? null, writtenAt: written?.toISOString() ?? null })
      }
      return blobs
    },
    open: async ({ name, length: whole }, piece) => {
      const length = piece?.bytes ?? whole
      // A range without bytes is no range to storage.
      if (length === 0) return nothing()
      const { readableStreamBody } = await client
        .getBlobClient(name)
        .download(piece?.from ?? 0, length ?? undefined, { abortSignal: signal })
      if (readableStreamBody === undefined) throw new UnusableAnswer('the answer has no body')
      return readableStreamBody as unknown as AsyncIterable<Uint8Array>
    },
  }
}

function isPlain(url: string): boolean {
  return new URL(url).protocol === 'http:'
}

async function* nothing(): AsyncGenerator<Uint8Array> {}
