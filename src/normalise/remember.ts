/** Reading once what many refer to, so that they share one value and it is judged once. */

/** `compute`, answering once for each set of arguments, which are plain data. */
export function remember<Arguments extends readonly unknown[], Answer>(
  compute: (...values: Arguments) => Answer,
): (...values: Arguments) => Answer {
  const answers = new Map<string, Answer>()
  return (...values) => {
    const key = JSON.stringify(values)
    const before = answers.get(key)
    if (before !== undefined) return before
    const answer = compute(...values)
    answers.set(key, answer)
    return answer
  }
}
