import { describe, expect, test } from 'vitest'
import { dayPrefixes, hourOf, isInside } from '../../../src/azure/logs/blob-names.ts'
import { readContainer } from '../../../src/azure/logs/blobs.ts'
import { gatewayLine } from '../../fakes/logs/app-gateway-lines.ts'
import { gatewayId } from '../../scenarios/azure-worlds/ids.ts'
import type { AzureWorld } from '../../scenarios/azure-worlds/world.ts'
import { minute } from '../../scenarios/world.ts'
import { collectFrom, readingIn, shopLoggingTo, window } from './shop.ts'

const readCall = 'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read'
const home = `shoplogs/insights-logs-applicationgatewayaccesslog/resourceId=${gatewayId.toUpperCase()}`
const line = gatewayLine({ gateway: gatewayId, time: minute(5, 0) })

/** A storage account with these files of the gateway, by their names below its folder. */
function holding(files: Readonly<Record<string, string>>): AzureWorld {
  const blobs = Object.fromEntries(Object.entries(files).map(([name, content]) => [`${home}/${name}`, content]))
  return shopLoggingTo(['storage'], { blobs })
}

describe('files of a gateway', () => {
  test('are those of the hours in which rows of the window may arrive', async () => {
    const day = 'y=2026/m=11/d=20'
    const collected = await collectFrom(
      holding({
        [`${day}/h=12/m=00/PT1H.json`]: line,
        [`${day}/h=13/m=00/PT1H.json`]: `${line}\n${line}\n`,
        [`${day}/h=14/m=00/PT1H.json`]: line,
        [`${day}/h=15/m=00/PT1H.json`]: line,
        [`${day}/h=13/m=00/notes.txt`]: line,
        'y=2026/m=11/d=21/h=13/m=00/PT1H.json': line,
      }),
    )
    const reading = readingIn(collected)
    expect(reading.digest.lines).toMatchObject({ read: 3, parsed: 3, outsideWindow: 0 })
    expect(reading.objects).toEqual({ listed: 5, read: 2, failed: 0, skipped: 3 })
    const opened = collected.fake.requests
      .filter(({ path }) => path.includes('PT1H.json'))
      .map(({ path }) => /h=\d\d/.exec(decodeURIComponent(path))?.[0])
    expect(opened).toEqual(['h=14', 'h=13'])
  })

  test('are read as far as they were written when they were listed', async () => {
    const collected = await collectFrom(holding({ 'y=2026/m=11/d=20/h=13/m=00/PT1H.json': `${line}\n${line.slice(0, -30)}` }))
    expect(readingIn(collected).digest.lines).toMatchObject({ read: 2, parsed: 1, malformed: 1 })
    const [read] = collected.fake.requests.filter(({ path }) => path.includes('PT1H.json'))
    expect(read?.detail).toBe(`bytes=0-${2 * line.length - 30}`)
  })

  test('may be empty, or of other gateways', async () => {
    const other = gatewayLine({ gateway: `${gatewayId}-2`, time: minute(5, 0) })
    const reading = readingIn(
      await collectFrom(holding({ 'y=2026/m=11/d=20/h=13/m=00/PT1H.json': '', 'y=2026/m=11/d=20/h=14/m=00/PT1H.json': other })),
    )
    expect(reading).toMatchObject({ partial: true, digest: { lines: { read: 1, foreign: 1 } }, objects: { read: 2 } })
  })

  test('may be missing for this time', async () => {
    const reading = readingIn(await collectFrom(holding({ 'y=2026/m=11/d=19/h=13/m=00/PT1H.json': line })))
    expect(reading).toMatchObject({
      partial: true,
      notes: ['no log blobs of this gateway for this time'],
      objects: { listed: 0 },
    })
  })
})

describe('more than can be read', () => {
  const day = 'y=2026/m=11/d=20'
  const rowAt = (second: number): string =>
    gatewayLine({ gateway: gatewayId, time: minute(Math.floor(second / 60), second % 60) })
  /** Some nine megabytes, of an hour that begins with the window. */
  const hour = Array.from({ length: 7200 }, (_, index) => rowAt(Math.floor(index / 2))).join('\n')
  const world = holding({ [`${day}/h=13/m=00/PT1H.json`]: hour })
  const read = async (most: number): Promise<Awaited<ReturnType<typeof collectFrom>>> =>
    collectFrom(world, {
      collect: async (request) => {
        const url = `${request.logsEndpoint}/shoplogs/insights-logs-applicationgatewayaccesslog`
        return [(await readContainer(url, request, most)).record]
      },
    })

  test('is sampled by pieces that are spread over the hour, and said to be', async () => {
    const collected = await read(4_500_000)
    const { digest, notes, partial } = readingIn(collected)
    expect(partial).toBe(true)
    expect(notes[0]).toBe(
      `a sample was read, pieces spread over every hour: 0.0 GB of 0.0 GB, so that counts are lower than they were; a shorter --window, or a workspace in Log Analytics, counts all`,
    )
    expect(digest.lines).toMatchObject({ malformed: 0, foreign: 0 })
    expect(digest.lines.parsed).toBeGreaterThan(3000)
    expect(digest.lines.parsed).toBeLessThan(4000)
    const minutes = digest.series.flatMap((one) => one.minutes.map(({ at }) => Number(at.slice(14, 16))))
    expect(Math.min(...minutes)).toBe(0)
    expect(Math.max(...minutes)).toBeGreaterThan(40)
  })

  test('is read whole when it is little enough', async () => {
    expect(readingIn(await read(20_000_000))).toMatchObject({ partial: false, notes: [], digest: { lines: { parsed: 7200 } } })
  })
})

test('a file that is gone when it is read, or closed to the reader, leaves the others to count', async () => {
  const files = holding({
    'y=2026/m=11/d=20/h=13/m=00/PT1H.json': `${line}\n${line}`,
    'y=2026/m=11/d=20/h=14/m=00/PT1H.json': line,
  })
  for (const [kind, code] of [
    ['not-found', 'BlobNotFound'],
    ['denied', 'AuthorizationPermissionMismatch'],
  ] as const) {
    // The first of these calls lists the files.
    const collected = await collectFrom(files, { faults: [{ call: readCall, kind, after: 1, times: 1 }] })
    const reading = readingIn(collected)
    expect(reading).toMatchObject({
      partial: true,
      objects: { listed: 2, read: 1, failed: 1 },
      refused: { permission: readCall },
    })
    expect(reading.notes[0]).toMatch(new RegExp(`^1 of 2 objects could not be read: ${code} \\(`))
    expect(reading.digest.lines.parsed).toBeGreaterThan(0)
  }
})

describe('names of files', () => {
  test('are listed day by day, in the spelling that Azure gives ids here', () => {
    const { from, to } = { from: '2026-11-19T22:30:00Z', to: '2026-11-20T23:50:00Z' }
    expect(dayPrefixes('/subscriptions/s/x', { from, to })).toEqual(
      ['19', '20', '21'].map((day) => `resourceId=/SUBSCRIPTIONS/S/X/y=2026/m=11/d=${day}/`),
    )
  })

  test('tell their hour', () => {
    expect(hourOf('resourceId=/X/y=2026/m=11/d=20/h=13/m=00/PT1H.json')).toBe(Date.parse('2026-11-20T13:00:00Z'))
    for (const name of ['', 'PT1H.json', 'resourceId=/X/y=2026/m=11/d=20/h=13/m=00/', 'y=2026/m=11/d=20/h=1/m=00/PT1H.json']) {
      expect(hourOf(name)).toBeNull()
      expect(isInside(name, window)).toBe(false)
    }
  })
})
