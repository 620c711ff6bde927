/** Expressions of CloudWatch Logs Insights: as much of them as the queries here use. Anything else is refused. */

export type Value = string | number | boolean | null
export type Event = Readonly<Record<string, Value>>
export type Expression = (event: Event) => Value

export class SyntaxFault extends Error {}

type Token = { readonly kind: 'word' | 'text' | 'number' | 'regex' | 'sign'; readonly text: string }

const token =
  /\s*(?:(`[^`]+`|@?[A-Za-z_][\w.@]*)|("(?:[^"\\]|\\.)*")|(\d+[a-z]?(?![\w.]))|(\/(?:[^/\\]|\\.)+\/)|(>=|<=|!=|[=<>+\-*/(),[\]]))/y

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = []
  token.lastIndex = 0
  while (token.lastIndex < text.trimEnd().length) {
    const from = token.lastIndex
    const [, word, quoted, number, regex, sign] = token.exec(text) ?? []
    if (word !== undefined) tokens.push({ kind: 'word', text: word.replaceAll('`', '') })
    else if (quoted !== undefined) tokens.push({ kind: 'text', text: JSON.parse(quoted) as string })
    else if (number !== undefined) tokens.push({ kind: 'number', text: number })
    else if (regex !== undefined) tokens.push({ kind: 'regex', text: regex.slice(1, -1) })
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign })
    else throw new SyntaxFault(`unexpected symbol at ${text.slice(from, from + 20)}`)
  }
  return tokens
}

/** Expressions with the names they are given, separated by commas: `substr(tm, 0, 16) as minute, st`. */
export function readList(text: string): readonly { readonly name: string; readonly of: Expression }[] {
  return splitList(text).map((item) => {
    const [, expression = item, name] = /^(.*?)\s+as\s+(\w+)\s*$/s.exec(item) ?? []
    return { name: name ?? item.trim().replaceAll('`', ''), of: readExpression(expression) }
  })
}

export function readExpression(text: string): Expression {
  const reader = createReader(tokensOf(text))
  const expression = either(reader)
  if (reader.peek() !== undefined) throw new SyntaxFault(`unexpected ${reader.peek()?.text}`)
  return expression
}

/** At commas outside of brackets and texts. */
export function splitList(text: string): readonly string[] {
  const items = ['']
  let depth = 0
  for (const [piece] of text.matchAll(/"(?:[^"\\]|\\.)*"|./gs)) {
    depth += '(['.includes(piece) ? 1 : ')]'.includes(piece) ? -1 : 0
    if (piece === ',' && depth === 0) items.push('')
    else items[items.length - 1] += piece
  }
  return items.map((item) => item.trim())
}

interface Reader {
  readonly peek: () => Token | undefined
  readonly take: (...texts: readonly string[]) => Token | null
  readonly next: () => Token
}

function createReader(tokens: readonly Token[]): Reader {
  let place = 0
  const peek = (): Token | undefined => tokens[place]
  const next = (): Token => {
    const found = tokens[place]
    if (found === undefined) throw new SyntaxFault('unexpected end')
    place += 1
    return found
  }
  return { peek, next, take: (...texts) => (texts.includes(peek()?.text ?? '') && peek()?.kind !== 'text' ? next() : null) }
}

function either(reader: Reader): Expression {
  let left = both(reader)
  while (reader.take('or')) {
    const [one, other] = [left, both(reader)]
    left = (event) => one(event) === true || other(event) === true
  }
  return left
}

function both(reader: Reader): Expression {
  let left = negated(reader)
  while (reader.take('and')) {
    const [one, other] = [left, negated(reader)]
    left = (event) => one(event) === true && other(event) === true
  }
  return left
}

function negated(reader: Reader): Expression {
  if (!reader.take('not')) return comparison(reader)
  const inner = negated(reader)
  return (event) => inner(event) !== true
}

function comparison(reader: Reader): Expression {
  const left = sum(reader)
  if (reader.take('in')) {
    const choices = listIn(reader)
    return (event) => choices.some((choice) => compare(left(event), choice(event)) === 0)
  }
  const sign = reader.take('=', '!=', '<', '<=', '>', '>=')?.text
  if (sign === undefined) return left
  const right = sum(reader)
  return (event) => {
    const order = compare(left(event), right(event))
    if (order === null) return false
    const holds = { '=': order === 0, '!=': order !== 0, '<': order < 0, '<=': order <= 0, '>': order > 0, '>=': order >= 0 }
    return holds[sign as keyof typeof holds]
  }
}

/** Texts that are numbers compare as numbers with one; null with nothing. */
function compare(one: Value, other: Value): number | null {
  if (one === null || other === null) return null
  if (typeof one === 'number' || typeof other === 'number') return Number(one) - Number(other)
  return one === other ? 0 : one < other ? -1 : 1
}

function sum(reader: Reader): Expression {
  let left = atom(reader)
  for (let sign = reader.take('+', '-'); sign !== null; sign = reader.take('+', '-')) {
    const [one, other, factor] = [left, atom(reader), sign.text === '+' ? 1 : -1]
    left = (event) => numberOr(one(event), (first) => numberOr(other(event), (second) => first + factor * second))
  }
  return left
}

function numberOr(value: Value, make: (number: number) => Value): Value {
  const number = value === null || value === '' ? Number.NaN : Number(value)
  return Number.isNaN(number) ? null : make(number)
}

function listIn(reader: Reader): readonly Expression[] {
  if (!reader.take('[')) throw new SyntaxFault('a list is missing')
  const items: Expression[] = []
  while (!reader.take(']')) {
    items.push(sum(reader))
    reader.take(',')
  }
  return items
}

function atom(reader: Reader): Expression {
  const found = reader.next()
  switch (found.kind) {
    case 'text':
      return () => found.text
    case 'number':
      return () => (/^\d+$/.test(found.text) ? Number(found.text) : found.text)
    case 'word':
      return reader.take('(') ? call(found.text, argumentsIn(reader)) : (event) => event[found.text] ?? null
    case 'sign':
      if (found.text === '(') {
        const inner = either(reader)
        if (!reader.take(')')) throw new SyntaxFault('a bracket is missing')
        return inner
      }
      throw new SyntaxFault(`unexpected ${found.text}`)
    case 'regex':
      throw new SyntaxFault('a pattern is no value')
  }
}

function argumentsIn(reader: Reader): readonly Expression[] {
  const given: Expression[] = []
  while (!reader.take(')')) {
    given.push(sum(reader))
    reader.take(',')
  }
  return given
}

const functions: Readonly<Record<string, (...given: readonly Value[]) => Value>> = {
  substr: (text = null, from = 0, length = null) => (text === null ? null : String(text).substr(Number(from), Number(length))),
  ispresent: (value = null) => value !== null && value !== '',
  abs: (value = null) => numberOr(value, Math.abs),
  greatest: (one = null, other = null) => numberOr(one, (first) => numberOr(other, (second) => Math.max(first, second))),
  datefloor: (time = null) => numberOr(time, (milliseconds) => milliseconds - (milliseconds % 60_000)),
}

function call(name: string, given: readonly Expression[]): Expression {
  const known = functions[name]
  if (known === undefined) throw new SyntaxFault(`no function is called ${name}`)
  return (event) => known(...given.map((one) => one(event)))
}
