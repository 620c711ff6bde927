/** Sinks that are an address. */
import type { Alert, Sink } from './announce.ts'
import { alertEvent } from './payloads/event.ts'
import { slackPayload } from './payloads/slack.ts'
import { teamsPayload } from './payloads/teams.ts'
import { postJson } from './post.ts'
import type { SinkSetting } from './settings.ts'

type WebSink = Extract<SinkSetting, { readonly url: string }>

const payloads: Readonly<Record<WebSink['kind'], (alert: Alert) => unknown>> = {
  webhook: alertEvent,
  slack: slackPayload,
  teams: teamsPayload,
}

export function webSink({ kind, url }: WebSink): Sink {
  return { name: kind, send: (alert, signal) => postJson(url, payloads[kind](alert), signal) }
}
