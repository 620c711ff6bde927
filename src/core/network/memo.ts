/** Remembering answers about values that never change, for as long as those values live. */

/** `compute`, answering once for each owner; the owner counts by identity. */
export function memoised<Owner extends object, Answer extends object>(
  compute: (owner: Owner) => Answer,
): (owner: Owner) => Answer {
  const answers = new WeakMap<Owner, Answer>()
  return (owner) => {
    const before = answers.get(owner)
    if (before !== undefined) return before
    const answer = compute(owner)
    answers.set(owner, answer)
    return answer
  }
}

/**
 * `compute`, answering once for each owner and question; questions are equal when their keys are. A thousand backends behind one
 * rule list thus ask about each distinct packet once.
 */
export function memoisedBy<Owner extends object, Question, Answer extends object>(
  keyOf: (question: Question) => string,
  compute: (owner: Owner, question: Question) => Answer,
): (owner: Owner, question: Question) => Answer {
  const answersOf = memoised((_: Owner) => new Map<string, Answer>())
  return (owner, question) => {
    const answers = answersOf(owner)
    const key = keyOf(question)
    const answer = answers.get(key) ?? compute(owner, question)
    answers.set(key, answer)
    return answer
  }
}
