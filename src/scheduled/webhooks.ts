/** Alerts by HTTPS: to whatever takes JSON, to Slack, to Microsoft Teams. */
import { tool } from '../core/tool.ts'
import type { Alert } from './alert.ts'
import { alertDocument } from './payloads/document.ts'
import { slackMessage } from './payloads/slack.ts'
import { teamsMessage } from './payloads/teams.ts'
import { NotTaken } from './retry.ts'
import type { Webhooks } from './settings.ts'
import type { Sink } from './sink.ts'

export function webhookSinks({ generic, slack, teams }: Webhooks): readonly Sink[] {
  return [
    ...sinkOf('webhook', generic, alertDocument),
    ...sinkOf('slack', slack, (alert) => JSON.stringify(slackMessage(alert))),
    ...sinkOf('teams', teams, teamsMessage),
  ]
}

function sinkOf(name: string, address: string | undefined, render: (alert: Alert) => string): readonly Sink[] {
  if (address === undefined) return []
  return [{ name, send: (alert, signal) => post(address, render(alert), signal) }]
}

async function post(address: string, body: string, signal: AbortSignal): Promise<void> {
  const headers = { 'content-type': 'application/json; charset=utf-8', 'user-agent': `${tool.name}/${tool.version}` }
  // A redirect would hand the alert to somebody that nobody named.
  const response = await fetch(address, { method: 'POST', headers, body, signal, redirect: 'manual' }).catch(refusedBy)
  await response.body?.cancel()
  if (response.ok) return
  const said = `it answered with status ${response.status}`
  const passing = response.status >= 500 || response.status === 429 || response.status === 408
  throw passing ? new Error(said) : new NotTaken(said)
}

/** What went wrong, by its code: the words may hold the address, which is a secret. */
function refusedBy(error: unknown): never {
  const cause = error instanceof Error ? (error.cause as { readonly code?: unknown } | undefined) : undefined
  throw new Error(`it could not be reached (${typeof cause?.code === 'string' ? cause.code : 'no answer'})`)
}
