/** Roles that may be assumed, and what each shows: requests are told apart by the access key that assuming it gave. */
import type { World } from '../../scenarios/world.ts'
import { type AnswerTable, answersOf } from './answers/index.ts'
import { denied } from './refusals.ts'

export interface Roles {
  /** What the role's regions answer, by its access key. */
  readonly tables: ReadonlyMap<string, ReadonlyMap<string, AnswerTable>>
  /** What the token service answers. */
  readonly answers: AnswerTable
}

export function rolesOf(roles: Readonly<Record<string, Readonly<Record<string, World>>>>): Roles {
  const keys = new Map(Object.keys(roles).map((arn, index) => [arn, `ASIAROLE${index}`]))
  const tables = Object.entries(roles).map(([arn, regions]): [string, ReadonlyMap<string, AnswerTable>] => [
    keys.get(arn) ?? '',
    new Map(Object.entries(regions).map(([region, world]) => [region, answersOf(world)])),
  ])
  return {
    tables: new Map(tables),
    answers: {
      'sts:AssumeRole': ({ RoleArn: arn, RoleSessionName: name }) => {
        const key = keys.get(String(arn))
        if (key === undefined) throw denied('sts:AssumeRole')
        return {
          Credentials: {
            AccessKeyId: key,
            SecretAccessKey: 'fake',
            SessionToken: 'fake',
            Expiration: new Date(Date.now() + 3600_000),
          },
          AssumedRoleUser: { AssumedRoleId: `AROA:${String(name)}`, Arn: `${String(arn)}/${String(name)}` },
        }
      },
    },
  }
}
