/** Where a gateway's access log goes, as its diagnostic settings say. */
import { flag, type Loose, neededObjects, object, objects, text } from '../normalise/loose.ts'
import { flattened } from './normalise/flatten.ts'

interface DiagnosticSettings {
  readonly value?: readonly DiagnosticSetting[]
}

interface DiagnosticSetting {
  readonly workspaceId?: string
  readonly storageAccountId?: string
  readonly logs?: readonly { readonly category?: string; readonly categoryGroup?: string; readonly enabled?: boolean }[]
}

export interface LogPlaces {
  /** ARM ids, each once. */
  readonly workspaces: readonly string[]
  readonly storageAccounts: readonly string[]
  /** Whether any setting sends the log anywhere: to an event hub, or to a partner, it cannot be read. */
  readonly enabled: boolean
}

/** Reads the answer that lists diagnostic settings. Throws Unreadable when it is none. */
export function accessLogPlaces(answer: unknown): LogPlaces {
  const settings = neededObjects(object<DiagnosticSettings>(flattened(answer), 'the answer'), 'value').filter(sendsAccessLog)
  return {
    workspaces: [...new Set(settings.flatMap((setting) => text(setting, 'workspaceId') ?? []))],
    storageAccounts: [...new Set(settings.flatMap((setting) => text(setting, 'storageAccountId') ?? []))],
    enabled: settings.length > 0,
  }
}

/** By its own name, or with all others. */
function sendsAccessLog(setting: Loose<DiagnosticSetting>): boolean {
  return objects(setting, 'logs').some(
    (log) =>
      flag(log, 'enabled') !== false &&
      (text(log, 'category')?.toLowerCase() === 'applicationgatewayaccesslog' ||
        text(log, 'categoryGroup')?.toLowerCase() === 'alllogs'),
  )
}
