/** What `--help` prints. */
import { tool } from '../core/tool.ts'
import { hang, type Page } from '../report/text/page.ts'
import { noColours, unicodeMarks } from '../report/text/palette.ts'
import { type Command, commands } from './commands.ts'
import { type OptionName, options } from './options.ts'

/** Help for one command. */
export function commandHelp(command: Command, width: number): string {
  const page = pageOf(width)
  return text([
    ...command.usage,
    '',
    ...hang(page, '', sentence(command.summary)),
    '',
    'Options',
    ...optionLines(page, command.options),
  ])
}

/** Help for everything. */
export function generalHelp(width: number): string {
  const page = pageOf(width)
  const usages = [...commands.values()].flatMap(({ usage, summary }) => [
    ...usage.map((line) => `  ${line}`),
    ...hang(page, '      ', summary),
  ])
  return text([
    ...hang(
      page,
      `${tool.name} ${tool.version}: `,
      'why does this load balancer answer 502, how do we know, and what is to change?',
    ),
    '',
    'Commands',
    ...usages,
    '',
    ...hang(page, '', 'Options: lb502 <command> --help. Try lb502 demo first: it needs no account.'),
    '',
    'Exit codes',
    '  0  clear: everything that matters was read; nothing fails',
    '  1  failures exist: explained, suspected or unexplained',
    '  2  could not run: one line and a hint on standard error',
    '  3  inconclusive: nothing found failing, but something that matters could not be read',
  ])
}

function optionLines(page: Page, names: readonly OptionName[]): string[] {
  const signatures = names.map((name) => `--${name}${options[name].value === undefined ? '' : ` ${options[name].value}`}`)
  const widest = Math.max(...signatures.map((signature) => signature.length))
  return names.flatMap((name, index) => {
    const { help, repeatable, value } = options[name]
    const suffix = repeatable && value !== undefined && !help.includes('repeated') ? ' (repeatable)' : ''
    return hang(page, `  ${(signatures[index] ?? '').padEnd(widest)}  `, `${help}${suffix}`)
  })
}

function pageOf(width: number): Page {
  return { width, palette: noColours, marks: unicodeMarks }
}

function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`
}

function text(lines: readonly string[]): string {
  return `${lines.join('\n')}\n`
}
