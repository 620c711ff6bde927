/** What goes back over the wire. */
import type { Plane, Refusal } from './refusals.ts'

export interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array
}

export function json(body: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Reply {
  return { status, headers: { 'content-type': 'application/json; charset=utf-8', ...headers }, body: JSON.stringify(body) }
}

export function xml(body: string, status = 200, headers: Readonly<Record<string, string>> = {}): Reply {
  const declared = `\uFEFF<?xml version="1.0" encoding="utf-8"?>${body}`
  return { status, headers: { 'content-type': 'application/xml', ...headers }, body: declared }
}

export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** The reply that carries a refusal, in the plane's form. */
export function refused({ name, message, status, headers }: Refusal, plane: Plane): Reply {
  switch (plane) {
    case 'arm':
      // The monitor's own complaints come without an envelope.
      return json(name === 'BadRequest' ? { code: name, message } : { error: { code: name, message } }, status, headers)
    case 'logs':
      return json({ error: { message, code: name, correlationId: '5f3c1a52-0000-4000-8000-000000000004' } }, status, headers)
    case 'storage': {
      const told = `${message}\nRequestId:5f3c1a52-001e-0000-0000-000000000005\nTime:2026-11-20T14:00:00.0000000Z`
      const body = `<Error><Code>${name}</Code><Message>${escapeXml(told)}</Message></Error>`
      return xml(body, status, { 'x-ms-error-code': name, ...headers })
    }
  }
}
