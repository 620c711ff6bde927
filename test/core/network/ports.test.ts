import { describe, expect, it } from 'vitest'
import { cutPorts, portsMeet, readPorts } from '../../../src/core/network/ports.ts'
import { ports } from './build.ts'

describe('readPorts', () => {
  it.each([
    ['any', ports(0, 65535)],
    [ports(45, 50), ports(45, 50)],
    [ports(-1, 50), ports(0, 50)],
    [ports(65530, -1), ports(65530, 65535)],
    [ports(-1, -1), ports(0, 65535)],
    [ports(0, 70000), ports(0, 65535)],
    [ports(50, 45), null],
    [ports(70000, 80000), null],
    [ports(Number.NaN, 80), null],
  ] as const)('%j means %j', (written, meant) => {
    expect(readPorts(written)).toEqual(meant)
  })
})

describe('cutPorts', () => {
  it('cuts at each beginning and behind each end inside the range', () => {
    const others = [ports(0, 1023), ports(1024, 65535), ports(2000, 3000), ports(3000, 3000), ports(60000, 70000)]
    expect(cutPorts(ports(1000, 65535), others)).toEqual([
      ports(1000, 1023),
      ports(1024, 1999),
      ports(2000, 2999),
      ports(3000),
      ports(3001, 59999),
      ports(60000, 65535),
    ])
  })

  it('leaves a range alone that nothing divides', () => {
    expect(cutPorts(ports(8080), [ports(1, 65535), ports(8080), ports(9000)])).toEqual([ports(8080)])
  })
})

describe('portsMeet', () => {
  it.each([
    [ports(1, 5), ports(5, 9), true],
    [ports(1, 4), ports(5, 9), false],
    [ports(1, 9), ports(5), true],
  ])('%j and %j: %s', (first, second, meet) => {
    expect([portsMeet(first, second), portsMeet(second, first)]).toEqual([meet, meet])
  })
})
