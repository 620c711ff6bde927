/** Reads one call to its last page. */
import type { Answer } from '../collect/answer.ts'
import { UnusableAnswer } from '../collect/refusal.ts'
import type { AskableCall, CallInput, CallOutput } from './call-types.ts'
import type { Send } from './connection.ts'
import { toJson } from './json.ts'
import { mergePages } from './merge.ts'
import { type CallShape, shapes } from './paging.ts'
import { refusalOf } from './refusal.ts'
import { tidies } from './tidy.ts'

type Page = Readonly<Record<string, unknown>>

const mostPages = 1000

/** All pages of a call as one output. A page that fails makes the whole call a gap: a part of a list is no list. Never rejects. */
export async function readAll<Name extends AskableCall>(
  call: Name,
  send: Send<Name>,
  input: CallInput<Name>,
  abortSignal: AbortSignal,
): Promise<Answer<CallOutput<Name>>> {
  const shape: CallShape<Name> = shapes[call]
  const readPage = async (token: unknown): Promise<Page> => {
    const pageToken = shape.token && token !== undefined ? { [shape.token[0]]: token } : {}
    return toJson({ ...(await send({ ...shape.pageSize, ...input, ...pageToken }, { abortSignal })) })
  }
  try {
    const pages = await readPages(readPage, shape.required, shape.token?.[1])
    // Every page was checked for the fields of this call's output.
    const output = mergePages(pages, shape.items ?? [], shape.token ?? []) as CallOutput<Name>
    const tidy = tidies[call]
    return { ok: true, output: tidy ? tidy(output) : output }
  } catch (error) {
    return { ok: false, ...refusalOf(error) }
  }
}

async function readPages(
  readPage: (token: unknown) => Promise<Page>,
  required: readonly string[],
  nextField: string | undefined,
): Promise<readonly Page[]> {
  const pages: Page[] = []
  let token: unknown
  do {
    const page = await readPage(token)
    const isGenuine = required.length === 0 || required.some((field) => page[field] !== undefined)
    if (!isGenuine) throw new UnusableAnswer(`the answer has no ${required.join(' or ')}`)
    const next = nextField === undefined ? undefined : page[nextField] || undefined
    if (next !== undefined && next === token) throw new UnusableAnswer('the same page was offered twice')
    pages.push(page)
    if (pages.length > mostPages) throw new UnusableAnswer(`the answer does not end after ${mostPages} pages`)
    token = next
  } while (token !== undefined)
  return pages
}
