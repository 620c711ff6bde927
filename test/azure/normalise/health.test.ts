import { describe, expect, it } from 'vitest'
import { readHealth } from '../../../src/azure/normalise/health-words.ts'
import type { Health, HealthReason } from '../../../src/core/model.ts'
import { object } from '../../../src/normalise/loose.ts'

function healthOf(server: object, notes: string[] = []): Health {
  return readHealth(object(server, 'a server'), (line) => notes.push(line))
}

const down = (healthProbeLog: string): object => ({ address: '10.0.2.4', health: 'Unhealthy', healthProbeLog })

describe('statuses', () => {
  it.each([
    ['Healthy', 'healthy', 'none'],
    ['Up', 'healthy', 'none'],
    ['HEALTHY', 'healthy', 'none'],
    ['Down', 'unhealthy', 'unknown'],
    ['Unhealthy', 'unhealthy', 'unknown'],
    ['Draining', 'draining', 'draining'],
    ['Partial', 'unknown', 'not-told'],
    ['Unknown', 'unknown', 'not-told'],
  ])('%s', (health, state, reason) => {
    const notes: string[] = []
    expect(healthOf({ address: 'a', health }, notes)).toMatchObject({ state, reason, statuses: [], label: health })
    expect(notes).toEqual([])
  })

  it('nobody knows are noted', () => {
    const notes: string[] = []
    expect(healthOf({ address: 'a', health: 'Resting' }, notes)).toMatchObject({ state: 'unknown', reason: 'not-told' })
    expect(notes).toEqual(['backend health resting'])
  })

  it('may be missing', () => {
    expect(healthOf({ address: 'a' }).state).toBe('unknown')
  })
})

