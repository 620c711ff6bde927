/** Reads one call to its last page, or to the end of the operation it started. */
import type { PipelineResponse } from '@azure/core-rest-pipeline'
import type { Answer } from '../collect/answer.ts'
import { UnusableAnswer } from '../collect/refusal.ts'
import type { ArmCall, ArmInput, Body } from './ask.ts'
import type { Connection } from './connection.ts'
import { untilDone } from './poll.ts'
import { ArmError, refusalOf } from './refusal.ts'
import { requestOf } from './requests.ts'
import { tidied } from './tidy.ts'

const mostPages = 1000

/** All pages of a call as one body. A page that fails makes the whole call a gap: a part of a list is no list. Never rejects. */
export async function readAll(
  call: ArmCall,
  input: ArmInput,
  connection: Connection,
  signal: AbortSignal,
): Promise<Answer<Body>> {
  try {
    const { needs, send } = requestOf(call, input)
    const follow = (link: string) => connection.get(link, signal)
    const first = await untilDone(await send(connection, signal), follow, signal)
    const pages = [bodyOf(first, needs)]
    const links = new Set<string>()
    for (let link = nextOf(pages[0]); link !== null; link = nextOf(pages.at(-1))) {
      if (links.has(link)) throw new UnusableAnswer('the same page was offered twice')
      if (links.add(link).size >= mostPages) throw new UnusableAnswer(`the answer does not end after ${mostPages} pages`)
      pages.push(bodyOf(await follow(link), needs))
    }
    return { ok: true, output: tidied(call, merged(pages)) }
  } catch (error) {
    return { ok: false, ...refusalOf(error) }
  }
}

/** Throws what the response refuses, and when it does not hold what the call promises. */
function bodyOf({ status, bodyAsText }: PipelineResponse, needs: readonly string[]): Body {
  const text = bodyAsText ?? ''
  if (status >= 400) throw new ArmError(status, text)
  const body = objectIn(text)
  if (body === null || !needs.some((field) => (body[field] ?? null) !== null)) {
    throw new UnusableAnswer(`the answer has no ${needs[0]}`)
  }
  if (needs.includes('value') && !Array.isArray(body.value)) throw new UnusableAnswer('the answer is no list')
  return body
}

function objectIn(text: string): Body | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Body) : null
  } catch {
    throw new UnusableAnswer('the answer is no JSON')
  }
}

function nextOf(page: Body | undefined): string | null {
  const next = page?.nextLink
  return typeof next === 'string' && next !== '' ? next : null
}

function merged(pages: readonly Body[]): Body {
  const [first = {}] = pages
  if (pages.length === 1 && !('nextLink' in first)) return first
  const { nextLink, ...body } = first
  return { ...body, value: pages.flatMap(({ value }) => value) }
}
