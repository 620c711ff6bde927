/** Cuts a query into words. */
import { QueryError } from './values.ts'

export interface Token {
  readonly kind: 'name' | 'number' | 'timespan' | 'text' | 'sign'
  /** As written; without quotes and escapes for texts. */
  readonly text: string
}

const pattern =
  /\s+|\/\/[^\n]*|@"((?:[^"]|"")*)"|"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|(\d+(?:ms|[smhd])\b)|(\d+(?:\.\d+)?)|([A-Za-z_$][\w$]*(?:-away|-expand)?)|(==|!=|=~|!~|<=|>=|\.\.|[-+*/%<>=|,;:(){}[\].])/gy

export function tokensOf(query: string): readonly Token[] {
  const tokens: Token[] = []
  pattern.lastIndex = 0
  while (pattern.lastIndex < query.length) {
    const at = pattern.lastIndex
    const match = pattern.exec(query)
    if (match === null) throw new QueryError('SYN0001', `Query could not be parsed at '${query.slice(at, at + 20)}'`)
    const [, verbatim, double, single, timespan, number, name, sign] = match
    if (verbatim !== undefined) tokens.push({ kind: 'text', text: verbatim.replaceAll('""', '"') })
    else if (double !== undefined || single !== undefined) tokens.push({ kind: 'text', text: unescaped(double ?? single ?? '') })
    else if (timespan !== undefined) tokens.push({ kind: 'timespan', text: timespan })
    else if (number !== undefined) tokens.push({ kind: 'number', text: number })
    else if (name !== undefined) tokens.push({ kind: 'name', text: name })
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign })
  }
  return tokens
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' }

function unescaped(text: string): string {
  return text.replace(/\\(.)/g, (_, character: string) => escapes[character] ?? character)
}

/** Walks over the words of a query. */
export class Reader {
  readonly tokens: readonly Token[]
  place = 0

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens
  }

  peek(ahead = 0): Token | null {
    return this.tokens[this.place + ahead] ?? null
  }

  /** Whether one of these words or signs comes next; texts never do. */
  at(...texts: readonly string[]): boolean {
    const token = this.peek()
    return token !== null && token.kind !== 'text' && texts.includes(token.text)
  }

  take(): Token {
    const token = this.peek()
    if (token === null) throw new QueryError('SYN0002', 'Query could not be parsed: it ends too soon')
    this.place += 1
    return token
  }

  /** Takes it when it comes next. */
  skip(...texts: readonly string[]): string | null {
    return this.at(...texts) ? this.take().text : null
  }

  expect(text: string): void {
    if (this.skip(text) === null) {
      throw new QueryError('SYN0002', `Query could not be parsed at '${this.peek()?.text ?? 'the end'}': '${text}' expected`)
    }
  }

  name(): string {
    const token = this.take()
    if (token.kind !== 'name') throw new QueryError('SYN0002', `Query could not be parsed at '${token.text}': a name expected`)
    return token.text
  }

  /** Items between commas. */
  list<T>(read: () => T): readonly T[] {
    const items = [read()]
    while (this.skip(',') !== null) items.push(read())
    return items
  }
}
