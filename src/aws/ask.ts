/** How collectors ask AWS: one function, which never throws for an answer that AWS refused. */
import type { Answer } from '../collect/answer.ts'
import type { AskableCall, CallInput, CallOutput } from './call-types.ts'

/**
 * Makes a call unless the same call with the same input was made before in this run, merges all its pages, records it in the
 * evidence, and gives the answer. Never rejects: a refusal, a lost connection and the deadline are answers too.
 */
export type Ask = <Name extends AskableCall>(call: Name, input: CallInput<Name>) => Promise<Answer<CallOutput<Name>>>
