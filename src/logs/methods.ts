/** The methods that requests have, by number: what is counted by number needs few of them. */
import { copyOf, isSame } from './words.ts'

/** By number. */
export const methods: readonly string[] = ['GET', 'POST', 'PUT', 'HEAD', 'DELETE', 'OPTIONS', 'PATCH']

export interface Method {
  readonly number: number
  /** With what stands behind it. */
  readonly length: number
}

/** Gives the method that stands somewhere, with `ending` behind it; undefined where none of them does. */
export function methodReader(ending: string): (view: DataView, start: number) => Method | undefined {
  const known = methods.map((name, number) => {
    const bytes = Buffer.from(name + ending)
    return { number, length: bytes.length, view: copyOf(bytes) }
  })
  return (view, start) => {
    for (const method of known) {
      if (isSame(view, start, start + method.length, method.view, 0)) return method
    }
    return undefined
  }
}
