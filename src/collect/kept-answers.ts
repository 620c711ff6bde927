/** Answers that several runs share. */
import type { Answer } from './answer.ts'

export type KeepAnswer = <Output>(key: string, make: () => Promise<Answer<Output>>) => Promise<Answer<Output>>

/** Makes a call unless the one under this key is under way or was answered. What failed once may succeed for a later run. */
export function keepAnswers(): KeepAnswer {
  const answers = new Map<string, Promise<Answer<unknown>>>()
  return (key, make) => {
    // The key names the call, so what lies under it is an answer to that call.
    const earlier = answers.get(key) as ReturnType<typeof make> | undefined
    if (earlier) return earlier
    const answer = make()
    answers.set(key, answer)
    answer.then(({ ok }) => ok || answers.delete(key))
    return answer
  }
}
