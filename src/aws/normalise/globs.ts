/** Patterns of IAM: `*` is any text, `?` any one character. */

/** Whether the text matches. Never slow: at most pattern times text, whatever a hostile policy holds. */
export function matchesGlob(pattern: string, text: string): boolean {
  let [inPattern, inText] = [0, 0]
  // Where to go on after the last star, should what follows it not match.
  let [star, resume] = [-1, 0]
  while (inText < text.length) {
    const wanted = pattern[inPattern]
    if (wanted === '*') {
      star = inPattern++
      resume = inText
    } else if (wanted === '?' || wanted === text[inText]) {
      inPattern++
      inText++
    } else if (star >= 0) {
      inPattern = star + 1
      inText = ++resume
    } else {
      return false
    }
  }
  return /^\**$/.test(pattern.slice(inPattern))
}

/** Whether the ARN matches: each of the six parts by itself, as ArnLike and ArnEquals both compare. */
export function matchesArn(pattern: string, arn: string): boolean {
  const [patterns, parts] = [arnParts(pattern), arnParts(arn)]
  return patterns.length === parts.length && patterns.every((one, index) => matchesGlob(one, parts[index] ?? ''))
}

function arnParts(arn: string): readonly string[] {
  const parts = arn.split(':')
  return [...parts.slice(0, 5), parts.slice(5).join(':')]
}
