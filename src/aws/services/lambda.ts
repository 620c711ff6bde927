import {
  GetFunctionConcurrencyCommand,
  GetFunctionConfigurationCommand,
  GetPolicyCommand,
  LambdaClient,
} from '@aws-sdk/client-lambda'
import type { ClientSettings, Connection } from '../connection.ts'

export function connect(settings: ClientSettings): Connection<'lambda', LambdaClient> {
  const client = new LambdaClient(settings)
  return {
    client,
    close: () => client.destroy(),
    senders: {
      'lambda:GetFunctionConfiguration': (input, options) => client.send(new GetFunctionConfigurationCommand(input), options),
      'lambda:GetFunctionConcurrency': (input, options) => client.send(new GetFunctionConcurrencyCommand(input), options),
      'lambda:GetPolicy': (input, options) => client.send(new GetPolicyCommand(input), options),
    },
  }
}
