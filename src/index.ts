/** The public library. Nothing here reads the process or prints; the SDK is loaded by `inspect` alone. */
export type { AwsClients } from './aws/connectors.ts'
export type { AwsCollectOptions, AwsTarget, LogChoice } from './aws/index.ts'
export type { AzureCloud, AzureCollectOptions, AzureTarget, LogsChoice } from './azure/index.ts'
export type { Progress } from './collect/progress.ts'
export { type CauseId, type CauseInfo, catalogue, causeIds } from './core/catalogue.ts'
export {
  type AnyCheck,
  type Check,
  defineCheck,
  type Judgement,
  type OwnCheck,
  type Reader,
  type Remedy,
  type Subject,
} from './core/check.ts'
export { claim, failing, pass, skip, stated } from './core/checks/common.ts'
export { checks } from './core/checks/index.ts'
export { type DiagnoseOptions, diagnose } from './core/diagnose.ts'
export type * from './core/diagnosis.ts'
export { CannotRun } from './core/errors.ts'
export type { CallOutcome, CallRecord, Cloud, Evidence, Question, TimeWindow } from './core/evidence.ts'
export type { Fact, Gap, Source } from './core/fact.ts'
export type * from './core/model.ts'
export { requestsIn, type Symptoms, symptomsOf, whole } from './core/symptoms.ts'
export type * from './core/traffic.ts'
export { type EvidenceFile, formatEvidenceFile, parseEvidenceFile } from './evidence-file.ts'
export { type Inspect, type InspectAws, type InspectAzure, type Inspection, type InspectOptions, inspect } from './inspect.ts'
export { normalise } from './normalise.ts'
export { askAnew, type JudgeOptions, judge, type Overrides } from './pipeline.ts'
export { redactEvidence, redactEvidences } from './redact/index.ts'
export { renderJson } from './report/json.ts'
export { renderMarkdown } from './report/markdown.ts'
export { type Reading, readingOf } from './report/reading.ts'
export { type Format, render } from './report/render.ts'
export { renderText, type TextOptions } from './report/text.ts'
export { exitCodeOf, isFailing } from './verdict.ts'
