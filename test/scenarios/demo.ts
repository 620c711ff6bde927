/** Which scenarios `lb502 demo` shows, in its order. */
export const demoIncidents: readonly { readonly name: string; readonly scenario: string }[] = [
  { name: 'port-closed', scenario: 'port-closed' },
  { name: 'keep-alive-race', scenario: 'keep-alive-race' },
  { name: 'blocked-security-group', scenario: 'security-group-missing-rule' },
  { name: 'lambda-response', scenario: 'lambda-invalid-response' },
  { name: 'backends-own-502', scenario: 'backend-502' },
  { name: 'half-blind', scenario: 'half-blind' },
  { name: 'deploy-race', scenario: 'deploy-race' },
]
