/** The language as far as it is known here. */
import { describe, expect, it } from 'vitest'
import { runQuery } from './run.ts'
import { QueryError, type Row, type Table, type Value } from './values.ts'

const requests: Table = {
  columns: ['At', 'Path', 'Status', 'Seconds', 'Client'],
  rows: [
    { At: new Date('2026-11-20T13:00:10Z'), Path: '/a', Status: 200, Seconds: 0.1, Client: 'one' },
    { At: new Date('2026-11-20T13:00:50Z'), Path: '/a', Status: 502, Seconds: null, Client: 'two' },
    { At: new Date('2026-11-20T13:01:30Z'), Path: '/b', Status: 502, Seconds: 2, Client: '' },
  ],
}

function rowsOf(query: string): readonly Row[] {
  const { columns, rows } = runQuery(query, new Map([['Requests', requests]]))
  return rows.map((row) => Object.fromEntries(columns.map((column) => [column, row[column] ?? null])))
}

/** Of one row with one column. */
const evaluated = (expression: string): Value | undefined =>
  rowsOf(`Requests | top 1 by At asc | project V = ${expression}`)[0]?.V

describe('expressions', () => {
  it.each<[string, Value]>([
    ['1 + 2 * 3', 7],
    ['Status == 200 and Path != "/b" or false', true],
    ['Client =~ "ONE"', true],
    ['Path startswith "/A"', true],
    ['Status in (200, 204)', true],
    ['Status between (200 .. 299)', true],
    ['iff(Seconds > 1, "slow", "quick")', 'quick'],
    ['coalesce("", "b")', 'b'],
    ['isnull(int(null))', true],
    ['todouble("")', null],
    ['extract(@"^/(\\w)", 1, Path)', 'a'],
    ['substring(strcat(Client, "-", "x"), 0, 4)', 'one-'],
    ['tostring(column_ifexists("Nonsense", "none"))', 'none'],
    ['tostring(bag_pack("a", 1, "b", Client))', '{"a":1,"b":"one"}'],
    ['not(Status == 502)', true],
  ])('%s', (expression, value) => {
    expect(evaluated(expression)).toEqual(value)
  })

  it('compare nothing with null', () => {
    expect(rowsOf('Requests | where Seconds > 0 or Seconds <= 0 | project Path')).toHaveLength(2)
  })
})

describe('operators', () => {
  it('summarize by minute and by name', () => {
    expect(
      rowsOf('Requests | summarize N = count(), Bad = countif(Status == 502), Last = max(At) by At = bin(At, 1m), Path'),
    ).toEqual([
      { At: new Date('2026-11-20T13:00:00Z'), Path: '/a', N: 2, Bad: 1, Last: new Date('2026-11-20T13:00:50Z') },
      { At: new Date('2026-11-20T13:01:00Z'), Path: '/b', N: 1, Bad: 1, Last: new Date('2026-11-20T13:01:30Z') },
    ])
  })

  it('expand lists, and take columns away', () => {
    const query =
      'Requests | summarize All = make_list(Path, 2) by Status | mv-expand One = All to typeof(string) | project-away All'
    expect(rowsOf(query)).toEqual([
      { Status: 200, One: '/a' },
      { Status: 502, One: '/a' },
      { Status: 502, One: '/b' },
    ])
  })

  it('name values, functions and tables', () => {
    const query = `let worst = 500;
let short = (text: string) { substring(text, 1, 1) };
let bad = Requests | where Status > worst;
let paths = bad | summarize by_path = count() by Path | top 1 by by_path | project Path;
bad | where Path in (paths) | project P = short(Path), Status`
    expect(rowsOf(query)).toEqual([{ P: 'a', Status: 502 }])
  })

  it('put tables together, those that do not exist left out where that is asked for', () => {
    expect(
      rowsOf('union isfuzzy=true (datatable(Path: string) []), (Requests | project Path), (Nothing | project Path)'),
    ).toHaveLength(3)
    expect(() => rowsOf('union (Requests), (Nothing)')).toThrow(QueryError)
  })
})

it.each([
  ['SEM0100', 'Requests | where Nonsense == 1'],
  ['SEM0100', 'Nothing | project Path'],
  ['SEM0260', 'Requests | extend A = frobnicate(Path)'],
  ['SYN0002', 'Requests | where'],
  ['SYN0002', 'Requests | frobnicate'],
  ['SYN0001', 'Requests | where Path == §'],
])('%s: %s', (code, query) => {
  expect(() => rowsOf(query)).toThrow(expect.objectContaining({ code }))
})
