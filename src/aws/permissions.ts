/** The least-privilege policy, made from the calls that are really made. */
import { callInfo, callNames } from './call-names.ts'

/** An IAM policy document. */
export interface PolicyDocument {
  readonly Version: '2012-10-17'
  readonly Statement: readonly {
    readonly Sid: string
    readonly Effect: 'Allow'
    readonly Action: readonly string[]
    readonly Resource: '*'
  }[]
}

/** A policy that allows every call lb502 can make on AWS and nothing else; all of them only read. One statement per service. */
export function permissionsAws(): PolicyDocument {
  const byService = new Map<string, string[]>()
  for (const name of callNames) {
    const { permission } = callInfo(name)
    const service = permission.slice(0, permission.indexOf(':'))
    byService.set(service, [...(byService.get(service) ?? []), permission])
  }
  return {
    Version: '2012-10-17',
    Statement: [...byService].map(([service, actions]) => ({
      Sid: `Lb502Reads${service[0]?.toUpperCase()}${service.slice(1)}`,
      Effect: 'Allow',
      Action: actions.sort(),
      Resource: '*',
    })),
  }
}
