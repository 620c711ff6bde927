/** What a service module offers: a client, and one function per call that lb502 makes with it. */
import type { AwsCredentialIdentityProvider } from '@smithy/types'
import type { AskableCall, CallInput, CallReply } from './call-types.ts'

/** How every client is configured. */
export interface ClientSettings {
  readonly region: string
  readonly credentials: AwsCredentialIdentityProvider
  readonly maxAttempts: number
  readonly requestHandler: {
    readonly connectionTimeout: number
    readonly requestTimeout: number
    readonly throwOnRequestTimeout: boolean
    readonly socketTimeout: number
  }
  /** S3 is reached through an endpoint of the user's own, which rarely knows one host name per bucket. */
  readonly ownS3Endpoint: boolean
}

/** Whether a service is reached through a client that the caller made, and goes on using afterwards. */
export function isClient<Client extends object>(given: ClientSettings | Client): given is Client {
  return 'send' in given
}

/** Sends one page of one call and gives the SDK's own output; rejects with the SDK's error. */
export type Send<Name extends AskableCall> = (
  input: CallInput<Name>,
  options: { readonly abortSignal: AbortSignal },
) => Promise<CallReply<Name>>

/** The part of an action's name before the colon. None of Athena's calls is asked alone. */
export type ServiceName = (AskableCall extends `${infer Prefix}:${string}` ? Prefix : never) | 'athena'

/** One function per call of a service; a missing one does not compile. */
type Senders<Service extends ServiceName> = {
  readonly [Name in AskableCall as Name extends `${Service}:${string}` ? Name : never]: Send<Name>
}

export interface Connection<Service extends ServiceName, Client = unknown> {
  readonly client: Client
  readonly senders: Senders<Service>
  readonly close: () => void
}
