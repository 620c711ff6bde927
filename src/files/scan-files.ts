/** Reads files one line after the other into the ledger, several files at a time. */
import { type ObjectsRead, readObjects } from '../collect/logs/read-objects.ts'
import type { Progress } from '../collect/progress.ts'
import type { TimeWindow } from '../core/evidence.ts'
import type { Ending } from '../logs/inflate.ts'
import { createMixedReader, type MixedReader } from '../logs/mixed/line-reader.ts'
import { createMixedSplitter } from '../logs/mixed/splitter.ts'
import { scanLog } from '../logs/scan.ts'
import { readFiles } from './evidence.ts'
import { fileRefusalOf } from './failure.ts'
import { createLedger, type FileLines, type Ledger } from './ledger.ts'
import { openFile, openInput } from './open.ts'
import { createTicker } from './ticker.ts'
import { inUtf8 } from './utf8.ts'
import { standardInput } from './walk.ts'

export interface FileScan {
  /** Null: every time. */
  readonly bounds: TimeWindow | null
  readonly stdin: AsyncIterable<Uint8Array | string>
  readonly signal: AbortSignal
  readonly onProgress?: ((progress: Progress) => void) | undefined
}

export interface Scanned {
  readonly ledger: Ledger
  readonly outcome: ObjectsRead
  /** Files that were read to their end and hold no line of a known kind. */
  readonly unknown: number
}

const interrupted: Ending = { whole: false, message: 'the run was interrupted' }

/** Reads all files. Never rejects: one that cannot be read is counted as such. */
export async function scanFiles(paths: readonly string[], scan: FileScan): Promise<Scanned> {
  const { bounds, stdin, signal, onProgress } = scan
  const ledger = createLedger(bounds)
  const reader = createMixedReader(ledger.book)
  const ticker = createTicker(ledger, reader, paths.length, onProgress)
  let unknown = 0

  const read = async (path: string): Promise<Ending> => {
    const file: FileLines = { known: false, unreadable: 0 }
    const own = readerFor(file, reader, ledger)
    const source = path === standardInput ? openInput(stdin, signal) : openFile(path, signal)
    const ending = await scanLog(inUtf8(ticker.watch(source)), own, signal, () =>
      createMixedSplitter(own, () => {
        ledger.turnTo(file)
        ledger.book.other('column-names')
      }),
    )
    ledger.close(file)
    if (signal.aborted) return interrupted
    if (ending.whole && !file.known) unknown += 1
    return ending
  }

  const outcome = await readObjects(paths, { call: readFiles, read, refusalOf: fileRefusalOf, signal, onProgress: ticker.file })
  reader.flush()
  return { ledger, outcome, unknown }
}

/** Lines of several files come in turns. */
function readerFor(file: FileLines, reader: MixedReader, { turnTo }: Ledger): MixedReader {
  return {
    ...reader,
    line: (bytes, start, end) => {
      turnTo(file)
      reader.line(bytes, start, end)
    },
    tooLong: () => {
      turnTo(file)
      reader.tooLong()
    },
    record: (record) => {
      turnTo(file)
      reader.record(record)
    },
  }
}
