/** Evidence without identifiers: everything downstream of it is redacted for free, and judges alike. */
import { canonical, compareText } from '../core/canonical.ts'
import type { CallOutcome, CallRecord, Cloud, Evidence, Question } from '../core/evidence.ts'
import { renumberAddresses } from './addresses.ts'
import { aws } from './aws/dialect.ts'
import { azure } from './azure/dialect.ts'
import type { Desk, Dialect } from './dialect.ts'
import { createCollector } from './pseudonyms.ts'
import { redactTree } from './tree.ts'
import { redactName } from './words.ts'

const dialects: Readonly<Record<Cloud, Dialect>> = { aws, azure }

/**
 * Replaces account ids, addresses, names, ids, paths, users and free text by stable pseudonyms. Joins, containment of addresses
 * and every number stay, so verdict and causes stay. Whatever is not known to be harmless is replaced or left out.
 */
export function redactEvidence(evidence: Evidence): Evidence {
  return redactWith(dialects[evidence.question.cloud], [evidence])[0] as Evidence
}

/** The same for several, which may speak of the same things: each has one pseudonym in all evidence of its cloud. */
export function redactEvidences(evidences: readonly Evidence[]): readonly Evidence[] {
  const redacted = new Map<Evidence, Evidence>()
  for (const cloud of new Set(evidences.map(({ question }) => question.cloud))) {
    const own = evidences.filter(({ question }) => question.cloud === cloud)
    for (const [index, one] of redactWith(dialects[cloud], own).entries()) redacted.set(own[index] as Evidence, one)
  }
  return evidences.map((evidence) => redacted.get(evidence) as Evidence)
}

function redactWith(dialect: Dialect, evidences: readonly Evidence[]): readonly Evidence[] {
  const collector = createCollector({ folded: dialect.foldsCase })
  for (const evidence of evidences) redact(evidence, { names: collector, dialect })
  const names = collector.settle(renumberAddresses)
  return evidences.map((evidence) => redact(evidence, { names, dialect }))
}

function redact({ collectedAt, question, calls, tool }: Evidence, desk: Desk): Evidence {
  const records = calls.map((record) => redactRecord(record, desk))
  const sorted = records.map((record) => ({ record, key: canonical([record.call, record.scope, record.input]) }))
  sorted.sort((one, other) => compareText(one.key, other.key))
  return {
    schemaVersion: 1,
    tool: { name: tool.name, version: tool.version },
    collectedAt,
    question: redactQuestion(question, desk),
    calls: sorted.map(({ record }) => record),
  }
}

function redactQuestion(question: Question, desk: Desk): Question {
  const { cloud, region, loadBalancerId, poolIds, window, backendKeepAliveSeconds, only, ignore } = question
  return {
    cloud,
    region: redactName(region, desk),
    loadBalancerId: loadBalancerId === null ? null : redactName(loadBalancerId, desk),
    poolIds: poolIds.map((id) => redactName(id, desk)),
    window: { from: window.from, to: window.to },
    backendKeepAliveSeconds,
    only,
    ignore,
  }
}

function redactRecord({ call, scope, permission, input, outcome }: CallRecord, desk: Desk): CallRecord {
  return {
    call: redactAction(call, desk),
    scope: redactName(scope, desk),
    permission: redactAction(permission, desk),
    input: redactTree(input, { key: '', parent: '' }, desk),
    outcome: redactOutcome(outcome, call, desk),
  }
}

/** `ec2:DescribeInstances`, `Microsoft.Network/routeTables/read`. */
const actions = /^([a-z0-9-]{1,40}:[A-Za-z0-9]{1,60}|Microsoft(\.[A-Za-z]{1,60}){1,3}(\/([A-Za-z]{1,60}|\*)){1,8})$/

function redactAction(action: string, { names }: Desk): string {
  return action === '' || actions.test(action) ? action : names.text(action)
}

/** A refusal in words of our own: the provider's name who was refused, and on what. */
function redactOutcome(outcome: CallOutcome, call: string, desk: Desk): CallOutcome {
  if (outcome.ok) return { ok: true, output: redactTree(outcome.output, { key: '', parent: '' }, desk) }
  const code = /^[A-Za-z][\w.]{0,80}$|^HTTP \d{3}$/.test(outcome.code) ? outcome.code : desk.names.text(outcome.code)
  return { ok: false, gap: outcome.gap, code, message: `${code} (${redactAction(call, desk)})` }
}
