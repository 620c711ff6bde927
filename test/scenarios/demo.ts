/** Which scenarios `lb502 demo` shows, in its order. */
import type { Incident } from './all.ts'

export interface DemoIncident extends Pick<Incident, 'cloud'> {
  readonly name: string
  readonly scenario: string
}

export const demoIncidents: readonly DemoIncident[] = [
  { name: 'port-closed', cloud: 'aws', scenario: 'port-closed' },
  { name: 'keep-alive-race', cloud: 'aws', scenario: 'keep-alive-race' },
  { name: 'blocked-security-group', cloud: 'aws', scenario: 'security-group-missing-rule' },
  { name: 'lambda-response', cloud: 'aws', scenario: 'lambda-invalid-response' },
  { name: 'backends-own-502', cloud: 'aws', scenario: 'backend-502' },
  { name: 'half-blind', cloud: 'aws', scenario: 'half-blind' },
  { name: 'deploy-race', cloud: 'aws', scenario: 'deploy-race' },
  { name: 'azure-rule-order', cloud: 'azure', scenario: 'nsg-priority-inversion' },
  { name: 'azure-default-route', cloud: 'azure', scenario: 'route-default-to-appliance' },
  { name: 'azure-private-dns', cloud: 'azure', scenario: 'dns-zone-not-linked' },
  { name: 'azure-healthy-yet-502', cloud: 'azure', scenario: 'certificate-name-live-only' },
  { name: 'azure-machine-stopped', cloud: 'azure', scenario: 'backend-stopped' },
  { name: 'azure-default-pool', cloud: 'azure', scenario: 'no-members-by-default' },
  { name: 'azure-too-slow-v1', cloud: 'azure', scenario: 'too-slow-v1' },
  { name: 'azure-reader-only', cloud: 'azure', scenario: 'health-denied' },
]
