import {
  GetFunctionConcurrencyCommand,
  GetFunctionConfigurationCommand,
  GetPolicyCommand,
  LambdaClient,
} from '@aws-sdk/client-lambda'
import { type ClientSettings, type Connection, isClient } from '../connection.ts'

export function connect(given: ClientSettings | LambdaClient): Connection<'lambda', LambdaClient> {
  const client = isClient(given) ? given : new LambdaClient(given)
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
