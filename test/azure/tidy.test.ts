import { describe, expect, it } from 'vitest'
import { tidied } from '../../src/azure/tidy.ts'

const call = 'Microsoft.Network/networkInterfaces/read'
const settings = { ipConfigurations: [{ name: 'primary' }], virtualMachine: { id: 'vm' } }

describe('answers before they become evidence', () => {
  it('keep what judging needs of an interface, whether it stands below properties or beside them', () => {
    const nested = { id: 'nic', etag: 'x', properties: { ...settings, macAddress: '00-0D' } }
    const flat = { id: 'nic', etag: 'x', ...settings, macAddress: '00-0D' }
    expect(tidied(call, nested)).toEqual({ id: 'nic', properties: settings })
    expect(tidied(call, { value: [flat] })).toEqual({ value: [{ id: 'nic', ...settings }] })
  })
})
