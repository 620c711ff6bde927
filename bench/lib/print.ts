/** Prints one measurement; with a bar, whether it is met. */
export function printRow(what: string, value: string, bar?: { readonly value: number; readonly most: number }): void {
  const verdict = bar === undefined ? '' : `bar <= ${bar.most}  ${bar.value <= bar.most ? 'met' : 'MISSED'}`
  process.stdout.write(`${what.padEnd(62)} ${value.padStart(10)}  ${verdict}`.trimEnd().concat('\n'))
}

/** Whole milliseconds. */
export function milliseconds(value: number): string {
  return `${value.toFixed(0)} ms`
}

/** Prints how many times as long as another time one takes. */
export function printRatio(what: string, value: number, base: number, most?: number): void {
  const ratio = value / base
  printRow(what, ratio.toFixed(2), most === undefined ? undefined : { value: Number(ratio.toFixed(2)), most })
}
