import { describe, expect, test } from 'vitest'
import { CannotRun } from '../../src/core/errors.ts'
import { readSettings } from '../../src/scheduled/settings.ts'

describe('settings', () => {
  test('have defaults for all but the targets', () => {
    expect(readSettings({ LB502_TARGETS: 'all', PATH: '/bin' })).toEqual({
      ...{ targets: 'all', regions: [], windowSeconds: 900, logs: 'auto', backendKeepAliveSeconds: null },
      ...{ reminderSeconds: 21_600, state: null, sinks: [] },
    })
  })

  test('are read from the environment', () => {
    const topicArn = 'arn:aws:sns:eu-west-1:111122223333:alerts'
    expect(
      readSettings({
        ...{ LB502_TARGETS: ' shop, blog ,shop', LB502_REGIONS: 'eu-west-1', LB502_WINDOW: '1h', LB502_LOGS: 'off' },
        ...{ LB502_BACKEND_KEEPALIVE: '5s', LB502_REMINDER: 'off', LB502_STATE: 's3://state/lb502/' },
        ...{ LB502_SNS_TOPIC_ARN: topicArn, LB502_EVENT_BUS: 'default', LB502_SLACK_WEBHOOK_URL: 'https://example.com/x' },
      }),
    ).toEqual({
      ...{ targets: ['shop', 'blog'], regions: ['eu-west-1'], windowSeconds: 3600, logs: 'off', backendKeepAliveSeconds: 5 },
      ...{ reminderSeconds: null, state: 's3://state/lb502' },
      sinks: [
        { kind: 'sns', topicArn },
        { kind: 'event-bridge', bus: 'default' },
        { kind: 'slack', url: 'https://example.com/x' },
      ],
    })
  })

  test.each([
    [{}, 'LB502_TARGETS is not set.', 'Name load balancers'],
    [{ LB502_TARGETS: ' ' }, 'LB502_TARGETS is not set.', 'Name load balancers'],
    [{ LB502_TARGET: 'all' }, 'LB502_TARGET is no setting.', 'Did you mean LB502_TARGETS?'],
    [{ LB502_TARGETS: 'all', LB502_WINDOW: '15' }, 'LB502_WINDOW is not a duration: "15".', 'Write it like'],
    [{ LB502_TARGETS: 'all', LB502_LOGS: 'on' }, 'LB502_LOGS is neither auto nor off: "on".', 'auto finds'],
    [{ LB502_TARGETS: 'all', LB502_STATE: 'bucket' }, 'LB502_STATE is no place for state: "bucket".', 'Write s3://'],
    [{ LB502_TARGETS: 'all', LB502_SNS_TOPIC_ARN: 'alerts' }, 'LB502_SNS_TOPIC_ARN is no ARN of a topic.', 'It looks like'],
  ])('%j fail the first run', (environment, message, hint) => {
    const error = failureOf(environment)
    expect(error.message).toBe(message)
    expect(error.hint).toContain(hint)
  })

  test('that are secret are not repeated', () => {
    const { message, hint } = failureOf({ LB502_TARGETS: 'all', LB502_SLACK_WEBHOOK_URL: 'hooks.example.com/secret' })
    expect(`${message} ${hint}`).not.toContain('secret')
  })
})

function failureOf(environment: Readonly<Record<string, string>>): CannotRun {
  try {
    readSettings(environment)
  } catch (error) {
    if (error instanceof CannotRun) return error
  }
  throw new Error('the settings were taken')
}
