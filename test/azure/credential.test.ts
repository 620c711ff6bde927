import { AggregateAuthenticationError, AuthenticationError, CredentialUnavailableError } from '@azure/identity'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { collectAzure } from '../../src/azure/collect/index.ts'
import { lazyCredential } from '../../src/azure/credential.ts'
import { refusalOf } from '../../src/azure/refusal.ts'
import { startIdentity } from '../fakes/azure/identity.ts'
import { optionsFor, target, world } from './collect/world.ts'
import { mockArm } from './mock-arm.ts'

const scope = 'https://management.azure.com/.default'

beforeEach(() => {
  for (const name of Object.keys(process.env)) if (/^(AZURE|IDENTITY|MSI|IMDS)_/.test(name)) vi.stubEnv(name, undefined)
})
afterEach(() => {
  vi.unstubAllEnvs()
})

async function failureOf(error: unknown): Promise<string> {
  const credential = lazyCredential({ getToken: () => Promise.reject(error) }, 'public')
  const refusal = await credential.getToken(scope).then(() => null, refusalOf)
  expect(refusal).toMatchObject({ gap: 'denied', code: 'NoToken' })
  return refusal?.message ?? ''
}

describe('the default chain', () => {
  it('takes the managed identity of a web app, and asks nobody else on the way', async () => {
    const identity = await startIdentity()
    vi.stubEnv('IDENTITY_ENDPOINT', identity.endpoint)
    vi.stubEnv('IDENTITY_HEADER', identity.header)
    // Nothing that the chain would start beside it can be found.
    vi.stubEnv('PATH', '/nowhere')
    try {
      const credential = lazyCredential(undefined, 'public')
      await credential.getToken(scope)
      const began = performance.now()
      const token = await lazyCredential(undefined, 'public').getToken(scope)
      // Looking for the machine's own identity would take a second.
      expect(performance.now() - began).toBeLessThan(500)
      expect(identity.admits(`Bearer ${token?.token}`, 'arm')).toBe(true)
      expect(new Set(identity.asked)).toEqual(new Set(['https://management.azure.com']))
    } finally {
      await identity.close()
    }
  })

  it('ends the run where its one source gives nothing', async () => {
    vi.stubEnv('AZURE_TOKEN_CREDENTIALS', 'EnvironmentCredential')
    const { credential: _, ...options } = optionsFor(mockArm(world))
    await expect(collectAzure(target, options)).rejects.toMatchObject({
      name: 'CannotRun',
      message: 'No usable Azure credentials: tried environment variables',
      hint: expect.stringContaining('az login'),
    })
  })

  it('ends the run where its one source is none', async () => {
    vi.stubEnv('AZURE_TOKEN_CREDENTIALS', 'nonsense')
    const { credential: _, ...options } = optionsFor(mockArm(world))
    await expect(collectAzure(target, options)).rejects.toMatchObject({
      name: 'CannotRun',
      message: expect.stringContaining('Invalid value for AZURE_TOKEN_CREDENTIALS = nonsense'),
    })
  })
})

describe('credentials that give no token', () => {
  const unavailable = (...messages: readonly string[]): AggregateAuthenticationError =>
    new AggregateAuthenticationError(
      messages.map((message) => new CredentialUnavailableError(message)),
      'ChainedTokenCredential authentication failed.',
    )

  it('are named, in the order they were tried', async () => {
    const error = unavailable(
      'EnvironmentCredential is unavailable. No underlying credential could be used.',
      'WorkloadIdentityCredential: is unavailable. clientId is a required parameter.',
      'ManagedIdentityCredential: Authentication failed. Message Attempted to use the IMDS endpoint, but it is not available.',
      'Visual Studio Code Authentication is not available.',
      "Azure CLI could not be found. Please visit https://aka.ms/azure-cli for installation instructions and then, once installed, authenticate to your Azure account using 'az login'.",
      'The Azure PowerShell Az.Account module is not installed.',
      'Azure Developer CLI couldn’t be found.',
      'Failed to acquire token using broker authentication',
    )
    expect(await failureOf(error)).toBe(
      'tried environment variables, workload identity, managed identity, Visual Studio Code, Azure CLI, Azure PowerShell, Azure Developer CLI, the broker',
    )
  })

  it('say what the directory said', async () => {
    const error = unavailable(
      'EnvironmentCredential is unavailable.',
      'ERROR: AADSTS70043: The refresh token has expired.\r\nTrace ID: 7',
    )
    expect(await failureOf(error)).toBe('tried environment variables; AADSTS70043: The refresh token has expired.')
  })

  it('say what a refused secret is refused for', async () => {
    const error = new AuthenticationError(401, {
      error: 'invalid_client',
      error_description: 'AADSTS7000215: Invalid client secret provided.\r\nTrace ID: 7',
    })
    expect(await failureOf(error)).toBe('AADSTS7000215: Invalid client secret provided.')
  })

  it('tell a service that is out of reach from one that refuses', async () => {
    const error = new Error('network_error: See https://aka.ms/msal.js.errors#network_error for details')
    expect(await failureOf(error)).toBe('the service that gives tokens cannot be reached')
  })

  it('may say nothing that is known', async () => {
    expect(await failureOf(unavailable('nonsense', 'more of it'))).toBe('tried 2 sources')
    expect(await failureOf('text')).toBe('text')
    expect(await failureOf(new Error('plain'))).toBe('plain')
    const credential = lazyCredential({ getToken: async () => null }, 'public')
    expect(await credential.getToken(scope).then(() => null, refusalOf)).toMatchObject({ code: 'NoToken' })
  })
})
