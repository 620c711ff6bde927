/** The least-privilege role, made from the calls that are really made. */
import { compareText } from '../core/canonical.ts'
import { callInfo, callNames } from './call-names.ts'

/** A custom role as `az role definition create` takes it. */
export interface RoleDefinition {
  readonly Name: string
  readonly IsCustom: true
  readonly Description: string
  readonly Actions: readonly string[]
  readonly NotActions: readonly string[]
  readonly AssignableScopes: readonly string[]
}

/** Contents of blobs are data: a role for all of a subscription should not give them all away. */
const dataAction = /\/blobs\/read$/

/** Waiting for backend health, and querying logs by their workspace, are actions of their own. */
const besides: readonly string[] = [
  'Microsoft.Network/locations/operationResults/read',
  'Microsoft.OperationalInsights/workspaces/query/read',
  'Microsoft.OperationalInsights/workspaces/query/*/read',
]

/** A role that allows every call lb502 can make to Resource Manager and Log Analytics, and nothing else; all of them only read. */
export function permissionsAzure(): RoleDefinition {
  const needed = new Set([...callNames.map((name) => callInfo(name).permission), ...besides])
  return {
    Name: 'lb502 reader',
    IsCustom: true,
    Description:
      'Lets lb502 explain why an Application Gateway answers 502. Reads only. Where access logs are kept in a storage account, give Storage Blob Data Reader on that account besides.',
    Actions: [...needed].filter((action) => !dataAction.test(action)).sort(compareText),
    NotActions: [],
    AssignableScopes: ['/subscriptions/<subscription id>'],
  }
}
