/** The timeouts that requests to one pool run into. */
import type { Reader, Subject } from './check.ts'

/** How long idle connections to backends are kept, in seconds; undefined when it is not known. */
export function idleTimeoutOf(subject: Subject, read: Reader): number | undefined {
  return read.see(subject.snapshot.loadBalancer.settings)?.idleTimeoutSeconds ?? undefined
}

/** How long the balancer waits for an answer, in seconds: the pool's own timeout, or its idle timeout; undefined when it is not known. */
export function answerTimeoutOf(subject: Subject, read: Reader): number | undefined {
  return read.see(subject.pool.settings)?.answerTimeoutSeconds ?? idleTimeoutOf(subject, read)
}
