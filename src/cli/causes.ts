/** `lb502 causes [id]`: the catalogue, or one cause of it in full. */
import { type CauseId, catalogue, causeIds } from '../core/catalogue.ts'
import { hang, type Page, wrap } from '../report/text/page.ts'
import { colours, noColours, unicodeMarks } from '../report/text/palette.ts'
import { type Arguments, has } from './arguments.ts'
import { type Io, wantsColor } from './io.ts'
import { causeAsked } from './judging.ts'
import { reportWidth } from './report.ts'

/** Prints to standard output and gives 0; throws CannotRun for an unknown id. */
export async function run(args: Arguments, io: Io): Promise<number> {
  const [word] = args.words
  const asked = word === undefined ? null : causeAsked(word)
  if (has(args, 'json')) {
    io.stdout.write(`${JSON.stringify(asked === null ? causeIds.map(entry) : entry(asked), null, 2)}\n`)
    return 0
  }
  const painted = !has(args, 'no-color') && wantsColor(io.stdout, io.env)
  const page: Page = { width: reportWidth(io.stdout), palette: painted ? colours : noColours, marks: unicodeMarks }
  io.stdout.write(`${(asked === null ? listLines(page) : causeLines(page, asked)).join('\n')}\n`)
  return 0
}

function entry(id: CauseId): object {
  return { id, ...catalogue[id] }
}

function listLines(page: Page): string[] {
  const widest = Math.max(...causeIds.map((id) => id.length))
  return causeIds.flatMap((id) => hang(page, `${id.padEnd(widest)}  `, catalogue[id].title, { prefix: page.palette.strong }))
}

function causeLines(page: Page, id: CauseId): string[] {
  const { title, meaning, signature, fix, docs } = catalogue[id]
  const part = (heading: string, text: string): string[] => ['', page.palette.strong(heading), ...wrap(text, page.width)]
  return [
    ...hang(page, `${id}: `, title, { prefix: page.palette.strong, text: page.palette.strong }),
    ...part('What it means', meaning),
    ...part('How it shows', signature),
    ...part('What mends it', fix),
    ...Object.entries(docs).flatMap(([cloud, address]) => part(`Documentation (${cloud})`, address)),
  ]
}
