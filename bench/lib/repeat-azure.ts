import { Agent, request } from 'node:https'
import { text } from 'node:stream/consumers'
import { DefaultAzureCredential } from '@azure/identity'
import type { RecordedAzureRequest } from '../../test/fakes/azure/server.ts'

const audiences: readonly (readonly [calls: RegExp, audience: string])[] = [
  [/containers\/blobs/, 'https://storage.azure.com'],
  [/Insights\/logs/, 'https://api.loganalytics.azure.com'],
  [/./, 'https://management.azure.com'],
]

/** Makes the same requests again over one connection, one after the other. */
export async function repeatAzure(
  { LB502_ARM_ENDPOINT: endpoint }: NodeJS.ProcessEnv,
  requests: readonly RecordedAzureRequest[],
): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const credential = new DefaultAzureCredential()
  for (const { call, method, path, detail } of requests) {
    const [, audience] = audiences.find(([calls]) => calls.test(call)) ?? []
    const { token } = await credential.getToken(`${audience}/.default`)
    const headers = { authorization: `Bearer ${token}`, ...(method === 'GET' && detail !== '' ? { 'x-ms-range': detail } : {}) }
    await sent(`${endpoint}${path}`, { agent, method, headers }, method === 'POST' ? detail : '')
  }
  agent.destroy()
}

function sent(url: string, options: object, body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    request(url, options, (response) => {
      if ((response.statusCode ?? 500) >= 300) reject(new Error(`${url} answered ${response.statusCode}`))
      text(response).then(resolve, reject)
    })
      .on('error', reject)
      .end(body)
  })
}
