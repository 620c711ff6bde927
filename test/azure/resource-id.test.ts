import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { parseAzureResourceId } from '../../src/azure/resource-id.ts'

const group = '/subscriptions/0b1f6471-1bf0-4dda-aec3-111122223333/resourceGroups/shop-rg'

describe('an Azure resource id', () => {
  test.each([
    ['/providers/Microsoft.Network/applicationGateways/shop', 'application-gateway', 'shop'],
    ['/providers/microsoft.network/APPLICATIONGATEWAYS/shop', 'application-gateway', 'shop'],
    ['/providers/Microsoft.Network/applicationGateways/shop/backendAddressPools/web', 'application-gateway', 'shop'],
    ['/providers/Microsoft.ServiceNetworking/trafficControllers/edge', 'application-gateway-for-containers', 'edge'],
    ['/providers/Microsoft.Network/loadBalancers/inner', 'other', 'inner'],
  ])('%s', (rest, kind, name) => {
    expect(parseAzureResourceId(` ${group}${rest} `)).toEqual({
      subscription: '0b1f6471-1bf0-4dda-aec3-111122223333',
      resourceGroup: 'shop-rg',
      kind,
      name,
    })
  })

  test.each([
    '',
    group,
    'shop',
    `${group}/providers/Microsoft.Network/applicationGateways/`,
    'arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/shop/50dc6c495c0c9188',
  ])('%s is none', (text) => {
    expect(parseAzureResourceId(text)).toBeNull()
  })

  it('is found in no ARN and no name, whatever they hold', () => {
    const name = fc.string().filter((text) => !text.trim().startsWith('/'))
    fc.assert(fc.property(name, (text) => parseAzureResourceId(text) === null))
  })
})
