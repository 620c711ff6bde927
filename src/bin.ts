#!/usr/bin/env node
/** The command: lends the process to the command line. The version is answered at once; everything else is loaded on demand. */
import type { Io, Sink } from './cli/io.ts'
import { tool } from './core/tool.ts'

const [, , ...argv] = process.argv

if (argv.length === 1 && argv[0] === '--version') {
  process.stdout.write(`${tool.version}\n`)
} else {
  // The SDK prints a notice under Node 20, which this version supports on purpose.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true'
  endQuietlyWhenUnread(process.stdout)
  endQuietlyWhenUnread(process.stderr)
  const { main } = await import('./cli.ts')
  const code = await main(argv, ownIo())
  // Sockets of a call that was given up must not keep the process, and what was written must be out before it ends.
  process.stdout.write('', () => process.stderr.write('', () => setImmediate(() => process.exit(code))))
}

function ownIo(): Io {
  return {
    stdout: sinkOf(process.stdout),
    stderr: sinkOf(process.stderr),
    stdin: process.stdin,
    env: process.env,
    now: new Date(),
    interruption,
  }
}

function sinkOf(stream: NodeJS.WriteStream): Sink {
  return { write: (text) => void stream.write(text), isTTY: stream.isTTY === true, columns: stream.columns }
}

function interruption(): AbortSignal {
  const controller = new AbortController()
  process.once('SIGINT', () => controller.abort())
  return controller.signal
}

/** `lb502 … | head` closes the pipe early: that is no error. A full disk is one. */
function endQuietlyWhenUnread(stream: NodeJS.WriteStream): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED') return
    process.stderr.write(`${tool.name}: Cannot write the report: ${error.message}\n  Name a file with --output.\n`)
    process.exit(2)
  })
}
