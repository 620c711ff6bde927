import { describe, expect, it } from 'vitest'
import { normaliseAws } from '../../../src/aws/normalise/index.ts'
import type { CallRecord, Evidence } from '../../../src/core/evidence.ts'
import type { FunctionBackend } from '../../../src/core/model.ts'
import { answered, evidenceOf, refused, replacing, without } from './build.ts'
import { functionArn, functionEvidence } from './worlds.ts'

const live = { FunctionName: functionArn, Qualifier: 'live' }
const plain = { FunctionArn: functionArn, FunctionName: 'web', Timeout: 3 }

function functionOf(evidence: Evidence): FunctionBackend {
  const backends = normaliseAws(evidence).pools[0]?.backends
  return (backends?.known ? backends.value[0]?.function : undefined) as FunctionBackend
}

function withCall(...calls: readonly CallRecord[]): FunctionBackend {
  return functionOf(evidenceOf(replacing(functionEvidence.calls, ...calls)))
}

function configured(fields: object): FunctionBackend['configuration'] {
  return withCall(answered('lambda:GetFunctionConfiguration', live, { ...plain, ...fields })).configuration
}

describe('functions', () => {
  it('are read by ARN and alias', () => {
    const found = functionOf(functionEvidence)
    expect(found).toMatchObject({
      configuration: { known: true, value: { name: 'web', timeoutSeconds: 30, memoryMegabytes: 256, state: 'active' } },
      reservedConcurrency: { known: true, value: 5 },
      invokable: { known: true, value: { allowed: true } },
    })
  })

  it.each([
    [{}, { state: 'active', providerState: 'Active', providerReason: null, lastUpdateFailed: false, memoryMegabytes: null }],
    [
      { State: 'Pending', StateReasonCode: 'Creating' },
      { state: 'pending', providerReason: 'Creating' },
    ],
    [
      { State: 'Inactive', StateReasonCode: 'Idle', StateReason: 'idle' },
      { state: 'inactive', providerReason: 'Idle: idle' },
    ],
    [{ State: 'Failed', StateReasonCode: 'InvalidSubnet' }, { state: 'failed' }],
    [{ State: 'Deactivated' }, { state: 'other', providerState: 'Deactivated' }],
    [{ State: 'Active', StateReason: 'old news' }, { providerReason: null }],
    [
      { State: 'Active', LastUpdateStatus: 'Failed', LastUpdateStatusReasonCode: 'ImageDeleted' },
      { lastUpdateFailed: true, providerReason: 'ImageDeleted' },
    ],
  ])('configured %j', (fields, value) => {
    expect(configured(fields)).toMatchObject({ known: true, value })
  })

  it('without a timeout are not understood', () => {
    expect(configured({ Timeout: undefined })).toMatchObject({ known: false, gap: 'failed' })
    expect(configured({ Timeout: 'long' })).toMatchObject({ known: false, gap: 'failed' })
  })

  it.each([
    [{ FunctionName: `${functionArn}:live` }, true],
    [{ FunctionName: 'web', Qualifier: 'live' }, true],
    [{ FunctionName: functionArn, Qualifier: 'blue' }, false],
    [{ FunctionName: functionArn }, false],
    [{ FunctionName: `${functionArn}-2`, Qualifier: 'live' }, false],
    [{}, false],
    [null, false],
  ])('are recognised by the input %j: %s', (input, known) => {
    expect(withCall(answered('lambda:GetFunctionConfiguration', input, plain)).configuration.known).toBe(known)
  })

  it('have no reserved concurrency when none is stated', () => {
    expect(
      withCall(answered('lambda:GetFunctionConcurrency', { FunctionName: functionArn }, {})).reservedConcurrency,
    ).toMatchObject({
      known: true,
      value: null,
    })
    expect(withCall(refused('lambda:GetFunctionConcurrency', { FunctionName: functionArn })).reservedConcurrency).toMatchObject({
      known: false,
      gap: 'denied',
    })
  })

  it('cannot be invoked without a policy', () => {
    const found = withCall(refused('lambda:GetPolicy', live, 'notFound', 'ResourceNotFoundException'))
    expect(found.invokable).toMatchObject({
      known: true,
      value: { allowed: false, because: 'the function has no resource policy' },
    })
  })

  it('that do not exist have no policy to judge', () => {
    const gone = ['lambda:GetFunctionConfiguration', 'lambda:GetPolicy'] as const
    const found = withCall(...gone.map((name) => refused(name, live, 'notFound', 'ResourceNotFoundException')))
    expect(found.invokable).toMatchObject({ known: false, gap: 'notFound' })
  })

  it('may or may not be invoked when the policy is unread or unreadable', () => {
    expect(withCall(refused('lambda:GetPolicy', live)).invokable).toMatchObject({ known: false, gap: 'denied' })
    expect(withCall(answered('lambda:GetPolicy', live, { Policy: '{' })).invokable).toMatchObject({ known: false, gap: 'failed' })
    expect(withCall(answered('lambda:GetPolicy', live, {})).invokable).toMatchObject({ known: false, gap: 'failed' })
    expect(functionOf(evidenceOf(without(functionEvidence.calls, 'lambda:GetPolicy'))).invokable).toMatchObject({
      known: false,
      gap: 'notCollected',
    })
  })

  it('have no paths', () => {
    expect(normaliseAws(functionEvidence).pools[0]?.paths).toMatchObject({ known: true, value: [] })
  })
})
