/** Tells how far the reading of files has come: bytes, lines, and the 502s among them. */
import type { Progress } from '../collect/progress.ts'
import type { MixedReader } from '../logs/mixed/line-reader.ts'
import type { Ledger } from './ledger.ts'

export interface Ticker {
  /** The same bytes, counted. */
  readonly watch: (source: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>
  /** For what is known of whole files. */
  readonly file: (progress: Progress) => void
}

const megabyte = 1024 * 1024
const everyBytes = 4 * megabyte

export function createTicker(
  ledger: Ledger,
  { pending }: Pick<MixedReader, 'pending'>,
  files: number,
  onProgress: ((progress: Progress) => void) | undefined,
): Ticker {
  let bytes = 0
  let told = 0
  let done = 0

  const tell = (state: Progress['state']): void => {
    const accounts = ledger.accounts()
    const lines = accounts.reduce((sum, { requests }) => sum + requests.lines.parsed, pending())
    const failed = accounts
      .flatMap(({ requests }) => [...requests.groups.values()])
      .reduce((sum, { status, requests }) => sum + (status === 502 ? requests : 0), 0)
    const call = `${Math.round(bytes / megabyte)} MB, ${lines} requests, ${failed} of them 502`
    onProgress?.({ call, state, done, total: files })
  }

  return {
    watch: async function* (source) {
      for await (const chunk of source) {
        bytes += chunk.length
        if (bytes - told >= everyBytes) {
          told = bytes
          tell('started')
        }
        yield chunk
      }
    },
    file: (progress) => {
      done = progress.done
      tell(progress.state)
    },
  }
}
