/** What a request calls for, under the name that lb502 has for the call. */
import { type CallName, callNames } from '../../../src/azure/call-names.ts'
import { type ArmCall, readArmCall } from './arm-call.ts'
import { denied, type Plane, Refusal } from './refusals.ts'

export interface Called {
  /** As lb502 names it; the method and path where it has no name for it. */
  readonly name: string
  /** Set for calls of ARM that can be understood. */
  readonly arm: ArmCall | null
  /** Why a call of ARM cannot be understood. */
  readonly refusal: Refusal | null
}

const blobs: CallName = 'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read'
const logRows: CallName = 'Microsoft.Insights/logs/read'

export function callOf(plane: Plane, method: string, address: URL): Called {
  switch (plane) {
    case 'storage':
      return { name: blobs, arm: null, refusal: null }
    case 'logs':
      return { name: logRows, arm: null, refusal: null }
    case 'arm':
      try {
        const arm = readArmCall(method, decodeURI(address.pathname), address.searchParams)
        return { name: arm.action, arm, refusal: null }
      } catch (refusal) {
        if (refusal instanceof Refusal) return { name: `${method} ${address.pathname}`, arm: null, refusal }
        throw refusal
      }
  }
}

/** The refusal of a call that the world's caller may not make; null when nothing stands against it. */
export function refusalIn(refused: readonly CallName[], { name }: Called, plane: Plane, scope: string): Refusal | null {
  return callNames.some((known) => known === name && refused.includes(known)) ? denied(plane, name, scope) : null
}
