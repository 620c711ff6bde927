/** The `ask` of one run. */
import type { Progress } from '../collect/progress.ts'
import { createRecorder, type RecordedCall, type Recorder } from '../collect/recorder.ts'
import type { Ask } from './ask.ts'
import { callInfo } from './call-names.ts'
import type { AskableCall, CallInput } from './call-types.ts'
import { toJson } from './json.ts'
import type { AwsSession } from './session.ts'

export interface Asker extends Omit<Recorder, 'ask' | 'skip'> {
  readonly ask: Ask
  /** Records that a call was left out on purpose. */
  readonly skip: <Name extends AskableCall>(call: Name, input: CallInput<Name>, message: string) => void
}

/** An asker for one region, on the connections of a session. */
export function createAsker(session: AwsSession, region: string, onProgress: (progress: Progress) => void): Asker {
  const recorder = createRecorder(onProgress)
  const recorded = <Name extends AskableCall>(call: Name, input: CallInput<Name>): RecordedCall => ({
    call,
    scope: region,
    permission: callInfo(call).permission,
    input: toJson(input),
  })
  return {
    ...recorder,
    ask: (call, input) => recorder.ask(recorded(call, input), () => session.read(call, region, input)),
    skip: (call, input, message) => recorder.skip(recorded(call, input), message),
  }
}
