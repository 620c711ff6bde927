/** Every AWS scenario: a world, and what must be said of it. */
import { addressing } from './incidents/addressing.ts'
import { backends } from './incidents/backends.ts'
import { blindness } from './incidents/blindness.ts'
import { deliveries } from './incidents/deliveries.ts'
import { departures } from './incidents/departures.ts'
import { endings } from './incidents/endings.ts'
import { forwarding } from './incidents/forwarding.ts'
import { functions } from './incidents/functions.ts'
import { gateway } from './incidents/gateway.ts'
import { keepAlive } from './incidents/keep-alive.ts'
import { lookalikes } from './incidents/lookalikes.ts'
import { mixtures } from './incidents/mixtures.ts'
import { network } from './incidents/network.ts'
import { ports } from './incidents/ports.ts'
import { probes } from './incidents/probes.ts'
import { protocols } from './incidents/protocols.ts'
import { quiet } from './incidents/quiet.ts'
import { registration } from './incidents/registration.ts'
import { reportsOfFailures } from './incidents/reports-of-failures.ts'
import { reportsOfSilence } from './incidents/reports-of-silence.ts'
import type { Scenario } from './scenario.ts'

export type { Scenario } from './scenario.ts'

export const scenarios: Readonly<Record<string, Scenario>> = {
  ...quiet,
  ...ports,
  ...keepAlive,
  ...network,
  ...addressing,
  ...registration,
  ...forwarding,
  ...backends,
  ...departures,
  ...endings,
  ...protocols,
  ...functions,
  ...probes,
  ...gateway,
  ...mixtures,
  ...lookalikes,
  ...deliveries,
  ...reportsOfSilence,
  ...reportsOfFailures,
  ...blindness,
}
