/** The JSON document of the contract, schemaVersion 1. */
import type { Diagnosis, MinuteTraffic, TrafficSummary } from '../core/diagnosis.ts'
import type { Inventory } from '../core/inventory.ts'
import { escapeJson } from './clean.ts'

type Named = Diagnosis['subject']['pools'][number]

/**
 * The contract's document for one diagnosis, or the wrapper with `diagnoses` around any number. Keys stand in the contract's
 * order, fields the contract does not name follow. Ends with a newline.
 */
export function renderJson(diagnoses: readonly Diagnosis[], options: { readonly wrap: boolean }): string {
  const documents = diagnoses.map(document)
  const [only] = documents
  const whole = options.wrap || only === undefined || documents.length > 1 ? { schemaVersion: 1, diagnoses: documents } : only
  return `${escapeJson(JSON.stringify(whole, null, 2))}\n`
}

/** Typed as what it copies: a field added to the diagnosis is a compile error here until it has its place. */
function document(diagnosis: Diagnosis): Diagnosis {
  const { schemaVersion, tool, verdict, headline, subject, window, traffic, causes, ruledOut, ...rest } = diagnosis
  const { risks, blindSpots, changes, requestPath, unmodelled, logFiles } = rest
  return {
    schemaVersion,
    tool: { name: tool.name, version: tool.version },
    verdict,
    headline,
    subject: {
      cloud: subject.cloud,
      loadBalancer: subject.loadBalancer && named(subject.loadBalancer),
      pools: subject.pools.map(named),
    },
    window: { from: window.from, to: window.to },
    traffic: trafficDocument(traffic),
    causes: causes.map((cause) => ({
      id: cause.id,
      certainty: cause.certainty,
      title: cause.title,
      summary: cause.summary,
      explains: cause.explains && { requests: cause.explains.requests, of: cause.explains.of },
      affected: cause.affected,
      evidence: cause.evidence.map(({ source, says, ref }) => ({ source, says, ref })),
      against: cause.against.map(({ source, says, ref }) => ({ source, says, ref })),
      fixes: cause.fixes.map(({ title, commands, risk, time, verified }) => ({ title, commands, risk, time, verified })),
      docs: cause.docs,
    })),
    ruledOut: ruledOut.map(({ id, because }) => ({ id, because })),
    risks: risks.map(({ id, summary }) => ({ id, summary })),
    blindSpots: blindSpots.map(({ what, why, permission, hides, message }) => ({ what, why, permission, hides, message })),
    changes: changes.map(({ at, who, what, suspicious }) => ({ at, who, what, suspicious })),
    requestPath: requestPath.map(({ name, mark, says }) => ({ name, mark, says })),
    unmodelled,
    ...(logFiles === undefined ? {} : { logFiles: inventory(logFiles) }),
  }
}

function inventory({ files, lines }: Inventory): Inventory {
  const { found, read, unknown, broken, unread } = files
  return { files: { found, read, unknown, broken, unread }, lines }
}

function trafficDocument(traffic: TrafficSummary): TrafficSummary {
  const { requests, gateway502, backend502, gateway503, gateway504, source, byMinute, other } = traffic
  const minutes = byMinute.map(minuteDocument)
  const shared = traffic.ofAllPools === true ? { ofAllPools: true as const } : {}
  return {
    requests,
    gateway502,
    backend502,
    gateway503,
    gateway504,
    ...unsorted(traffic),
    source,
    ...shared,
    byMinute: minutes,
    other,
  }
}

function minuteDocument(minute: MinuteTraffic): MinuteTraffic {
  const { at, requests, gateway502, backend502, gateway503, gateway504 } = minute
  return { at, requests, gateway502, backend502, gateway503, gateway504, ...unsorted(minute) }
}

function named({ id, name }: Named): Named {
  return { id, name }
}

function unsorted({ gateway5xx }: { readonly gateway5xx?: number }): { readonly gateway5xx?: number } {
  return gateway5xx === undefined ? {} : { gateway5xx }
}
