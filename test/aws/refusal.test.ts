import { describe, expect, test } from 'vitest'
import { refusalOf } from '../../src/aws/refusal.ts'
import { serviceError } from './mock-aws.ts'

describe('refusalOf', () => {
  test.each([
    ['AccessDenied', 403, 'denied'],
    ['AccessDeniedException', 400, 'denied'],
    ['UnauthorizedOperation', 403, 'denied'],
    ['AuthorizationError', 403, 'denied'],
    ['SomethingNew', 403, 'denied'],
    ['Throttling', 400, 'throttled'],
    ['ThrottlingException', 400, 'throttled'],
    ['RequestLimitExceeded', 503, 'throttled'],
    ['TooManyRequestsException', 429, 'throttled'],
    ['SlowDown', 503, 'throttled'],
    ['EC2ThrottledException', 502, 'throttled'],
    ['SomethingNew', 429, 'throttled'],
    ['TargetGroupNotFoundException', 400, 'notFound'],
    ['NoSuchBucket', 404, 'notFound'],
    ['NoSuchKey', 404, 'notFound'],
    ['ResourceNotFoundException', 404, 'notFound'],
    ['InvalidGroup.NotFound', 400, 'notFound'],
    ['UnknownOperationException', 404, 'failed'],
    ['SomethingNew', 404, 'failed'],
    ['NotFound', 404, 'failed'],
    ['InternalFailure', 500, 'failed'],
    ['ValidationError', 400, 'failed'],
  ] as const)('%s with status %i is %s', (name, status, gap) => {
    expect(refusalOf(serviceError(name, status, 'why'))).toEqual({ gap, code: name, message: 'why' })
  })

  test('names the system error of a broken connection', () => {
    const error = Object.assign(new Error('socket hang up'), { name: 'TimeoutError', code: 'ECONNRESET' })
    expect(refusalOf(error)).toEqual({ gap: 'failed', code: 'ECONNRESET', message: 'socket hang up' })
  })

  test('does not take a name that cannot be resolved for a thing that does not exist', () => {
    const error = Object.assign(new Error('getaddrinfo ENOTFOUND x'), { code: 'ENOTFOUND' })
    expect(refusalOf(error).gap).toBe('failed')
  })

  test('keeps the message to one clean, bounded line', () => {
    const { message } = refusalOf(new Error(`first \u001b[31mred\nsecond`))
    expect(message).toBe('first  [31mred')
    expect(refusalOf(new Error('x'.repeat(10_000))).message.length).toBeLessThan(700)
  })

  test.each(['SyntaxError', 'Error', 'UnknownError'])('says of a reply that gave the SDK %s what is wrong with it', (name) => {
    const error = Object.assign(serviceError(name, 404, 'Unexpected token <'), { $response: {} })
    const message = 'the answer with status 404 is not in the form that the service speaks'
    expect(refusalOf(error)).toEqual({ gap: 'failed', code: 'UnusableAnswer', message })
  })

  test('survives what is no error at all', () => {
    expect(refusalOf('boom')).toEqual({ gap: 'failed', code: 'Unknown', message: 'boom' })
  })
})
