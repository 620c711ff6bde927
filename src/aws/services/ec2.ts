import {
  DescribeInstancesCommand,
  DescribeNetworkAclsCommand,
  DescribeNetworkInterfacesCommand,
  DescribeRegionsCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcPeeringConnectionsCommand,
  DescribeVpcsCommand,
  EC2Client,
  GetManagedPrefixListEntriesCommand,
} from '@aws-sdk/client-ec2'
import { type ClientSettings, type Connection, isClient } from '../connection.ts'

export function connect(given: ClientSettings | EC2Client): Connection<'ec2', EC2Client> {
  const client = isClient(given) ? given : new EC2Client(given)
  return {
    client,
    close: () => client.destroy(),
    senders: {
      'ec2:DescribeRegions': (input, options) => client.send(new DescribeRegionsCommand(input), options),
      'ec2:DescribeInstances': (input, options) => client.send(new DescribeInstancesCommand(input), options),
      'ec2:DescribeNetworkInterfaces': (input, options) => client.send(new DescribeNetworkInterfacesCommand(input), options),
      'ec2:DescribeSecurityGroups': (input, options) => client.send(new DescribeSecurityGroupsCommand(input), options),
      'ec2:DescribeNetworkAcls': (input, options) => client.send(new DescribeNetworkAclsCommand(input), options),
      'ec2:DescribeRouteTables': (input, options) => client.send(new DescribeRouteTablesCommand(input), options),
      'ec2:DescribeSubnets': (input, options) => client.send(new DescribeSubnetsCommand(input), options),
      'ec2:DescribeVpcs': (input, options) => client.send(new DescribeVpcsCommand(input), options),
      'ec2:DescribeVpcPeeringConnections': (input, options) =>
        client.send(new DescribeVpcPeeringConnectionsCommand(input), options),
      'ec2:GetManagedPrefixListEntries': (input, options) => client.send(new GetManagedPrefixListEntriesCommand(input), options),
    },
  }
}
