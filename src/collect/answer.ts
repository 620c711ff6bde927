/** What a call to a cloud comes to: an answer, or the reason why there is none. */
import type { Refusal } from './refusal.ts'

export type Answer<Output> = { readonly ok: true; readonly output: Output } | ({ readonly ok: false } & Refusal)
