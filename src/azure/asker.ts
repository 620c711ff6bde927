/** The `ask` of one run. */
import type { Progress } from '../collect/progress.ts'
import { createRecorder, type RecordedCall, type Recorder } from '../collect/recorder.ts'
import type { ArmCall, ArmInput, Ask } from './ask.ts'
import { callInfo } from './call-names.ts'
import type { AzureSession } from './session.ts'

export interface Asker extends Omit<Recorder, 'ask' | 'skip'> {
  readonly ask: Ask
  /** Records that a call was left out on purpose. */
  readonly skip: (call: ArmCall, input: ArmInput, message: string) => void
}

/** An asker on a session. */
export function createAsker(session: AzureSession, onProgress: (progress: Progress) => void): Asker {
  const recorder = createRecorder(onProgress)
  return {
    ...recorder,
    ask: (call, input) => recorder.ask(recorded(call, input), () => session.read(call, input)),
    skip: (call, input, message) => recorder.skip(recorded(call, input), message),
  }
}

function recorded(call: ArmCall, input: ArmInput): RecordedCall {
  return { call, scope: subscriptionOf(input), permission: callInfo(call).permission, input }
}

/** The subscription that is asked; empty when all are. */
function subscriptionOf({ id = '', subscriptionId }: ArmInput): string {
  return subscriptionId ?? /^\/subscriptions\/([^/]+)/i.exec(id)?.[1] ?? ''
}
