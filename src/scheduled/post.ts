/** Sends JSON to an address that somebody configured. */
import { setTimeout as wait } from 'node:timers/promises'

const attempts = 3
const timeoutMilliseconds = 5000

/** Rejects when it was not accepted, after trying three times. Addresses of this kind are secrets: no error names them. */
export async function postJson(url: string, body: unknown, signal: AbortSignal): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const fault = await tryToPost(url, body, signal)
    if (fault === null) return
    if (attempt === attempts || !fault.again || signal.aborted) throw new Error(fault.message)
    await wait(250 * 2 ** attempt, undefined, { signal })
  }
}

async function tryToPost(
  url: string,
  body: unknown,
  signal: AbortSignal,
): Promise<{ readonly message: string; readonly again: boolean } | null> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMilliseconds)]),
    })
    await response.body?.cancel()
    if (response.ok) return null
    return { message: `HTTP ${response.status}`, again: response.status === 429 || response.status >= 500 }
  } catch (error) {
    const { name, cause } = error as Error
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : name
    return { message: reason, again: true }
  }
}
