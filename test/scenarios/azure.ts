/** Every Azure scenario: a world, and what must be said of it. */
import { evidence } from './azure-worlds/themes/evidence.ts'
import { filters } from './azure-worlds/themes/filters.ts'
import { gateways } from './azure-worlds/themes/gateways.ts'
import { healthy } from './azure-worlds/themes/healthy.ts'
import { members } from './azure-worlds/themes/members.ts'
import { names } from './azure-worlds/themes/names.ts'
import { partial } from './azure-worlds/themes/partial.ts'
import { probes } from './azure-worlds/themes/probes.ts'
import { published } from './azure-worlds/themes/public.ts'
import { requests } from './azure-worlds/themes/requests.ts'
import { routes } from './azure-worlds/themes/routes.ts'
import { tls } from './azure-worlds/themes/tls.ts'
import type { AzureScenario } from './scenario.ts'

export const azureScenarios: Readonly<Record<string, AzureScenario>> = {
  ...healthy,
  ...members,
  ...filters,
  ...routes,
  ...names,
  ...probes,
  ...tls,
  ...requests,
  ...gateways,
  ...evidence,
  ...partial,
  ...published,
}
