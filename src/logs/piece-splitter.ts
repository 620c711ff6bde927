/** Cuts a piece out of the middle of a file into its lines. */
import { createLineSplitter, type LineSink, type LineSplitter } from './line-splitter.ts'

const newline = 10

/** The line that a piece begins in, and the one that it ends in, are left out where they are not whole. */
export function createPieceSplitter(sink: LineSink, cut: { readonly before: boolean; readonly behind: boolean }): LineSplitter {
  const lines = createLineSplitter(sink)
  let skipping = cut.before
  return {
    push: (chunk) => {
      const start = skipping ? chunk.indexOf(newline) + 1 : 0
      if (skipping && start === 0) return
      skipping = false
      lines.push(chunk.subarray(start))
    },
    end: () => {
      if (!cut.behind) lines.end()
    },
  }
}
