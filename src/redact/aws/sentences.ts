/** Sentences of the providers that judging reads. Whatever else their texts hold is for people, and goes. */
const sentences: readonly RegExp[] = [
  /^Scaling activity initiated by/i,
  /^Health checks failed with these codes: \[[\d, ]{1,60}\]/,
  /^Health checks failed/,
  /^Health checks are not enabled for the target/,
  /^Request timed out/,
  /^Initial health checks in progress/,
  /^Target registration is in progress/,
  /^Target deregistration is in progress/,
  /^Target is in the [a-z-]{1,20} state/,
  /^Target is in an Availability Zone that is not enabled for the load balancer/,
  /^Target group is not configured to receive traffic from the load balancer/,
  /^User initiated \(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d GMT\)/,
  /^Essential container in task exited/,
  /^has (reached a steady state|begun draining connections)/,
  /OutOfMemory(Error)?/i,
  /failed (ELB|container) health checks/i,
  /unable to (place|consistently start) (a task|tasks)/,
]

/** The known sentences that the text holds; null when it holds none. */
export function sentencesIn(text: string): string | null {
  const found = sentences.flatMap((sentence) => sentence.exec(text)?.[0] ?? [])
  // A sentence that another one contains says nothing more.
  const whole = found.filter((one) => !found.some((other) => other !== one && other.includes(one)))
  return whole.length === 0 ? null : whole.join('; ')
}
