/** Decompression that keeps what was readable of a damaged stream. */
import type { Transform } from 'node:stream'
import * as zlib from 'node:zlib'

/** Whether a stream was read to its end, and if not, why. */
export type Ending = { readonly whole: true } | { readonly whole: false; readonly message: string }

/** Takes compressed bytes piece by piece. */
export interface Inflater {
  /** Resolves once everything these bytes hold has been handed on; the ending when the stream cannot go on. */
  readonly push: (bytes: Uint8Array) => Promise<Ending | null>
  readonly end: () => Promise<Ending>
}

/** Fewer, larger chunks: half as many hand-overs between threads, and more than twice the speed of the default. */
const chunkSize = 1024 * 1024

export type Compression = 'gzip' | 'zstd'

/** What the first bytes tell; null for what is not compressed, or not in a way that this Node can read. Four bytes are enough. */
export function compressionOf(bytes: Uint8Array): Compression | null {
  const [first, second, third, fourth] = bytes
  if (first === 0x1f && second === 0x8b) return 'gzip'
  const isZstd = first === 0x28 && second === 0xb5 && third === 0x2f && fourth === 0xfd
  return isZstd && createZstdDecompress !== undefined ? 'zstd' : null
}

/** Node has it from 22.15 on, which the types for the oldest Node that runs this do not know. */
interface Zstd {
  readonly createZstdDecompress?: (options: { readonly chunkSize: number }) => Transform
}

const { createZstdDecompress } = zlib as typeof zlib & Zstd

/** Members that follow each other in one stream are read through. `onBytes` is called as bytes come out, and must not throw. */
export function createInflater(onBytes: (bytes: Uint8Array) => void, compression: Compression = 'gzip'): Inflater {
  const unzstd = compression === 'zstd' ? createZstdDecompress : undefined
  const gunzip = unzstd?.({ chunkSize }) ?? zlib.createGunzip({ chunkSize })
  let failure: Ending | null = null
  const over = new Promise<Ending>((resolve) => {
    gunzip.once('end', () => resolve({ whole: true }))
    gunzip.once('error', (error) => {
      failure = { whole: false, message: messageOf(error) }
      resolve(failure)
    })
  })
  // Bytes are taken the moment they come out: what waited in the stream's own queue would be lost when it fails.
  gunzip.on('data', onBytes)
  return {
    push: async (bytes) => {
      if (failure === null) await Promise.race([written(gunzip, bytes), over])
      return failure
    },
    end: () => {
      if (failure === null) gunzip.end()
      return over
    },
  }
}

function written(gunzip: Transform, bytes: Uint8Array): Promise<void> {
  return new Promise((resolve) => {
    gunzip.write(bytes, () => resolve())
  })
}

function messageOf(error: NodeJS.ErrnoException): string {
  return error.code === 'Z_BUF_ERROR' ? 'the compressed data is cut short' : `the compressed data is damaged (${error.message})`
}
