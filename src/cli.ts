/** The command line: words in, exit code out. The process itself is bin.ts's. */
import { type Arguments, has, parseArguments } from './cli/arguments.ts'
import { type Command, commands, unbuiltCommands } from './cli/commands.ts'
import { commandHelp, generalHelp } from './cli/help.ts'
import type { Io } from './cli/io.ts'
import { reportWidth } from './cli/report.ts'
import { closest } from './core/closest.ts'
import { CannotRun } from './core/errors.ts'
import { tool } from './core/tool.ts'
import { cleanText } from './report/clean.ts'

/** Runs one command line and gives its exit code; never rejects. With 2, standard error has said why and standard output is empty. */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  try {
    return await dispatch(argv, io)
  } catch (error) {
    if (error instanceof CannotRun) {
      io.stderr.write(`${tool.name}: ${cleanText(error.message)}\n  ${cleanText(error.hint)}\n`)
    } else {
      io.stderr.write(bugReport(error, argv.includes('--verbose')))
    }
    return 2
  }
}

async function dispatch(argv: readonly string[], io: Io): Promise<number> {
  const [first] = argv
  if (first !== undefined && unbuiltCommands.includes(first)) throw unbuilt(first)
  const args = parseArguments(argv)
  const [name, ...words] = args.words
  if (has(args, 'version')) {
    io.stdout.write(`${tool.version}\n`)
    return 0
  }
  if (name === undefined || name === 'help') return help(words[0], has(args, 'help') || name === 'help', io)
  const command = commandNamed(name)
  if (has(args, 'help')) return help(name, true, io)
  assertFits(name, command, { ...args, words })
  const { run } = await command.load()
  return run({ ...args, words }, io)
}

function help(about: string | undefined, asked: boolean, io: Io): number {
  if (!asked) throw new CannotRun('No command is given.', 'lb502 --help lists them; lb502 demo shows what a report looks like.')
  const width = reportWidth(io.stdout)
  io.stdout.write(about === undefined ? generalHelp(width) : commandHelp(commandNamed(about), width))
  return 0
}

function commandNamed(name: string): Command {
  const command = commands.get(name)
  if (command !== undefined) return command
  if (unbuiltCommands.includes(name)) throw unbuilt(name)
  const meant = closest(name, [...commands.keys(), ...unbuiltCommands])
  throw new CannotRun(
    `Unknown command ${name}.`,
    meant === null ? 'lb502 --help lists the commands.' : `Did you mean lb502 ${meant}?`,
  )
}

function unbuilt(name: string): CannotRun {
  return new CannotRun(`${name} is not built in this version.`, 'lb502 --help lists what is.')
}

/** Refuses options and words that the command would ignore. */
function assertFits(name: string, command: Command, { given, words }: Arguments): void {
  for (const option of given.keys()) {
    if (!command.options.includes(option)) {
      throw new CannotRun(`${name} takes no --${option}.`, `lb502 ${name} --help lists its options.`)
    }
  }
  const surplus = words[command.words]
  if (surplus !== undefined)
    throw new CannotRun(`${name} does not know what to do with ${surplus}.`, `Usage: ${command.usage[0]}`)
}

/** One line and a hint for what should never happen; the stack where it was asked for. */
function bugReport(error: unknown, verbose: boolean): string {
  const message = error instanceof Error ? error.message : String(error)
  const line = `${tool.name} hit a bug: ${cleanText(message)}\n`
  if (!verbose) return `${line}  Run it again with --verbose for the stack, and please report it.\n`
  const stack = error instanceof Error ? (error.stack ?? '').split('\n') : []
  return line + stack.map((frame) => `  ${cleanText(frame)}\n`).join('')
}
