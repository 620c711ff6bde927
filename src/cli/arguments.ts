/** From words to options. Wrong words end the run with one line and a hint. */
import { parseArgs } from 'node:util'
import { closest } from '../core/closest.ts'
import { CannotRun } from '../core/errors.ts'
import { isOptionName, type OptionName, options, unbuiltOptions } from './options.ts'

export interface Arguments {
  /** Words that are no options: the command first. */
  readonly words: readonly string[]
  /** Every option given, with its values in the order given; a switch has none. */
  readonly given: ReadonlyMap<OptionName, readonly string[]>
}

/** A word that looks like an option, with what is wrong about it. */
type Token = Extract<NonNullable<ReturnType<typeof parseArgs>['tokens']>[number], { kind: 'option' }>

/** Splits the command line. Throws CannotRun for an unknown option, a missing value or one too many. */
export function parseArguments(argv: readonly string[]): Arguments {
  const types = Object.entries(options).map(([name, option]) => {
    const letter = name === 'help' ? 'h' : option.short
    const short = letter === undefined ? {} : { short: letter }
    return [name, { type: option.value === undefined ? ('boolean' as const) : ('string' as const), ...short }] as const
  })
  const { tokens } = parseArgs({
    args: [...argv],
    options: Object.fromEntries(types),
    strict: false,
    allowPositionals: true,
    tokens: true,
  })
  const words: string[] = []
  const given = new Map<OptionName, string[]>()
  for (const token of tokens) {
    if (token.kind === 'positional') words.push(token.value)
    if (token.kind !== 'option') continue
    const name = knownName(token)
    const values = given.get(name) ?? []
    given.set(name, values)
    if (options[name].value !== undefined) values.push(givenValue(name, token))
    else if (token.value !== undefined) throw new CannotRun(`--${name} takes no value.`, `Write --${name} alone.`)
    if (values.length > 1 && !options[name].repeatable) throw new CannotRun(`--${name} is given twice.`, `Give --${name} once.`)
  }
  return { words, given }
}

/** Whether a switch is on. */
export function has(args: Arguments, name: OptionName): boolean {
  return args.given.has(name)
}

/** The value of an option that may be given once. */
export function one(args: Arguments, name: OptionName): string | undefined {
  return args.given.get(name)?.[0]
}

/** All values of an option that may be repeated. */
export function all(args: Arguments, name: OptionName): readonly string[] {
  return args.given.get(name) ?? []
}

function knownName({ name, rawName }: Token): OptionName {
  if (isOptionName(name)) return name
  if (unbuiltOptions.includes(name)) throw new CannotRun(`--${name} is not built in this version.`, 'lb502 --help lists what is.')
  const meant = closest(name, [...Object.keys(options), ...unbuiltOptions])
  throw new CannotRun(
    `Unknown option ${rawName}.`,
    meant === null ? 'lb502 --help lists the options.' : `Did you mean --${meant}?`,
  )
}

/** A value that looks like an option is a forgotten value; `--option=-value` says that it is meant. */
function givenValue(name: OptionName, { value, inlineValue }: Token): string {
  const forgotten = !inlineValue && value !== undefined && value.startsWith('-') && value !== '-'
  if (value !== undefined && value !== '' && !forgotten) return value
  throw new CannotRun(`--${name} needs a value.`, `--${name} ${options[name].value}: ${options[name].help}`)
}
