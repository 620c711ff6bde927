import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { judge } from '../../src/pipeline.ts'
import { renumberAddresses } from '../../src/redact/addresses.ts'
import { redactEvidence } from '../../src/redact/index.ts'
import { scenarios } from '../scenarios/aws.ts'
import { recordEvidence } from '../scenarios/record.ts'
import { leftovers } from './leftovers.ts'

process.env.AWS_ACCESS_KEY_ID = 'fake'
process.env.AWS_SECRET_ACCESS_KEY = 'fake'

describe('redacted evidence', () => {
  it.each(Object.keys(scenarios))('%s: judges alike and names nobody', async (name) => {
    const scenario = scenarios[name]
    if (scenario === undefined) throw new Error(name)
    const evidence = await recordEvidence(scenario)
    const redacted = redactEvidence(evidence)
    const brief = (of: typeof evidence): unknown =>
      judge(of).map(({ verdict, causes, risks, traffic }) => ({
        verdict,
        traffic,
        risks: risks.map((risk) => risk.id),
        causes: causes.map((cause) => ({
          id: cause.id,
          certainty: cause.certainty,
          explains: cause.explains,
          affected: cause.affected.length,
          evidence: cause.evidence.length,
        })),
      }))
    expect(brief(redacted)).toEqual(brief(evidence))
    expect(leftovers(evidence, redacted)).toEqual([])
  })
})

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
