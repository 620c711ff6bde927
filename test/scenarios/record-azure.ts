/** Runs the real collector against a fake Azure of a scenario's world. */
import { collectAzure } from '../../src/azure/index.ts'
import type { Evidence } from '../../src/core/evidence.ts'
import { identityOf } from '../fakes/azure/credential.ts'
import { startFakeAzure } from '../fakes/azure/server.ts'
import { gatewayId } from './azure-worlds/ids.ts'
import type { AzureScenario } from './scenario.ts'
import { windowFrom, windowTo } from './world.ts'

/** The evidence of one scenario: the shop's gateway, one hour. */
export async function recordAzureEvidence({ world, backendKeepAliveSeconds }: AzureScenario): Promise<Evidence> {
  const fake = await startFakeAzure(world, { pageSize: 3 })
  // This process was started before there was a certificate to trust.
  const verified = process.env.NODE_TLS_REJECT_UNAUTHORIZED
  process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'
  try {
    const evidence = await collectAzure(
      { kind: 'id', id: gatewayId },
      {
        armEndpoint: fake.url,
        logsEndpoint: fake.url,
        credential: identityOf(fake),
        window: { from: windowFrom, to: windowTo },
        logs: { kind: 'auto' },
        deadlineSeconds: 30,
        backendKeepAliveSeconds: backendKeepAliveSeconds ?? null,
        only: [],
        ignore: [],
        now: new Date(windowTo),
      },
    )
    return withoutPort(evidence, fake.url)
  } finally {
    if (verified === undefined) delete process.env.NODE_TLS_REJECT_UNAUTHORIZED
    else process.env.NODE_TLS_REJECT_UNAUTHORIZED = verified
    await fake.close()
  }
}

/** The fake answers on another port every time; what it says of itself is put back to what Azure would say. */
function withoutPort(evidence: Evidence, url: string): Evidence {
  const text = JSON.stringify(evidence).replaceAll(`${url}/shoplogs/`, 'https://shoplogs.blob.core.windows.net/')
  return JSON.parse(text) as Evidence
}
