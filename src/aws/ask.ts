/** How collectors ask AWS: one function, which never throws for an answer that AWS refused. */
import type { Gap } from '../core/fact.ts'

export type Answer<Output> =
  | { readonly ok: true; readonly output: Output }
  | { readonly ok: false; readonly gap: Gap; readonly code: string; readonly message: string }
