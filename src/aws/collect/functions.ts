/** Lambda functions that are registered as targets. */
import type { Ask } from '../ask.ts'

/** A function as a target names it. */
export interface FunctionName {
  /** ARN without version or alias. */
  readonly arn: string
  readonly name: string
  /** Version or alias; null when the target names none. */
  readonly qualifier: string | null
}

/** The parts of `arn:aws:lambda:<region>:<account>:function:<name>[:<qualifier>]`; null when it is none. */
export function parseFunction(id: string): FunctionName | null {
  const match = /^(arn:[^:]+:lambda:[^:]*:\d*:function:([^:]+))(?::([^:]+))?$/.exec(id)
  return match ? { arn: match[1] ?? '', name: match[2] ?? '', qualifier: match[3] ?? null } : null
}

/** Reads configuration, reserved concurrency and policy of each function. */
export async function readFunctions(ask: Ask, targetIds: readonly string[]): Promise<void> {
  const functions = targetIds.flatMap((id) => parseFunction(id) ?? [])
  await Promise.all(
    functions.flatMap(({ arn, qualifier }) => {
      const qualified = qualifier === null ? { FunctionName: arn } : { FunctionName: arn, Qualifier: qualifier }
      return [
        ask('lambda:GetFunctionConfiguration', qualified),
        ask('lambda:GetPolicy', qualified),
        ask('lambda:GetFunctionConcurrency', { FunctionName: arn }),
      ]
    }),
  )
}
