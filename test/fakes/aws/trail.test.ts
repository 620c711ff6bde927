import * as cloudtrail from '@aws-sdk/client-cloudtrail'
import { describe, expect, it } from 'vitest'
import { changed, withEvent } from '../../scenarios/changes.ts'
import { balancerArn, groupArn, shop } from '../../scenarios/shop.ts'
import { minute, windowFrom, windowTo } from '../../scenarios/world.ts'
import { refusal, start } from './start.ts'

const hour = { StartTime: new Date(windowFrom), EndTime: new Date(windowTo) }

describe('CloudTrail, by the JSON protocol', () => {
  const eventful = changed(shop, withEvent(5, 'ModifyTargetGroup', groupArn), withEvent(9, 'ModifyRule', groupArn))
  const on = (...names: readonly string[]) =>
    names.map((AttributeValue) => ({ AttributeKey: 'ResourceName' as const, AttributeValue }))

  it('looks up one attribute within a time, newest first', async () => {
    const { cloudtrail: client } = await start(eventful)
    const ask = (name: string, until: string) =>
      client.send(new cloudtrail.LookupEventsCommand({ LookupAttributes: on(name), ...hour, EndTime: new Date(until) }))
    const { Events } = await ask(groupArn, windowTo)
    expect(Events?.map(({ EventName, EventTime }) => [EventName, EventTime])).toEqual([
      ['ModifyRule', new Date(minute(9))],
      ['ModifyTargetGroup', new Date(minute(5))],
    ])
    expect((await ask(groupArn, minute(6))).Events).toHaveLength(1)
    expect((await ask(balancerArn, windowTo)).Events).toEqual([])
  })

  it('refuses two attributes and more than 50 events a page', async () => {
    const { cloudtrail: client } = await start(eventful)
    const two = client.send(new cloudtrail.LookupEventsCommand({ LookupAttributes: on(groupArn, balancerArn) }))
    await expect(two).rejects.toBeInstanceOf(cloudtrail.InvalidLookupAttributesException)
    const page = client.send(new cloudtrail.LookupEventsCommand({ MaxResults: 51 }))
    await expect(page).rejects.toMatchObject(refusal('InvalidParameterValue', 400))
  })
})
