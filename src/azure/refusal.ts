/** Turns whatever a call to Azure came to into a gap: why the answer is missing, the provider's code, and one line. */
import { oneLine, type Refusal } from '../collect/refusal.ts'
import type { Gap } from '../core/fact.ts'
import { NoToken, tokenRefusal } from './no-token.ts'

/** Azure answered with an error. */
export class ArmError extends Error {
  override readonly name = 'ArmError'
  readonly refusal: Refusal

  constructor(status: number, body: string) {
    const refusal = refusalIn(status, body)
    super(refusal.message)
    this.refusal = refusal
  }
}

/** Classifies an error of Azure, of the network underneath, of the credentials, or of a reply that could not be understood. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof ArmError) return error.refusal
  if (error instanceof NoToken) return tokenRefusal(error)
  if (!(error instanceof Error)) return { gap: 'failed', code: 'Unknown', message: oneLine(String(error)) }
  const { code } = error as { readonly code?: unknown }
  const spoken = typeof code === 'string' && code !== '' ? code : error.name
  return { gap: 'failed', code: spoken, message: oneLine(error.message || spoken) }
}

function refusalIn(status: number, body: string): Refusal {
  const { code, message } = errorIn(body)
  const spoken = code ?? `Http${status}`
  const line = oneLine(message ?? `HTTP status ${status}`)
  const gap = gapOf(spoken, status)
  const action = gap === 'denied' ? /perform action '([\w.]+\/[\w./*-]+)'/i.exec(line)?.[1] : undefined
  return { gap, code: spoken, message: line, ...(action === undefined ? {} : { permission: action }) }
}

/** Most providers wrap the error in an object, some do not. */
function errorIn(body: string): { readonly code?: string; readonly message?: string } {
  const outer = parsed(body)
  const inner = isObject(outer?.error) ? outer.error : outer
  return {
    ...(typeof inner?.code === 'string' && inner.code !== '' ? { code: inner.code } : {}),
    ...(typeof inner?.message === 'string' && inner.message !== '' ? { message: inner.message } : {}),
  }
}

function gapOf(code: string, status: number): Gap {
  if (status === 429 || /Throttl|TooManyRequests/.test(code)) return 'throttled'
  if (status === 401 || status === 403) return 'denied'
  if (status === 404 || status === 410) return 'notFound'
  return 'failed'
}

function parsed(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : null
  } catch {
    return null
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
