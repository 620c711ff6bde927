import { describe, expect, it } from 'vitest'
import { judgePolicy } from '../../../src/aws/normalise/policy.ts'
import { Unreadable } from '../../../src/normalise/loose.ts'
import { account, groupArn } from './build.ts'
import { functionArn } from './worlds.ts'

const invocation = { functionArn, targetGroupArn: groupArn('web') }
const service = { Service: 'elasticloadbalancing.amazonaws.com' }
const allow = {
  Sid: 'alb',
  Effect: 'Allow',
  Principal: service,
  Action: 'lambda:InvokeFunction',
  Resource: functionArn,
}

function judge(...statements: readonly object[]): 'allowed' | 'not allowed' | 'unclear' {
  try {
    return judgePolicy(JSON.stringify({ Statement: statements }), invocation).allowed ? 'allowed' : 'not allowed'
  } catch (error) {
    if (error instanceof Unreadable) return 'unclear'
    throw error
  }
}

describe('judgePolicy', () => {
  it.each([
    ['an exact statement', {}, 'allowed'],
    ['anyone', { Principal: '*' }, 'allowed'],
    ['any AWS principal', { Principal: { AWS: ['*'] } }, 'allowed'],
    ['one service of several', { Principal: { Service: ['events.amazonaws.com', service.Service] } }, 'allowed'],
    ['another service', { Principal: { Service: 'apigateway.amazonaws.com' } }, 'not allowed'],
    ['an account', { Principal: { AWS: account } }, 'not allowed'],
    ['no principal', { Principal: undefined }, 'not allowed'],
    ['every action of Lambda', { Action: 'lambda:*' }, 'allowed'],
    ['every action', { Action: ['s3:GetObject', '*'] }, 'allowed'],
    ['the action in other case', { Action: 'lambda:invokefunction' }, 'allowed'],
    ['another action', { Action: 'lambda:GetFunction' }, 'not allowed'],
    ['every function', { Resource: '*' }, 'allowed'],
    ['another function', { Resource: `${functionArn}-2` }, 'not allowed'],
    ['another alias', { Resource: `${functionArn}:live` }, 'not allowed'],
    ['everything but an action', { Action: undefined, NotAction: 's3:*' }, 'unclear'],
  ])('%s', (_, change, expected) => {
    expect(judge({ ...allow, ...change })).toBe(expected)
  })

  it.each([
    ['this group', { ArnLike: { 'AWS:SourceArn': groupArn('web') } }, 'allowed'],
    ['groups by pattern', { ArnLike: { 'aws:SourceArn': groupArn('*') } }, 'allowed'],
    ['another group', { ArnLike: { 'aws:SourceArn': groupArn('old') } }, 'not allowed'],
    ['one group of several', { ArnEquals: { 'aws:SourceArn': [groupArn('old'), groupArn('web')] } }, 'allowed'],
    ['a pattern that is no pattern here', { StringEquals: { 'aws:SourceArn': groupArn('*') } }, 'not allowed'],
    ['text like', { StringLike: { 'aws:sourcearn': '*targetgroup/web/*' } }, 'allowed'],
    ['this account', { StringEquals: { 'aws:SourceAccount': account } }, 'allowed'],
    ['this account if stated', { StringEqualsIfExists: { 'aws:SourceAccount': account } }, 'allowed'],
    ['another account', { StringEquals: { 'aws:SourceAccount': '999999999999' } }, 'not allowed'],
    ['not another account', { StringNotEquals: { 'aws:SourceAccount': '999999999999' } }, 'allowed'],
    ['not this account', { StringNotLike: { 'aws:SourceAccount': '1*' } }, 'not allowed'],
    ['not this group', { ArnNotLike: { 'aws:SourceArn': groupArn('*') } }, 'not allowed'],
    [
      'both, one of which fails',
      { StringEquals: { 'aws:SourceAccount': account }, ArnLike: { 'aws:SourceArn': groupArn('old') } },
      'not allowed',
    ],
    ['a key that nobody here knows', { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } }, 'unclear'],
    ['an operator that nobody here knows', { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }, 'unclear'],
    [
      'an unknown key beside one that fails',
      { StringEquals: { 'aws:PrincipalOrgID': 'o-1', 'aws:SourceAccount': '9' } },
      'not allowed',
    ],
    ['garbage', { StringEquals: 7 }, 'unclear'],
  ])('on condition of %s', (_, Condition, expected) => {
    expect(judge({ ...allow, Condition })).toBe(expected)
  })

  it('lets a denial win', () => {
    expect(judge(allow, { ...allow, Effect: 'Deny' })).toBe('not allowed')
    expect(judge(allow, { ...allow, Effect: 'Deny', Action: 'lambda:GetFunction' })).toBe('allowed')
    expect(judge(allow, { ...allow, Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } })).toBe('unclear')
  })

  it('needs one statement only, and takes a single one without a list', () => {
    expect(judge({ ...allow, Condition: { Bool: { x: 'true' } } }, allow)).toBe('allowed')
    expect(judgePolicy(JSON.stringify({ Statement: allow }), invocation).because).toContain('statement alb')
    expect(judge()).toBe('not allowed')
  })

  it.each(['', 'no JSON', '7', 'null', '{"Statement":[7]}'])('does not understand %j', (text) => {
    expect(() => judgePolicy(text, invocation)).toThrow(Unreadable)
  })
})
