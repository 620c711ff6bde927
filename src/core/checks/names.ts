/** The names a balancer presents to backends: in Host, and in the handshake. */
import type { Reader, Subject } from '../check.ts'
import type { BackendTls, PresentedName } from '../model.ts'
import { shell } from '../wording.ts'

/** The server name of requests for a command; a placeholder where it is not one fixed name. */
export function presentedBy(subject: Subject, read: Reader): string {
  const serverName = read.see(subject.pool.config)?.tls?.serverName
  return serverName?.kind === 'fixed' ? shell(serverName.name) : '<name>'
}

/** The pool's port for a command. */
export function portOf(subject: Subject, read: Reader): string {
  return String(read.see(subject.pool.config)?.port ?? 443)
}

export function nameInWords(name: PresentedName): string {
  switch (name.kind) {
    case 'none':
      return 'no name'
    case 'fixed':
      return name.name
    case 'backend':
      return 'the name under which the backend is registered'
    case 'client':
      return 'whatever name the client asked for'
  }
}

/** Whether probes and requests can present different server names, so that a probe's success says nothing of requests. */
export function probedUnderAnotherName(tls: BackendTls, probe: PresentedName): boolean {
  if (tls.serverName.kind !== probe.kind) return true
  return tls.serverName.kind === 'fixed' && probe.kind === 'fixed' && tls.serverName.name !== probe.name
}
