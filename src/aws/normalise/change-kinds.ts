/** CloudTrail's event names, sorted by what they change. */
import type { ChangeKind } from '../../core/model.ts'

const kinds: readonly (readonly [ChangeKind, RegExp])[] = [
  ['firewall', /^(Authorize|Revoke)SecurityGroup|^ModifySecurityGroupRules$|^SetSecurityGroups$|^DeleteSecurityGroup$/],
  ['firewall', /^(Create|Replace|Delete)NetworkAclEntry$|^ReplaceNetworkAclAssociation$|^DeleteNetworkAcl$/],
  ['firewall', /^ModifyNetworkInterfaceAttribute$|^ModifyInstanceAttribute$|^ModifyManagedPrefixList$/],
  ['routing', /^(Create|Replace|Delete)Route$|^(Associate|Disassociate)RouteTable$|^ReplaceRouteTableAssociation$/],
  ['routing', /^(Delete|Reject|Accept)VpcPeeringConnection$/],
  ['registration', /^(Register|Deregister)Targets$/],
  ['pool-settings', /^(Create|Modify|Delete)TargetGroup(Attributes)?$/],
  ['balancer-settings', /^(Create|Modify|Delete)LoadBalancer(Attributes)?$|^SetSubnets$|^SetIpAddressType$/],
  ['listener', /^(Create|Modify|Delete)(Listener|Rule)(Attributes)?$|^SetRulePriorities$/],
  ['deployment', /^(Create|Update|Delete)Service$|^UpdateServicePrimaryTaskSet$|^(Create|Delete)TaskSet$|^CreateDeployment$/],
  [
    'deployment',
    /^(Start|Cancel|Rollback)InstanceRefresh$|^UpdateAutoScalingGroup$|^SetDesiredCapacity$|^RegisterTaskDefinition$/,
  ],
  ['power', /^(Run|Start|Stop|Reboot|Terminate)Instances$|^TerminateInstanceInAutoScalingGroup$|^StopTask$/],
  ['function', /^UpdateFunction(Code|Configuration)$|^(Add|Remove)Permission$|^(Put|Delete)FunctionConcurrency$/],
  ['function', /^(Update|Delete)Alias$|^PublishVersion$|^DeleteFunction$/],
]

export function changeKind(eventName: string): ChangeKind {
  // Events of Lambda end with the version of its API: UpdateFunctionCode20150331v2.
  const name = eventName.replace(/\d{8}(v\d+)?$/, '')
  return kinds.find(([, pattern]) => pattern.test(name))?.[0] ?? 'other'
}
