import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { flattened } from '../../src/azure/normalise/flatten.ts'
import type { Evidence } from '../../src/core/evidence.ts'
import { formatEvidenceFile, parseEvidenceFile } from '../../src/evidence-file.ts'
import { judge } from '../../src/pipeline.ts'
import { renumberAddresses } from '../../src/redact/addresses.ts'
import { redactEvidence, redactEvidences } from '../../src/redact/index.ts'
import { exitCodeOf } from '../../src/verdict.ts'
import { folderOf, type Incident, incidents } from '../scenarios/all.ts'
import { leftovers } from './leftovers.ts'

const all = incidents.map((incident) => [`${incident.cloud}/${incident.name}`, incident] as const)
const ofAzure = all.filter(([, { cloud }]) => cloud === 'azure')

function evidenceOf(incident: Incident): Evidence {
  return JSON.parse(readFileSync(new URL('evidence.json', folderOf(incident)), 'utf8'))
}

/** What a diagnosis says but for names. */
function brief(evidence: Evidence): unknown {
  const diagnoses = judge(evidence)
  const said = diagnoses.map(({ verdict, traffic, risks, causes, ruledOut, blindSpots, changes }) => ({
    verdict,
    traffic,
    risks: risks.map((risk) => risk.id),
    ruledOut: ruledOut.map(({ id }) => id),
    blindSpots: blindSpots.map(({ what, why, permission, hides }) => ({ what, why, permission, hides })),
    changes: changes.map(({ at, suspicious }) => ({ at, suspicious })),
    causes: causes.map(({ id, certainty, explains, affected, evidence: observed, against, fixes }) => ({
      id,
      certainty,
      explains,
      affected: affected.length,
      observed: observed.map(({ source, ref }) => ({ source, ref })),
      against: against.length,
      fixes: fixes.map(({ risk, verified }) => ({ risk, verified })),
    })),
  }))
  return { said, exitCode: exitCodeOf(diagnoses) }
}

describe('redacted evidence', () => {
  it.each(all)('%s: judges alike and names nobody', (_, incident) => {
    const evidence = evidenceOf(incident)
    const redacted = redactEvidence(evidence)
    expect(brief(redacted)).toEqual(brief(evidence))
    expect(leftovers(evidence, redacted)).toEqual([])
  })

  it.each(all)('%s: is the same whatever the order of calls, from a file, and redacted again', (_, incident) => {
    const evidence = evidenceOf(incident)
    const redacted = redactEvidence(evidence)
    expect(redactEvidence({ ...evidence, calls: [...evidence.calls].reverse() })).toEqual(redacted)
    const text = formatEvidenceFile({ evidences: [redacted], wrapped: false })
    expect(parseEvidenceFile(text, 'it').evidences).toEqual([redacted])
    expect(redactEvidence(redacted)).toEqual(redacted)
  })

  it.each(ofAzure)('%s: judges alike with ids and names in other letters, each still one', (_, incident) => {
    const evidence = respelt(evidenceOf(incident))
    const redacted = redactEvidence(evidence)
    expect(brief(redacted)).toEqual(brief(evidence))
    expect(leftovers(evidence, redacted)).toEqual([])
  })

  it.each(ofAzure)('%s: judges alike in the shape of the command line', (_, incident) => {
    const evidence = evidenceOf(incident)
    const flat = { ...evidence, calls: evidence.calls.map((call) => ({ ...call, outcome: flattened(call.outcome) })) } as Evidence
    const redacted = redactEvidence(flat)
    expect(brief(redacted)).toEqual(brief(flat))
    expect(leftovers(flat, redacted)).toEqual([])
  })

  it.each([
    ['aws', 's3:GetObject'],
    ['azure', 'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read'],
  ])('of %s keeps the permission that a part of a log was refused for', (cloud, permission) => {
    const incident = incidents.find((each) => each.cloud === cloud && each.name === 'port-closed')
    if (incident === undefined) throw new Error(cloud)
    const { calls, ...evidence } = evidenceOf(incident)
    const told = { refused: { gap: 'denied', permission } }
    const refused = calls.slice(0, 1).map((call) => ({ ...call, outcome: { ok: true, output: told } as const }))
    expect(redactEvidence({ ...evidence, calls: refused }).calls[0]?.outcome).toEqual({ ok: true, output: told })
  })

  it('names the same alike in all evidence of a file', () => {
    const [one, other] = ['one-pool-of-several', 'port-closed'].map((name) => {
      const incident = incidents.find((each) => each.cloud === 'azure' && each.name === name)
      if (incident === undefined) throw new Error(name)
      return evidenceOf(incident)
    }) as [Evidence, Evidence]
    const gatewayOf = (evidence: Evidence | undefined) => evidence?.question.loadBalancerId
    const together = redactEvidences([one, other])
    expect(gatewayOf(together[1])).toBe(gatewayOf(together[0]))
    expect(gatewayOf(redactEvidence(other))).not.toBe(gatewayOf(together[1]))
  })
})

/** Calls of activity logs, settings and health with every ARM id in capitals, as Azure answers now and then. */
function respelt(evidence: Evidence): Evidence {
  const calls = evidence.calls.map((call) =>
    /backendhealth|eventtypes|diagnosticSettings|metrics/.test(call.call) ? (capitals(call) as typeof call) : call,
  )
  return { ...evidence, calls }
}

function capitals(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value).replace(/"\/subscriptions\/[^"]*"/g, (id) => id.toUpperCase()))
}

const ipv4 = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255)).map((parts) => parts.join('.'))

describe('renumbered addresses', () => {
  it('stay distinct', () => {
    fc.assert(
      fc.property(fc.uniqueArray(ipv4, { minLength: 1, maxLength: 30 }), (addresses) => {
        const rename = renumberAddresses(addresses)
        expect(new Set(addresses.map(rename)).size).toBe(addresses.length)
      }),
    )
  })

  it('stay inside and outside of their ranges', () => {
    const inside = (address: string, range: string): boolean => {
      const [base = '', length = '0'] = range.split('/')
      const bits = (text: string): string =>
        text
          .split('.')
          .map((part) => Number(part).toString(2).padStart(8, '0'))
          .join('')
      return bits(address).slice(0, Number(length)) === bits(base).slice(0, Number(length))
    }
    fc.assert(
      fc.property(
        fc.array(ipv4, { minLength: 1, maxLength: 20 }),
        fc.array(fc.tuple(ipv4, fc.nat(32)), { maxLength: 10 }),
        (addresses, ranges) => {
          const cidrs = ranges.map(([address, length]) => `${address}/${length}`)
          const rename = renumberAddresses([...addresses, ...cidrs])
          for (const address of addresses)
            for (const cidr of cidrs) expect(inside(rename(address), rename(cidr))).toBe(inside(address, cidr))
        },
      ),
    )
  })

  it('stay private or public', () => {
    const rename = renumberAddresses(['10.1.2.3', '192.168.4.5', '172.16.9.9', '203.0.113.77', 'fd00:1::5', '2001:db8::9'])
    expect(['10.1.2.3', '192.168.4.5', '172.16.9.9', 'fd00:1::5'].map((address) => rename(address).split(/[.:]/)[0])).toEqual([
      '10',
      '192',
      '172',
      'fc00',
    ])
    expect(rename('203.0.113.77')).not.toMatch(/^(10|192\.168|172\.(1[6-9]|2\d|3[01]))\./)
  })
})
