/** The environment of the functions: what is wrong is named in one line. */
import { describe, expect, it } from 'vitest'
import { functionSettingsOf } from '../../src/azure-function/settings.ts'
import { lambdaSettingsOf } from '../../src/lambda/settings.ts'

const arn = 'arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/shop/0123456789abcdef'
const group = 'arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/web/0123456789abcdef'
const subscription = '00000000-0000-4000-8000-000000000001'

describe('the Lambda function', () => {
  it('reads what it is told', () => {
    const settings = lambdaSettingsOf({
      PATH: '/bin',
      LB502_TARGETS: ` ${arn}, ${group},shop,tag:team=web, all`,
      LB502_WINDOW: '30m',
      LB502_REMINDER: 'off',
      LB502_STATE: 's3://states/lb502',
      LB502_SNS_TOPIC_ARN: 'arn:aws:sns:eu-central-1:123456789012:alerts',
    })
    expect(settings.balancers).toEqual([
      { kind: 'one', target: { kind: 'load-balancer', id: arn } },
      { kind: 'one', target: { kind: 'pool', id: group } },
      { kind: 'one', target: { kind: 'load-balancer', id: 'shop' } },
      { kind: 'tag', key: 'team', value: 'web' },
      { kind: 'all' },
    ])
    expect(settings).toMatchObject({
      windowSeconds: 1800,
      reminderSeconds: null,
      logs: { kind: 'auto' },
      state: { kind: 's3', bucket: 'states', prefix: 'lb502/' },
    })
  })

  it('has usual values', () => {
    const settings = lambdaSettingsOf({ LB502_TARGETS: 'all' })
    expect(settings).toMatchObject({ windowSeconds: 900, reminderSeconds: 21_600, state: null, eventBus: undefined })
  })

  it.each([
    [{}, /LB502_TARGETS is not set/, /tag:Key=Value/],
    [{ LB502_TARGET: 'all' }, /LB502_TARGET /, /Did you mean LB502_TARGETS\?/],
    [{ LB502_TARGETS: 'all', LB502_SUBSCRIPTIONS: 'x' }, /LB502_SUBSCRIPTIONS/, /./],
    [{ LB502_TARGETS: 'a b' }, /LB502_TARGETS: /, /./],
    [{ LB502_TARGETS: 'tag:x' }, /LB502_TARGETS/, /tag:Key=Value/],
    [{ LB502_TARGETS: 'shop', LB502_REGIONS: 'eu-west-1,eu-central-1' }, /LB502_TARGETS/, /ARN/],
    [{ LB502_TARGETS: 'all', LB502_WINDOW: '15' }, /LB502_WINDOW="15"/, /15m/],
    [{ LB502_TARGETS: 'all', LB502_REGIONS: 'europe' }, /LB502_REGIONS="europe"/, /eu-west-1/],
    [{ LB502_TARGETS: 'all', LB502_REMINDER: 'never' }, /LB502_REMINDER/, /6h|15m/],
    [{ LB502_TARGETS: 'all', LB502_STATE: 'https://x.blob.core.windows.net/c' }, /LB502_STATE/, /s3:/],
    [{ LB502_TARGETS: 'all', LB502_SNS_TOPIC_ARN: 'alerts' }, /LB502_SNS_TOPIC_ARN/, /arn:aws:sns/],
    [{ LB502_TARGETS: 'all', LB502_EVENT_BUS: 'my bus' }, /LB502_EVENT_BUS/, /ARN/],
    [{ LB502_TARGETS: 'all', LB502_LOGS: 'athena:x' }, /LB502_LOGS/, /s3:/],
  ])('names what is wrong in %j', (environment, message, hint) => {
    expect(() => lambdaSettingsOf(environment)).toThrow(
      expect.objectContaining({ message: expect.stringMatching(message), hint: expect.stringMatching(hint) }),
    )
  })

  it.each(['http://hooks.example/secret', 'secret'])('does not repeat the address %s of a webhook', (address) => {
    expect(() => lambdaSettingsOf({ LB502_TARGETS: 'all', LB502_SLACK_WEBHOOK_URL: address })).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('secret') }),
    )
  })
})

describe('the function on Azure', () => {
  it('reads what it is told', () => {
    const settings = functionSettingsOf({
      LB502_TARGETS: 'shop',
      LB502_SUBSCRIPTIONS: subscription,
      LB502_STATE: 'https://states.blob.core.windows.net/lb502/prod/',
    })
    expect(settings.gateways).toEqual([{ kind: 'one', key: 'shop', target: { kind: 'name', name: 'shop', subscription } }])
    expect(settings.state).toEqual({ url: 'https://states.blob.core.windows.net/lb502', prefix: 'prod/' })
  })

  it.each([
    [{ LB502_TARGETS: 'all', LB502_SNS_TOPIC_ARN: 'arn:aws:sns:eu-central-1:123456789012:alerts' }, /LB502_SNS_TOPIC_ARN/],
    [{ LB502_TARGETS: 'all', LB502_STATE: 's3://bucket' }, /LB502_STATE/],
    [{ LB502_TARGETS: 'all', LB502_STATE: 'http://states.blob.core.windows.net/c' }, /LB502_STATE/],
    [{ LB502_TARGETS: 'all', LB502_SUBSCRIPTIONS: 'prod' }, /LB502_SUBSCRIPTIONS/],
    [{ LB502_TARGETS: 'arn:aws:x' }, /LB502_TARGETS/],
  ])('names what is wrong in %j', (environment, message) => {
    expect(() => functionSettingsOf(environment)).toThrow(message)
  })
})
