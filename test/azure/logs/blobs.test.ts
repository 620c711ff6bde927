import { describe, expect, test } from 'vitest'
import { dayPrefixes, hourOf, isInside } from '../../../src/azure/logs/blob-names.ts'
import { gatewayLine } from '../../fakes/logs/app-gateway-lines.ts'
import { gatewayId } from '../../scenarios/azure-worlds/ids.ts'
import type { AzureWorld } from '../../scenarios/azure-worlds/world.ts'
import { minute } from '../../scenarios/world.ts'
import { collectFrom, readingIn, shopLoggingTo, window } from './shop.ts'

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
