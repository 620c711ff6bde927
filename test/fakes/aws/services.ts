/** The services that the fake speaks for: each with its protocol and the operation schemas that its SDK package exports. */
import * as athena from '@aws-sdk/client-athena'
import * as cloudtrail from '@aws-sdk/client-cloudtrail'
import * as cloudwatch from '@aws-sdk/client-cloudwatch'
import * as logs from '@aws-sdk/client-cloudwatch-logs'
import * as ec2 from '@aws-sdk/client-ec2'
import * as ecs from '@aws-sdk/client-ecs'
import * as elasticloadbalancing from '@aws-sdk/client-elastic-load-balancing-v2'
import * as lambda from '@aws-sdk/client-lambda'
import * as s3 from '@aws-sdk/client-s3'
import * as sts from '@aws-sdk/nested-clients/sts'
import { type Operation, operationOf } from './wire/schema.ts'

export type Protocol = 'query' | 'ec2' | 'json' | 'rest-json' | 'rest-xml'

export interface Service {
  /** As IAM names it, before the colon of an action. */
  readonly name: string
  readonly protocol: Protocol
  /** What the SDK package exports. */
  readonly module: object
}

/** By the name that requests are signed for. */
export const services: Readonly<Record<string, Service>> = {
  elasticloadbalancing: { name: 'elasticloadbalancing', protocol: 'query', module: elasticloadbalancing },
  ec2: { name: 'ec2', protocol: 'ec2', module: ec2 },
  monitoring: { name: 'cloudwatch', protocol: 'json', module: cloudwatch },
  logs: { name: 'logs', protocol: 'json', module: logs },
  athena: { name: 'athena', protocol: 'json', module: athena },
  ecs: { name: 'ecs', protocol: 'json', module: ecs },
  cloudtrail: { name: 'cloudtrail', protocol: 'json', module: cloudtrail },
  lambda: { name: 'lambda', protocol: 'rest-json', module: lambda },
  sts: { name: 'sts', protocol: 'query', module: sts },
  s3: { name: 's3', protocol: 'rest-xml', module: s3 },
}

/** An operation of a service; null when the SDK knows none of that name. */
export function findOperation(service: Service, action: string): Operation | null {
  return operationOf(service.module, action)
}

/** Every operation of a service, by name. */
export function operationsOf(service: Service): readonly Operation[] {
  return Object.keys(service.module).flatMap((name) =>
    name.endsWith('$') ? (operationOf(service.module, name.slice(0, -1)) ?? []) : [],
  )
}
