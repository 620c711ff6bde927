/** The load balancer, of which logs show no more than the name. */
import { nameInArn, parseArn } from '../aws/normalise/arns.ts'
import { parseAzureResourceId } from '../azure/resource-id.ts'
import type { Question } from '../core/evidence.ts'
import { known } from '../core/fact.ts'
import type { LoadBalancer } from '../core/model.ts'
import type { NotInLogs } from './gaps.ts'

export function balancerOf({ cloud, loadBalancerId: id, region }: Question, notInLogs: NotInLogs): LoadBalancer {
  const isAws = cloud === 'aws'
  return {
    id,
    region,
    ...(id === null ? { name: null, account: null } : isAws ? inArn(id) : inResourceId(id)),
    overview: notInLogs('configuration'),
    settings: notInLogs('configuration'),
    listeners: notInLogs('configuration'),
    nodes: isAws ? notInLogs('network rules and routes') : known([]),
    upkeep: isAws ? known([]) : notInLogs('network rules and routes'),
  }
}

type Named = Pick<LoadBalancer, 'name' | 'account'>

/** `app/shop/0123` alone is what logs have; the account is only known with a target group's ARN. */
function inArn(id: string): Named {
  return { name: nameInArn(id) ?? id.split('/').at(-2) ?? id, account: parseArn(id)?.account || null }
}

function inResourceId(id: string): Named {
  const parts = parseAzureResourceId(id)
  return { name: parts?.name ?? id, account: parts?.subscription ?? null }
}