describe('the sentences of probes, in every vintage', () => {
  it.each<[HealthReason, string]>([
    [
      'not-told',
      'Backend health status could not be retrieved. This happens when a network security group or user defined route blocks access to ports 65200-65535, or the DNS name cannot be resolved.',
    ],
    [
      'timed-out',
      'Time taken by the backend to respond to application gateway’s health probe is more than the timeout threshold in the probe setting.',
    ],
    [
      'timed-out',
      "Time taken by the backend to respond to application gateway's health probe is more than the time-out threshold in the probe setting.",
    ],
    [
      'name-unresolved',
      'Application Gateway could not create a probe for this backend. This usually happens when the FQDN of the backend has not been entered correctly.',
    ],
    [
      'not-connected',
      'Application Gateway could not connect to the backend. Check that the backend responds on the port used for the probe.',
    ],
    ['not-connected', 'Cannot connect to backend server. Check whether any NSG/UDR/Firewall is blocking access to the server.'],
    [
      'status-mismatch',
      "Status code of the backend's HTTP response did not match the probe setting. Expected:200-399 Received:503.",
    ],
    [
      'status-mismatch',
      'The status code of the backend’s HTTP response did not match the probe setting. Expected:{HTTPStatusCode0} Received:{HTTPStatusCode1}.',
    ],
    ['status-mismatch', "Received invalid status code: 404 in the backend server's HTTP response."],
    [
      'body-mismatch',
      "Body of the backend's HTTP response did not match the probe setting. Received response body does not contain {string}.",
    ],
    ['certificate-name', 'The Common Name (CN) of the backend certificate does not match the host header of the probe.'],
    [
      'certificate-name',
      "The Common Name (CN) of the leaf certificate presented by the backend server doesn't match the Probe or Backend Setting hostname.",
    ],
    [
      'certificate-expired',
      'Backend certificate is invalid. Current date isn\'t within the "Valid from" and "Valid to" date range on the certificate.',
    ],
    [
      'certificate-expired',
      'Backend certificate is invalid. Current date is not within the valid from and valid to date range on the certificate.',
    ],
    ['certificate-chain', 'The Intermediate certificate is missing from the certificate chain presented by the backend server.'],
    ['certificate-chain', 'The leaf certificate is missing from the certificate chain presented by the backend server.'],
    [
      'certificate-chain',
      'The leaf certificate is not the topmost certificate of the certificate chain presented by the backend server.',
    ],
    ['certificate-untrusted', "The server certificate isn't signed by a well-known Certificate Authority (CA)."],
    ['certificate-untrusted', 'The Intermediate certificate is not signed by a well-known Certificate Authority (CA).'],
    [
      'certificate-untrusted',
      'The backend certificate is not signed by any root certificates uploaded to the application gateway.',
    ],
    [
      'certificate-untrusted',
      "The root certificate of the server certificate used by the backend doesn't match the trusted root certificate added to the application gateway.",
    ],
    ['certificate-untrusted', 'The backend server certificate is not whitelisted with Application Gateway.'],
    ['certificate-untrusted', 'Backend server certificate is not allow-listed with Application Gateway.'],
    ['proxy-header-refused', 'The backend server did not accept the proxy protocol header.'],
  ])('%s: %s', (reason, sentence) => {
    const notes: string[] = []
    expect(healthOf(down(sentence), notes)).toMatchObject({ state: 'unhealthy', reason, label: `Unhealthy: ${sentence}` })
    expect(notes).toEqual([])
  })

  it.each<[string, HealthReason]>([
    ['error code (10)', 'certificate-expired'],
    ['error code 19', 'certificate-untrusted'],
    ['error code(20)', 'certificate-chain'],
    ['error code (62)', 'certificate-name'],
    ['error code (1)', 'handshake-failed'],
    ['no code', 'handshake-failed'],
  ])('OpenSSL says %s', (code, reason) => {
    const sentence = `The validity of the backend certificate could not be verified. To find out the reason, check OpenSSL diagnostics for the message associated with ${code}`
    expect(healthOf(down(sentence)).reason).toBe(reason)
  })

  it('tell the status that came', () => {
    expect(healthOf(down("Received invalid status code: 502 in the backend server's HTTP response.")).statuses).toEqual([502])
    expect(
      healthOf(down("Status code of the backend's HTTP response did not match the probe setting. Expected:200 Received:401."))
        .statuses,
    ).toEqual([401])
  })

  it('are given up by names of errors that are known, and unknown names are noted', () => {
    const notes: string[] = []
    const named = (healthProbeErrorName: string, log: string): Health => healthOf({ ...down(log), healthProbeErrorName }, notes)
    expect(named('HttpStatusCodeMismatchWithStatusCode', 'Antwort 503 erhalten').reason).toBe('status-mismatch')
    expect(named('SomethingNew', 'Cannot connect to backend server.').reason).toBe('not-connected')
    expect(notes).toEqual(['probe error SomethingNew'])
  })

  it('that succeed beside a failing status tell nothing', () => {
    expect(healthOf(down('Success. Received 200 status code')).reason).toBe('unknown')
    expect(healthOf({ address: 'a', health: 'Unknown', healthProbeLog: 'Success. Received 200 status code' }).reason).toBe(
      'not-told',
    )
  })

  it('of an unknown name are a failure to resolve also while the state is unknown', () => {
    const server = {
      address: 'a.test',
      health: 'Unknown',
      healthProbeLog: 'Application Gateway could not create a probe for this backend.',
    }
    expect(healthOf(server)).toMatchObject({ state: 'unknown', reason: 'name-unresolved' })
  })

  it('nobody knows are noted and shown, shortened', () => {
    const notes: string[] = []
    const health = healthOf(down(`The moon was in the way. ${'x'.repeat(5000)}`), notes)
    expect(health.reason).toBe('unknown')
    expect(health.label).toMatch(/^Unhealthy: The moon was in the way\. x+…$/)
    expect(health.label.length).toBeLessThan(450)
    expect(notes).toHaveLength(1)
  })

  it('come with the certificates that the backend sent', () => {
    const server = {
      ...down("The server certificate isn't signed by a well-known Certificate Authority (CA)."),
      backendCertificateChainMetadata: { certificateChainMetadata: [{ subject: 'CN=app.test', issuer: 'CN=Shop CA' }] },
    }
    expect(healthOf(server).label).toContain('(certificates sent: {"subject":"CN=app.test","issuer":"CN=Shop CA"})')
  })
})
