/** Evidence without identifiers: everything downstream of it is redacted for free, and judges alike. */
import { canonical, compareText } from '../core/canonical.ts'
import type { CallOutcome, CallRecord, Evidence, Question } from '../core/evidence.ts'
import { renumberAddresses } from './addresses.ts'
import { createCollector, type Pseudonyms } from './pseudonyms.ts'
import { redactTree } from './tree.ts'
import { redactName } from './words.ts'

/**
 * Replaces account ids, addresses, names, ids, paths, users and free text by stable pseudonyms. Joins, containment of addresses
 * and every number stay, so verdict and causes stay. Whatever is not known to be harmless is replaced or left out.
 */
export function redactEvidence(evidence: Evidence): Evidence {
  const collector = createCollector()
  redact(evidence, collector)
  return redact(evidence, collector.settle(renumberAddresses))
}

function redact({ collectedAt, question, calls, tool }: Evidence, names: Pseudonyms): Evidence {
  const records = calls.map((record) => redactRecord(record, names))
  const sorted = records.map((record) => ({ record, key: canonical([record.call, record.scope, record.input]) }))
  sorted.sort((one, other) => compareText(one.key, other.key))
  return {
    schemaVersion: 1,
    tool: { name: tool.name, version: tool.version },
    collectedAt,
    question: redactQuestion(question, names),
    calls: sorted.map(({ record }) => record),
  }
}

function redactQuestion(question: Question, names: Pseudonyms): Question {
  const { cloud, region, loadBalancerId, poolIds, window, backendKeepAliveSeconds, only, ignore } = question
  return {
    cloud,
    region: redactName(region, names),
    loadBalancerId: loadBalancerId === null ? null : redactName(loadBalancerId, names),
    poolIds: poolIds.map((id) => redactName(id, names)),
    window: { from: window.from, to: window.to },
    backendKeepAliveSeconds,
    only,
    ignore,
  }
}

function redactRecord({ call, scope, permission, input, outcome }: CallRecord, names: Pseudonyms): CallRecord {
  return {
    call: redactAction(call, names),
    scope: redactName(scope, names),
    permission: redactAction(permission, names),
    input: redactTree(input, { key: '', parent: '' }, names),
    outcome: redactOutcome(outcome, call, names),
  }
}

function redactAction(action: string, names: Pseudonyms): string {
  return action === '' || /^[a-z0-9-]{1,40}:[A-Za-z0-9]{1,60}$/.test(action) ? action : names.text(action)
}

/** A refusal in words of our own: the provider's name who was refused, and on what. */
function redactOutcome(outcome: CallOutcome, call: string, names: Pseudonyms): CallOutcome {
  if (outcome.ok) return { ok: true, output: redactTree(outcome.output, { key: '', parent: '' }, names) }
  const code = /^[A-Za-z][\w.]{0,80}$/.test(outcome.code) ? outcome.code : names.text(outcome.code)
  return { ok: false, gap: outcome.gap, code, message: `${code} (${redactAction(call, names)})` }
}
