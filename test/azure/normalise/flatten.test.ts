import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { flattened } from '../../../src/azure/normalise/flatten.ts'

describe('flattening', () => {
  it('hoists properties at every depth and writes acronyms as words', () => {
    const nested = {
      id: 'g',
      properties: {
        gatewayIPConfigurations: [{ name: 'a', properties: { subnet: { id: 's' }, privateIPAddress: '10.0.0.4' } }],
        backendHttpSettingsCollection: [{ properties: { validateSNI: true, enableL4ClientIpPreservation: false } }],
      },
    }
    expect(flattened(nested)).toEqual({
      id: 'g',
      gatewayIpConfigurations: [{ name: 'a', subnet: { id: 's' }, privateIpAddress: '10.0.0.4' }],
      backendHttpSettingsCollection: [{ validateSni: true, enableL4ClientIpPreservation: false }],
    })
  })

  it('leaves the user’s tags and what is no object of settings as they are', () => {
    const odd = { tags: { properties: 'mine', costCenterIP: 'x' }, properties: 'text', list: [1, null, 'a'] }
    expect(flattened(odd)).toEqual(odd)
  })

  it('lets the object’s own members stand against its settings', () => {
    expect(flattened({ name: 'outer', properties: { name: 'inner', port: 80 } })).toEqual({ name: 'outer', port: 80 })
  })

  it('is done after once', () => {
    const withoutProperties = fc.jsonValue({ maxDepth: 4 }).filter((value) => !JSON.stringify(value).includes('"properties"'))
    fc.assert(
      fc.property(withoutProperties, (value) => {
        expect(flattened(flattened({ properties: { value } }))).toEqual(flattened({ value }))
      }),
    )
  })
})
