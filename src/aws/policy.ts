/** The least-privilege IAM policy for what lb502 reads. */
import { callInfo, callNames } from './call-names.ts'

export interface PolicyStatement {
  readonly Sid: string
  readonly Effect: 'Allow'
  readonly Action: readonly string[]
  readonly Resource: string
}

export interface Policy {
  readonly Version: '2012-10-17'
  readonly Statement: readonly PolicyStatement[]
}

/** What reads request logs: the statement that is worth narrowing to the log bucket and log group. */
const logReading: readonly string[] = ['s3:ListBucket', 's3:GetObject', 'logs:FilterLogEvents']

/** Read actions only, on every resource: most of these actions know no narrower one. Those that read logs stand apart. */
export function readOnlyPolicy(): Policy {
  const permissions = callNames.flatMap((name) => callInfo(name).permission ?? [])
  const actions = [...new Set(permissions)].sort()
  return {
    Version: '2012-10-17',
    Statement: [
      statement(
        'Lb502ReadConfiguration',
        actions.filter((action) => !logReading.includes(action)),
      ),
      statement(
        'Lb502ReadRequestLogs',
        actions.filter((action) => logReading.includes(action)),
      ),
    ],
  }
}

function statement(sid: string, actions: readonly string[]): PolicyStatement {
  return { Sid: sid, Effect: 'Allow', Action: actions, Resource: '*' }
}
