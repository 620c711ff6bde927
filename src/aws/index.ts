/** `lb502/aws`: everything that speaks to AWS or understands its answers. */
export { collectAws } from './collect/index.ts'
export type { AwsCollectOptions } from './collect/options.ts'
export { type ListOptions, listLoadBalancers, listRegions } from './list.ts'
export type { LogChoice } from './log-request.ts'
export { normaliseAws } from './normalise/index.ts'
export { type PolicyDocument, permissionsAws } from './permissions.ts'
export { type AwsSession, openSession, type SessionOptions } from './session.ts'
export type { AwsTarget } from './target.ts'
