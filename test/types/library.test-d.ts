/** What programs rely on of the library's types. Compiled by `npm run types`, never run. */
import { expectTypeOf } from 'vitest'
import {
  type CauseId,
  checks,
  type Diagnosis,
  defineCheck,
  diagnose,
  type Inspection,
  inspect,
  judge,
  type OwnCheck,
  render,
  type Snapshot,
} from '../../src/index.ts'

declare const snapshot: Snapshot
const own = defineCheck({ id: 'our-proxy', title: 'Our proxy restarts', judge: () => ({ status: 'skip' }) })

expectTypeOf(own).toEqualTypeOf<OwnCheck<'our-proxy'>>()

// The built-in checks name causes of the catalogue, own ones theirs besides.
expectTypeOf(diagnose(snapshot)).toEqualTypeOf<Diagnosis<CauseId>[]>()
expectTypeOf(diagnose(snapshot, { checks: [...checks, own] })).toEqualTypeOf<Diagnosis<CauseId | 'our-proxy'>[]>()
expectTypeOf(diagnose(snapshot, { checks: [own] })).toEqualTypeOf<Diagnosis<'our-proxy'>[]>()
expectTypeOf(judge).returns.toExtend<readonly Diagnosis[]>()

// A diagnosis of any ids renders.
expectTypeOf(render).parameter(0).toEqualTypeOf<Diagnosis | readonly Diagnosis[]>()
expectTypeOf(render).parameter(1).toEqualTypeOf<'text' | 'json' | 'markdown' | undefined>()

expectTypeOf(inspect('arn:aws:elasticloadbalancing:...')).resolves.toEqualTypeOf<Inspection<CauseId>>()
expectTypeOf(inspect('/subscriptions/...', { checks: [own], signal: AbortSignal.abort() })).resolves.toEqualTypeOf<
  Inspection<'our-proxy'>
>()
expectTypeOf(inspect({ cloud: 'aws', target: { kind: 'pool', id: 'web' } })).resolves.toEqualTypeOf<Inspection<CauseId>>()

// @ts-expect-error a cloud's own options stand under its name
inspect('arn:aws:elasticloadbalancing:...', { credential: null })
// @ts-expect-error a check of a cause that the catalogue lacks brings its title
defineCheck({ id: 'our-proxy', judge: () => ({ status: 'skip' }) })
// @ts-expect-error there is no such format
render([], 'html')
