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
  readonly DataActions: readonly string[]
  readonly NotDataActions: readonly string[]
  readonly AssignableScopes: readonly string[]
}

/** Contents of blobs are data; all else is management. */
const dataAction = /\/blobs\/read$/

/** Waiting for backend health, and querying logs by their workspace, are actions of their own. */
const besides: readonly string[] = [
  'Microsoft.Network/locations/operationResults/read',
  'Microsoft.OperationalInsights/workspaces/query/read',
  'Microsoft.OperationalInsights/workspaces/query/*/read',
]

/** A role that allows every call lb502 can make on Azure and nothing else; all of them only read. */
export function permissionsAzure(): RoleDefinition {
  const needed = [...new Set([...callNames.map((name) => callInfo(name).permission), ...besides])].sort(compareText)
  return {
    Name: 'lb502 reader',
    IsCustom: true,
    Description: 'Lets lb502 explain why an Application Gateway answers 502. Reads only.',
    Actions: needed.filter((action) => !dataAction.test(action)),
    NotActions: [],
    DataActions: needed.filter((action) => dataAction.test(action)),
    NotDataActions: [],
    AssignableScopes: ['/subscriptions/<subscription id>'],
  }
}
